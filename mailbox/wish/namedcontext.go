package wish

import "strings"

// appellationCues call what follows an appellation.
var appellationCues = words("appellation appellations appelation appelations apellation apellations apelation apelations intitule intitules libelle libelles denomination denominations metier metiers fiche fiches profession professions occupation occupations synonyme synonymes")

// itemCues call what follows a skill, a piece of knowledge or a work context.
var itemCues = words("competence competences savoir savoirs faire etre contexte contextes connaissance connaissances macrocompetence macrocompetences macro item items softskill softskills")

// between a cue and a label there may be these.
var cueFillers = words(`nouvelle nouvelles nouveau nouveaux suivante suivantes suivant suivants principale principal actuelle actuel
	intitulee intitule nommee nomme denommee dite dit type rome synonyme courte court longue technique techniques professionnel
	professionnels professionnelle professionnelles travail de code specifique specifiques transversale transversales existante
	existant ci dessous soit comme savoir etre faire deux trois quatre cinq comportementale proposee demandee manquante manquantes
	emergente emergentes metier fiche appellation competence cle cles egalement notamment numerique numeriques`)

// called reports whether the words before the token at i, or before the list it
// is in, are among the cues.
func (p *page) called(i int, cues map[string]bool) bool {
	heading := 0 // words of the line that announces a list
	for j, steps := i-1, 0; j >= 0 && steps < 60; j, steps = j-1, steps+1 {
		t := &p.list[j]
		if p.list[j+1].is(newPara) && t.sign != ':' && p.bulletAt(j+1) == 0 && t.zone != zoneSubject {
			return false
		}
		if t.word == "" {
			switch t.sign {
			case '»':
				if q, ok := p.quoteEnding(j); ok { // an item of a list before
					j = q.open
					continue
				}
				return false
			case '.', '?', '!':
				if !t.is(silent) {
					return false
				}
			case ';':
				if !p.list[j+1].is(newLine) {
					return false
				}
			case '|': // the cell before says what this one is
				return j > 0 && cues[p.list[j-1].word]
			case ')':
				return false
			case ':':
				heading = max(heading, 1)
			}
			continue
		}
		if t.word == "rome" && j > 0 && oneOf(p.list[j-1].word, "code", "codes") && p.asksCode(j+1, i) {
			return true
		}
		if cues[t.word] {
			return t.word != "faire" && t.word != "etre" || j > 0 && (p.list[j-1].word == "savoir" || p.list[j-1].word == "savoirs" || j > 1 && p.list[j-2].word == "savoir")
		}
		if t.word == "pour" && j > 0 && p.list[j-1].word == "rome" {
			continue
		}
		if t.is(silent) || t.id == skipID || cueFillers[t.word] || oneOf(t.word, "et", "ou", "n") || isDigits(t.word) {
			continue
		}
		if start, ok := p.inside[j]; ok && p.listBetween(j+1, i) { // another one of a list
			j = start
			continue
		}
		if _, ok := p.codeAt[j]; ok {
			continue
		}
		if heading == 0 || heading > 10 || p.list[j+1].is(newLine) {
			return false
		}
		heading++
	}
	return false
}

// asksCode reports whether what stands between « code ROME » and a label at i
// makes it the label of a job: « quel est le code ROME pour un coursier ? ».
func (p *page) asksCode(first, i int) bool {
	if first >= i || !oneOf(p.list[first].word, "pour", "d", "de", "du", "des") {
		return false
	}
	for j := first + 1; j < i; j++ {
		if t := &p.list[j]; t.word != "" && t.id != skipID {
			return false
		}
	}
	return true
}

// listBetween reports whether a separator of a list is among the tokens.
func (p *page) listBetween(from, to int) bool {
	for j := from; j < to && j < from+4; j++ {
		if t := &p.list[j]; t.sign == ',' || t.word == "et" || t.word == "ou" || t.is(newLine) || t.sign == '(' || t.sign == '–' || t.sign == '/' {
			return true
		}
	}
	return false
}

