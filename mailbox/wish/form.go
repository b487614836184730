package wish

import (
	"strings"

	"vigie/rome"
)

// forms reads what is asked as in a form, « name : value » on lines of their
// own:
//
//	Type de demande : ajout d'appellation
//	Code ROME : M1805
//	Appellation : Développeur / Développeuse blockchain
func (p *page) forms(l *changeList) {
	var form formFields
	for n := range p.sentences {
		s := &p.sentences[n]
		if p.list[s.first].zone != zoneBody {
			continue
		}
		c := &clause{list: p.chunks(p.start(s), s.end), sentence: n}
		colon := -1
		for i := range c.list {
			if c.list[i].sign == ':' {
				colon = i
				break
			}
		}
		if colon < 1 || colon > 6 || colon+1 >= len(c.list) {
			if n > 0 && len(c.list) > 12 {
				p.fileForm(l, &form)
				form = formFields{}
			}
			continue
		}
		p.field(c, colon, &form)
	}
	p.fileForm(l, &form)
}

// formFields are the fields of a form that were filled in.
type formFields struct {
	action  action
	noun    noun
	code    string
	to      string // where something is to be moved
	label   string // proposed
	old     string // current
	several bool   // codes or labels: it is left alone
}

// field reads a line « name : value ».
func (p *page) field(c *clause, colon int, form *formFields) {
	var name []string
	for i := range colon {
		if c.list[i].kind == chunkCode {
			return
		}
		name = append(name, c.word(i))
	}
	key := " " + strings.Join(name, " ") + " "
	has := func(any ...string) bool {
		for _, w := range any {
			if strings.Contains(key, " "+w+" ") {
				return true
			}
		}
		return false
	}
	value := tidy(p.text[p.list[c.list[colon+1].first].start:p.list[c.list[len(c.list)-1].end-1].end])
	switch {
	case has("demande", "type", "nature", "objet", "action", "evolution"):
		for i := colon + 1; i < len(c.list); i++ {
			if v, ok := verbs[c.word(i)]; ok && form.action == actNone && v.mood != moodParticiple {
				form.action = v.action
			}
			if n, _ := c.noun(i); n != nounNone && n != nounLabel && form.noun == nounNone {
				form.noun = n
			}
		}
	case has("destination", "cible", "arrivee"):
		for i := colon + 1; i < len(c.list); i++ {
			if c.list[i].kind == chunkCode {
				form.several = form.several || form.to != "" && form.to != c.list[i].code
				form.to = c.list[i].code
			}
		}
	case has("code", "fiche", "rome", "metier") && !has("nouvelle", "nouveau", "appellation"):
		for i := colon + 1; i < len(c.list); i++ {
			if c.list[i].kind == chunkCode {
				form.several = form.several || form.code != "" && form.code != c.list[i].code
				form.code = c.list[i].code
				break
			}
		}
	case has("actuel", "actuelle", "ancien", "ancienne", "existant", "existante", "remplacer", "corriger"):
		form.old = value
		form.named(c, colon)
	case has("appellation", "libelle", "intitule", "competence", "savoir", "denomination", "propose", "proposee", "souhaite", "souhaitee"):
		form.several = form.several || form.label != ""
		form.label = value
		form.named(c, colon)
	}
}

// named keeps what the name of a field calls its value.
func (form *formFields) named(c *clause, colon int) {
	for i := range colon {
		if n, _ := c.noun(i); n != nounNone && n != nounLabel && n != nounSheet && form.noun == nounNone {
			form.noun = n
		}
	}
}

// fileForm suggests what a form asks.
func (p *page) fileForm(l *changeList, form *formFields) {
	if form.several || form.label == "" || len([]rune(form.label)) > rome.MaxLabel {
		return
	}
	t := thing{text: form.label, owners: p.reader.named(form.label), quoted: true}
	kind, item := form.noun.itemKind()
	from := ""
	if form.to != "" {
		from, form.code = form.code, form.to
	}
	_, known := p.reader.release.Occupation(form.code)
	if form.old != "" {
		was := thing{text: form.old, owners: p.reader.named(form.old), quoted: true}
		switch {
		case item:
			if o, ok := p.only(was, kind, ""); ok {
				l.add(rome.Change{Kind: rome.Kind(kind) + ".rename", OGR: p.reader.ogr(o), Label: form.label})
			}
		case form.noun == nounAppellation || form.noun == nounNone:
			if o, ok := p.only(was, rome.KindAppellation, form.code); ok {
				l.add(rome.Change{Kind: rome.AppellationRename, OGR: p.reader.ogr(o), Label: form.label})
			}
		}
		return
	}
	if !known {
		return
	}
	switch {
	case form.action == actAdd && form.noun == nounAppellation:
		l.add(rome.Change{Kind: rome.AppellationCreate, Code: form.code, Label: form.label})
	case form.action == actAdd && item:
		ref := rome.Ref{Label: form.label}
		if o, ok := p.only(t, kind, ""); ok {
			ref = rome.Ref{OGR: p.reader.ogr(o)}
		} else {
			l.add(rome.Change{Kind: rome.Kind(kind) + ".create", Label: form.label})
		}
		l.add(rome.Change{Kind: rome.LinkAdd, Code: form.code, Item: ref})
	case form.action == actRemove && form.noun == nounAppellation:
		if o, ok := p.only(t, rome.KindAppellation, form.code); ok {
			l.add(rome.Change{Kind: rome.AppellationRemove, OGR: p.reader.ogr(o)})
		}
	case form.action == actRemove && item:
		if o, ok := p.only(t, kind, ""); ok {
			l.add(rome.Change{Kind: rome.LinkRemove, Code: form.code, Item: rome.Ref{OGR: p.reader.ogr(o)}})
		}
	case (form.action == actMove || form.action == actAttach) && form.noun == nounAppellation:
		if o, ok := p.only(t, rome.KindAppellation, from); ok && p.reader.code(o) != form.code {
			l.add(rome.Change{Kind: rome.AppellationMove, OGR: p.reader.ogr(o), To: form.code})
		}
	}
}
