package tickets

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"vigie/rome"
)

// A MajorKind is a sort of change that the service promises to announce: one
// that breaks what a reuser built on the nomenclature (ADR 26).
type MajorKind string

// The kinds. A change of an occupation's label, texts or links is none: what was
// stored under a code goes on meaning what it meant.
const (
	MajorCreated    MajorKind = "created"    // an occupation has a new code
	MajorRemoved    MajorKind = "removed"    // a code is no more
	MajorRepurposed MajorKind = "repurposed" // a code has become another occupation's
	MajorFormat     MajorKind = "format"     // a file or a column of the export is new or gone
)

// MajorKinds lists them.
func MajorKinds() []MajorKind {
	return []MajorKind{MajorCreated, MajorRemoved, MajorRepurposed, MajorFormat}
}

// A Major is a major change between one release and the next. Of an occupation
// it has the code and the labels; of the format the file, and the column or "" for
// the whole file, in Label where it is new and in Old where it is gone.
type Major struct {
	Kind  MajorKind `json:"kind"`
	Code  string    `json:"code,omitempty"`
	File  string    `json:"file,omitempty"` // without its version: "referentiel_code_rome"
	Old   string    `json:"old,omitempty"`
	Label string    `json:"label,omitempty"`
}

// A Layout is the files of an export, by name without their version, with their
// columns.
type Layout map[string][]string

// MajorsOf picks the major changes out of a difference: diff is rome.Diff(a, b),
// and the layouts are those of the two exports. Those of occupations come first,
// by code.
func MajorsOf(a, b *rome.Release, diff []rome.Change, was, is Layout) []Major {
	var list []Major
	for i := range diff {
		c := &diff[i]
		switch c.Kind {
		case rome.OccupationCreate:
			list = append(list, Major{Kind: MajorCreated, Code: c.Code, Label: c.Label})
		case rome.OccupationRemove:
			old := c.Old
			if o, ok := a.Occupation(c.Code); ok {
				old = o.Label
			}
			list = append(list, Major{Kind: MajorRemoved, Code: c.Code, Old: old})
		case rome.OccupationRepurpose:
			code := c.Code
			if o, ok := b.OccupationByOGR(c.OGR); ok {
				code = o.Code
			}
			list = append(list, Major{Kind: MajorRepurposed, Code: code, Old: c.Old, Label: c.New})
		}
	}
	slices.SortStableFunc(list, func(x, y Major) int { return cmp.Compare(x.Code, y.Code) })
	return append(list, formatMajors(was, is)...)
}

// formatMajors compares two layouts.
func formatMajors(was, is Layout) []Major {
	var list []Major
	add := func(file, old, label string) {
		list = append(list, Major{Kind: MajorFormat, File: file, Old: old, Label: label})
	}
	for file, columns := range was {
		now, still := is[file]
		if !still {
			add(file, file, "")
			continue
		}
		for _, c := range columns {
			if !slices.Contains(now, c) {
				add(file, c, "")
			}
		}
		for _, c := range now {
			if !slices.Contains(columns, c) {
				add(file, "", c)
			}
		}
	}
	for file := range is {
		if _, before := was[file]; !before {
			add(file, "", file)
		}
	}
	slices.SortFunc(list, func(x, y Major) int {
		return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Old, y.Old), cmp.Compare(x.Label, y.Label))
	})
	return list
}

// An AnnouncedMajor is a major change of a release, and the announcement that
// spoke of it beforehand.
type AnnouncedMajor struct {
	Major
	Announcement int  `json:"announcement,omitempty"` // its number, 0 where none did
	Since        Date `json:"since,omitzero"`         // the day it became public
}

// AnnouncedBefore says of each major change of a release whether it was
// announced: publicly, in a form that was in force, on an earlier day than the
// one the release counts from. Of several announcements the earliest is named.
func AnnouncedBefore(r CheckedRelease, majors []Major, all []*Announcement) []AnnouncedMajor {
	type said struct {
		n     int
		since time.Time
		text  AnnouncementText
	}
	var known []said
	published := r.KeptOn().Start()
	for _, a := range all {
		since := a.PublicSince()
		if since.IsZero() || !DateOf(since).Before(r.KeptOn()) || a.Revoked() && a.RevokedAt.Before(published) {
			continue
		}
		for _, form := range slices.Backward(a.Forms) {
			if form.At.Before(published) {
				known = append(known, said{a.N, since, form.AnnouncementText})
				break
			}
		}
	}
	slices.SortStableFunc(known, func(x, y said) int { return x.since.Compare(y.since) })
	list := make([]AnnouncedMajor, len(majors))
	for i, m := range majors {
		list[i].Major = m
		for _, s := range known {
			if s.text.speaksOf(m, r) {
				list[i].Announcement, list[i].Since = s.n, DateOf(s.since)
				break
			}
		}
	}
	return list
}

// speaksOf reports whether a form announces a major change of a release: by a
// typed change of the same occupation, or by its kind together with a code that
// it lies under, or by its kind alone where the form names no code and speaks of
// that very release.
func (t AnnouncementText) speaksOf(m Major, r CheckedRelease) bool {
	for _, c := range t.Changes {
		switch {
		case m.Kind == MajorCreated && c.Kind == rome.OccupationCreate:
			if c.Code != "" && c.Code == m.Code || strings.HasPrefix(m.Code, c.Domain) && rome.Fold(c.Label) == rome.Fold(m.Label) {
				return true
			}
		case m.Kind == MajorRemoved && c.Kind == rome.OccupationRemove && c.Code == m.Code:
			return true
		}
	}
	if !slices.Contains(t.Covers, m.Kind) {
		return false
	}
	if len(t.Codes) == 0 || m.Kind == MajorFormat {
		return t.Targets(r)
	}
	return slices.ContainsFunc(t.Codes, func(code string) bool { return strings.HasPrefix(m.Code, code) })
}