// quoteEnding returns the quotation whose closing mark is at j.
func (p *page) quoteEnding(j int) (quote, bool) {
	lo, hi := 0, len(p.quotes)
	for lo < hi {
		if mid := (lo + hi) / 2; p.quotes[mid].close < j {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(p.quotes) && p.quotes[lo].close == j {
		return p.quotes[lo], true
	}
	return quote{}, false
}

// besideCode reports whether an accepted code stands right before or after a
// match: « M1607 - Secrétaire », « Cariste (N1101) ».
func (p *page) besideCode(m match) bool {
	for j, steps := m.first-1, 0; j >= 0 && steps < 4; j, steps = j-1, steps+1 {
		if _, ok := p.codeAt[j]; ok {
			return true
		}
		if t := &p.list[j]; t.word != "" || p.list[j+1].is(newPara) || !strings.ContainsRune("-–:(«\"/=|→';", t.sign) || t.sign == ';' && p.list[j+1].is(spaced) {
			break
		}
	}
	for j, steps := m.end, 0; j < len(p.list) && steps < 7; j, steps = j+1, steps+1 {
		if _, ok := p.codeAt[j]; ok {
			return true
		}
		t := &p.list[j]
		if t.is(newPara) || t.word == "" && !strings.ContainsRune("-–:(»\"/=|→'", t.sign) {
			break
		}
		if t.word != "" && t.word != "code" && t.word != "rome" && t.word != "fiche" && t.word != "n" && t.word != "h" && t.word != "f" && !t.is(silent) {
			break
		}
	}
	return false
}

// possessives and the like before a job title: somebody has it.
var possessives = words("mon ma mes notre votre vos son sa ses leur leurs monsieur madame mme m mr mlle collegue collegues dr maitre")

// introducers say that what follows is what somebody is, does or wants to be.
var introducers = words("suis es etes sommes etais etions serai deviens devenir devenu devenue etant embauche embauchee recrute recrutee engage engagee nomme nommee fonction fonctions signe signee qualite collegue")

// introduced reports whether what begins at the token at i is somebody's job
// title: « je suis … », « en tant que … », « notre … », « Mme Petit, … ».
func (p *page) introduced(i int) bool {
	j := i - 1
	for j >= 0 && !p.list[j+1].is(newPara) {
		t := &p.list[j]
		if oneOf(t.word, "un", "une", "d", "de", "moi", "meme", "aussi", "actuellement", "donc", "egalement") || t.is(silent) || t.sign == '-' && !t.is(newLine) || oneOf(t.word, "ancien", "ancienne", "future", "futur", "jeune") || i-j < 2 && (t.sign == '"' || t.sign == '«') {
			j--
			continue
		}
		break
	}
	if j < 0 || p.list[j+1].is(newPara) {
		return p.afterName(i)
	}
	t := &p.list[j]
	before := func(n int) string {
		if j-n < 0 {
			return ""
		}
		return p.list[j-n].word
	}
	switch {
	case possessives[t.word]:
		return true
	case introducers[t.word]:
		return t.word != "sommes" || before(1) == "nous"
	case t.word == "que" && before(1) == "tant":
		return true
	case t.word == "comme":
		switch before(1) {
		case "travaille", "travaillais", "exerce", "exercais", "embauche", "embauchee", "recrute", "recrutee", "inscrit", "inscrite", "emploi", "poste", "travailler", "exercer":
			return true
		}
	case t.word == "poste" || t.word == "postes":
		return true
	}
	return p.afterName(i)
}

// person reports whether a match is somebody: « … qui m'a répondu », « merci à … ».
func (p *page) person(m match) bool {
	word := func(i int) string {
		if i < 0 || i >= len(p.list) {
			return ""
		}
		return p.list[i].word
	}
	if word(m.end) == "qui" {
		switch word(m.end + 1) {
		case "m", "nous", "vous", "me", "s":
			return true
		}
	}
	switch word(m.end) {
	case "m", "nous":
		return true
	}
	for i := m.first - 1; i >= m.first-3 && i > 0; i-- {
		switch w := word(i); {
		case w == "a" && oneOf(word(i-1), "merci", "grace", "adresser", "contacter"), w == "contacter", w == "contactez":
			return true
		case !skipped(w):
			return false
		}
	}
	return false
}

// afterName reports whether what begins at the token at i follows a name:
// « Claire Petit, chargée de projet » or a line of its own under it.
func (p *page) afterName(i int) bool {
	if i == 0 {
		return false
	}
	j := i - 1
	if t := &p.list[j]; t.word == "" && (t.sign == ',' || t.sign == '(' || t.sign == '–' || t.sign == '-' || t.sign == '|') {
		j--
	} else if !p.list[i].is(newLine) || p.list[i].is(newPara) {
		return false
	}
	names := 0
	for ; j >= 0 && names < 5; j-- {
		t := &p.list[j]
		if t.sign == '-' || t.sign == '.' && j > 0 && len(p.list[j-1].word) < 4 {
			continue
		}
		if t.word == "" || !t.is(capital) || cueWords[t.word] || isCode(t.word) || p.mayHead(t) {
			break
		}
		names++
		if t.is(newLine) {
			break
		}
	}
	if names < 2 {
		return names == 1 && j >= 0 && possessives[p.list[j].word]
	}
	return true
}

// mayHead reports whether an appellation begins with the word.
func (p *page) mayHead(t *token) bool { return p.reader.labels.heads[t.id] }

// everyday are labels that people have on their doors, by the stems of their
// words: they are named where the text calls them so.
var everyday = func() map[string]bool {
	m := make(map[string]bool)
	for _, label := range []string{
		"chef service", "chef projet", "charge mission", "charge projet", "charge etudes", "charge recrutement", "charge developpement", "directeur general",
		"directeur adjoint", "responsable rh", "responsable formation", "responsable recrutement", "responsable ressources humaines", "responsable pedagogique",
		"directeur ressources humaines", "conseiller emploi", "conseiller insertion", "conseiller insertion professionnelle", "conseiller formation",
		"conseiller orientation", "conseiller orientation professionnelle", "assistant direction", "assistant rh", "assistant ressources humaines",
		"assistant administratif", "charge communication", "responsable communication", "gestionnaire rh", "charge insertion", "conseiller clientele",
		"agent accueil", "responsable service", "chef equipe", "directeur agence", "responsable agence", "charge etude", "ingenieur formation",
		"conseiller evolution professionnelle", "charge relations entreprises", "coordinateur pedagogique", "formateur", "webmaster", "delegue general",
		"secretaire general", "secretaire direction", "president", "directeur formation", "responsable projet", "expert metier", "technicien support",
		"conseiller pole emploi", "chef entreprise", "consultant formation", "consultant rh", "juriste", "data analyst",
	} {
		fields := strings.Fields(label)
		for i, w := range fields {
			fields[i] = stem(w)
		}
		m[strings.Join(fields, " ")] = true
	}
	return m
}()

// byLine reports whether a match stands where a signature has a job title: all
// of a line, or of its beginning, near the end of the message.
func (p *page) byLine(m match) bool {
	t := &p.list[m.first]
	if !t.is(newLine) || p.sentences[p.at[m.first]].bullet > 0 || t.zone == zoneSubject {
		return false
	}
	if m.first > 0 && p.list[m.first-1].sign == ':' {
		return false
	}
	for i := m.end; i < len(p.list); i++ { // nothing but its line, and few lines after
		if p.list[i].is(newLine) {
			return len(p.text)-p.list[i].start < 250 && !p.cueAfter(i)
		}
		if i > m.end+12 || after[p.list[i].word] {
			return false
		}
	}
	return p.sentences[p.at[m.first]].first != 0 && m.first > 12
}

func (p *page) cueAfter(i int) bool {
	for ; i < len(p.list); i++ {
		if cueWords[p.list[i].word] {
			return true
		}
	}
	return false
}
