package wish

import (
	"strings"
	"unicode/utf8"

	"vigie/rome"
)

// A zone says whose words a line is.
type zone uint8

const (
	zoneSubject zone = iota
	zoneBody
	zoneHeader // of a forwarded message: « De : », « Envoyé : »
	zoneQuoted // somebody else's words, answered to
	zoneSigned // the sender's closing words, name and function
)

// own reports whether a token is in what the author has to say.
func (t *token) own() bool { return t.zone == zoneSubject || t.zone == zoneBody }

// A line of a text: from start to before end, folded as far as it matters.
type line struct {
	start, end int
	folded     string
}

// foldedLine is how many bytes of a line are looked at to know what it is.
const foldedLine = 160

func splitLines(text string) []line {
	var lines []line
	for at := 0; at <= len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		head := text[at:end]
		if len(head) > foldedLine {
			head = head[:foldedLine]
			for len(head) > 0 && !utf8.ValidString(head[max(0, len(head)-4):]) {
				head = head[:len(head)-1]
			}
		}
		lines = append(lines, line{at, end, rome.Fold(strings.Trim(head, "*_ \t\r"))})
		at = end + 1
	}
	return lines
}

// unmarked drops the « > » from the lines of a text where they mark what is
// forwarded and not what is answered to: under a subject that says so, after a
// line that says so, or when every line has one.
func unmarked(subject, text string) string {
	if !strings.Contains(text, ">") || len(text) > MaxText {
		return text
	}
	lines := strings.SplitAfter(text, "\n")
	drop := begins(rome.Fold(subject[:min(len(subject), 40)]), forwards)
	if !drop {
		drop = true
		for _, l := range lines {
			if l = strings.TrimSpace(l); l != "" && l[0] != '>' {
				drop = false
				break
			}
		}
	}
	for i, l := range lines {
		if drop {
			lines[i] = strings.TrimLeft(l, "> ")
		} else if len(l) < foldedLine && forwarded(rome.Fold(l)) {
			drop = true
		}
	}
	return strings.Join(lines, "")
}

func forwarded(f string) bool {
	return strings.Contains(f, "message transfere") || strings.Contains(f, "forwarded message") || strings.Contains(f, "message reexpedie")
}

// zones tells the zone of every token: the subject is the text's first line.
func zones(text string, list []token) {
	lines := splitLines(text)
	kinds := zonesOf(lines)
	own := false
	at := 0
	for i := range list {
		for at+1 < len(lines) && list[i].start >= lines[at].end {
			at++
		}
		list[i].zone = kinds[at]
		own = own || kinds[at] == zoneBody && list[i].word != ""
	}
	if !own { // nothing but quotes: they are what was sent
		for i := range list {
			if list[i].zone == zoneQuoted {
				list[i].zone = zoneBody
			}
		}
	}
	for i := range list {
		if t := &list[i]; t.zone == zoneBody && closes(list, i) {
			for ; i < len(list) && (!list[i].is(newPara) || !postscript(list, i)) && list[i].zone == zoneBody; i++ {
				list[i].zone = zoneSigned
			}
			return
		}
	}
}

// closes reports whether the word at i is a closing formula inside a line:
// « … à la fiche. Cordialement, Marie ».
func closes(list []token, i int) bool {
	switch list[i].word {
	case "cordialement", "cdlt", "cdt", "respectueusement":
	default:
		return false
	}
	if i == 0 || list[i-1].word != "" && !list[i].is(newLine) {
		return false
	}
	return i+1 == len(list) || list[i+1].word == "" || list[i+1].is(newLine|capital)
}

func postscript(list []token, i int) bool {
	w := list[i].word
	return oneOf(w, "ps", "nb", "post") || w == "p" && i+2 < len(list) && list[i+2].word == "s"
}

func zonesOf(lines []line) []zone {
	kinds := make([]zone, len(lines))
	forward := begins(lines[0].folded, forwards)
	now := zoneBody
	begun := false // the author has said something: a formula may close
	for i := 1; i < len(lines); i++ {
		f := lines[i].folded
		switch {
		case f == "":
			kinds[i] = now
			continue
		case f[0] == '>' && !strings.HasPrefix(f, ">>"):
			kinds[i] = zoneQuoted
			if announced(lines, kinds, i) {
				kinds[i] = zoneBody
			}
			continue
		case forwarded(f):
			forward, now = true, zoneBody
			kinds[i] = zoneHeader
			continue
		case strings.Contains(f, "message d'origine") || strings.Contains(f, "original message") || attribution(f), strings.HasPrefix(f, "ecrit") && attribution(lines[i-1].folded+" "+f):
			if forward {
				kinds[i], now = zoneHeader, zoneBody
			} else {
				kinds[i], now = zoneQuoted, zoneQuoted
			}
			continue
		}
		if n := headerLines(lines[i:]); n > 0 {
			header := zoneQuoted
			now = zoneQuoted
			if forward {
				header, now = zoneHeader, zoneBody
			}
			for range n {
				kinds[i] = header
				i++
			}
			i--
			continue
		}
		switch {
		case now == zoneSigned && begins(f, postscripts):
			now = zoneBody
		case now == zoneBody && begun && closing(lines, i):
			now = zoneSigned
		}
		begun = true
		kinds[i] = now
	}
	return kinds
}

