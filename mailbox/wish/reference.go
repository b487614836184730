package wish

import "strings"

// MaxReferences is how many references are reported of a text.
const MaxReferences = 50

// References returns this service's references in a text, "ROME-2026-00042",
// each once, in upper case and in order of appearance: the name, four digits
// of a year and five digits or more of a number, in any case and with any
// dash.
func References(text string) []string {
	var found []string
	seen := make(map[string]bool)
	for at := 0; len(found) < MaxReferences; {
		i := indexFold(text[at:], "rome")
		if i < 0 {
			break
		}
		start := at + i
		at = start + len("rome")
		ref, n, ok := reference(text[at:])
		if !ok || start > 0 && alnum(text[start-1]) {
			continue
		}
		at += n
		if !seen[ref] {
			seen[ref] = true
			found = append(found, ref)
		}
	}
	return found
}

// reference reads what follows the name; n is its length.
func reference(s string) (ref string, n int, ok bool) {
	year, rest, ok := dashed(s)
	if !ok || len(year) != 4 {
		return "", 0, false
	}
	number, rest, ok := dashed(rest)
	if !ok || len(number) < 5 || len(number) > 9 || rest != "" && alnum(rest[0]) {
		return "", 0, false
	}
	return "ROME-" + year + "-" + number, len(s) - len(rest), true
}

// dashed reads a dash and the digits after it.
func dashed(s string) (digits, rest string, ok bool) {
	for _, dash := range []string{"-", "‐", "‑", "–", "−", "=2D"} {
		if after, found := strings.CutPrefix(s, dash); found {
			n := 0
			for n < len(after) && after[n] >= '0' && after[n] <= '9' {
				n++
			}
			return after[:n], after[n:], n > 0
		}
	}
	return "", s, false
}

// indexFold is strings.Index for a lower-case ASCII needle in any case.
func indexFold(s, needle string) int {
	for i := 0; i+len(needle) <= len(s); i++ {
		c := s[i] | 0x20
		if c == needle[0] && strings.EqualFold(s[i:i+len(needle)], needle) {
			return i
		}
	}
	return -1
}

func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
