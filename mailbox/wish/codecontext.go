package wish

import "strings"

// before finds the word that governs the mention: the nearest before it, in
// its clause, that says what it is. distance is how many other words stand
// between.
func (p *page) before(m *mention) (s sense, distance int) {
	const far = 4
	apart := false // a sign parts the word from the mention
	for j := m.first - 1; j >= 0 && m.first-j < 24; j-- {
		t, next := &p.list[j], &p.list[j+1]
		if next.is(newPara) || next.is(newLine) && !p.runsOn(j) {
			return senseNone, distance
		}
		if t.word == "" {
			switch t.sign {
			case ';', '?', '!', ',', ')', '|':
				return senseNone, distance
			case '.':
				if !t.is(silent) && (j == 0 || !numberAbbreviations[p.list[j-1].word]) {
					return senseNone, distance
				}
			case '(', ':', '–', '-', '→', '/':
				apart = true
			}
			continue
		}
		if start, ok := p.inside[j]; ok { // part of a label: it governs nothing
			j = start
			continue
		}
		if t.word == "cote" && j > 0 && oneOf(p.list[j-1].word, "a", "du") {
			continue // « à côté de M1805 »
		}
		if s := senses[t.word]; s != senseNone && !p.ownWord(m.code, t.word) {
			if (s == senseNear || s == senseOther) && p.ofROME(j) {
				return senseROME, distance
			}
			switch {
			case s == senseRoad && !strings.ContainsAny(m.code[:1], roadLetters), (s == senseOther || s == senseThing) && p.ofJob(j) && p.known(m.code):
				distance++
				continue
			case s == senseThing && (apart || distance > 0 || p.sentences[p.at[m.first]].cue):
				distance++
				continue
			case s == senseThing || s == senseRoad:
				s = senseOther
			case s == senseOther && distance > 3:
				s = senseNone
			}
			return s, distance
		}
		if fillers[t.word] || isDigits(t.word) && len(t.word) < 3 {
			continue
		}
		if distance++; distance > far {
			return senseNone, distance
		}
	}
	return senseNone, distance
}

// roadLetters are those of roads: départementale, nationale, autoroute,
// métropolitaine, chemin, européenne.
const roadLetters = "DNAMCE"

// ofJob reports whether the word at j belongs to the name of a job, which the
// release need not have: « Dessinateur en bureau d'études ». An article before
// it says that it does not: « le responsable de la salle ».
func (p *page) ofJob(j int) bool {
	if j == 0 {
		return false
	}
	if w := p.list[j-1].word; w != "de" && w != "d" && w != "en" && (w == "" || skipped(w) || w == "notre" || w == "votre") {
		return false
	}
	for k := j - 1; k >= 0 && k >= j-5 && !p.list[k+1].is(newLine); k-- {
		t := &p.list[k]
		if t.word == "" && t.sign != '/' && t.sign != '-' {
			return false
		}
		if (p.mayHead(t) || jobHeads[stem(t.word)]) && senses[t.word] == senseNone {
			return true
		}
	}
	return false
}

// ofROME reports whether the word at j is what a code ROME is of: « le code ROME
// de la formation est … ».
func (p *page) ofROME(j int) bool {
	for k := j - 1; k >= 0 && k > j-5; k-- {
		switch w := p.list[k].word; {
		case w == "rome":
			return k > 0 && (p.list[k-1].word == "code" || p.list[k-1].word == "codes" || p.list[k-1].word == "fiche")
		case !skipped(w) && w != "votre" && w != "notre" && w != "mon" && w != "ce" && w != "cette" && w != "pour" && w != "indique" && w != "sur" && w != "dans":
			return false
		}
	}
	return false
}

// runsOn reports whether the line that ends with the token at j goes on in the
// next: it was broken for its length, or announces.
func (p *page) runsOn(j int) bool {
	t := &p.list[j]
	return t.sign == ':' || joins(t) || t.end >= wrapped && !strings.Contains(p.text[t.end-wrapped:t.end], "\n")
}

