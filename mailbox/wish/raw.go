package wish

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// longestRaw is how many words a label without quotation marks may have.
const longestRaw = 18

// raw reads an unquoted label, or several, from the chunk at i on.
func (p *page) raw(c *clause, i, limit int, n noun, several bool) ([]thing, int) {
	end := i
	for end < limit && end-i < 3*longestRaw && !p.ends(c, end, several) {
		end++
	}
	if !several && (c.comma(end) || c.dash(end)) { // of the label's own, perhaps
		far := end
		for far < limit && far-i < 3*longestRaw && (c.dash(far) || !p.ends(c, far, true)) {
			far++
		}
		if t, ok := p.rawThing(c, i, far, n); ok && len(t.owners) > 0 {
			return []thing{t}, far
		}
	}
	if t, ok := p.rawThing(c, i, end, n); ok && (!several || len(t.owners) > 0 || !c.parted(i, end)) {
		return []thing{t}, end
	}
	if !several {
		return nil, i
	}
	var list []thing
	for from := i; from < end; {
		to := from
		for to < end && !c.comma(to) {
			to++
		}
		part := p.rawParts(c, from, to, n)
		if part == nil {
			return nil, i
		}
		list = append(list, part...)
		from = to
		for from < end && (c.parts(from) || c.word(from) == "que") {
			from++
		}
	}
	return list, end
}

// rawParts makes things of what lies between two commas: one label, which may
// have an « et » in it, or several.
func (p *page) rawParts(c *clause, from, to int, n noun) []thing {
	whole, ok := p.rawThing(c, from, to, n)
	if ok && len(whole.owners) > 0 {
		return []thing{whole}
	}
	var list []thing
	for i := from; i < to; {
		end := i
		for end < to && !c.parts(end) {
			end++
		}
		t, fits := p.rawThing(c, i, end, n)
		if !fits {
			list = nil
			break
		}
		list = append(list, t)
		for i = end; i < to && c.parts(i); {
			i++
		}
	}
	if len(list) == 0 && ok {
		return []thing{whole}
	}
	return list
}

func (c *clause) dash(i int) bool { return c.at(i).sign == '-' || c.at(i).sign == '–' }

func (c *clause) comma(i int) bool { return c.at(i).sign == ',' || c.at(i).sign == ';' }

func (c *clause) parts(i int) bool {
	k := c.at(i)
	return k.sign == ',' || k.sign == ';' || oneOf(k.word, "et", "ou", "ainsi")
}

func (c *clause) parted(from, to int) bool {
	for i := from; i < to; i++ {
		if c.parts(i) {
			return true
		}
	}
	return false
}

// rawThing makes a thing of the chunks, when they may be a label: a few words
// that begin with a capital, as an appellation, or as a skill does, or that are
// the label of something.
func (p *page) rawThing(c *clause, from, to int, n noun) (thing, bool) {
	for to > from && (c.list[to-1].kind == chunkSign && c.list[to-1].sign != ')' || trailing[c.word(to-1)]) {
		to--
	}
	for from < to && oneOf(c.word(from), "l", "la", "le", "de", "un", "une", "d") {
		from++
	}
	if from >= to || to-from > longestRaw {
		return thing{}, false
	}
	text := tidy(p.text[p.list[c.list[from].first].start:p.list[c.list[to-1].end-1].end])
	t := thing{first: from, end: to, text: text, owners: p.reader.named(text)}
	if len(t.owners) > 0 && p.fits(t.owners, n) {
		return t, !vague(c, from, to)
	}
	for i := from; i < to; i++ {
		if possessives[c.word(i)] && c.word(i) != "maitre" {
			return thing{}, false // « à mon profil »
		}
	}
	first := c.list[from]
	if first.kind != chunkWord || utf8.RuneCountInString(text) < 4 || vague(c, from, to) {
		return thing{}, false
	}
	switch n {
	case nounAppellation, nounSheet, nounLabel:
		return t, first.capital || p.mayHead(&p.list[first.first])
	case nounSkill:
		return t, to-from > 1 && (first.capital || infinitive(first.word))
	}
	return t, first.capital
}

// fits reports whether one of the owners is of the noun's kind.
func (p *page) fits(owners []owner, n noun) bool {
	switch n {
	case nounAppellation, nounSheet, nounLabel, nounShort:
		return slices.ContainsFunc(owners, func(o owner) bool { return !o.item() })
	case nounSkill, nounKnowledge, nounContext:
		return slices.ContainsFunc(owners, owner.item)
	}
	return true
}

// infinitive reports whether a folded word ends as an infinitive does.
func infinitive(w string) bool {
	return len(w) > 3 && (strings.HasSuffix(w, "er") || strings.HasSuffix(w, "ir") || strings.HasSuffix(w, "re"))
}

// trailing words end no label.
var trailing = words("de du des la le les l d a au aux et ou en un une par pour dans sur sous vers avec svp aussi egalement que qu ainsi n s c ce cette y bien comme")

