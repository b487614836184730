package views

import (
	"strings"
	"testing"

	"vigie/tickets"
)

func TestPrivateLinksInLetters(t *testing.T) {
	const letter = "Suivez-la :\n\nhttps://rome.example/suivi/0-author-link\n\nou confirmez :\n\nhttps://rome.example/suivi/0-author-confirmation/confirmer\n\nhttps://rome.example/demandes/ROME-2026-00001\n"
	if got := forAgents(letter); strings.Contains(got, "0-author") || strings.Count(got, "[lien privé de l’auteur]") != 2 || !strings.Contains(got, "/demandes/ROME-2026-00001") {
		t.Errorf("agents read %q", got)
	}
	if got := forAuthor(letter, &tickets.Case{Track: "v-token"}); !strings.Contains(got, "https://rome.example/suivi/v-token\n") {
		t.Errorf("the author reads %q", got)
	}
	if draftHint(letter) == draftHint("Bonjour.") {
		t.Error("nothing is said of the link in a draft")
	}
}
