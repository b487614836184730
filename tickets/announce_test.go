package tickets_test

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

// An announcement that is folded and judged without any store.
type heard struct {
	t   *testing.T
	log []tickets.Act
}

func (h *heard) act(day string, by tickets.Actor, fact tickets.ActFact) {
	h.t.Helper()
	h.log = append(h.log, tickets.Act{N: len(h.log) + 1, Subject: 1, At: date(h.t, day).Start().Add(10 * time.Hour), By: by, Fact: fact})
}

func (h *heard) fold() *tickets.Announcement {
	h.t.Helper()
	all, err := tickets.FoldAnnouncements(h.log)
	if err != nil {
		h.t.Fatal(err)
	}
	return all[0]
}

// release judges by a release that holds the changes of these numbers, from 1.
func (h *heard) release(number, day string, holds ...int) tickets.AnnouncementOutcome {
	h.t.Helper()
	a := h.fold()
	results := make([]rome.Result, len(a.Form().Changes))
	for i := range results {
		results[i].Verdict = rome.Unmet
		if slices.Contains(holds, i+1) {
			results[i].Verdict = rome.Holds
		}
	}
	on := date(h.t, day)
	judged := a.JudgeBy(tickets.CheckedRelease{SHA256: number + day, Number: number, PublishedOn: on, ObservedOn: on}, results)
	h.act(day, tickets.Machine, judged)
	return judged.Outcome
}

// two are changes that somebody might announce.
var two = []rome.Change{
	{Kind: rome.OccupationCreate, Domain: "M18", Label: "Fiabiliste / Fiabiliste de site"},
	{Kind: rome.OccupationRemove, Code: "M1810", Successor: "M1801"},
}

func TestJudging(t *testing.T) {
	type release struct {
		number, day string
		holds       []int
		want        tickets.AnnouncementOutcome
	}
	both, first, none := []int{1, 2}, []int{1}, []int(nil)
	for name, c := range map[string]struct {
		number, month, day string
		publicOn           string
		was                []rome.Verdict
		releases           []release
	}{
		"by its number": {number: "461", releases: []release{
			{"461", "2026-09-10", both, tickets.CameAsAnnounced},
		}},
		"not before": {number: "462", releases: []release{
			{"461", "2026-09-10", none, tickets.StillAhead}, {"462", "2026-12-10", both, tickets.CameAsAnnounced},
		}},
		"in an earlier release": {number: "462", releases: []release{
			{"461", "2026-09-10", both, tickets.CameElsewhere},
		}},
		"half of it earlier": {number: "462", releases: []release{
			{"461", "2026-09-10", first, tickets.StillAhead}, {"462", "2026-12-10", both, tickets.CamePartly},
		}},
		"in a later release": {number: "461", releases: []release{
			{"461", "2026-09-10", none, tickets.DidNotCome}, {"462", "2026-12-10", both, tickets.CameElsewhere},
		}},
		"half of it later": {number: "461", releases: []release{
			{"461", "2026-09-10", first, tickets.CamePartly}, {"462", "2026-12-10", both, tickets.CamePartly},
		}},
		"never": {number: "461", releases: []release{
			{"461", "2026-09-10", none, tickets.DidNotCome}, {"462", "2026-12-10", none, tickets.DidNotCome},
		}},
		"a number that was skipped": {number: "461", releases: []release{
			{"462", "2026-09-10", none, tickets.DidNotCome},
		}},
		"its number, a day late": {number: "461", day: "2026-09-09", releases: []release{
			{"461", "2026-09-10", both, tickets.CameLate},
		}},
		"its number, on its last day": {number: "461", day: "2026-09-10", releases: []release{
			{"461", "2026-09-10", both, tickets.CameAsAnnounced},
		}},
		"by its day": {day: "2026-09-10", releases: []release{
			{"461", "2026-09-02", both, tickets.CameAsAnnounced},
		}},
		"after its day": {day: "2026-09-10", releases: []release{
			{"461", "2026-09-02", none, tickets.StillAhead}, {"462", "2026-12-10", both, tickets.CameLate},
		}},
		"in its month": {month: "2026-09-01", releases: []release{
			{"461", "2026-09-30", both, tickets.CameAsAnnounced},
		}},
		"before its month": {month: "2026-09-01", releases: []release{
			{"461", "2026-08-31", both, tickets.CameElsewhere},
		}},
		"after its month": {month: "2026-09-01", releases: []release{
			{"461", "2026-10-01", both, tickets.CameLate},
		}},
		"its month passes": {month: "2026-09-01", releases: []release{
			{"461", "2026-10-01", none, tickets.DidNotCome},
		}},
		"it was there": {number: "461", was: []rome.Verdict{rome.Holds, rome.Holds}, releases: []release{
			{"461", "2026-09-10", both, tickets.WasThere},
		}},
		"half was there": {number: "461", was: []rome.Verdict{rome.Unmet, rome.Holds}, releases: []release{
			{"461", "2026-09-10", both, tickets.CameAsAnnounced},
		}},
		"published on the day it was announced": {number: "461", releases: []release{
			{"461", "2026-06-01", both, tickets.WasThere},
		}},
		"published the day after": {number: "461", releases: []release{
			{"461", "2026-06-02", both, tickets.CameAsAnnounced},
		}},
		"published before it was public": {number: "461", publicOn: "2026-09-15", releases: []release{
			{"461", "2026-09-10", both, tickets.WasThere},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			h := &heard{t: t}
			text := tickets.AnnouncementText{Title: "t", Text: "t", Changes: two, Number: c.number}
			for s, d := range map[string]*tickets.Date{c.month: &text.Month, c.day: &text.Day, c.publicOn: &text.PublicOn} {
				if s != "" {
					*d = date(t, s)
				}
			}
			h.act("2026-06-01", tickets.Actor{Role: tickets.Agent, Account: 1}, tickets.Announced{AnnouncementText: text, Ground: tickets.Ground{Verdicts: c.was}})
			for _, r := range c.releases {
				if got := h.release(r.number, r.day, r.holds...); got != r.want {
					t.Errorf("release %s of %s: %s, want %s", r.number, r.day, got, r.want)
				}
			}
		})
	}
}

