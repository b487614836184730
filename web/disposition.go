package web

import (
	"fmt"
	"strings"
)

// attachment is a Content-Disposition that has a file saved under a name (RFC
// 6266, section 4.3): in ASCII for old programs, and, where that loses
// something, in UTF-8 as well (RFC 8187, section 3.2).
func attachment(name string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || r == 0x7f || r == '"' || r == '\\' || r == '/' || r == '%': // what is quoted, a folder, or taken for an escape
			return '_'
		case r > 0x7e:
			return '_'
		}
		return r
	}, name)
	header := `attachment; filename="` + plain + `"`
	if plain == name {
		return header
	}
	return header + "; filename*=UTF-8''" + extended(name)
}

// extended encodes a value as RFC 8187 has it: all but attr-char in percent.
func extended(s string) string {
	var b strings.Builder
	for _, c := range []byte(strings.ToValidUTF8(s, "_")) {
		switch {
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', strings.IndexByte("!#$&+-.^_`|~", c) >= 0:
			b.WriteByte(c)
		case c < ' ' || c == 0x7f || c == '/' || c == '\\':
			b.WriteByte('_')
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
