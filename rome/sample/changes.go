package sample

import "vigie/rome"

// Changes lists what the second release changes in the first, in an order in
// which the changes can be applied: what is created comes before what is
// linked to it. Every one is unmet in First and holds in Second.
//
// What a listed change brings with it has no row of its own: the renaming of
// H2102 renames its principal appellation, and the creation of I1499 comes with
// its principal appellation, texts, links and one mobility.
//
// Items that do not exist in First are referred to by label, as somebody would
// who asks for them before they are published.
var Changes = []rome.Change{
	{Kind: rome.AppellationCreate, Code: "M1805", Label: "Développeur / Développeuse en écoconception numérique"},
	{Kind: rome.AppellationCreate, Code: "D1102", Label: "Boulanger / Boulangère au levain"},
	{Kind: rome.AppellationCreate, Code: "N4105", Label: "Livreur / Livreuse à vélo cargo"},
	{Kind: rome.AppellationRename, OGR: "10744", Label: "Agent immobilier / Agente immobilière"},
	{Kind: rome.AppellationMove, OGR: "20168", To: "I1401"},
	{Kind: rome.AppellationRemove, OGR: "19372", Successor: "19365"},

	{Kind: rome.OccupationRename, Code: "H2102", Label: "Conducteur / Conductrice de ligne en industrie agroalimentaire"},
	{Kind: rome.OccupationDefine, Code: "I1604", Text: "Entretient et répare les voitures et les utilitaires légers, qu'ils soient thermiques, hybrides ou électriques.\n" +
		"Effectue le diagnostic électronique, remplace les pièces d'usure et met hors tension les batteries de traction.\n" +
		"Essaie le véhicule avant de le rendre à la clientèle et explique les travaux faits."},
	{Kind: rome.OccupationCreate, Domain: "I14", Code: "I1499", Label: "Reconditionneur / Reconditionneuse d'équipements numériques"},
	{Kind: rome.OccupationTag, Code: "F1602", Tag: rome.TagDigital, Value: "O"},

	{Kind: rome.SkillCreate, Label: "Mesurer l'empreinte environnementale d'un service numérique", Parent: "402008"},
	{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{Label: "Mesurer l'empreinte environnementale d'un service numérique"}},
	{Kind: rome.KnowledgeCreate, Label: "Conduite d'un levain naturel"},
	{Kind: rome.LinkAdd, Code: "D1102", Item: rome.Ref{Label: "Conduite d'un levain naturel"}},
	{Kind: rome.LinkAdd, Code: "K1304", Item: rome.Ref{OGR: "490468"}},
	{Kind: rome.LinkRemove, Code: "M1607", Item: rome.Ref{OGR: "108328"}},

	{Kind: rome.MobilityAdd, From: "K1302", To: "K1304"},
	{Kind: rome.MobilityAdd, From: "M1810", To: "I1401"},
	{Kind: rome.MobilityRemove, From: "C1504", To: "M1607"},
}