// What came in the right release and is undone later has come all the same.
func TestWhatCameHasCome(t *testing.T) {
	h := &heard{t: t}
	h.act("2026-06-01", tickets.Actor{Role: tickets.Agent, Account: 1}, tickets.Announced{AnnouncementText: tickets.AnnouncementText{Changes: two, Number: "461"}})
	h.release("461", "2026-09-10", 1)
	if got := h.release("462", "2026-12-10", 2); got != tickets.CamePartly {
		t.Errorf("one came in time and one after: %s", got)
	}
	if h.fold().Ahead() {
		t.Error("nothing is left to come, and it is still ahead")
	}
}

func TestAnnouncing(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		text := tickets.AnnouncementText{
			Title: "Un nouveau métier", Text: "Le reconditionnement d'équipements devient un métier.", Codes: []string{"i14", "I14", " "},
			Covers: []tickets.MajorKind{tickets.MajorCreated}, Changes: []rome.Change{firstOf(b.t, rome.OccupationCreate)}, Number: "492", PublicOn: date(b.t, "2026-06-10"),
		}
		n, err := b.Announce(ctx, agent, text)
		b.must(err)
		if _, err := b.PublicAnnouncement(ctx, n); !errors.Is(err, tickets.ErrNotFound) {
			b.t.Errorf("it is public before its day: %v", err)
		}
		b.on("2026-06-05")
		text.Title = "Un métier nouveau"
		b.must(b.CorrectAnnouncement(ctx, agent, n, 1, text))
		b.on("2026-06-10")
		a, err := b.PublicAnnouncement(ctx, n)
		b.must(err)
		if len(a.Forms) != 2 || len(a.PublicForms()) != 1 || !slices.Equal(a.Form().Codes, []string{"I14"}) {
			b.t.Errorf("%d forms, %d public, codes %v", len(a.Forms), len(a.PublicForms()), a.Form().Codes)
		}
		b.on("2026-06-12")
		text.Title, text.PublicOn = "Un métier de plus", date(b.t, "2027-01-01")
		b.must(b.CorrectAnnouncement(ctx, agent, n, 2, text))
		a, err = b.PublicAnnouncement(ctx, n)
		b.must(err)
		if len(a.PublicForms()) != 2 || a.PublicForms()[0].Title != "Un métier nouveau" || a.PublicSince() != date(b.t, "2026-06-10").Start() {
			b.t.Errorf("corrected in public: %d forms, since %s", len(a.PublicForms()), a.PublicSince())
		}
		if err := b.CorrectAnnouncement(ctx, agent, n, 2, text); !errors.Is(err, tickets.ErrConflict) {
			b.t.Errorf("a stale page corrected it: %v", err)
		}
		if err := b.StateAnnouncement(ctx, agent, n, 3, tickets.Stated{Outcome: tickets.CameLate, Release: "491", Words: "w"}); !errors.Is(err, tickets.ErrTransition) {
			b.t.Errorf("somebody states what a release can prove: %v", err)
		}
		b.on("2026-09-15")
		b.sampleRelease(2, "2026-09-14")
		b.must(b.FollowAnnouncements(ctx))
		b.must(b.FollowAnnouncements(ctx)) // once is enough
		a, err = b.Announcement(ctx, n)
		b.must(err)
		if j := a.Judgement; j == nil || j.Outcome != tickets.CameAsAnnounced || j.Release.Number != "492" || len(j.Findings) != 1 || len(j.Findings[0].Evidence) == 0 {
			b.t.Fatalf("judged %+v", a.Judgement)
		}
		if len(a.Acts) != 4 || a.Version() != 3 || a.Ahead() {
			b.t.Errorf("%d acts, version %d, ahead %v", len(a.Acts), a.Version(), a.Ahead())
		}
		if err := b.RevokeAnnouncement(ctx, agent, n, 3, "trop tard"); !errors.Is(err, tickets.ErrTransition) {
			b.t.Errorf("what came was withdrawn: %v", err)
		}
		b.faultless()
	})
}

