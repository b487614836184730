package views

import (
	"slices"
	"strings"

	"vigie/rome"
	"vigie/tickets"
)

// PreviewModel is an occupation as it is and as it would be with changes made.
// Make it with PreviewOf.
type PreviewModel struct {
	Code      string
	Label     string // as it is, else as it would be
	Number    string // of the release it is compared with
	Reference string // of the ticket whose own changes are among them, "" for none
	Created   bool   // it does not exist yet
	Removed   bool   // it would be gone
	Applied   []tickets.Awaited
	Left      []PreviewLeft
	Elsewhere int                    // changes that could not be made, about other occupations
	Clashes   []tickets.ClashingPair // of Applied
	Sections  []PreviewSection
	names     Names
}

// PreviewLeft is a change that could not be made, and why.
type PreviewLeft struct {
	tickets.Awaited
	Why string
}

// A PreviewSection is one part of a sheet, before and after.
type PreviewSection struct {
	Title string
	Rows  []PreviewRow // what differs
	Same  []string     // what does not
	prose bool
}

// A PreviewRow is one line of a sheet on both sides; nil where it is not there.
type PreviewRow struct {
	Before, After []Segment
	Note          string // « déplacée depuis M1810 »
}

// Preview is what an occupation is compared by: the release as it is, as it would
// be, the changes in the order in which they were made, and what was left out.
type Preview struct {
	Code      string
	Reference string
	Now, Next *rome.Release
	Changes   []tickets.Awaited
	Left      []*rome.ApplyError // At counts from 0 in Changes
}

// PreviewOf compares; ok is false where neither release has the code.
func PreviewOf(p Preview) (m PreviewModel, ok bool) {
	before, was := p.Now.Occupation(p.Code)
	after, will := p.Next.Occupation(p.Code)
	if !was && !will {
		return m, false
	}
	m = PreviewModel{Code: p.Code, Number: p.Now.Number, Reference: p.Reference, Created: !was, Removed: !will, names: NamesOf(p.Now)}
	if !was {
		before = new(rome.Occupation)
	}
	if !will {
		after = new(rome.Occupation)
	}
	m.Label = first(before.Label, after.Label)
	left := make(map[int]rome.Reason, len(p.Left))
	for _, e := range p.Left {
		left[e.At] = e.Reason
	}
	for i, a := range p.Changes {
		reason, refused := left[i]
		here := concerns(a.Change, p.Code, before, after)
		switch {
		case refused && here:
			m.Left = append(m.Left, PreviewLeft{a, ApplyText(reason)})
		case refused:
			m.Elsewhere++
		case here:
			m.Applied = append(m.Applied, a)
		}
	}
	m.Clashes = tickets.ClashingPairs(m.Applied)
	s := sides{p.Now, p.Next, before, after}
	m.Sections = slices.DeleteFunc([]PreviewSection{
		s.names(), s.text("Définition", before.Definition, after.Definition), s.text("Accès au métier", before.Access, after.Access),
		s.tags(), s.appellations(), s.links("Compétences", rome.KindSkill), s.links("Savoirs", rome.KindKnowledge),
		s.links("Contextes de travail", rome.KindContext), s.mobilities(), s.placements(),
	}, func(s PreviewSection) bool { return len(s.Rows)+len(s.Same) == 0 })
	return m, true
}

// concerns reports whether a change touches an occupation, as it is or would be.
func concerns(c rome.Change, code string, before, after *rome.Occupation) bool {
	if c.Code == code || c.From == code || c.To == code || c.Base != nil && c.Base.Code == code {
		return true
	}
	if c.Kind == rome.OccupationCreate {
		return before.Code == "" && after.Label == c.Label && after.Domain() == c.Domain
	}
	if c.OGR == "" {
		return false
	}
	for _, o := range []*rome.Occupation{before, after} {
		for _, a := range o.Appellations {
			if a.OGR == c.OGR {
				return true
			}
		}
		if _, linked := o.Link(c.OGR); linked {
			return true
		}
	}
	return false
}

var applyWords = map[rome.Reason]string{
	rome.ReasonTargetGone:       "ce dont elle parle n’est pas dans cette version",
	rome.ReasonOtherKind:        "ce dont elle parle est d’une autre nature",
	rome.ReasonCodeUnknown:      "le code visé n’existe pas",
	rome.ReasonDomainUnknown:    "le domaine visé n’existe pas",
	rome.ReasonCodeTaken:        "le code proposé est déjà celui d’un autre métier",
	rome.ReasonItemMissing:      "l’élément visé n’existe pas",
	rome.ReasonNotLinked:        "le lien dont elle parle n’existe pas",
	rome.ReasonTagNotPublished:  "le ROME ne publie pas cette indication pour cet élément",
	rome.ReasonNodeUnknown:      "le classement visé n’existe pas",
	rome.ReasonTreeNotPublished: "cette version ne publie pas ce classement",
	rome.ReasonTableNotLoaded:   "la table de correspondance n’est pas chargée",
	rome.ReasonFreeText:         "c’est un texte libre, à traiter par une personne",
	rome.ReasonUnknownKind:      "sa nature n’est pas connue",
}

// ApplyText says why a change could not be made: « le code visé n’existe pas ».
func ApplyText(r rome.Reason) string {
	if w, ok := applyWords[r]; ok {
		return w
	}
	return "elle ne s’applique pas à cette version"
}

// sides are the two states of an occupation, in their releases.
type sides struct {
	now, next     *rome.Release
	before, after *rome.Occupation
}

