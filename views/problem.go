package views

import "time"

// statusTexts are what is said of refusals that are not the domain's.
var statusTexts = map[int]ErrorWords{
	400: {"Requête mal formée", "L’adresse ou le formulaire envoyé n’est pas lisible. Revenez à la page précédente et recommencez."},
	403: {"Envoi refusé", "Il semble venir d’un autre site. Revenez à la page d’origine et recommencez."},
	404: {"Page introuvable", "Il n’y a rien à cette adresse. Vérifiez-la, ou repartez de l’accueil."},
	405: {"Action impossible", "Cette adresse ne répond pas à ce type de requête."},
	413: {"Envoi trop volumineux", "Ce que vous avez envoyé dépasse un mégaoctet. Raccourcissez votre texte."},
	503: {"Service indisponible", "Le service ne peut pas répondre pour le moment. Réessayez dans quelques minutes."},
}

// StatusText words a refusal of which only the HTTP status is known; what has
// no words of its own is our fault.
func StatusText(status int) ErrorWords {
	if w, ok := statusTexts[status]; ok {
		return ErrorWords{Typo(w.Title), Typo(w.Text)}
	}
	return ErrorText(nil)
}

// DemoLetter is a letter that the demonstration's own mail server received.
type DemoLetter struct {
	To, Subject, Text string
	At                time.Time
}

// DemoLettersPath is where the demonstration shows the letters it sent.
func DemoLettersPath() string { return "/demonstration/lettres" }
