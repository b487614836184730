package reply_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/mailbox/reply"
)

func TestSpans(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []reply.Span
	}{
		{"nothing", "", nil},
		{"white space", " \n\n", []reply.Span{{reply.Own, " \n\n"}}},
		{"no line end", "Oui", []reply.Span{{reply.Own, "Oui"}}},
		{
			"quoted below",
			"\nOui.\n\nLe 3 mars 2026 à 10:12, X a écrit :\n> Non ?\n",
			[]reply.Span{{reply.Own, "\nOui.\n\n"}, {reply.Quoted, "Le 3 mars 2026 à 10:12, X a écrit :\n> Non ?\n"}},
		},
		{
			"answered in place",
			"Le 3 mars 2026 à 10:12, X a écrit :\n> Un ?\nOui.\n> Deux ?\nNon.\n> Bien à vous\n",
			[]reply.Span{
				{reply.Quoted, "Le 3 mars 2026 à 10:12, X a écrit :\n"},
				{reply.Context, "> Un ?\n"},
				{reply.Own, "Oui.\n"},
				{reply.Context, "> Deux ?\n"},
				{reply.Own, "Non.\n"},
				{reply.Quoted, "> Bien à vous\n"},
			},
		},
		{
			"signed, passed on",
			"Pour info.\n\nEnvoyé de mon iPhone\n\nDébut du message transféré :\n\n> De: Y <y@example.org>\n> Objet: fiche\n>\n> Bonjour\n\nEt merci.",
			[]reply.Span{
				{reply.Own, "Pour info.\n\n"},
				{reply.Signature, "Envoyé de mon iPhone\n\n"},
				{reply.Quoted, "Début du message transféré :\n\n> De: Y <y@example.org>\n> Objet: fiche\n>\n"},
				{reply.Forwarded, "> Bonjour\n\n"},
				{reply.Own, "Et merci."},
			},
		},
		{
			"nothing but a quotation",
			"> Bonjour\n\n-- \nX\n",
			[]reply.Span{{reply.Own, "> Bonjour\n\n-- \nX\n"}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, reply.Spans(c.text)); diff != "" {
				t.Errorf("spans (-want +got):\n%s", diff)
			}
		})
	}
}

// Beyond what is looked at, a text goes on as it was.
func TestLongTexts(t *testing.T) {
	own := many("Une ligne de la demande, et elle est longue.\n", 1<<19)
	quote := "Le 3 mars 2026 à 10:12, X a écrit :\n" + many("> Une ligne de la citation.\n", 1<<19)
	if got := reply.Said(own); got != own[:len(own)-1] {
		t.Errorf("%d of %d bytes are said", len(got), len(own))
	}
	if got := reply.Said("Oui.\n\n" + quote); got != "Oui." {
		t.Errorf("%d bytes are said", len(got))
	}
}

func many(line string, size int) string {
	var text string
	for text = line; len(text) < size; text += text {
	}
	return text
}