// What was to be public later, and is made public at once, is public from then:
// not from when it was written.
func TestPublicSince(t *testing.T) {
	agent := tickets.Actor{Role: tickets.Agent, Account: 1}
	later := tickets.AnnouncementText{PublicOn: date(t, "2026-06-20")}
	for name, c := range map[string]struct {
		acts  map[string]tickets.ActFact
		since string
		forms int
	}{
		"at once":                 {map[string]tickets.ActFact{"2026-06-01": tickets.Announced{}}, "2026-06-01 10", 1},
		"on its day":              {map[string]tickets.ActFact{"2026-06-01": tickets.Announced{AnnouncementText: later}}, "2026-06-20 00", 1},
		"sooner":                  {map[string]tickets.ActFact{"2026-06-01": tickets.Announced{AnnouncementText: later}, "2026-06-09": tickets.Corrected{}}, "2026-06-09 10", 1},
		"put off":                 {map[string]tickets.ActFact{"2026-06-01": tickets.Announced{AnnouncementText: later}, "2026-06-09": tickets.Corrected{AnnouncementText: tickets.AnnouncementText{PublicOn: date(t, "2026-07-01")}}}, "2026-07-01 00", 1},
		"corrected in public":     {map[string]tickets.ActFact{"2026-06-01": tickets.Announced{AnnouncementText: later}, "2026-06-22": tickets.Corrected{AnnouncementText: later}}, "2026-06-20 00", 2},
		"withdrawn before":        {map[string]tickets.ActFact{"2026-06-01": tickets.Announced{AnnouncementText: later}, "2026-06-09": tickets.Revoked{}}, "", 1},
		"withdrawn when it stood": {map[string]tickets.ActFact{"2026-06-01": tickets.Announced{AnnouncementText: later}, "2026-06-20": tickets.Revoked{}}, "2026-06-20 00", 1},
	} {
		h := &heard{t: t}
		for _, day := range slices.Sorted(maps.Keys(c.acts)) {
			h.act(day, agent, c.acts[day])
		}
		got, a := "", h.fold()
		if since := a.PublicSince(); !since.IsZero() {
			got = since.In(tickets.Paris).Format("2006-01-02 15")
		}
		if got != c.since || len(a.PublicForms()) != c.forms {
			t.Errorf("%s: since %q with %d forms, want %q with %d", name, got, len(a.PublicForms()), c.since, c.forms)
		}
	}
}

