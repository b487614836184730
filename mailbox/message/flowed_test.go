package message

import (
	"strings"
	"testing"
)

func TestUnflow(t *testing.T) {
	for _, c := range []struct {
		in, want string
		delSp    bool
	}{
		{"", "", false},
		{"un", "un", false},
		{"un\n", "un\n", false},
		{"un \ndeux \ntrois\nquatre\n", "un deux trois\nquatre\n", false},
		{"un \ndeux\n", "undeux\n", true},
		{"un  \ndeux\n", "un deux\n", true},
		{" > pas une citation\n", "> pas une citation\n", false}, // stuffed
		{"  retrait\n", " retrait\n", false},
		{"> a \n> b\n", "> a b\n", false},
		{">a \n>b\n", "> a b\n", false},
		{"> a \n>> b \n> c\n", "> a \n>> b \n> c\n", false}, // of other depths: not joined
		{"> > a\n", "> > a\n", false},                       // a quotation of fixed text
		{"un \n\ndeux\n", "un \ndeux\n", false},
		{"un \n-- \nJean\n", "un \n-- \nJean\n", false},
		{"-- \nJean\n", "-- \nJean\n", false},
		{"> -- \n> Jean\n", "> -- \n> Jean\n", false},
		{"un ", "un ", false},
		{">\n> a\n", ">\n> a\n", false},
		{strings.Repeat(">", 500) + " a\n", strings.Repeat(">", maxQuote) + " a\n", false},
	} {
		if got := unflow(c.in, c.delSp); got != c.want {
			t.Errorf("%q is %q, want %q", c.in, got, c.want)
		}
	}
}
