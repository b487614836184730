package wish_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vigie/mailbox/wish"
	"vigie/rome"
)

// A message of the evaluation: what it says, and what is to be found in it.
type message struct {
	name, subject, text string
	codes               []string // "M1805", "M1899!" when it is not current
	appellations, items []string // labels
	changes             []string // JSON; "@label" stands for an OGR
}

// messages reads a set of testdata. A message begins with « === name »; then
// what is expected, a line each; then its subject, an empty line and its text.
func messages(tb testing.TB, set string) []message {
	tb.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", set))
	if err != nil {
		tb.Fatal(err)
	}
	var list []message
	for _, part := range strings.Split(string(raw), "=== ")[1:] {
		head, text, ok := strings.Cut(part, "\n\n")
		lines := strings.Split(head, "\n")
		m := message{name: lines[0], text: text}
		for _, line := range lines[1:] {
			key, value, _ := strings.Cut(line, ":")
			value = strings.TrimSpace(value)
			switch key {
			case "codes":
				m.codes = strings.Fields(value)
			case "appellations":
				m.appellations = append(m.appellations, strings.Split(value, " | ")...)
			case "items":
				m.items = append(m.items, strings.Split(value, " | ")...)
			case "change":
				m.changes = append(m.changes, value)
			case "Subject":
				m.subject = value
			default:
				tb.Fatalf("%s, %s: %q", set, m.name, line)
			}
		}
		if !ok || m.subject == "" {
			tb.Fatalf("%s, %s: no subject or no text", set, m.name)
		}
		list = append(list, m)
	}
	return list
}

// expected is what a message should give, in terms of a release.
type expected struct {
	codes, appellations, items, changes map[string]bool
}

// in translates what is expected into the terms of a release; false when the
// release has not all that the message speaks of.
func (m message) in(tb testing.TB, r *rome.Release) (expected, bool) {
	tb.Helper()
	e := expected{make(map[string]bool), make(map[string]bool), make(map[string]bool), make(map[string]bool)}
	for _, c := range m.codes {
		_, current := r.Occupation(strings.TrimSuffix(c, "!"))
		if current == strings.HasSuffix(c, "!") {
			return e, false
		}
		e.codes[c] = true
	}
	for _, label := range m.appellations {
		if len(r.FindLabel(rome.KindAppellation, label)) == 0 {
			return e, false
		}
		e.appellations[rome.Fold(label)] = true
	}
	for _, label := range m.items {
		if ogrOf(r, label) == "" {
			return e, false
		}
		e.items[rome.Fold(label)] = true
	}
	for _, raw := range m.changes {
		var fields map[string]any
		if err := json.Unmarshal([]byte(raw), &fields); err != nil {
			tb.Fatalf("%s: %s: %v", m.name, raw, err)
		}
		for k, v := range fields {
			if label, ok := v.(string); ok && strings.HasPrefix(label, "@") {
				ogr := ogrOf(r, label[1:])
				if ogr == "" {
					return e, false
				}
				fields[k] = ogr
			}
		}
		data, err := json.Marshal(fields)
		if err != nil {
			tb.Fatal(err)
		}
		var c rome.Change
		if err := json.Unmarshal(data, &c); err != nil {
			tb.Fatalf("%s: %s: %v", m.name, raw, err)
		}
		if err := c.Validate(); err != nil {
			tb.Fatalf("%s: %s: %v", m.name, raw, err)
		}
		e.changes[changeKey(c)] = true
	}
	return e, true
}

// ogrOf returns the OGR of the appellation or item of a label.
func ogrOf(r *rome.Release, label string) string {
	for _, kind := range []rome.EntityKind{rome.KindAppellation, rome.KindSkill, rome.KindKnowledge, rome.KindContext} {
		if found := r.FindLabel(kind, label); len(found) > 0 {
			return found[0].OGR
		}
	}
	return ""
}

