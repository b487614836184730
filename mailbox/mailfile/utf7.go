package mailfile

import (
	"encoding/base64"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// shifted is a run of characters beyond ASCII in the modified UTF-7 of IMAP
// folders (RFC 3501, section 5.1.3), which Maildir++ names its folders in.
var shifted = regexp.MustCompile(`&([A-Za-z0-9+,]*)-`)

// folderName decodes the name of a Maildir++ folder; what is no modified UTF-7
// is left as it is, but for the Latin-1 of old archives.
func folderName(name string) string {
	if !utf8.ValidString(name) {
		latin := make([]rune, len(name))
		for i := range len(name) {
			latin[i] = rune(name[i])
		}
		name = string(latin)
	}
	return shifted.ReplaceAllStringFunc(name, func(run string) string {
		code := run[1 : len(run)-1]
		if code == "" {
			return "&"
		}
		raw, err := base64.RawStdEncoding.DecodeString(strings.ReplaceAll(code, ",", "/"))
		if err != nil || len(raw)%2 != 0 {
			return run
		}
		units := make([]uint16, len(raw)/2)
		for i := range units {
			units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
		}
		return string(utf16.Decode(units))
	})
}