// Two releases are imported before anybody judges: each is asked, the earlier
// one first.
func TestEachReleaseIsAsked(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		n, err := b.Announce(ctx, agent, tickets.AnnouncementText{
			Title: "t", Text: "t", Number: "492", Changes: []rome.Change{firstOf(b.t, rome.AppellationCreate), never},
		})
		b.must(err)
		b.on("2026-09-15")
		b.sampleRelease(2, "2026-09-14")
		b.sampleRelease(1, "2026-09-15") // without it again
		b.sampleRelease(1, "2026-01-05") // history
		b.must(b.FollowAnnouncements(ctx))
		a, err := b.Announcement(ctx, n)
		b.must(err)
		var asked []string
		for _, act := range a.Acts[1:] {
			f := act.Fact.(tickets.Judged)
			asked = append(asked, f.Release.PublishedOn.String()+" "+string(f.Outcome))
		}
		if want := []string{"2026-09-14 partly", "2026-09-15 partly"}; !slices.Equal(asked, want) {
			b.t.Errorf("asked %v, want %v", asked, want)
		}
		b.faultless()
	})
}

func TestWordsAreStated(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		n, err := b.Announce(ctx, agent, tickets.AnnouncementText{Title: "Un autre format", Text: "JSON.", Month: date(b.t, "2026-09-20")})
		b.must(err)
		toState := func() bool {
			a, err := b.Announcement(ctx, n)
			b.must(err)
			releases, err := b.Releases(ctx)
			b.must(err)
			return a.ToState(releases, b.Today())
		}
		b.on("2026-08-20")
		if toState() {
			b.t.Error("an agent is asked before the month")
		}
		b.on("2026-09-20")
		b.sampleRelease(2, "2026-09-14")
		b.must(b.FollowAnnouncements(ctx))
		if !toState() {
			b.t.Error("no agent is asked once the release is out")
		}
		b.broken("nothing said", b.StateAnnouncement(ctx, agent, n, 1, tickets.Stated{Outcome: tickets.CameAsAnnounced, Release: "492"}), "words", tickets.RuleRequired)
		b.broken("no such release", b.StateAnnouncement(ctx, agent, n, 1, tickets.Stated{Outcome: tickets.CameAsAnnounced, Release: "999", Words: "w"}), "release", tickets.RuleChoice)
		b.broken("no such outcome", b.StateAnnouncement(ctx, agent, n, 1, tickets.Stated{Outcome: tickets.StillAhead, Release: "492", Words: "w"}), "outcome", tickets.RuleChoice)
		b.must(b.StateAnnouncement(ctx, agent, n, 1, tickets.Stated{Outcome: tickets.CameAsAnnounced, Release: "492", Words: "L'archive contient un fichier JSON."}))
		a, err := b.Announcement(ctx, n)
		b.must(err)
		if toState() || a.Ahead() || a.Judgement.Outcome != tickets.CameAsAnnounced || a.Judgement.By != agent {
			b.t.Errorf("stated: %+v", a.Judgement)
		}
		b.faultless()
	})
}