// changeKey writes a change for comparison: all its fields, folded, and no base.
func changeKey(c rome.Change) string {
	c.Base = nil
	data, err := json.Marshal(c)
	if err != nil {
		return err.Error()
	}
	return rome.Fold(string(data))
}

// sets are the files of the evaluation. The first was written with the code;
// each of the others after the code of its day, and run once before anything
// was mended. Those first runs gave, precision and recall in percent:
//
//	             codes       appellations  items        changes
//	second.txt   96.7  100   86.2  96.2    100   77.8   100   72.5
//	third.txt    100   98.1  88.2  100     100   100    100   88.2
//	fourth.txt   97.1  100   84.6  91.7    100   100    95.8  88.5
//	fifth.txt    100   94.3  93.5  74.4    94.1  100    88.2  66.2
//	sixth.txt    100   95.0  100   92.3    100   100    100   72.7
//	seventh.txt  100   93.8  87.5  77.8    100   100    85.7  40.0
//
// (with some labels that were named in the text and overlooked by whoever wrote
// what is expected: 2 appellations of each of the second to fourth, one code of the
// third, an appellation of the seventh; and 6 appellations of the fifth expected
// that were not named: single words, and what somebody is.)
var sets = []string{"first.txt", "second.txt", "third.txt", "fourth.txt", "fifth.txt", "sixth.txt", "seventh.txt"}

// score counts what was found and what should have been.
type score struct{ right, found, wanted int }

func (s *score) count(found, wanted map[string]bool) {
	for k := range found {
		if wanted[k] {
			s.right++
		}
	}
	s.found += len(found)
	s.wanted += len(wanted)
}

func (s score) precision() float64 { return share(s.right, s.found) }
func (s score) recall() float64    { return share(s.right, s.wanted) }

func share(n, of int) float64 {
	if of == 0 {
		return 100
	}
	return 100 * float64(n) / float64(of)
}

// scores of a set, and how many of its messages could be asked of the release.
type scores struct {
	codes, appellations, items, changes score
	messages                            int
}

// evaluate reads the messages of a set and compares; it logs what differs.
func evaluate(t *testing.T, reader *wish.Reader, r *rome.Release, set string) scores {
	t.Helper()
	var s scores
	for _, m := range messages(t, set) {
		want, ok := m.in(t, r)
		if !ok {
			continue
		}
		s.messages++
		found := reader.Read(m.subject, m.text)
		got := expected{make(map[string]bool), make(map[string]bool), make(map[string]bool), make(map[string]bool)}
		for _, c := range found.Codes {
			key := c.Code
			if !c.Current {
				key += "!"
			}
			got.codes[key] = true
		}
		for _, n := range found.Appellations {
			got.appellations[rome.Fold(n.Label)] = true
		}
		for _, n := range found.Items {
			got.items[rome.Fold(n.Label)] = true
		}
		for _, c := range found.Changes {
			if err := c.Validate(); err != nil {
				t.Errorf("%s: %v", m.name, err)
			}
			got.changes[changeKey(c)] = true
		}
		s.codes.count(got.codes, want.codes)
		s.appellations.count(got.appellations, want.appellations)
		s.items.count(got.items, want.items)
		s.changes.count(got.changes, want.changes)
		for _, d := range []struct {
			what      string
			got, want map[string]bool
		}{{"code", got.codes, want.codes}, {"appellation", got.appellations, want.appellations}, {"item", got.items, want.items}, {"change", got.changes, want.changes}} {
			if diff := difference(d.got, d.want); diff != "" {
				t.Logf("%s, %s: %s: %s", set, m.name, d.what, diff)
			}
		}
	}
	return s
}

// difference lists what is missing (-) and what is too much (+).
func difference(got, want map[string]bool) string {
	var list []string
	for k := range want {
		if !got[k] {
			list = append(list, "- "+k)
		}
	}
	for k := range got {
		if !want[k] {
			list = append(list, "+ "+k)
		}
	}
	slices.Sort(list)
	return strings.Join(list, "\n      ")
}

