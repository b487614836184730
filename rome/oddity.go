package rome

import "errors"

// An Oddity is a place where a release contradicts itself in what nothing rests
// on: the files that say again what others say, and the trees. It does not keep
// the release from being read, and is worth telling its publisher.
type Oddity struct {
	Source Source
	Rule   OddityRule
	Value  string // what the record says: a code, an OGR, a label
}

// An OddityRule says what is odd, as a code.
type OddityRule string

// The rules.
const (
	OddFile      OddityRule = "file"      // it cannot be read to its end; Value says why
	OddDangling  OddityRule = "dangling"  // it names what no other file has
	OddDuplicate OddityRule = "duplicate" // it says again what a record before it said
	OddLabel     OddityRule = "label"     // its label is another than that of the referential
	OddMissing   OddityRule = "missing"   // it lacks what the others have; Value is the code or OGR
	OddCode      OddityRule = "code"      // of a crosswalk: where the code ROME must be is none
	OddKey       OddityRule = "key"       // of a crosswalk: its key is too long to be one
)

// OddityRules lists them.
func OddityRules() []OddityRule {
	return []OddityRule{OddFile, OddDangling, OddDuplicate, OddLabel, OddMissing, OddCode, OddKey}
}

// maxOddities bounds what is kept of a release that contradicts itself all over.
const maxOddities = 500

// Oddities returns where the release contradicts itself, in the order of its
// files, and how many there are in all: at most 500 are kept.
func (r *Release) Oddities() (list []Oddity, total int) { return r.oddities, r.oddCount }

func (r *Release) odd(row *rows, rule OddityRule, value string) {
	r.oddAt(row.source(), rule, value)
}

func (r *Release) oddAt(at Source, rule OddityRule, value string) {
	r.oddCount++
	if len(r.oddities) < maxOddities {
		r.oddities = append(r.oddities, Oddity{Source: at, Rule: rule, Value: value})
	}
}

// optional calls do for every record of a table that may be missing, or that
// may not be what it was: it is read as far as it can be.
func (r *Release) optional(file string, columns []string, do func(*rows)) {
	t := r.tables[file]
	if t == nil {
		return
	}
	err := r.each(file, columns, func(row *rows) error {
		do(row)
		return nil
	})
	var format *FormatError
	if errors.As(err, &format) {
		r.oddAt(Source{File: t.member, Line: format.Line}, OddFile, format.Error())
	}
}
