package letters_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
	"vigie/views/letters"
)

// golden compares a letter with the one that is kept.
func golden(t *testing.T, name string, l tickets.LetterText) {
	t.Helper()
	got := "Objet : " + l.Subject + "\n\n" + l.Text
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
	for i, line := range strings.Split(l.Text, "\n") {
		if utf8.RuneCountInString(line) > 72 && !strings.Contains(line, "https://") {
			t.Errorf("line %d has %d characters: %q", i+1, utf8.RuneCountInString(line), line)
		}
	}
}

// after is the release that moves 20168 and takes 19372 away.
func after(t *testing.T) *rome.Release {
	t.Helper()
	r, err := rome.Read(sample.Second(""))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// news is what the second release changes for changes that were asked of the first.
func news(t *testing.T) []tickets.NewsItem {
	before := release(t)
	item := func(ref string, n int, what tickets.What, c rome.Change) tickets.NewsItem {
		c.Base = before.BaseOf(c)
		return tickets.NewsItem{Reference: ref, What: what, SummaryProposal: tickets.SummaryProposal{N: n, Change: c}}
	}
	return []tickets.NewsItem{
		item("ROME-2026-00042", 1, tickets.NewConflict, rome.Change{Kind: rome.AppellationRename, OGR: "20168", Label: "Dépanneur / Dépanneuse de réseaux"}),
		item("ROME-2026-00042", 2, tickets.NewConflict, rome.Change{Kind: rome.AppellationRename, OGR: "19372", Label: "Assistant administratif / Assistante administrative"}),
		item("ROME-2026-00043", 1, tickets.NewFulfilled, rome.Change{Kind: rome.AppellationCreate, Code: "D1102", Label: "Boulanger / Boulangère au levain"}),
		item("ROME-2026-00044", 1, tickets.NewRegressed, rome.Change{Kind: rome.MobilityAdd, From: "K1302", To: "K1304"}),
	}
}

func TestStaff(t *testing.T) {
	write := letters.Staff(config)
	l := write(tickets.StaffModel{Name: "Camille Roy", Number: "492", Items: news(t), Release: after(t)})
	golden(t, "staff", l)
	var many []tickets.NewsItem
	for i := range 300 {
		item := news(t)[0]
		item.Reference = fmt.Sprintf("ROME-2026-%05d", i+1)
		many = append(many, item)
	}
	long := write(tickets.StaffModel{Name: "Camille Roy", Number: "492", Items: many, Release: after(t)})
	if n := strings.Count(long.Text, "/agents/demandes/"); n != 40 || !strings.Contains(long.Text, "260\u00a0autres évolutions") {
		t.Errorf("of 300 changes, %d are told", n)
	}
	for _, what := range tickets.Whats() {
		item := news(t)[0]
		item.What = what
		if one := write(tickets.StaffModel{Number: "492", Items: []tickets.NewsItem{item}}); !strings.Contains(one.Subject, "1\u00a0évolution à revoir") || !strings.Contains(one.Text, "ROME-2026-00042") {
			t.Errorf("%s is told as %q", what, one)
		}
	}
}

// The question that asks what is wanted now says what became of the target.
func TestQuestionAboutAConflict(t *testing.T) {
	before := release(t)
	ticket := filed(t, before, tickets.Request,
		rome.Change{Kind: rome.AppellationRename, OGR: "20168", Label: "Dépanneur / Dépanneuse de réseaux"}, wishes()[0]).fold()
	m := tickets.LetterModel{
		Purpose: tickets.AskBack, Ticket: ticket, TrackToken: token, Release: after(t), About: &ticket.Proposals[0],
		Today: tickets.Date{Year: 2026, Month: 12, Day: 1},
	}
	golden(t, "question-conflict", letters.New(config)(m))
	m.Release = before // no conflict: the ordinary draft
	if text := letters.New(config)(m).Text; !strings.Contains(text, "besoin d’une précision") || strings.Contains(text, "nouvelle version") {
		t.Errorf("without a conflict it asks %q", text)
	}
}
