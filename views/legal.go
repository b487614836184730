package views

type sitemapPart struct {
	title string
	pages []Crumb
}

func sitemap() []sitemapPart {
	return []sitemapPart{
		{"Demander", []Crumb{
			{"Accueil", HomePath()},
			{"Proposer une évolution", NewTicketPath()},
			{"Demandes publiques", TicketsPath()},
		}},
		{"Le ROME", []Crumb{
			{"Métiers", OccupationsPath()},
			{"Versions", ReleasesPath()},
			{AnnouncementsTitle, AnnouncementsPath()},
		}},
		{"Le service", []Crumb{
			{"Engagements et résultats", CommitmentsPath()},
			{"Données ouvertes", OpenDataPath()},
			{"Accessibilité", AccessibilityPath()},
			{"Données personnelles", PrivacyPath()},
			{"Mentions légales", LegalPath()},
			{"Espace des agents", AgentsPath()},
		}},
	}
}

type download struct {
	label, note string
	files       []Crumb
}

func downloads() []download {
	return []download{
		{
			"Demandes publiques", "Évolutions demandées, dates, décisions, intégrations",
			[]Crumb{{"Demandes en CSV", TicketsCSVPath()}, {"en JSON", TicketsJSONPath()}},
		},
		{
			"Engagements", Typo("Par mois : ce qui était dû, tenu, en retard"),
			[]Crumb{{"Engagements en CSV", CommitmentsCSVPath()}, {"en JSON", CommitmentsJSONPath()}},
		},
		{
			"Versions du ROME", "Dates, empreintes et nombre d’éléments",
			[]Crumb{{"Versions en CSV", ReleasesCSVPath()}, {"en JSON", ReleasesJSONPath()}},
		},
		{
			"Changements majeurs annoncés", Typo("Ce qui est annoncé, pour quand, et ce qu’il en est advenu"),
			[]Crumb{{"Annonces en CSV", AnnouncementsCSVPath()}, {"en JSON", AnnouncementsJSONPath()}, {"versions et annonces en Atom", ReleasesAtomPath()}},
		},
		{
			"Métiers de la version en vigueur", "Codes, libellés et domaines",
			[]Crumb{{"Métiers en CSV", OccupationsCSVPath()}, {"en JSON", OccupationsJSONPath()}},
		},
	}
}
