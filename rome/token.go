package rome

import "strings"

// tokens cuts a folded text into its words: runs of letters, digits, '#' and
// '+' (C#, C++). Elided words (d', l', qu') are left out, and so are the stop
// words, unless there is nothing else.
func tokens(folded string) []string {
	return appendTokens(nil, folded)
}

// appendTokens appends the tokens of the folded text to list.
func appendTokens(list []string, folded string) []string {
	first := len(list)
	stopped := false
	eachWord(folded, func(word string, elided bool) {
		if elided || stopWord(word) {
			stopped = true
			return
		}
		list = append(list, word)
	})
	if len(list) == first && stopped {
		eachWord(folded, func(word string, _ bool) { list = append(list, word) })
	}
	return list
}

// eachWord calls do for every word of a folded text; elided tells that an
// apostrophe follows a word short enough to be elided.
func eachWord(folded string, do func(word string, elided bool)) {
	for i := 0; i < len(folded); {
		if !wordByte(folded[i]) {
			i++
			continue
		}
		start := i
		for i < len(folded) && wordByte(folded[i]) {
			i++
		}
		word := folded[start:i]
		apostrophe := i < len(folded) && folded[i] == '\''
		do(word, apostrophe && (len(word) == 1 || word == "qu"))
	}
}

// wordByte reports whether a byte of a folded text is part of a word; what is
// not ASCII is.
func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '#' || c == '+' || c >= 0x80
}

// stopWord reports whether a word is too common in labels to tell them apart.
func stopWord(word string) bool {
	switch word {
	case "a", "au", "aux", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les",
		"ou", "par", "pour", "sur", "un", "une":
		return true
	}
	return false
}

// stem reduces a word to what its genders and its plural share, so that
// « développeuse » and « développeurs » are found by each other. It is no
// linguistics: words it confuses are told apart by the ranking.
func stem(word string) string {
	if len(word) < 4 {
		return word
	}
	if last := word[len(word)-1]; len(word) > 4 && (last == 's' || last == 'x') {
		word = word[:len(word)-1]
	}
	for _, f := range feminines {
		if base, ok := strings.CutSuffix(word, f.feminine); ok && len(base) >= 2 {
			return strings.TrimRight(base+f.masculine, "e")
		}
	}
	if bare := strings.TrimRight(word, "e"); len(bare) >= 3 {
		return bare
	}
	return word
}

// feminines pairs the endings whose feminine is more than an e.
var feminines = []struct{ feminine, masculine string }{
	{"trice", "teur"}, {"euse", "eur"}, {"esse", "e"}, {"ffe", "f"}, {"ive", "if"}, {"nne", "n"}, {"lle", "l"}, {"tte", "t"},
}
