package views

import (
	"cmp"

	"vigie/rome"
)

// Names resolves what a change only points at. Any function may be nil, and
// may answer "" for what it does not know: the base of the change, then the
// raw code, stands in.
type Names struct {
	Entity     func(ogr string) (rome.Entity, bool)
	Occupation func(code string) string // label of an occupation
	Domain     func(code string) string // label of a professional domain
	Definition func(code string) string // present text, to compare with
	Access     func(code string) string
	Node       func(tree, node string) string // label of a place in a tree
}

// NamesOf resolves names in a release; nil is no release.
func NamesOf(r *rome.Release) Names {
	if r == nil {
		return Names{}
	}
	occupation := func(get func(*rome.Occupation) string) func(string) string {
		return func(code string) string {
			if o, ok := r.Occupation(code); ok {
				return get(o)
			}
			return ""
		}
	}
	return Names{
		Entity:     r.Entity,
		Occupation: occupation(func(o *rome.Occupation) string { return o.Label }),
		Definition: occupation(func(o *rome.Occupation) string { return o.Definition }),
		Access:     occupation(func(o *rome.Occupation) string { return o.Access }),
		Node: func(tree, node string) string {
			if n, ok := r.Node(tree, node); ok {
				return n.Label
			}
			return ""
		},
		Domain: func(code string) string {
			for _, d := range r.Domains() {
				if d.Code == code {
					return d.Label
				}
			}
			return ""
		},
	}
}

// NamesOfBoth resolves names in a release and, failing that, in an earlier one:
// what it does not have any more.
func NamesOfBoth(r, earlier *rome.Release) Names {
	n, before := NamesOf(r), NamesOf(earlier)
	or := func(now, then func(string) string) func(string) string {
		return func(key string) string { return cmp.Or(ask(now, key), ask(then, key)) }
	}
	return Names{
		Entity: func(ogr string) (rome.Entity, bool) {
			if e := n.entity(ogr); e.OGR != "" {
				return e, true
			}
			e := before.entity(ogr)
			return e, e.OGR != ""
		},
		Occupation: or(n.Occupation, before.Occupation), Domain: or(n.Domain, before.Domain),
		Definition: n.Definition, Access: n.Access, Node: n.Node,
	}
}

func ask(f func(string) string, key string) string {
	if f == nil || key == "" {
		return ""
	}
	return f(key)
}

func (n Names) entity(ogr string) rome.Entity {
	if n.Entity == nil || ogr == "" {
		return rome.Entity{}
	}
	e, _ := n.Entity(ogr)
	return e
}

// code is « M1805 Études et développement informatique », or the bare code.
func (n Names) code(code string) string {
	if label := ask(n.Occupation, code); label != "" {
		return code + " " + label
	}
	return code
}

func (n Names) domain(code string) string {
	if label := ask(n.Domain, code); label != "" {
		return code + " " + label
	}
	return code
}

// node is the label of the place in a tree that a change names, with its code
// where that is another thing.
func (n Names) node(c rome.Change) string {
	label := first(c.New, c.Old)
	if label == "" && n.Node != nil {
		label = n.Node(c.Tree, c.Node)
	}
	if label == "" || rome.Fold(label) == rome.Fold(c.Node) {
		return c.Node
	}
	return c.Node + " " + label
}

// target is the label of what the change speaks of, as it stood when it was
// asked for, else as it stands.
func (n Names) target(c rome.Change) string {
	switch {
	case c.Base != nil && c.Base.Label != "":
		return c.Base.Label
	case c.Old != "" && (c.Kind.Verb() == "rename" || c.Kind.Verb() == "remove"):
		return c.Old
	}
	if e := n.entity(c.OGR); e.Label != "" {
		return e.Label
	}
	if c.OGR == "" {
		if label := ask(n.Occupation, c.Code); label != "" {
			return label
		}
		return c.Code
	}
	if c.Label != "" && c.Kind.Verb() != "rename" {
		return c.Label
	}
	return "OGR " + c.OGR
}

// home is the code ROME the change happens under, "" when it has none.
func (n Names) home(c rome.Change) string {
	switch {
	case c.Code != "":
		return c.Code
	case c.From != "":
		return c.From
	case c.Base != nil && c.Base.Code != "":
		return c.Base.Code
	case c.Kind == rome.AppellationMove && len(c.Old) == 5:
		return c.Old
	}
	return n.entity(c.OGR).Code
}

// item is the label of a Ref.
func (n Names) item(r rome.Ref) string {
	if r.Label != "" {
		return r.Label
	}
	if e := n.entity(r.OGR); e.Label != "" {
		return e.Label
	}
	return "OGR " + r.OGR
}

// either is the label of a code or of an OGR, in quotes; the raw key if it is
// neither.
func (n Names) either(key string) string {
	if label := ask(n.Occupation, key); label != "" {
		return key + " " + label
	}
	if e := n.entity(key); e.Label != "" {
		return Quote(e.Label)
	}
	return key
}
