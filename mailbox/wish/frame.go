package wish

import (
	"slices"
	"strings"

	"vigie/rome"
)

// A frame is a verb with what it acts on and the codes around it.
type frame struct {
	*page
	c           *clause
	t           trigger
	from, limit int // chunks that are the verb's
	objects     []object
	before      []object // what is named before the verb
	aims        []object // of a passive verb, what is named after it
	back        []object // of a pronoun, or of none where one is understood, what was named last
	heir        *thing   // told apart from the objects, what replaces one that is removed
	places      []place
	noun        noun // of the first object, or else named without a label
}

// A changeList collects what a page asks.
type changeList struct {
	page *page
	list []rome.Change
	seen map[string]bool
}

// add keeps a change that is valid and not there yet.
func (l *changeList) add(c rome.Change) {
	if len(l.list) >= MaxChanges || c.Validate() != nil {
		return
	}
	key := c.WishKey()
	if l.seen[key] {
		l.refine(c)
		return
	}
	l.seen[key] = true
	c.Base = l.page.reader.release.BaseOf(c)
	l.list = append(l.list, c)
}

// refine tells the successor of a removal that was asked for without one:
// « supprimer « A » et la remplacer par « B » ».
func (l *changeList) refine(c rome.Change) {
	if c.Successor == "" {
		return
	}
	for i := range l.list {
		if was := &l.list[i]; was.Kind == c.Kind && was.OGR == c.OGR && was.Code == c.Code && was.Successor == "" {
			was.Successor = c.Successor
			was.Base = l.page.reader.release.BaseOf(*was)
		}
	}
}

// changes returns the changes that the page asks for.
func (p *page) changes() []rome.Change {
	l := &changeList{page: p, list: []rome.Change{}, seen: make(map[string]bool)}
	if p.robot {
		return l.list
	}
	var last mentioned
	var since []*clause // that ask nothing, since the last one that asks
	p.clauses(func(c *clause) {
		if len(l.list) >= MaxChanges {
			return
		}
		triggers := p.triggers(c)
		if len(triggers) == 0 {
			since = append(since, c)
			return
		}
		last.noteLast(p, since)
		since = since[:0]
		places := p.places(c)
		for n, t := range triggers {
			f := &frame{page: p, c: c, t: t, limit: len(c.list), places: places}
			if n > 0 {
				f.from = triggers[n-1].end
			}
			if n+1 < len(triggers) {
				f.limit = p.boundary(c, t, triggers[n+1])
			}
			if end := c.aside(t); end > 0 {
				f.limit = min(f.limit, end)
			} else if n > 0 {
				f.from = max(f.from, p.boundary(c, triggers[n-1], t))
			}
			f.read(last)
			f.build(l)
			switch {
			case len(f.objects) > 0:
				last = mentioned{f.objects, f.noun, c}
			case f.noun == nounDefinition || f.noun == nounAccess:
				last = mentioned{noun: f.noun, clause: c}
			}
		}
	})
	p.forms(l)
	p.tables(l)
	return l.settle()
}

// settle drops the removal of an appellation that the same message also wants
// moved or renamed: « la sortir de K1302 et la mettre dans K1304 ».
func (l *changeList) settle() []rome.Change {
	kept := make(map[string]bool)
	for _, c := range l.list {
		if c.Kind == rome.AppellationMove || c.Kind == rome.AppellationRename {
			kept[c.OGR] = true
		}
	}
	return slices.DeleteFunc(l.list, func(c rome.Change) bool { return c.Kind == rome.AppellationRemove && c.Successor == "" && kept[c.OGR] })
}

// boundary returns where the words of a verb end and those of the next begin:
// what is said before a participle belongs to it, from « et l'appellation … ».
func (p *page) boundary(c *clause, t, next trigger) int {
	if next.mood == moodInfinitive || next.mood == moodImperative || next.mood == moodNoun {
		return next.at
	}
	if next.action == actRename && next.mood == moodShould && c.at(next.at-1).kind == chunkQuote {
		return next.at - 1 // « modification : « A » devient « B » »
	}
	for j := next.at - 1; j > t.end; j-- {
		k := c.list[j]
		if k.word == "et" || k.word == "mais" || k.sign == ',' || k.sign == ';' || k.word == "puis" {
			for i := j + 1; i < j+4; i++ {
				if _, ok := nouns[c.word(i)]; ok || c.at(i).kind == chunkQuote || c.at(i).kind == chunkCode {
					return j
				}
			}
		}
	}
	return next.at
}

