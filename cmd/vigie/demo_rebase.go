package main

import "vigie/rome"

// demoConflicts are requests that the second sample release gets in the way of,
// and some that get in each other's way.
func demoConflicts() []demoRequest {
	return []demoRequest{
		// The release moves the one appellation and removes the other.
		{ago: 64, who: karim, text: "Le libellé actuel est trop large.", changes: []rome.Change{{Kind: rome.AppellationRename, OGR: "20168", Label: "Dépanneur / Dépanneuse informatique"}}, then: []demoStep{confirm(0), assign(4), accept(22, "Attesté dans les offres.")}},
		{ago: 58, who: awa, text: "Ce corps a changé de nom.", changes: []rome.Change{{Kind: rome.AppellationRename, OGR: "19372", Label: "Secrétaire administratif / Secrétaire administrative de l'enseignement"}}, then: []demoStep{confirm(0), assign(5), answer(20, "Votre demande est à l’étude.")}},
		// Two branches do not agree, and one has been promised.
		{ago: 33, who: ines, text: "La branche emploie ce libellé.", changes: []rome.Change{{Kind: rome.AppellationRename, OGR: "10944", Label: "Concepteur-développeur / Conceptrice-développeuse d'applications"}}, then: []demoStep{confirm(0), assign(3), accept(24, "Conforme au titre professionnel.")}},
		{ago: 9, who: sophie, text: "L’appellation actuelle n’est plus employée.", changes: []rome.Change{{Kind: rome.AppellationRename, OGR: "10944", Label: "Analyste programmeur / Analyste programmeuse"}}, then: []demoStep{confirm(0), assign(1)}},
	}
}
