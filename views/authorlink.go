package views

import (
	"regexp"
	"strings"

	"vigie/tickets"
)

// Letters are kept without their private links: this word holds the place of
// the author's until a letter is sent (package tickets, outbox.go).
const linkPlace = "0-author-link"

// linkPlaces are the addresses in a letter that a private link will be part of.
var linkPlaces = regexp.MustCompile(`https?://\S+/0-author-(link|confirmation)\S*`)

// forAgents is a letter without the places of its private links, which lead
// nowhere, and of which agents see no more than that they are there.
func forAgents(text string) string {
	return linkPlaces.ReplaceAllString(text, "[lien privé de l’auteur]")
}

// forAuthor is a letter as its author received it.
func forAuthor(text string, c *tickets.Case) string {
	return strings.ReplaceAll(text, linkPlace, c.Track)
}

// draftHint says what is to be done with a draft, and what the odd address in it
// will be.
func draftHint(text string) string {
	hint := "Le brouillon est à compléter"
	if strings.Contains(text, linkPlace) {
		hint += nbsp + "; l’adresse qui finit par " + linkPlace + " deviendra le lien privé de l’auteur"
	}
	return hint
}
