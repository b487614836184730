package rome

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// A likeness is how near a published text is to a wanted one.
type likeness int

const (
	unlike      likeness = iota
	typographic          // equal folds
	caseOnly             // equal but for case
	equal
)

// compare tells how near a published text is to the wanted one. How the two
// are encoded (composed or decomposed accents, CRLF, the damage that mend
// undoes) makes no difference; everything else is at least typography.
func compare(published, wanted string) likeness {
	if published == wanted {
		return equal
	}
	p, w := plain(published), plain(wanted)
	switch {
	case p == w:
		return equal
	case strings.EqualFold(p, w):
		return caseOnly
	case Fold(p) == Fold(w):
		return typographic
	}
	return unlike
}

// plain undoes what is encoding rather than text.
func plain(s string) string {
	return mend(norm.NFC.String(strings.ReplaceAll(s, "\r\n", "\n")))
}

// reason says why something alike but not equal is only partly what is wanted.
func (l likeness) reason() Reason {
	switch l {
	case caseOnly:
		return ReasonCaseOnly
	case typographic:
		return ReasonTypography
	}
	return ""
}
