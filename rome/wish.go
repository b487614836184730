package rome

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strconv"
)

// Same reports whether two changes are the same wish: of one kind, with the
// same fields that the kind needs, typography aside. The fields it may have (a
// short label, a successor, a suggested code) refine a wish and do not make it
// another one; the base does not count.
func (c Change) Same(d Change) bool { return c.WishKey() == d.WishKey() }

// WishKey is a short string that two changes share exactly when they are the
// Same: the kind and a digest of the folded fields. It is made to be kept in
// an index, and stays what it is for as long as Fold does.
func (c Change) WishKey() string {
	row, ok := kindRows[c.Kind]
	if !ok {
		return ""
	}
	h := sha256.New()
	for _, f := range row.Required {
		var value string
		switch f {
		case FieldItem:
			value = "ogr:" + c.Item.OGR
			if c.Item.Label != "" {
				value = "label:" + Fold(c.Item.Label)
			}
		case FieldRank:
			value = strconv.Itoa(c.Rank)
		default:
			value = Fold(*c.text(f))
		}
		_, _ = io.WriteString(h, strconv.Itoa(len(value))+":"+value+",")
	}
	return string(c.Kind) + ":" + hex.EncodeToString(h.Sum(nil)[:16])
}
