package safehtml

import (
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// soup is a text of tags in no order: a fuzzer of bytes finds few of those.
func soup(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 0))
	names := append(slices.Sorted(maps.Keys(elements)), "svg", "math", "style", "form", "col", "select", "title", "noscript", "template", "o:p")
	// A handful of names at a time, so that they meet.
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	names = append(names[:2+r.IntN(6)], "p", "b", "table", "td")
	var b strings.Builder
	for range 2 + r.IntN(60) {
		name := names[r.IntN(len(names))]
		switch r.IntN(8) {
		case 0, 1, 2:
			b.WriteString("<" + name + ">")
		case 3:
			b.WriteString("<" + name + ` style="color:` + string(rune('a'+r.IntN(3))) + `ed" href="http://h" bgcolor=red class=MsoNormal>`)
		case 4, 5:
			b.WriteString("</" + name + ">")
		case 6:
			b.WriteString("x&amp;" + strconv.Itoa(r.IntN(100)))
		case 7:
			b.WriteString([]string{"\n", "\n\n", " ", "<!-- -->", "\n\nx", "<br>"}[r.IntN(6)])
		}
	}
	return b.String()
}

func TestSoup(t *testing.T) {
	n := 1000 // 240,000 were tried once
	if more, err := strconv.Atoi(os.Getenv("VIGIE_SOUPS")); err == nil {
		n = more
	}
	for seed := range n {
		text := soup(uint64(seed))
		p := check(t, text)
		// Not a letter more or less than a browser shows; where it may be
		// shown is another matter. In foreign elements a style sheet is words
		// to a parser, and in a template's columns words are nothing.
		if !strings.Contains(text, "<svg") && !strings.Contains(text, "<math") && !strings.Contains(text, "<template") {
			if want, got := letters(t, text), letters(t, p.HTML); want != got {
				t.Errorf("the letters are %s, want %s: %s", got, want, inside(p))
			}
		}
		if t.Failed() {
			t.Fatalf("soup %d: %q", seed, text)
		}
	}
}

// letters are those that a browser shows of a text, in the order of the alphabet.
func letters(t *testing.T, text string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	list := []byte(strings.Join(shown(doc), ""))
	slices.Sort(list)
	return string(list)
}
