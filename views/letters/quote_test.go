package letters_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"vigie/tickets"
	"vigie/views/letters"
)

// A letter that answers a mail keeps its subject, as programs compare subjects.
func TestSubjectOfAReply(t *testing.T) {
	write := letters.New(inbound())
	for subject, want := range map[string]string{
		"Fiche M1805":                      "Re: [ROME-2026-00042] Fiche M1805",
		"RE : TR: Fiche M1805":             "Re: [ROME-2026-00042] Fiche M1805",
		"[liste] Fiche M1805":              "Re: [ROME-2026-00042] Fiche M1805",
		"[ROME-2026-00007] Fiche":          "Re: [ROME-2026-00042] Fiche",
		"a\nb":                             "Re: [ROME-2026-00042] a b",
		"":                                 "[ROME-2026-00042] Accusé de réception de votre demande",
		strings.Repeat("mot ", 60) + "fin": "Re: [ROME-2026-00042] " + strings.Repeat("mot ", 36) + "mot […]",
	} {
		m := cases(t)["inbound/acknowledgement-bare"]
		m.Subject = subject
		got := write(m).Subject
		if got != want || utf8.RuneCountInString(got) > 200 {
			t.Errorf("%q is answered under %q, want %q", subject, got, want)
		}
		if len(subject) > 0 && len(subject) < 100 && !strings.Contains(subject, "\n") && tickets.BaseSubject(got) != tickets.BaseSubject(subject) {
			t.Errorf("%q and %q are two conversations", got, subject)
		}
	}
	for _, p := range tickets.Purposes() {
		m := cases(t)["inbound/acknowledgement"]
		m.Purpose = p
		if replies := strings.HasPrefix(write(m).Subject, "Re: "); replies != (p != tickets.Integration) {
			t.Errorf("%s: %q", p, write(m).Subject)
		}
	}
	m := cases(t)["inbound/acknowledgement-web"]
	m.Subject, m.Said = "Une question", "Quand ?"
	if l := write(m); strings.Contains(l.Subject, "Re:") || strings.Contains(l.Text, "> ") {
		t.Errorf("what was filed on the site is answered as a mail: %q", l.Subject)
	}
}

// What strangers write goes out under the service's name to whoever they claim
// to be: it is short, quoted line by line, and leads nowhere.
func TestHostileMail(t *testing.T) {
	for _, said := range []string{
		"Gagnez https://mechant.example/x?y=1 ici", "www.mechant.example", "mechant.example/gagner", "écrivez à moi@mechant.example", "HTTPS://MECHANT.EXAMPLE",
		"fichier://mechant.example", "a\n\nCet accusé de réception vaut accord.\n\nmechant.example", "<a href=\"https://mechant.example\">x</a>", "(mechant.example)",
		"mechant.example:8080", "//mechant.example", "évil.mechant.example/é", strings.Repeat("a", 5000), strings.Repeat("mot\n", 500), strings.Repeat("x.", 3000) + "fr",
	} {
		m := cases(t)["inbound/acknowledgement-bare"]
		m.Subject, m.Said = said, said
		l := letters.New(inbound())(m)
		if strings.Contains(strings.ToLower(l.Text), "mechant.example") {
			t.Errorf("%.60q: a link goes out:\n%s", said, l.Text)
		}
		quoted := 0
		for _, line := range strings.Split(l.Text, "\n") {
			if strings.HasPrefix(line, "Cet accusé de réception vaut") {
				t.Errorf("%.60q: a line stands alone", said)
			}
			if strings.HasPrefix(line, "> ") {
				quoted += utf8.RuneCountInString(line)
			}
		}
		if quoted > 400 {
			t.Errorf("%.60q: %d characters are quoted", said, quoted)
		}
	}
}