// ownWord reports whether the word is one of the code's own label: « Réceptionniste
// d'hôtel G1703 » names no hotel.
func (p *page) ownWord(code, word string) bool {
	o, ok := p.reader.release.Occupation(code)
	if !ok || senses[word] == senseROME || senses[word] == senseCode {
		return false
	}
	id := p.reader.labels.id(word)
	if id <= skipID {
		return false
	}
	for _, t := range p.reader.tokens(o.Label) {
		if t.id == id {
			return true
		}
	}
	return false
}

// after reports whether what follows the mention says that it is no code: more
// digits of a longer number, a unit, « du code du travail », « est le numéro
// de … ».
func (p *page) after(m *mention) bool {
	i := m.end
	if i >= len(p.list) {
		return false
	}
	t := &p.list[i]
	next := &token{flags: spaced}
	if i+1 < len(p.list) {
		next = &p.list[i+1]
	}
	if t.word == "" && !t.is(spaced) {
		switch t.sign {
		case '-', '.', '_':
			if !next.is(spaced) && (isDigits(next.word) || len(next.word) == 1) {
				return true
			}
			if t.sign == '.' && next.word != "" && !next.is(spaced|capital) && !extensions[next.word] {
				return true // the name of a machine
			}
		case '/':
			if !next.is(spaced) && isDigits(next.word) {
				_, ok := p.reader.release.Occupation(m.code[:max(1, 5-min(len(next.word), 4))] + next.word)
				return !ok
			}
		case '@', '%', '€', '$':
			return true
		}
	}
	if t.sign == '€' || t.sign == '$' || units[t.word] && !t.is(newLine) {
		return true
	}
	if t.word == "du" && oneOf(next.word, "code", "decret", "reglement") {
		return true
	}
	if t.word == "est" || t.word == "etait" {
		for j := i + 1; j < len(p.list) && j < i+4; j++ {
			switch senses[p.list[j].word] {
			case senseOther, senseNear:
				return true
			case senseROME:
				return false
			}
		}
	}
	return false
}

// prefixed reports whether the mention is the end of something longer:
// « CMD-D1102 », « IMG_M1805 », « 2024/M1805 ».
func (p *page) prefixed(m *mention) bool {
	if m.first == 0 || p.list[m.first].is(spaced) {
		return false
	}
	sign := &p.list[m.first-1]
	if sign.word != "" || sign.is(spaced) || m.first < 2 {
		return false
	}
	switch word := p.list[m.first-2].word; sign.sign {
	case '-', '_', '.':
		return word != "" && !filePrefixes[word] && !isCode(word) && (sign.sign != '.' || !numberAbbreviations[word])
	case '/':
		return isDigits(word)
	}
	return false
}

// onRoad reports whether the mention is a road: the letter is one of roads', and
// its sentence speaks of them right before, or says « la D1102 ».
func (p *page) onRoad(m *mention, s sentence) bool {
	if m.sense != senseNone || !strings.ContainsAny(m.code[:1], roadLetters) {
		return false
	}
	if m.first > 0 && (p.list[m.first-1].word == "la" || p.list[m.first-1].word == "cette") {
		return s.road || !s.cue && strings.ContainsAny(m.code[:1], "DN") || m.first > 1 && roadPrepositions[p.list[m.first-2].word]
	}
	if s.cue {
		return false
	}
	for j := m.first - 1; j >= s.first && j > m.first-5; j-- {
		if roadWords[p.list[j].word] {
			return true
		}
	}
	return false
}

// branded reports whether the word before the mention is a name that no label
// has: « Canon D1102 ».
func (p *page) branded(m *mention) bool {
	if m.first == 0 {
		return false
	}
	t := &p.list[m.first-1]
	return t.word != "" && t.is(capital) && !t.is(newLine) && t.id == 0 && !p.list[m.first].is(newLine) && len(t.word) > 1 && p.sentences[p.at[m.first]].first < m.first-1
}