func (s scores) String() string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d messages", s.messages)
	for _, row := range []struct {
		name string
		score
	}{{"codes", s.codes}, {"appellations", s.appellations}, {"items", s.items}, {"changes", s.changes}} {
		fmt.Fprintf(&b, "\n    %-13s precision %5.1f %% (%d of %d)   recall %5.1f %% (%d of %d)", row.name,
			row.precision(), row.right, row.found, row.recall(), row.right, row.wanted)
	}
	return b.String()
}

// add sums two scores.
func (s score) add(o score) score {
	return score{s.right + o.right, s.found + o.found, s.wanted + o.wanted}
}

// total evaluates all sets.
func total(t *testing.T, reader *wish.Reader, r *rome.Release) scores {
	t.Helper()
	var all scores
	for _, set := range sets {
		s := evaluate(t, reader, r, set)
		t.Logf("%s: %s", set, s)
		all.codes, all.appellations = all.codes.add(s.codes), all.appellations.add(s.appellations)
		all.items, all.changes = all.items.add(s.items), all.changes.add(s.changes)
		all.messages += s.messages
	}
	t.Logf("all: %s", all)
	return all
}

// floors holds a score against what it must reach.
func (s scores) floors(t *testing.T) {
	t.Helper()
	for _, f := range []struct {
		name              string
		got               score
		precision, recall float64
	}{
		{"codes", s.codes, 95, 90}, // the issue's
		{"appellations", s.appellations, 97, 95},
		{"items", s.items, 97, 95},
		{"changes", s.changes, 98, 96},
	} {
		if f.got.wanted == 0 || f.got.precision() < f.precision || f.got.recall() < f.recall {
			t.Errorf("%s: precision %.1f %%, recall %.1f %% of %d, want %v %% and %v %%",
				f.name, f.got.precision(), f.got.recall(), f.got.wanted, f.precision, f.recall)
		}
	}
}

// TestEvaluation measures what is found in the messages with a real release.
func TestEvaluation(t *testing.T) {
	s := total(t, realReader()(t), realRelease(t, "460"))
	s.floors(t)
	if s.messages < 180 {
		t.Errorf("only %d messages", s.messages)
	}
}

// TestEvaluationOfSample measures it on those messages that speak of nothing but
// what is in the sample, which is there on every machine.
func TestEvaluationOfSample(t *testing.T) {
	s := total(t, sampleReader(), sampleRelease())
	s.floors(t)
	if s.messages < 80 {
		t.Errorf("only %d messages", s.messages)
	}
}

// TestPhrases wants all of phrases.txt to be as it was when it was looked
// through: many ways to ask for each kind of change, and to speak of one without
// asking.
func TestPhrases(t *testing.T) {
	s := evaluate(t, realReader()(t), realRelease(t, "460"), "phrases.txt")
	t.Log(s)
	for _, score := range []score{s.codes, s.appellations, s.items, s.changes} {
		if score.right != score.found || score.right != score.wanted || score.wanted == 0 {
			t.Fail()
		}
	}
}

// TestEveryKind makes sure that the sets ask for every kind of change that can be asked for in
// words.
func TestEveryKind(t *testing.T) {
	asked := make(map[string]bool)
	for _, set := range append(slices.Clone(sets), "phrases.txt") {
		for _, m := range messages(t, set) {
			for _, raw := range m.changes {
				var c struct{ Kind string }
				if err := json.Unmarshal([]byte(raw), &c); err != nil {
					t.Fatal(err)
				}
				asked[c.Kind] = true
			}
		}
	}
	for _, k := range rome.Kinds() {
		switch k.Kind {
		case rome.Other, rome.ContextTag: // prose; not published
			continue
		}
		if !k.Observed && !asked[string(k.Kind)] {
			t.Errorf("no message asks for %s", k.Kind)
		}
	}
}
