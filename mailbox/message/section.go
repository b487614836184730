package message

import (
	"sort"
	"strconv"
	"strings"
)

// A section is one piece of a parameter (RFC 2231, sections 3 and 4).
type section struct {
	index   int
	encoded bool
	value   string
}

// newSection reads "0*", "1" or "" after the asterisk of a parameter's name.
func newSection(rest, value string) section {
	number, encoded := strings.CutSuffix(rest, "*")
	index, err := strconv.Atoi(number)
	if err != nil {
		return section{index: -1, encoded: true, value: value} // name*=utf-8''…
	}
	return section{index, encoded, value}
}

func joinSections(list []section) string {
	sort.SliceStable(list, func(i, j int) bool { return list[i].index < list[j].index })
	charset := ""
	var text []byte
	for i, s := range list {
		if i > 0 && (list[0].index < 0 || s.index == list[i-1].index) {
			continue // name* is the whole; a section sent twice counts once
		}
		v := s.value
		if !s.encoded {
			text = append(text, v...)
			continue
		}
		if i == 0 {
			if label, after, ok := strings.Cut(v, "'"); ok {
				if _, last, ok := strings.Cut(after, "'"); ok {
					charset, v = label, last
				}
			}
		}
		text = appendPercent(text, v)
	}
	if charset == "" {
		return decodeLine(string(text), "")
	}
	out, _ := toUTF8(charset, text)
	return oneLine(string(out))
}

// appendPercent decodes %XX.
func appendPercent(dst []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			dst = append(dst, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
			continue
		}
		dst = append(dst, s[i])
	}
	return dst
}
