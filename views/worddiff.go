package views

import (
	"strings"
	"unicode"
)

// A Segment is a run of words of one side of a change.
type Segment struct {
	Text    string // spaces between runs included
	Changed bool   // removed on the side before, added on the side after
}

// diffCells bounds the table of the comparison; longer texts are shown as
// wholly replaced.
const diffCells = 4 << 20

// WordDiff marks the words that differ between two texts: those before lost and
// those after gained, by longest common subsequence.
func WordDiff(before, after string) (lost, gained []Segment) {
	a, b := fields(before), fields(after)
	if len(a)*len(b) > diffCells {
		return whole(before), whole(after)
	}
	keepA, keepB := common(a, b)
	return segments(a, keepA), segments(b, keepB)
}

// fields splits on white space, but not where French typography holds words
// together.
func fields(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f'
	})
}

func whole(s string) []Segment {
	if s == "" {
		return nil
	}
	return []Segment{{s, true}}
}

// common marks in each list the words of their longest common subsequence.
func common(a, b []string) (inA, inB []bool) {
	inA, inB = make([]bool, len(a)), make([]bool, len(b))
	// length[i][j]: of the longest common subsequence of a[i:] and b[j:]
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			inA[i], inB[j] = true, true
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return inA, inB
}

// segments joins runs of words; the space between two runs goes with the run
// that did not change, so that marks begin and end on words.
func segments(words []string, kept []bool) []Segment {
	var out []Segment
	for i, w := range words {
		changed := !kept[i]
		if i == 0 {
			out = append(out, Segment{w, changed})
			continue
		}
		last := &out[len(out)-1]
		switch {
		case last.Changed == changed:
			last.Text += " " + w
		case changed:
			last.Text += " "
			out = append(out, Segment{w, true})
		default:
			out = append(out, Segment{" " + w, false})
		}
	}
	return out
}

// elideWords is how many unchanged words are kept on each side of a change in
// a long text.
const elideWords = 5

// elide shortens long unchanged runs to what surrounds the changes.
func elide(in []Segment) []Segment {
	out := make([]Segment, len(in))
	for i, s := range in {
		out[i] = s
		w := fields(s.Text)
		if s.Changed || len(w) <= 2*elideWords+2 {
			continue
		}
		head, tail := strings.Join(w[:elideWords], " "), strings.Join(w[len(w)-elideWords:], " ")
		switch {
		case len(in) == 1:
			out[i].Text = head + " […] " + tail
		case i == 0:
			out[i].Text = "[…] " + tail + " "
		case i == len(in)-1:
			out[i].Text = " " + head + " […]"
		default:
			out[i].Text = " " + head + " […] " + tail + " "
		}
	}
	return out
}

func plain(in []Segment) string {
	var b strings.Builder
	for _, s := range in {
		b.WriteString(s.Text)
	}
	return b.String()
}