func TestAnnouncementsAreWithdrawnInTheOpen(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		agent := b.agent()
		text := tickets.AnnouncementText{Title: "t", Text: "t", Day: date(b.t, "2026-09-20")}
		open, err := b.Announce(ctx, agent, text)
		b.must(err)
		text.PublicOn = date(b.t, "2026-07-01")
		secret, err := b.Announce(ctx, agent, text)
		b.must(err)
		b.on("2026-06-20")
		b.broken("no reason", b.RevokeAnnouncement(ctx, agent, open, 1, " "), "reason", tickets.RuleRequired)
		b.must(b.RevokeAnnouncement(ctx, agent, open, 1, "Le chantier est reporté."))
		b.must(b.RevokeAnnouncement(ctx, agent, secret, 1, "Jamais annoncé."))
		b.on("2026-07-02")
		list, err := b.PublicAnnouncements(ctx)
		b.must(err)
		if len(list) != 1 || list[0].N != open || !list[0].Revoked() || list[0].Reason != "Le chantier est reporté." {
			b.t.Errorf("public: %+v", list)
		}
		if err := b.CorrectAnnouncement(ctx, agent, open, 2, text); !errors.Is(err, tickets.ErrTransition) {
			b.t.Errorf("corrected after it was withdrawn: %v", err)
		}
		b.faultless()
	})
}

func TestAnnouncingIsChecked(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(2, "2026-05-04")
		agent := b.agent()
		good := tickets.AnnouncementText{Title: "t", Text: "t", Number: "493"}
		for name, c := range map[string]struct {
			spoil       func(*tickets.AnnouncementText)
			field, rule string
		}{
			"no title":       {func(t *tickets.AnnouncementText) { t.Title = " " }, "title", tickets.RuleRequired},
			"two lines":      {func(t *tickets.AnnouncementText) { t.Title = "a\nb" }, "title", tickets.RuleControl},
			"no words":       {func(t *tickets.AnnouncementText) { t.Text = "" }, "text", tickets.RuleRequired},
			"no day":         {func(t *tickets.AnnouncementText) { t.Number = "" }, "number", tickets.RuleTarget},
			"published":      {func(t *tickets.AnnouncementText) { t.Number = "492" }, "number", tickets.RulePublished},
			"no number":      {func(t *tickets.AnnouncementText) { t.Number = "x" }, "number", tickets.RuleNumber},
			"yesterday":      {func(t *tickets.AnnouncementText) { t.Day = date(b.t, "2026-05-31") }, "day", tickets.RulePast},
			"last month":     {func(t *tickets.AnnouncementText) { t.Month = date(b.t, "2026-05-31") }, "month", tickets.RulePast},
			"in a century":   {func(t *tickets.AnnouncementText) { t.Day = date(b.t, "2126-05-31") }, "day", tickets.RuleTooFar},
			"public earlier": {func(t *tickets.AnnouncementText) { t.PublicOn = date(b.t, "2026-05-31") }, "public_on", tickets.RulePast},
			"no code":        {func(t *tickets.AnnouncementText) { t.Codes = []string{"M180"} }, "codes", tickets.RuleCode},
			"no kind":        {func(t *tickets.AnnouncementText) { t.Covers = []tickets.MajorKind{"x"} }, "covers", tickets.RuleChoice},
			"words alone":    {func(t *tickets.AnnouncementText) { t.Changes = []rome.Change{{Kind: rome.Other, Text: "x"}} }, "changes.1", tickets.RuleVerifiable},
			"malformed":      {func(t *tickets.AnnouncementText) { t.Changes = []rome.Change{{Kind: rome.OccupationRemove, Code: "x"}} }, "changes.1", tickets.RuleChange},
			"there already":  {func(t *tickets.AnnouncementText) { t.Changes = []rome.Change{sample.Changes[0]} }, "changes.1", tickets.RuleAlready},
		} {
			text := good
			c.spoil(&text)
			_, err := b.Announce(ctx, agent, text)
			b.broken(name, err, c.field, c.rule)
		}
		_, err := b.Announce(ctx, visitor, good)
		if !errors.Is(err, tickets.ErrForbidden) {
			b.t.Errorf("a visitor announced: %v", err)
		}
		n, err := b.Announce(ctx, agent, good)
		b.must(err)
		if n != 1 {
			b.t.Errorf("what was refused has a number: the first is %d", n)
		}
	})
}
