package views

import (
	"strings"
	"testing"
	"unicode"

	"vigie/tickets"
)

// worded fails for a value without French words, and for words given twice.
func worded[T ~string](t *testing.T, values []T, word func(T) string) {
	t.Helper()
	if len(values) == 0 {
		t.Error("no values to word")
	}
	seen := map[string]T{}
	for _, v := range values {
		w := word(v)
		if w == "" || w == string(v) {
			t.Errorf("%T %q has no French word", v, v)
		}
		if other, ok := seen[w]; ok {
			t.Errorf("%q and %q are both %q", other, v, w)
		}
		seen[w] = v
		typographic(t, w)
	}
	if word("nothing known") != "nothing known" {
		t.Errorf("%T: an unknown value is not shown as it is", values[0])
	}
}

// typographic checks the spaces and apostrophes of French.
func typographic(t *testing.T, s string) {
	t.Helper()
	if Typo(s) != s {
		t.Errorf("%q wants no-break spaces or typographic apostrophes", s)
	}
	if s != strings.TrimSpace(s) || strings.Contains(s, "%!") {
		t.Errorf("%q is badly composed", s)
	}
}

// sentence checks what is to stand alone.
func sentence(t *testing.T, s string) {
	t.Helper()
	typographic(t, s)
	if s == "" || !unicode.IsUpper([]rune(s)[0]) || !strings.HasSuffix(s, ".") {
		t.Errorf("%q is no sentence", s)
	}
}

func toned[T ~string](t *testing.T, word func(T) (string, Tone)) func(T) string {
	return func(v T) string {
		w, tone := word(v)
		switch tone {
		case ToneLate, ToneSoon, ToneKept, ToneInfo, ToneFlat:
		default:
			t.Errorf("%q has tone %q", v, tone)
		}
		return w
	}
}

func TestTicketWords(t *testing.T) {
	worded(t, tickets.Types(), TypeWord)
	worded(t, tickets.Channels(), ChannelWord)
	worded(t, tickets.Origins(), OriginWord)
	worded(t, []tickets.Basis{
		tickets.BasisWeb, tickets.BasisIMAP, tickets.BasisReceived, tickets.BasisDelivery, tickets.BasisStated, tickets.BasisDate,
	}, BasisWord)
	worded(t, tickets.Purposes(), PurposeWord)
	worded(t, tickets.MeansList(), MeansWord)
	worded(t, tickets.Reasons(), ReasonWord)
	worded(t, append(tickets.Closings(), tickets.WithdrawnByIt), ClosingWord)
	worded(t, tickets.Outcomes(), OutcomeWord)
	for _, r := range tickets.Reasons() {
		sentence(t, ReasonText(r))
	}
}

func TestStateWords(t *testing.T) {
	worded(t, tickets.States(), toned(t, StateWord))
	worded(t, tickets.States(), toned(t, StatePublic))
	worded(t, tickets.States(), toned(t, func(s tickets.State) (string, Tone) {
		return StateForAuthor(&tickets.Ticket{State: s, Closed: tickets.Completed}, day("2026-11-23"))
	}))
	worded(t, tickets.ProposalStates(), toned(t, ProposalStateWord))
	var public []tickets.ProposalState
	for _, s := range tickets.ProposalStates() {
		if s != tickets.Overrode { // the public is told the same as of what a release proves
			public = append(public, s)
		}
	}
	worded(t, public, toned(t, ProposalStatePublic))
	if w, _ := ProposalStatePublic(tickets.Overrode); w != "Intégrée" {
		t.Errorf("an integration by a manager's word is %q", w)
	}
	worded(t, []string{"waiting", "sent", "failed", "cancelled"}, toned(t, LetterStateWord))
}

func TestDeliveryText(t *testing.T) {
	for status, want := range map[string]string{
		"": "", "250": "", "550 5.1.1": "refusée par le serveur (550 5.1.1)", "451 4.7.1": "différée par le serveur (451 4.7.1)",
		"timeout": "le serveur de messagerie n’a pas répondu à temps",
	} {
		if got := DeliveryText(status); got != want {
			t.Errorf("%q is %q, want %q", status, got, want)
		}
		typographic(t, want)
	}
}
