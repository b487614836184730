package views

import "regexp"

// textPart is a stretch of plain text, or an address in it.
type textPart struct{ Text, Href string }

var address = regexp.MustCompile(`https?://[^\s<>"]+[^\s<>".,;:!?)]`)

// linkParts cuts a text at the web addresses in it.
func linkParts(s string) []textPart {
	var parts []textPart
	from := 0
	for _, at := range address.FindAllStringIndex(s, -1) {
		if at[0] > from {
			parts = append(parts, textPart{Text: s[from:at[0]]})
		}
		parts = append(parts, textPart{Text: s[at[0]:at[1]], Href: s[at[0]:at[1]]})
		from = at[1]
	}
	if from < len(s) {
		parts = append(parts, textPart{Text: s[from:]})
	}
	return parts
}
