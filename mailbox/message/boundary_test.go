package message

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Delimiters that are not what the header says, and parts without one.
func TestBoundariesAsFound(t *testing.T) {
	head := func(boundary string) string { return "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n" }
	for _, c := range []struct {
		name, raw string
		want      reading
	}{
		{"in quotes that are none", head("'bb'") + "--bb\n\nun\n--bb\n" + pdfPart + "\n--bb--\n", reading{Text: "un", Attached: []string{"application/pdf a.pdf"}, Degraded: []string{"truncated"}}},
		{"something after it", head("a") + "--ab\nContent-Type: multipart/mixed; boundary=\"a\"\n\n--ac\nContent-Type: text/plain\n\nun\n", reading{Text: "un\n", Attached: []string{"text/plain"}, Degraded: []string{"truncated"}}},
		{"something after it, and no header", head("limite") + "--limite=1\n\nun\n--limite=1\n\ndeux\n--limite=1--\n", reading{Text: "un\ndeux", Degraded: []string{"truncated"}}},
		{"another case", head("ABC") + "--abc\n\nun\n--abc\n" + pdfPart + "\n--abc--\n", reading{Text: "un", Attached: []string{"application/pdf a.pdf"}, Degraded: []string{"truncated"}}},
		{"too many dashes in the header", head("----abc") + "----abc\n\nun\n----abc--\n", reading{Text: "un", Degraded: []string{"truncated"}}},
		{"none said, and no header", "Content-Type: multipart/mixed\n\npréambule\n--x1\n\nun\n--x1\n\ndeux\n--x1--\n", reading{Text: "un\ndeux"}},
		{"another one said, and no header", head("y") + "--x1\n\nun\n--x1--\n", reading{Text: "un", Degraded: []string{"truncated"}}},
		{"white space after it", head("\"a b \"") + "--a b   \n\nun\n--a b\t\n\ndeux\n--a b-- \n", reading{Text: "un\ndeux"}},
		{"a mark after the last one", head("b") + "--b\n\nun\n--b-->\nsuite\n", reading{Text: "un"}},
		{"a mark after one", head("b") + "--b;\n\nun\n--b\"\n\ndeux\n--b--\n", reading{Text: "un\ndeux"}},
		{"a letter after one", head("b") + "--b\n\nun\n--bc\n--b--c\n--b--\n", reading{Text: "un\n--bc\n--b--c"}},
		{"prose with dashes", head("zz") + "Bonjour,\n--\nLéa\n-- Martin --\n--zzz et la suite\n", reading{Text: "Bonjour,\n--\nLéa\n-- Martin --\n--zzz et la suite\n", Degraded: []string{"truncated"}}},
		{"the first delimiter is missing", head("b") + "Content-Type: text/plain\n\nun\n--b\n" + pdfPart + "\n--b--\n", reading{Text: "un", Attached: []string{"application/pdf a.pdf"}}},
		{"a blank line in the header", "Content-Type: multipart/mixed; boundary=b\n\nContent-Language: fr\n\n--b\nContent-Type: text/plain; name=a.txt\n\nun\n--b--\n", reading{Text: "un"}},
		{"the last delimiter alone", head("b1b") + "un\n--b1b--\ndeux\n", reading{Text: "un"}},
		{"inside another, without one", multi("mixed", "o", "Content-Type: multipart/mixed\n\nun\n", "Content-Type: text/plain\n\ndeux"), reading{Text: "un\ndeux"}},
	} {
		if diff := cmp.Diff(c.want, read(c.raw)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// "From :" begins a header, and no mbox.
func TestFromWithSpace(t *testing.T) {
	for _, raw := range []string{"From : a@b.fr\nSubject : x\n\nun\n", "From\t: a@b.fr\n\nun\n", "From a@b.fr Mon Mar 10 09:00:00 2025\nFrom : a@b.fr\n\nun\n"} {
		m := Parse([]byte(raw))
		if len(m.From) != 1 || m.From[0].Address != "a@b.fr" || m.Text != "un\n" {
			t.Errorf("%q: from %v, text %q", raw, m.From, m.Text)
		}
	}
}

// Guessing looks at a part of the message a few times.
func TestGuessesAreFew(t *testing.T) {
	body := strings.Repeat("--abc\nx\n", 8000)
	if guess := guessBoundary([]byte(body), "zz"); guess != "" {
		t.Errorf("the boundary is %q", guess)
	}
}