// vague reports whether the words name nothing: « une nouvelle », « suivante ».
func vague(c *clause, from, to int) bool {
	for i := from; i < to; i++ {
		w := c.word(i)
		if c.list[i].kind == chunkSign {
			continue
		}
		if _, isNoun := nouns[w]; w == "" || !isNoun && !modifiers[w] && !trailing[w] && !vagueWords[w] {
			return c.list[i].kind == chunkCode
		}
	}
	return true
}

var vagueWords = words("correspondante correspondant adequate adaptee autre autres certaine certaines plusieurs quelques cela ceci ca elle celle celui tout toute toutes meme mentionnee citee concernee question objet erronee erreur celles quelconque pieces piece jointe jointes jointes merci cordialement bonjour demande urgent besoin attente")

// stops are words at which an unquoted label ends.
var stops = words(`devrait devraient doit doivent devra pourrait pourraient manque manquent n ne est sont serait seraient soit soient merite meritent
	meriterait releve relevent figure figurent existe existent parait semble correspond correspondent qui que qu car afin puisque svp merci parce comme plutot
	actuellement deja egalement aussi mais si lorsque quand donc fait pourriez pouvez peut s ete etait sans cordialement ni puis
	alors ainsi puissiez depuis parmi apparait etre disparaitre desormais celui celle sauf hormis selon suite bonjour cela cette ce`)

// ends reports whether an unquoted label ends before the chunk at i.
func (p *page) ends(c *clause, i int, several bool) bool {
	k := c.list[i]
	switch k.kind {
	case chunkCode, chunkQuote, chunkItem:
		return true
	case chunkSign:
		switch k.sign {
		case '/', '&', '\'', '+', '#', '·', '°':
			return false
		case ',', ';':
			return !several
		case '-':
			return p.list[k.first].is(spaced) && (i+1 >= len(c.list) || c.list[i+1].kind != chunkWord || p.list[c.list[i+1].first].is(spaced))
		case '(':
			return !p.acronym(c, i)
		case ')':
			return i < 2 || c.at(i-2).sign != '('
		case '.':
			return p.list[k.end-1].end >= len(p.text) || i+1 >= len(c.list) || p.list[c.list[i+1].first].is(spaced)
		}
		return true
	}
	if stops[k.word] {
		return true
	}
	if v, ok := verbs[k.word]; ok && (v.mood == moodInfinitive || v.mood == moodImperative) {
		switch c.word(i - 1) {
		case "a", "et", "de", "d", "pour", "puis":
			return true
		}
		return false
	}
	switch k.word {
	case "a", "au", "aux", "dans", "sur", "sous", "vers", "de", "du", "des", "pour", "en", "d", "par":
		return c.leadsToSheet(i+1) || k.word == "a" && verbs[c.word(i+1)].mood == moodInfinitive && verbs[c.word(i+1)].action != actNone
	case "et", "ou":
		j := i + 1
		for w := c.word(j); oneOf(w, "l", "la", "le", "les", "de", "d", "y"); w = c.word(j) {
			j++
		}
		_, isNoun := nouns[c.word(j)]
		return isNoun || verbs[c.word(j)].action != actNone && verbs[c.word(j)].mood != moodNoun || !several && c.at(j).kind == chunkQuote
	}
	return false
}

// acronym reports whether the parentheses at i hold one word in capitals:
// « (AES) » is part of a label.
func (p *page) acronym(c *clause, i int) bool {
	if c.at(i+2).sign != ')' || c.at(i+1).kind != chunkWord {
		return false
	}
	t := p.list[c.at(i+1).first]
	written := p.text[t.start:t.end]
	return len(written) >= 2 && written == strings.ToUpper(written)
}

// leadsToSheet reports whether what begins at i names a sheet, a code or the
// nomenclature: « la fiche … », « M1805 », « cette rubrique ».
func (c *clause) leadsToSheet(i int) bool {
	for j := i; j < i+5; j++ {
		k := c.at(j)
		switch {
		case k.kind == chunkCode:
			return true
		case k.kind != chunkWord:
			return false
		}
		switch k.word {
		case "la", "le", "l", "les", "cette", "ce", "notre", "votre", "nouvelle", "autre", "meme", "sein", "du", "de", "niveau", "lieu":
			continue
		case "fiche", "fiches", "rome", "referentiel", "rubrique", "nomenclature", "code", "codes", "fichier", "repertoire":
			return true
		case "metier", "metiers":
			next := c.at(j + 1)
			return next.kind == chunkCode || next.kind == chunkQuote || next.capital || next.kind == chunkNone || next.sign == '.' || next.sign == '('
		case "liste", "celle", "celui":
			return true
		case "appellations", "competences", "savoirs", "contextes", "synonymes", "intitules":
			return true
		case "domaine", "famille":
			next := c.at(j + 1)
			return next.kind == chunkQuote || next.word == "professionnel" || len(next.word) == 3 && next.capital && isDigits(next.word[1:])
		}
		return false
	}
	return false
}
