package views

// Titles, places in the breadcrumb, and descriptions for search engines, of the
// pages that have the same ones always.
const (
	DashboardTitle         = "Tableau de bord"
	DecisionPreviewTitle   = "Relire la décision"
	LetterPreviewTitle     = "Relire la lettre"
	AgentNewTitle          = "Nouvelle demande"
	QueueTitle             = "File d’attente"
	ReleasesTitle          = "Versions du ROME"
	CommitmentsTitle       = "Engagements de service"
	CommitmentsCrumb       = "Engagements"
	CommitmentsDescription = "Ce que le service promet aux auteurs de demandes, et ce qu’il tient, mois par mois."
	DemoLettersTitle       = "Courriers de la démonstration"
	HomeDescription        = "Proposer une évolution du ROME, la suivre, et vérifier que les promesses du service sont tenues."
	OccupationsTitle       = "Métiers du ROME"
	OccupationsCrumb       = "Métiers"
	OccupationsDescription = "Chercher un métier du ROME par son code, son nom, une appellation ou une compétence."
	DraftGoneTitle         = "Demande en cours introuvable"
	DraftSentTitle         = "Demande déjà envoyée"
	ProposeDescription     = "Proposez une évolution du ROME, posez une question ou signalez un défaut, sans créer de compte."
	ReleasesCrumb          = "Versions"
	ReleasesDescription    = "Les versions du ROME, leurs dates et ce qu’elles contiennent."
	HeldTitle              = "Envoyer de nouveau"
	SignInTitle            = "Connexion des agents"
	AccessibilityTitle     = "Accessibilité"
	PrivacyTitle           = "Données personnelles"
	LegalTitle             = "Mentions légales"
	SitemapTitle           = "Plan du site"
	OpenDataTitle          = "Données ouvertes"
	TicketsTitle           = "Demandes d’évolution"
	TicketsCrumb           = "Demandes"
	TicketsDescription     = "Les évolutions du ROME qui ont été demandées : où elles en sont, ce qui est décidé, ce qui est publié."
)

// SearchTitle is the title of what a search found.
func SearchTitle(query string) string { return "Recherche " + Quote(query) }

// NoOccupationTitle is the title of the page for a code that no occupation has.
func NoOccupationTitle(code string) string { return "Aucun métier n’a le code " + code }

// NotesCrumb is the last crumb of the notes of a release.
const NotesCrumb = "Notes"

// NotesTitle is the title of the notes of a release.
func NotesTitle(number string) string { return "Notes de la version " + number + " du ROME" }

// DiffTitle is what differs between two releases, by their numbers.
func DiffTitle(from, to string) string {
	if from == to {
		return ReleaseCrumb(to) + " du ROME, publiée deux fois"
	}
	return "Ce qui change entre les versions " + from + " et " + to + " du ROME"
}

// DiffCrumb is the last crumb of that page.
func DiffCrumb(from string) string { return "Depuis la version " + from }

// ReleaseTitle is the title of a release's page.
func ReleaseTitle(number string) string { return ReleaseCrumb(number) + " du ROME" }

// ReleaseCrumb is a release in the breadcrumb.
func ReleaseCrumb(number string) string { return "Version " + number }