// aside returns where the parentheses end that hold nothing but the verb, 0
// when none do: « « A » (à supprimer), « B » (à ajouter) ».
func (c *clause) aside(t trigger) int {
	open := t.at - 1
	if c.word(open) == "a" {
		open--
	}
	if c.at(open).sign != '(' || c.at(t.end).sign != ')' {
		return 0
	}
	return t.end
}

// read finds the objects of the frame: before the verb where it is passive, else
// after it, else in the sentence before.
func (f *frame) read(last mentioned) {
	passive := f.t.mood == moodParticiple || f.t.mood == moodShould || f.t.mood == moodLack && f.c.word(f.t.at-1) != "il"
	before := f.page.objects(f.c, f.from, f.t.at, nounNone)
	f.before = before
	back := f.refersBack()
	refers := back || f.elliptic() && last.within(f.c)
	if refers {
		f.back = last.seenFrom(f.c)
	}
	pending := nounNone
	for i := f.from; i < f.t.at; i++ { // « dans les savoirs de la fiche M1805, ajouter … »
		if n, end := f.c.noun(i); n != nounNone && n != nounSheet {
			pending = n
			i = end - 1
		}
	}
	if passive {
		f.objects = before
		f.noun = pending
		if f.t.action == actRename || f.t.action == actReplace || f.t.action == actModify || f.t.mood == moodParticiple && f.c.word(f.t.at-2) == "voir" {
			f.objects = append(f.objects, f.page.objects(f.c, f.t.end, f.limit, nounNone)...)
		}
		if f.t.action == actAttach || f.t.action == actMove || f.t.action == actBelong {
			f.aims = f.page.objects(f.c, f.t.end, f.limit, nounNone)
		}
		if len(f.objects) == 0 && (f.t.action == actSet && f.t.mood == moodShould || f.t.mood == moodParticiple || f.t.mood == moodLack || f.t.action == actRemove) {
			f.objects = f.page.objects(f.c, f.t.end, f.limit, pending)
		}
	} else {
		f.objects = f.page.objects(f.c, f.t.end, f.limit, pending)
		f.noun = pending
	}
	if f.t.action == actMerge && len(before) > 0 && (passive || f.c.word(f.t.at-1) == "a" || modals[f.c.word(f.t.at-1)]) && oneOf(f.c.word(f.t.end), "avec", "dans", "a") {
		f.objects = slices.Concat(before, f.page.objects(f.c, f.t.end, f.limit, nounNone)) // « « A » est à fusionner avec « B » »
	}
	for i := f.t.end; i < f.limit && f.noun == nounNone || i < f.limit && !passive && i < f.t.end+6; i++ {
		if n, end := f.c.noun(i); n != nounNone {
			if n != nounSheet || f.noun == nounNone {
				f.noun = n
			}
			i = end
			if n != nounSheet {
				break
			}
		}
	}
	if len(f.objects) > 0 {
		if n := f.objects[0].noun; n != nounNone {
			f.noun = n
		} else if (last.noun == nounDefinition || last.noun == nounAccess) && (back || proposes[f.c.word(f.t.at)] || strings.HasPrefix(f.c.word(f.t.at), "proposition")) {
			f.noun = last.noun
		}
		return
	}
	switch {
	case len(before) > 0 && (passive || back || f.c.word(f.t.at-1) == "a" || f.moving() || f.closes()): // « … est à retirer », « … doit passer »
		f.objects = before
	case f.t.action == actRemove && f.oneOfTwo(last):
	case refers:
		f.objects = f.back
		if f.noun == nounNone {
			f.noun = last.noun
		}
	}
	if len(f.objects) > 0 && f.objects[0].noun != nounNone {
		f.noun = f.objects[0].noun
	}
}

