package views

import (
	"testing"
	"time"
)

func TestDates(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{LongDate(day("2026-11-26")), "jeudi 26\u00a0novembre\u00a02026"},
		{LongDate(day("2027-01-01")), "vendredi 1er\u00a0janvier\u00a02027"},
		{PlainDate(day("2025-09-18")), "18\u00a0septembre\u00a02025"},
		{ShortDate(day("2026-11-26")), "26\u00a0nov.\u00a02026"},
		{ShortDate(day("2026-08-01")), "1er\u00a0août\u00a02026"},
		{MonthYear(day("2026-02-03")), "février\u00a02026"},
		{Clock(time.Date(2026, 7, 1, 12, 5, 0, 0, time.UTC)), "14\u00a0h\u00a005"},
		{Clock(time.Date(2026, 12, 1, 23, 30, 0, 0, time.UTC)), "0\u00a0h\u00a030"},
		{DateTime(time.Date(2026, 11, 25, 23, 5, 0, 0, time.UTC)), "jeudi 26\u00a0novembre\u00a02026 à\u00a00\u00a0h\u00a005"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if got := LongDate(day("2026-11-26").AddDays(0)); got == unknownDay {
		t.Error("a known day is told unknown")
	}
}

func TestRelative(t *testing.T) {
	today := day("2026-11-23")
	for _, c := range []struct {
		day, plain, due string
	}{
		{"2026-11-26", "dans\u00a03\u00a0jours", "dans\u00a03\u00a0jours"},
		{"2026-11-24", "demain", "demain"},
		{"2026-11-23", "aujourd’hui", "aujourd’hui"},
		{"2026-11-22", "hier", "en retard de\u00a01\u00a0jour"},
		{"2026-11-19", "il y a\u00a04\u00a0jours", "en retard de\u00a04\u00a0jours"},
		{"2022-11-23", "il y a\u00a01\u202f461\u00a0jours", "en retard de\u00a01\u202f461\u00a0jours"},
	} {
		if got := Relative(day(c.day), today); got != c.plain {
			t.Errorf("%s: got %q, want %q", c.day, got, c.plain)
		}
		if got := RelativeDue(day(c.day), today); got != c.due {
			t.Errorf("%s due: got %q, want %q", c.day, got, c.due)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Number(0), "0"},
		{Number(999), "999"},
		{Number(1584), "1\u202f584"},
		{Number(1234567), "1\u202f234\u202f567"},
		{Number(-1584), "\u22121\u202f584"},
		{Count(0, "demande", "demandes"), "0\u00a0demande"},
		{Count(1, "demande", "demandes"), "1\u00a0demande"},
		{Count(2, "demande", "demandes"), "2\u00a0demandes"},
		{Percent(299, 300), "99\u00a0%"},
		{Percent(3, 3), "100\u00a0%"},
		{Percent(0, 0), "–"},
		{Quote("Développeur web"), "«\u00a0Développeur web\u00a0»"},
		{List(nil), ""},
		{List([]string{"a"}), "a"},
		{List([]string{"a", "b"}), "a et b"},
		{List([]string{"a", "b", "c"}), "a, b et c"},
		{Typo("Pourquoi cette date ? « L'an » : 99 %"), "Pourquoi cette date\u00a0? «\u00a0L’an\u00a0»\u00a0: 99\u00a0%"},
		{Sentence("état"), "État"},
		{Sentence(""), ""},
		{Lower("Échéance"), "échéance"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestPathsEscape(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{TicketPath("ROME-2026-00042"), "/demandes/ROME-2026-00042"},
		{OccupationPath("a/../b?c"), "/metiers/a%2F..%2Fb%3Fc"},
		{NotePath("R 1"), "/agents/demandes/R%201/note"},
		{WithQuery(TicketsPath(), nil), "/demandes"},
		{WithQuery(TicketsPath(), map[string][]string{"q": {"a&b"}, "etat": {""}}), "/demandes?q=a%26b"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
