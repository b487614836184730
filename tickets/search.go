package tickets

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vigie/rome"
)

// words is what a ticket is found by: its reference, and the codes and labels
// that its changes speak of, folded as the query will be. Nothing of people or
// free text is in it, so that it may serve the public.
func words(t *Ticket) string {
	list := []string{t.Reference}
	for _, p := range t.Proposals {
		c := p.Change
		if c.Kind == rome.Other {
			continue
		}
		list = append(list, c.Code, c.From, c.To, c.Label, c.Short, c.Item.Label)
		if c.Base != nil {
			list = append(list, c.Base.Code, c.Base.Label)
		}
	}
	return rome.Fold(strings.Join(list, " "))
}

// like is the LIKE pattern that finds a folded word anywhere, for use with
// ESCAPE '!'.
func like(word string) string {
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(word) + "%"
}

// queryWords are the words of a query, folded: the first eight of its first two
// hundred characters, as many as a label has.
func queryWords(query string) []string {
	words := strings.Fields(rome.Fold(printable(query, 200)))
	return words[:min(len(words), 8)]
}

// printable is the beginning of a text without what no database takes.
func printable(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most])
	}
	return s
}
