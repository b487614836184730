package wish_test

import (
	"strings"
	"testing"
	"time"

	"vigie/mailbox/wish"
	"vigie/rome"
)

// hostile are pieces that are repeated up to the bound of a text: each makes
// something look far for its end, or start over at every token.
var hostile = []string{
	"« ", "« a ", "\" ", "'a ", "*a ", "“a\n\n", "( ", "(a ", "/ ", "a / ", "a/", "développeur / ", "développeur ou développeuse ",
	"M1805 ", "M1805, ", "M1805/", "salle ", "salle M1805 ", "M ", "M 1805 ", "m18o5 ", "1805, ", "code ROME ", "https://a/", "a@", "@", "%2F", "https://%2F",
	"ajouter ", "ajouter l'appellation ", "ajouter l'appellation « a » à la fiche M1805 et ", "renommer en ", "renommer l'appellation Boulanger en B ",
	"ne pas ", "devrait être ", "vers ", "mobilité de M1805 vers ", "la fiche ", "appellation ", "appellation : ", "compétence Gérer ", "en En ", "et ", ", ",
	"- a\n", "a :\n- b\n", "a :\n", "ajouter :\n- l'appellation « a »\n", "1. ", "De : a\n", "> a\n", "Objet : a\nDate : b\nDe : c\n",
	"Agent / Agente de ", "Agent de service de ", "Technicien de maintenance de ", "Boulanger Boulangère Boulanger ", "Cordialement, ", "Marie Dupont, boulanger ",
	"l'", "«»", "\n", "\n\na", " ", "é", "\u0301", "œ", "-", "a-", "(e)", "·e·s", ".", "a.", "?", ";", "\xff", "\x00", "Nom : a\n", "a | b | c\n", "| ", "a\tb\tc\n", "; ", "a ; b ; c\n", "Code | Appellation | Action\n", "M1805 | a | ajouter\n", "lire a au lieu de ", "« a » → ",
	"à supprimer, ", "(à supprimer) ", "il faut que a soit dans la fiche ", "« a » (M1805) ", "D.1102 ", "ajouter a dans la fiche M1805\n", "Code ROME : M1805\nAppellation : A\n",
}

// TestHostile reads each piece again and again. What is quadratic takes eight
// times as long for each byte of a text that is eight times as long; a busy
// machine is slow with both, so only what is far slower counts, and only when
// it is slow at all.
func TestHostile(t *testing.T) {
	r := sampleReader()
	const size = 1 << 17
	read := func(piece string, size int) time.Duration {
		text := strings.Repeat(piece, size/len(piece)+1)
		start := time.Now()
		f := r.Read(text[:min(len(text), 200)], text)
		wish.References(strings.Repeat("rome-", len(text)/5) + text)
		took := time.Since(start)
		if len(f.Codes) > wish.MaxCodes || len(f.Appellations) > wish.MaxNamed || len(f.Items) > wish.MaxNamed || len(f.Changes) > wish.MaxChanges {
			t.Errorf("%q: over a bound", piece)
		}
		return took
	}
	for _, piece := range hostile {
		short, long := read(piece, size/8), read(piece, size)
		if long > 5*time.Second && long > 40*short {
			t.Errorf("%q: %v for %d bytes, %v for %d", piece, short, size/8, long, size)
		}
	}
}

// TestLongText reads a text beyond the bound.
func TestLongText(t *testing.T) {
	f := sampleReader().Read("demande", longText(t)+" fiche M1805")
	if len(f.Codes) == 0 || len(f.Changes) != wish.MaxChanges {
		t.Errorf("%d codes, %d changes", len(f.Codes), len(f.Changes))
	}
	cut := strings.Repeat("é", wish.MaxText/2) + " fiche M1805"
	if f := sampleReader().Read("", cut); len(f.Codes) != 0 {
		t.Errorf("read beyond the bound: %v", f.Codes)
	}
}

// TestReferringBack reads a verb whose pronoun stands for something of a longer
// sentence before: what is far in that one is past the end of this one.
func TestReferringBack(t *testing.T) {
	long := "Bonjour Madame, à la suite de votre message, et comme convenu avec vos services la semaine passée, je vous écris au sujet de « Aide-boulanger / Aide-boulangère »"
	for _, short := range []string{"Merci de la supprimer.", "Merci de la renommer « Commis boulanger ».", "À fusionner avec « Boulanger / Boulangère ».", "La remplacer par « Boulanger / Boulangère ».", "À déplacer en D1104."} {
		for _, end := range []string{" (D1102). ", " au profit de D1102. "} {
			check(t, sampleRelease(), sampleReader().Read("demande", long+end+short))
		}
	}
	f := sampleReader().Read("demande", long+" (D1102). Merci de la supprimer.")
	if len(f.Changes) != 1 || f.Changes[0].Kind != rome.AppellationRemove {
		t.Errorf("%+v", f.Changes)
	}
}
