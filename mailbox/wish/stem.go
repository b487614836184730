package wish

import (
	"slices"
	"strings"
)

// stem reduces a folded word to what its genders and its plural share.
func stem(word string) string {
	if len(word) < 4 {
		return word
	}
	switch last := word[len(word)-1]; {
	case last == 'x' && strings.HasSuffix(word, "aux") && !strings.HasSuffix(word, "eaux"):
		word = word[:len(word)-2] + "l" // familiaux
	case last == 's' || last == 'x':
		word = word[:len(word)-1]
	}
	for _, e := range endings {
		if base, ok := strings.CutSuffix(word, e.feminine); ok && len(base) >= 2 {
			return strings.TrimSuffix(base+e.masculine, "e")
		}
	}
	if bare := strings.TrimSuffix(strings.TrimSuffix(word, "e"), "e"); len(bare) >= 3 {
		return bare
	}
	return word
}

// endings pairs the endings whose feminine is more than an e.
var endings = []struct{ feminine, masculine string }{
	{"trice", "teur"},
	{"euse", "eur"},
	{"esse", "e"},
	{"ere", "er"},
	{"ffe", "f"},
	{"ive", "if"},
	{"nne", "n"},
	{"lle", "l"},
	{"tte", "t"},
	{"que", "c"},
}

// suffixes are what is written after a masculine to say the feminine or the
// plural too: développeur(se), chargé·e·s, conseiller-ère.
var suffixes = words("e es s x se ses euse euses rice rices trice trices ice ere eres iere ieres ne nes nne nnes enne ienne iennes onne ve ves ive ives fe fes ffe he esse te tes le les elle ale ales aux")

// words makes a set of the words of a list.
func words(list string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// skipped reports whether a word does not count when labels are compared.
func skipped(word string) bool {
	switch word {
	case "de", "du", "des", "d", "le", "la", "les", "l", "en", "a", "au", "aux", "un", "une":
		return true
	}
	return false
}

// silence marks the words that say again, in the other gender, what was just
// said: « développeur / développeuse web », « attaché commercial / attachée
// commerciale », « chargé(e) », « conseiller·ère·s ». What is left reads as if
// there were one gender.
func silence(list []token) {
	for i := 1; i < len(list); i++ {
		switch t := &list[i]; {
		case t.sign == '/' || t.word == "ou" && i+1 < len(list) && !t.is(newPara):
			silenceDouble(list, i)
		case t.is(spaced) || list[i-1].word == "" && list[i-1].sign != ')' && !list[i-1].is(silent):
		case t.sign == '(' && i+2 < len(list) && list[i+2].sign == ')' && suffixes[list[i+1].word] && !list[i+1].is(spaced):
			mark(list[i : i+3])
		case (t.sign == '·' || t.sign == '•' || t.sign == '.' || t.sign == '-') && i+1 < len(list) &&
			suffixes[list[i+1].word] && !list[i+1].is(spaced|capital) && !joined(list, i+2):
			mark(list[i : i+2])
		}
	}
}

// joined reports whether the token at i is a word or a hyphen that nothing
// parts from the one before: then what is before is no suffix.
func joined(list []token, i int) bool {
	if i >= len(list) || list[i].is(spaced) {
		return false
	}
	t := &list[i]
	return t.word != "" || t.sign == '-' && i+1 < len(list) && !suffixes[list[i+1].word] && !list[i+1].is(spaced)
}

// mostDoubled is how many words may be said again.
const mostDoubled = 6

// silenceDouble marks the words after the separator at i when they are those
// before it in the other gender.
func silenceDouble(list []token, i int) {
	before := make([]int, 0, mostDoubled)
	for j := i - 1; j >= 0 && i-j < 4*mostDoubled && len(before) < mostDoubled; j-- {
		if t := &list[j]; t.word != "" && !t.is(silent) {
			before = append(before, j)
		} else if t.word == "" && t.sign != '-' && t.sign != ',' && !t.is(silent) {
			break
		}
		if list[j].is(newPara) {
			break
		}
	}
	if i+1 < len(list) && list[i].word != "" && (list[i+1].word == "la" || list[i+1].word == "une") {
		i++ // « le boulanger ou la boulangère »
	}
	for n := len(before); n > 0; n-- {
		j := i + 1
		differ := false
		for k := n - 1; k >= 0; k-- {
			for j < len(list) && (list[j].sign == '-' || list[j].sign == ',') {
				j++
			}
			if j >= len(list) || list[j].word == "" || list[j].is(newPara) {
				break
			}
			w, v := list[before[k]].word, list[j].word
			if w != v && stem(w) != stem(v) {
				break
			}
			differ = differ || w != v
			j++
			if k == 0 && differ {
				mark(list[i:j])
				if list[i].word != "" && list[i].word != "ou" {
					list[i-1].flags |= silent
				}
				return
			}
		}
	}
}

func mark(list []token) {
	for i := range list {
		list[i].flags |= silent
	}
}

// oneOf reports whether a word is one of the list.
func oneOf(word string, list ...string) bool { return slices.Contains(list, word) }
