package views

import (
	"errors"

	"vigie/tickets"
)

// ErrorWords are what a page says of a refusal: its title, and what to do.
type ErrorWords struct{ Title, Text string }

// ErrorText words an error of the domain by its kind. What is of no known kind
// is our fault, and is told without its details.
func ErrorText(err error) ErrorWords {
	w := errorText(err)
	return ErrorWords{Typo(w.Title), Typo(w.Text)}
}

func errorText(err error) ErrorWords {
	var invalid *tickets.Invalid
	switch {
	case errors.As(err, &invalid):
		return ErrorWords{
			"Votre saisie est à corriger",
			"Corrigez " + Plural(len(invalid.Faults), "le champ signalé", "les champs signalés") + ", puis envoyez de nouveau. Ce que vous avez écrit est conservé.",
		}
	case errors.Is(err, tickets.ErrNotFound):
		return ErrorWords{
			"Page introuvable",
			"Cette adresse ne mène à rien, ou à une demande qui n’est pas publique. Vérifiez l’adresse, ou cherchez parmi les demandes publiques.",
		}
	case errors.Is(err, tickets.ErrForbidden):
		return ErrorWords{
			"Vous n’avez pas accès à cette action",
			"Votre rôle ne permet pas cette action. Demandez-la à une personne responsable du service.",
		}
	case errors.Is(err, tickets.ErrConflict):
		return ErrorWords{
			"La demande a changé entre-temps",
			"Une autre personne l’a modifiée depuis que vous avez ouvert cette page. Rien de ce que vous avez écrit n’est perdu : relisez ce qui a changé, puis envoyez de nouveau.",
		}
	case errors.Is(err, tickets.ErrTransition):
		return ErrorWords{
			"Cette action n’est plus possible",
			"L’état de la demande ne la permet pas. Rechargez la page pour voir où elle en est.",
		}
	case errors.Is(err, tickets.ErrThrottled):
		return ErrorWords{
			"Trop d’essais",
			"Attendez un quart d’heure avant de recommencer.",
		}
	}
	return ErrorWords{
		"Le service a rencontré un problème",
		"Le problème est enregistré. Rechargez la page dans un instant ; si cela dure, écrivez-nous.",
	}
}
