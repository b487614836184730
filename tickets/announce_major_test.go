package tickets_test

import (
	"errors"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

func TestLayout(t *testing.T) {
	layout, err := tickets.LayoutOf(fstest.MapFS{
		"export/unix_referentiel_savoir_v460_utf8.csv": {Data: []byte("\uFEFF\"code_ogr\",libelle_savoir , x\r\n1,2,3\r\n")},
		"unix_RUBRIQUE_v460_utf8.csv":                  {Data: []byte("only")},
		"empty.csv":                                    {},
		"version.txt":                                  {Data: []byte("460")},
		"._unix_rubrique_v460_utf8.csv":                {Data: []byte("from a Mac")},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := tickets.Layout{"referentiel_savoir": {"code_ogr", "libelle_savoir", "x"}, "rubrique": {"only"}, "empty": nil}
	if diff := cmp.Diff(want, layout); diff != "" {
		t.Error(diff)
	}
}

func TestMajors(t *testing.T) {
	was := tickets.Layout{"a": {"x", "y"}, "gone": {"z"}}
	is := tickets.Layout{"a": {"y", "w"}, "new": {"z"}}
	a, err := rome.Read(sample.First(""))
	if err != nil {
		t.Fatal(err)
	}
	b, err := rome.Read(sample.Second(""))
	if err != nil {
		t.Fatal(err)
	}
	forth := tickets.MajorsOf(a, b, rome.Diff(a, b), was, is)
	want := []tickets.Major{
		{Kind: tickets.MajorCreated, Code: "I1499", Label: "Reconditionneur / Reconditionneuse d'équipements numériques"},
		{Kind: tickets.MajorFormat, File: "a", Label: "w"},
		{Kind: tickets.MajorFormat, File: "a", Old: "x"},
		{Kind: tickets.MajorFormat, File: "gone", Old: "gone"},
		{Kind: tickets.MajorFormat, File: "new", Label: "new"},
	}
	if diff := cmp.Diff(want, forth); diff != "" {
		t.Error(diff)
	}
	back := tickets.MajorsOf(b, a, rome.Diff(b, a), was, was)
	if diff := cmp.Diff([]tickets.Major{{Kind: tickets.MajorRemoved, Code: "I1499", Old: want[0].Label}}, back); diff != "" {
		t.Error(diff)
	}
	if same := tickets.MajorsOf(a, a, nil, is, is); same != nil {
		t.Errorf("a release differs from itself: %v", same)
	}
	turned := []rome.Change{{Kind: rome.OccupationRepurpose, OGR: a.Occupations()[0].OGR, Old: "Un métier", New: "Un autre"}}
	if got := tickets.MajorsOf(a, a, turned, nil, nil); len(got) != 1 || got[0].Code != a.Occupations()[0].Code || got[0].Old != "Un métier" || got[0].Label != "Un autre" {
		t.Errorf("repurposed: %v", got)
	}
}

func TestAnnouncedBefore(t *testing.T) {
	created := tickets.Major{Kind: tickets.MajorCreated, Code: "M1899", Label: "Fiabiliste / Fiabiliste de site"}
	removed := tickets.Major{Kind: tickets.MajorRemoved, Code: "M1810", Old: "Production"}
	columns := tickets.Major{Kind: tickets.MajorFormat, File: "rubrique", Label: "x"}
	agent := tickets.Actor{Role: tickets.Agent, Account: 1}
	release := tickets.CheckedRelease{Number: "461", PublishedOn: date(t, "2026-09-10"), ObservedOn: date(t, "2026-09-12")}
	all := []tickets.MajorKind{tickets.MajorCreated, tickets.MajorRemoved, tickets.MajorFormat}
	for name, c := range map[string]struct {
		text    tickets.AnnouncementText
		said    string
		revoked string
		again   bool // the number was published before: it counts from when it was seen
		want    []bool
	}{
		"typed":                   {text: tickets.AnnouncementText{Changes: two, Number: "999"}, want: []bool{true, true, false}},
		"words alone":             {text: tickets.AnnouncementText{Number: "461"}, want: []bool{false, false, false}},
		"by kind and release":     {text: tickets.AnnouncementText{Covers: all, Number: "461"}, want: []bool{true, true, true}},
		"of another release":      {text: tickets.AnnouncementText{Covers: all, Number: "462"}, want: []bool{false, false, false}},
		"by kind and day":         {text: tickets.AnnouncementText{Covers: all, Day: date(t, "2026-09-30")}, want: []bool{true, true, true}},
		"a day too far":           {text: tickets.AnnouncementText{Covers: all, Day: date(t, "2026-10-12")}, want: []bool{false, false, false}},
		"by kind and month":       {text: tickets.AnnouncementText{Covers: all, Month: date(t, "2026-09-01")}, want: []bool{true, true, true}},
		"another month":           {text: tickets.AnnouncementText{Covers: all, Month: date(t, "2026-10-01")}, want: []bool{false, false, false}},
		"by domain, any release":  {text: tickets.AnnouncementText{Covers: all, Codes: []string{"M18"}, Number: "999"}, want: []bool{true, true, false}},
		"by code":                 {text: tickets.AnnouncementText{Covers: all, Codes: []string{"M1810"}, Number: "461"}, want: []bool{false, true, true}},
		"by code, no kind":        {text: tickets.AnnouncementText{Codes: []string{"M"}, Number: "461"}, want: []bool{false, false, false}},
		"another domain":          {text: tickets.AnnouncementText{Covers: all[:2], Codes: []string{"A", "M17"}, Number: "461"}, want: []bool{false, false, false}},
		"on the day":              {text: tickets.AnnouncementText{Covers: all, Number: "461"}, said: "2026-09-10", want: []bool{false, false, false}},
		"the day before":          {text: tickets.AnnouncementText{Covers: all, Number: "461"}, said: "2026-09-09", want: []bool{true, true, true}},
		"after":                   {text: tickets.AnnouncementText{Covers: all, Number: "461"}, said: "2026-09-11", want: []bool{false, false, false}},
		"after, before the copy":  {text: tickets.AnnouncementText{Covers: all, Number: "461"}, said: "2026-09-11", again: true, want: []bool{true, true, true}},
		"public only afterwards":  {text: tickets.AnnouncementText{Covers: all, Number: "461", PublicOn: date(t, "2026-09-11")}, want: []bool{false, false, false}},
		"withdrawn before":        {text: tickets.AnnouncementText{Covers: all, Number: "461"}, revoked: "2026-09-01", want: []bool{false, false, false}},
		"withdrawn after":         {text: tickets.AnnouncementText{Covers: all, Number: "461"}, revoked: "2026-09-20", want: []bool{true, true, true}},
		"withdrawn, never public": {text: tickets.AnnouncementText{Covers: all, Number: "461", PublicOn: date(t, "2026-09-02")}, revoked: "2026-09-01", want: []bool{false, false, false}},
	} {
		t.Run(name, func(t *testing.T) {
			h, r := &heard{t: t}, release
			if c.said == "" {
				c.said = "2026-06-01"
			}
			h.act(c.said, agent, tickets.Announced{AnnouncementText: c.text})
			if c.revoked != "" {
				h.act(c.revoked, agent, tickets.Revoked{Reason: "r"})
			}
			r.Republished = c.again
			for i, m := range tickets.AnnouncedBefore(r, []tickets.Major{created, removed, columns}, []*tickets.Announcement{h.fold()}) {
				if got := m.Announcement != 0; got != c.want[i] {
					t.Errorf("%s is announced: %v", m.Kind, got)
				}
				if m.Announcement != 0 && m.Since.String() != c.said && c.text.PublicOn.IsZero() {
					t.Errorf("since %s", m.Since)
				}
			}
		})
	}
}

// The form in force when the release was published counts, not what was said
// after it.
func TestTheFormOfThatDayCounts(t *testing.T) {
	agent := tickets.Actor{Role: tickets.Agent, Account: 1}
	h := &heard{t: t}
	h.act("2026-06-01", agent, tickets.Announced{AnnouncementText: tickets.AnnouncementText{Number: "461"}})
	h.act("2026-09-20", agent, tickets.Corrected{AnnouncementText: tickets.AnnouncementText{Number: "462", Changes: two}})
	on := date(t, "2026-09-10")
	majors := []tickets.Major{{Kind: tickets.MajorRemoved, Code: "M1810"}}
	for day, want := range map[tickets.Date]int{on: 0, on.AddDays(30): 1} {
		got := tickets.AnnouncedBefore(tickets.CheckedRelease{Number: "461", PublishedOn: day}, majors, []*tickets.Announcement{h.fold()})
		if got[0].Announcement != want {
			t.Errorf("published on %s: %+v", day, got)
		}
	}
}

func TestAnnouncedBy(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		agent := b.agent()
		b.sampleRelease(1, "2026-05-04")
		b.must(b.FollowAnnouncements(ctx))
		if _, err := b.AnnouncedBy(ctx, "491"); !errors.Is(err, tickets.ErrNotFound) {
			b.t.Errorf("the first release has none before it: %v", err)
		}
		n, err := b.Announce(ctx, agent, tickets.AnnouncementText{
			Title: "t", Text: "t", Covers: []tickets.MajorKind{tickets.MajorCreated}, Codes: []string{"I14"}, Day: date(b.t, "2026-07-01"),
		})
		b.must(err)
		b.on("2026-06-20")
		b.sampleRelease(2, "2026-06-15")
		if _, err := b.AnnouncedBy(ctx, "492"); !errors.Is(err, tickets.ErrNotFound) {
			b.t.Errorf("compared before anybody did: %v", err)
		}
		b.must(b.FollowAnnouncements(ctx))
		r, err := b.AnnouncedBy(ctx, "current")
		b.must(err)
		if len(r.Majors) != 1 || r.Majors[0].Announcement != n || r.Majors[0].Code != "I1499" || !r.Kept() || r.Majors[0].Since.String() != "2026-06-01" {
			b.t.Errorf("%+v", r)
		}
		// An older release comes in between: the two are compared anew.
		b.sampleRelease(2, "2026-06-01")
		b.must(b.FollowAnnouncements(ctx))
		if r, err = b.AnnouncedBy(ctx, r.Release.SHA256); err != nil || len(r.Majors) != 0 {
			b.t.Errorf("beside the one that came in between: %+v, %v", r, err)
		}
		b.faultless()
	})
}
