package wish

import (
	"strings"

	"vigie/rome"
)

// buildTree suggests that an occupation be placed in a tree, or related to a
// code of another nomenclature, or no more.
func (f *frame) buildTree(l *changeList) {
	add := false
	switch f.t.action {
	case actAdd, actAttach, actMove, actBelong:
		add = true
	case actRemove:
	default:
		return
	}
	if add && f.t.mood != moodLack && f.denied() {
		return
	}
	codes := f.target(roleTo, roleFrom, roleNone)
	if len(codes) != 1 {
		return
	}
	if _, ok := f.reader.release.Occupation(codes[0]); !ok {
		return
	}
	if f.speaksOf(nounISCO) {
		if key := f.numberAfter(nounISCO, 4); key != "" {
			kind := rome.CrosswalkRemove
			if add {
				kind = rome.CrosswalkAdd
			}
			l.add(rome.Change{Kind: kind, Code: codes[0], Table: "isco08", Key: key})
		}
		return
	}
	tree, node := f.node()
	if node == "" || len(node) > rome.MaxName {
		return
	}
	kind := rome.TreeRemove
	if add {
		kind = rome.TreeAdd
	}
	l.add(rome.Change{Kind: kind, Code: codes[0], Tree: tree, Node: node})
}

// node returns the tree that the frame names and what of it: the division of
// the NAF as a number, anything else by its label.
func (f *frame) node() (tree, node string) {
	if f.speaksOf(nounNAF) {
		return "naf", f.numberAfter(nounNAF, 2)
	}
	for i := f.from; i < f.limit; i++ {
		n, end := f.c.noun(i)
		switch n {
		case nounTheme:
			tree = "theme"
		case nounSector:
			tree = "sector"
		case nounInterest:
			tree = "interest"
		default:
			continue
		}
		for oneOf(f.c.word(end), "d", "activite", "activites", "de", "des") {
			end++
		}
		things, _ := f.things(f.c, end, f.limit, n, false)
		if len(things) == 1 {
			return tree, things[0].text
		}
	}
	return tree, ""
}

// numberAfter returns the number near the noun that has at least as many
// digits: « ISCO-08 2512 », « NAF 62.01Z ».
func (f *frame) numberAfter(n noun, digits int) string {
	for i := f.from; i < f.limit; i++ {
		if got, _ := f.c.noun(i); got != n {
			continue
		}
		for _, step := range []int{1, -1} {
			for j := i + step; j >= f.from && j < f.limit && j < i+9 && j > i-7; j += step {
				w := f.c.word(j)
				if strings.TrimRight(w, "abcdefghijklmnopqrstuvwxyz") == "" || len(w) < digits || !isDigits(w[:digits]) {
					continue
				}
				if w == "08" && n == nounISCO {
					continue
				}
				return w[:digits]
			}
		}
	}
	return ""
}