// announced reports whether the line at i, which begins with « > », is an item
// of a list that the author announces: « À ajouter : », and nobody's words.
func announced(lines []line, kinds []zone, i int) bool {
	above := i - 1
	for above > 0 && lines[above].folded == "" {
		above--
	}
	if above < 1 || kinds[above] != zoneBody {
		return false
	}
	f := lines[above].folded
	if f[0] == '>' {
		return true
	}
	return f[len(f)-1] == ':' && len(f) < foldedLine && !attribution(f) && !contains(f, []string{"vous", "votre", "ecri", "message", "mail", "dit", "repon", "wrote", "@"}) &&
		contains(f, []string{"ajout", "supprim", "retir", "renomm", "modif", "correct", "appellation", "competence", "suivant", "retour", "remarque", "evolution", "fiche"})
}

var (
	forwards     = []string{"tr:", "tr :", "fwd", "fw:", "fw :", "transfert", "wg:"}
	postscripts  = []string{"ps ", "ps:", "ps.", "p.s", "p. s", "p.-s", "nb ", "nb:", "n.b", "post-scriptum", "post scriptum"}
	valedictions = []string{
		"cordialement", "bien cordialement", "tres cordialement", "cordiales", "cdt", "cdlt", "bien a vous", "bien a toi", "sinceres", "sincerement",
		"salutations", "mes salutations", "meilleures salutations", "mes meilleures", "respectueusement", "bonne journee", "bonne reception",
		"bonne soiree", "bonne continuation", "belle journee", "bonne fin de", "excellente journee", "bon week", "bonne semaine", "bon courage", "a bientot", "amicalement",
		"distinguees", "courtoisement", "avec mes salutations", "bav", "kind regards", "best regards",
	}
	agreements = []string{"veuillez agreer", "prie d'agreer", "prions d'agreer", "prie de croire", "prions de croire", "veuillez recevoir", "veuillez croire", "recevez, ", "prie de recevoir", "salutations distinguees", "mes respectueuses", "sentiments distingues"}
	devices    = []string{"envoye de mon", "envoye depuis", "envoye a partir", "obtenir outlook", "telecharger outlook", "get outlook", "sent from my", "provenance : courrier"}
	thanks     = []string{"merci d'avance", "merci par avance", "avec mes remerciements", "en vous remerciant", "vous remerciant", "merci beaucoup", "merci pour votre", "merci de votre", "merci a vous", "d'avance merci", "par avance merci", "dans l'attente"}
)

func begins(f string, with []string) bool {
	for _, w := range with {
		if strings.HasPrefix(f, w) {
			return true
		}
	}
	return false
}

func contains(f string, any []string) bool {
	for _, w := range any {
		if strings.Contains(f, w) {
			return true
		}
	}
	return false
}

// closing reports whether the line closes the message, so that what follows is
// a signature.
func closing(lines []line, i int) bool {
	f := lines[i].folded
	switch {
	case f == "--" || strings.Trim(f, "_") == "" || strings.Trim(f, "=") == "" && len(f) > 5:
		return true
	case len(f) <= 60 && begins(f, valedictions), contains(f, agreements), begins(f, devices):
		return true
	case len(f) <= 90 && begins(f, thanks):
		// It closes when nothing but short lines follow, few of them.
		rest := 0
		for _, l := range lines[i+1:] {
			if l.folded == "" {
				continue
			}
			if rest++; rest > 8 || l.end-l.start > 60 || begins(l.folded, postscripts) {
				return false
			}
		}
		return true
	}
	return false
}

// attribution reports whether the line introduces a quote: « Le 3 mars 2026 à
// 10:12, Claire Petit a écrit : ».
func attribution(f string) bool {
	f = strings.TrimRight(f, " :")
	return strings.HasSuffix(f, " a ecrit") && (strings.HasPrefix(f, "le ") || strings.Contains(f, "@")) || strings.HasSuffix(f, " wrote") && strings.HasPrefix(f, "on ")
}

// headerLines returns how many lines are the header of a quoted or forwarded
// message: « De : », then « Envoyé : » or « Date : », and « Objet : ».
func headerLines(lines []line) int {
	from, sent, subject := false, false, false
	n := 0
	for ; n < len(lines) && n < 8; n++ {
		name, _, ok := strings.Cut(lines[n].folded, ":")
		if !ok {
			break
		}
		switch strings.Trim(name, " *") {
		case "de", "from", "expediteur":
			from = true
		case "envoye", "sent", "date", "envoye le":
			sent = true
		case "objet", "subject", "sujet":
			subject = true
		case "a", "to", "cc", "cci", "destinataire", "repondre a", "reply-to", "pour", "importance", "pieces jointes":
		default:
			if from && sent && subject {
				return n
			}
			return 0
		}
	}
	if from && sent && subject {
		return n
	}
	return 0
}