// closes reports whether the verb ends the clause after a colon or an arrow, or
// is all there is in parentheses: what it acts on is named before, « A :
// supprimer ».
func (f *frame) closes() bool {
	if f.c.aside(f.t) > 0 {
		return true
	}
	next := f.c.at(f.t.end)
	switch f.c.at(f.t.at - 1).sign {
	case ':', '→', '-', '–':
		return next.kind == chunkNone || next.sign == '.'
	}
	return false
}

// oneOfTwo finds which of the two labels that were named last is to go, and for
// which: « supprimer la première au profit de la seconde ».
func (f *frame) oneOfTwo(last mentioned) bool {
	var things []thing
	for _, o := range last.seenFrom(f.c) {
		if o.noun != nounSheet {
			things = append(things, o.things...)
		}
	}
	which := f.ordinal(f.t.end)
	if len(things) != 2 || which < 0 || !last.within(f.c) {
		return false
	}
	f.objects = []object{{last.noun, things[which : which+1], -1}}
	for i := f.t.end; i+2 < f.limit; i++ {
		if f.c.word(i) == "profit" && f.ordinal(i+2) == 1-which {
			f.heir = &things[1-which]
		}
	}
	return true
}

// ordinal reads « la première » or « le second » at i: 0, 1, or -1 for neither.
func (f *frame) ordinal(i int) int {
	if w := f.c.word(i); w != "la" && w != "le" {
		return -1
	}
	switch f.c.word(i + 1) {
	case "premiere", "premier":
		return 0
	case "seconde", "second", "deuxieme", "derniere", "dernier":
		return 1
	}
	return -1
}

// moving reports whether the verb is one that its subject may undergo: « … doit
// passer ».
func (f *frame) moving() bool {
	return (f.t.action == actSet || f.t.action == actMove || f.t.action == actBelong) && modals[f.c.word(f.t.at-1)]
}

// modals stand right before an infinitive whose subject is the object.
var modals = words("devrait devraient doit doivent pourrait pourraient")

// elliptic reports whether the verb stands alone after « à », its object
// understood: « …, à déplacer en M1810 », « À supprimer. ».
func (f *frame) elliptic() bool {
	if f.t.action == actReplace && f.t.mood <= moodImperative && f.c.word(f.t.end) == "par" {
		return true // « Remplacez par … »
	}
	if f.t.mood != moodInfinitive || f.c.word(f.t.at-1) != "a" {
		return false
	}
	k := f.c.at(f.t.at - 2)
	return k.kind == chunkNone || k.kind == chunkSign && k.sign != '(' || oneOf(k.word, "et", "mais", "donc", "puis", "plutot")
}

// refersBack reports whether the verb has a pronoun for its object: « l'ajouter »,
// « elle devrait être rattachée », « cette appellation ».
func (f *frame) refersBack() bool {
	before := f.c.word(f.t.at - 1)
	if before == "y" {
		before = f.c.word(f.t.at - 2) // « l'y ajouter »
	}
	switch before {
	case "l", "la", "le", "les":
		return f.t.mood == moodInfinitive || f.t.mood == moodImperative || f.t.mood == moodGerund
	}
	switch f.c.word(f.t.end) {
	case "le", "la", "les":
		if f.c.at(f.t.end).first > 0 && f.c.at(f.t.end-1).sign == '-' {
			return true
		}
	}
	if f.c.at(f.t.end).sign == '-' {
		if w := f.c.word(f.t.end + 1); oneOf(w, "la", "le", "les") {
			return true
		}
	}
	for i := f.from; i < f.limit; i++ {
		switch f.c.word(i) {
		case "elle", "elles", "celles":
			if i < f.t.at {
				return true
			}
		case "cette", "ce", "ces":
			if n, _ := f.c.noun(i + 1); n != nounNone && n != nounSheet {
				return true
			}
		case "celle":
			if f.c.word(i+1) == "ci" || f.c.at(i+1).sign == '-' {
				return true
			}
		}
	}
	return false
}
