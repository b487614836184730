package rome

import "strings"

// A Summary counts changes by kind. What typography alone changed is counted
// under the kind followed by ".typographic", and renames that do nothing but add
// the other gender once more under the kind followed by ".feminising".
type Summary map[string]int

// Summarise counts observed changes.
func Summarise(changes []Change) Summary {
	type bin struct {
		kind        Kind
		typographic bool
	}
	bins := make(map[bin]int)
	feminising := make(map[Kind]int)
	for i := range changes {
		c := &changes[i]
		bins[bin{c.Kind, c.Typographic}]++
		if c.Feminising() {
			feminising[c.Kind]++
		}
	}
	s := make(Summary, len(bins))
	for b, n := range bins {
		name := string(b.kind)
		if b.typographic {
			name += ".typographic"
		}
		s[name] = n
	}
	for kind, n := range feminising {
		s[string(kind)+".feminising"] = n
	}
	return s
}

// Total is how many changes there are, and how many of them typography alone
// makes.
func (s Summary) Total() (all, typographic int) {
	for name, n := range s {
		switch {
		case strings.HasSuffix(name, ".feminising"):
		case strings.HasSuffix(name, ".typographic"):
			typographic += n
			all += n
		default:
			all += n
		}
	}
	return all, typographic
}