// row compares two lines; the zero row and false where they are the same.
func row(before, after string) (PreviewRow, bool) {
	switch {
	case before == after:
		return PreviewRow{}, false
	case before == "":
		return PreviewRow{After: added(after)}, true
	case after == "":
		return PreviewRow{Before: whole(before)}, true
	}
	lost, gained := WordDiff(before, after)
	return PreviewRow{Before: lost, After: gained}, true
}

func (s *PreviewSection) add(before, after string) {
	if r, differs := row(before, after); differs {
		s.Rows = append(s.Rows, r)
	} else if before != "" {
		s.Same = append(s.Same, before)
	}
}

func (s sides) names() PreviewSection {
	p := PreviewSection{Title: "Intitulé"}
	p.add(s.before.Label, s.after.Label)
	return p
}

// text compares prose phrase by phrase where there are as many, else whole.
func (s sides) text(title, before, after string) PreviewSection {
	p := PreviewSection{Title: title, prose: true}
	old, now := lines(before), lines(after)
	if len(old) != len(now) {
		old, now = []string{before}, []string{after}
	}
	for i := range old {
		p.add(old[i], now[i])
	}
	return p
}

func (s sides) tags() PreviewSection {
	p := PreviewSection{Title: "Indications"}
	for _, name := range rome.TagNames() {
		old, _ := s.before.Tags.Get(name)
		now, _ := s.after.Tags.Get(name)
		p.add(tagLine(name, old), tagLine(name, now))
	}
	return p
}

func tagLine(name, value string) string {
	if value == "" {
		return ""
	}
	return Sentence(TagText(name)) + nbsp + ": " + TagValue(value)
}

func (s sides) appellations() PreviewSection {
	p := PreviewSection{Title: "Appellations"}
	now := make(map[string]*rome.Appellation)
	for _, a := range s.after.Appellations {
		now[a.OGR] = a
	}
	for _, was := range s.before.Appellations {
		is := now[was.OGR]
		delete(now, was.OGR)
		if is == nil {
			r := PreviewRow{Before: whole(appellationLine(was, was))}
			if moved, ok := s.next.Appellation(was.OGR); ok {
				r.Note = "déplacée vers " + moved.Code
			}
			p.Rows = append(p.Rows, r)
			continue
		}
		p.add(appellationLine(was, is), appellationLine(is, was))
	}
	for _, is := range s.after.Appellations {
		if now[is.OGR] == nil {
			continue
		}
		r := PreviewRow{After: added(appellationLine(is, is))}
		if was, ok := s.now.Appellation(is.OGR); ok {
			r.Note = "déplacée depuis " + was.Code
		}
		p.Rows = append(p.Rows, r)
	}
	return p
}

// appellationLine is an appellation with what is told of it: always whether it is
// the principal one, the rest where it differs from another state.
func appellationLine(a, other *rome.Appellation) string {
	parts := []string{a.Label}
	if a.Principal {
		parts = append(parts, "appellation principale")
	}
	if a.Short != other.Short {
		parts = append(parts, "libellé court"+nbsp+": "+a.Short)
	}
	for _, name := range rome.TagNames() {
		value, _ := a.Tags.Get(name)
		if was, _ := other.Tags.Get(name); was != value {
			parts = append(parts, TagText(name)+nbsp+": "+TagValue(value))
		}
	}
	return strings.Join(parts, " · ")
}

func (s sides) links(title string, kind rome.EntityKind) PreviewSection {
	p := PreviewSection{Title: title}
	for _, l := range s.before.Links {
		if l.Item.Kind != kind {
			continue
		}
		now := ""
		if is, linked := s.after.Link(l.Item.OGR); linked {
			now = linkLine(is)
		}
		p.add(linkLine(l), now)
	}
	for _, l := range s.after.Links {
		if _, was := s.before.Link(l.Item.OGR); !was && l.Item.Kind == kind {
			p.add("", linkLine(l))
		}
	}
	return p
}

func linkLine(l rome.Link) string {
	if l.Core == rome.CoreOrdinary {
		return l.Item.Label
	}
	return l.Item.Label + " · " + CoreText(l.Core)
}

func (s sides) mobilities() PreviewSection {
	p := PreviewSection{Title: "Mobilités vers d’autres métiers"}
	line := func(m rome.Mobility, r *rome.Release, ranked bool) string {
		text := NamesOf(r).code(m.To)
		if ranked {
			text += " · rang" + nbsp + Number(m.Rank)
		}
		return text
	}
	for _, m := range s.before.Mobilities {
		is, still := s.after.Mobility(m.To)
		ranked := still && is.Rank != m.Rank
		now := ""
		if still {
			now = line(is, s.next, ranked)
		}
		p.add(line(m, s.now, ranked), now)
	}
	for _, m := range s.after.Mobilities {
		if _, was := s.before.Mobility(m.To); !was {
			p.add("", line(m, s.next, false))
		}
	}
	return p
}

func (s sides) placements() PreviewSection {
	p := PreviewSection{Title: "Classements"}
	line := func(n *rome.Node) string { return Sentence(TreeText(n.Tree)) + nbsp + ": " + n.Label }
	for _, at := range s.before.Placements {
		now := ""
		if is, still := s.after.Placement(at.Node.Tree, at.Node.Code); still {
			now = line(is.Node)
		}
		p.add(line(at.Node), now)
	}
	for _, at := range s.after.Placements {
		if _, was := s.before.Placement(at.Node.Tree, at.Node.Code); !was {
			p.add("", line(at.Node))
		}
	}
	return p
}
