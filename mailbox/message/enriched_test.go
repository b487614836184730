package message

import (
	"strings"
	"testing"
)

func TestEnrichedText(t *testing.T) {
	for in, want := range map[string]string{
		"":                                           "",
		"Bonjour\nà tous\n\nvoici\n":                 "Bonjour à tous\nvoici ",
		"un\n\n\ndeux":                               "un\n\ndeux",
		"<bold>M1805</bold> et <<a@b.fr>":            "M1805 et <a@b.fr>",
		"<color><param>red</param>rouge</color>":     "rouge",
		"<Color><Param>red,\ngreen</Param>rouge":     "rouge",
		"<nofill>un\ndeux\n\ntrois</nofill>\nquatre": "un\ndeux\n\ntrois quatre",
		"a < b et c > d":                             "a < b et c > d",
		"<pas une commande>":                         "<pas une commande>",
		"<" + strings.Repeat("x", 100) + ">":         "<" + strings.Repeat("x", 100) + ">",
		"</nofill></nofill>a\nb":                     "a b",
		"sans fin <bo":                               "sans fin <bo",
		"<excerpt>cité</excerpt><x-moi-deux>suite</x-moi-deux>": "citésuite",
	} {
		if got := enrichedText(in, false); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
	if got := enrichedText("un\n\ndeux<nl>a <lt> b", true); got != "un deux\na < b" {
		t.Errorf("richtext is %q", got)
	}
	if got := read("Content-Type: text/enriched; charset=iso-8859-1\n\n<bold>\xe9t\xe9</bold>\n").Text; got != "été " {
		t.Errorf("the text is %q", got)
	}
}
