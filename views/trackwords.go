package views

import (
	"time"

	"vigie/tickets"
)

// arrivals say to authors and to the public what the date of receipt is.
var arrivals = map[tickets.Basis]string{
	tickets.BasisWeb:      "date d’enregistrement par ce site",
	tickets.BasisIMAP:     "date d’arrivée dans notre boîte",
	tickets.BasisReceived: "date d’arrivée sur notre serveur de messagerie",
	tickets.BasisDelivery: "date de remise dans notre boîte",
	tickets.BasisStated:   "date notée par le service",
	tickets.BasisDate:     "date indiquée par l’expéditeur",
}

// ArrivalWord says what the date of receipt is: « date d’arrivée dans notre
// boîte ».
func ArrivalWord(b tickets.Basis) string { return inFrench(arrivals, b) }

// mailTitle is what a request by mail is called by those who need not know that
// nobody has sorted it yet.
const mailTitle = "Demande reçue par courriel"

// publicType is TypeWord in the words of authors and the public.
func publicType(t tickets.Type) string {
	if t == tickets.Unsorted {
		return mailTitle
	}
	return TypeWord(t)
}

// heard tells the author that the last message was received, until the service
// has written since: « Votre message du mardi 2 juin 2026 à 10 h 05 a été
// reçu ».
func heard(at time.Time) string {
	return "Votre message du " + DateTime(at) + " a été reçu"
}
