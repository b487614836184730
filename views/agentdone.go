package views

import (
	"strconv"
	"strings"
)

// The words that tell an agent what was just done; the keys travel in the
// session from one page to the next, some with what they are about after a
// space: "dismissed 12".
var doneTexts = map[string]string{
	"filed":      "La demande est enregistrée.",
	"assigned":   "La demande est attribuée.",
	"unassigned": "La demande n’est plus attribuée à personne.",
	"noted":      "La note interne est ajoutée.",
	"asked":      "La demande de précision part dans un instant.",
	"answered":   "La réponse part dans un instant. Le délai s’arrête quand elle est remise.",
	"otherwise":  "La réponse donnée est enregistrée.",
	"decided":    "La décision est enregistrée et la lettre part dans un instant.",
	"settled":    "La décision est enregistrée, sans lettre.",
	"published":  "La demande est publique.",
	"hidden":     "La demande est privée.",
	"closed":     "La demande est close.",
	"reopened":   "La demande est rouverte.",
	"relinked":   "Le lien privé est remplacé. L’ancien ne fonctionne plus ; le nouveau figurera dans la prochaine lettre.",
	"overridden": "L’intégration est constatée.",
	"erased":     "Les données personnelles de l’auteur sont effacées.",
	"recalled":   "La lettre est reprise : elle ne partira pas. Son texte est dans l’éditeur.",
	"confirmed":  "Ce message est la réponse promise : le délai s’est arrêté le jour de son envoi.",
	"detached":   "Le message est détaché. Il attend en quarantaine.",
	"proposed":   "L’évolution est ajoutée à la demande.",
	"proposals":  "Les évolutions sont ajoutées à la demande.",
	"rebased":    "L’évolution est reprise sur la version actuelle du ROME. Sa forme d’avant reste au journal.",
	"sorted":     "La nature de la demande est enregistrée.",
	"placed":     "Le message est rattaché à une demande.",
	"opened":     "Le message a ouvert une demande.",
	"dismissed":  "Le message est classé sans suite.",
	"restored":   "Le message attend de nouveau en quarantaine.",
	"planned":    "La version est inscrite au calendrier.",
	"replanned":  "Le calendrier est changé.",
	"unplanned":  "La version est retirée du calendrier. Son histoire reste.",
	"announced":  "Le changement est annoncé.",
	"corrected":  "L’annonce est corrigée. Sa forme précédente est conservée.",
	"revoked":    "L’annonce est retirée. Elle reste visible, avec son motif.",
	"stated":     "Votre constat est enregistré.",
	"reread":     "Le message est relu : il trouve sa place dans un instant, ou revient ici.",

	"find_accepted": "La version est importée dans un instant, puis les demandes qui l’attendent sont vérifiées.",
	"find_declined": "La version ne sera pas importée, et ne sera plus proposée.",
	"find_restored": "La version attend de nouveau une décision.",
}

// DoneText is what a page says after a command was carried out; "" for none.
func DoneText(done string) string {
	if text, ok := doneTexts[done]; ok {
		return Typo(text)
	}
	key, _ := doneAbout(done)
	return Typo(doneTexts[key])
}

// doneAbout parts the key from what it is about.
func doneAbout(done string) (key, about string) {
	key, about, _ = strings.Cut(done, " ")
	return key, about
}

// doneMail is the message that a key is about, 0 for none.
func doneMail(done, key string) int64 {
	k, about := doneAbout(done)
	if k != key {
		return 0
	}
	id, _ := strconv.ParseInt(about, 10, 64)
	return id
}

// SignInRefused is said of a wrong address and of a wrong password alike.
func SignInRefused() string { return "L’adresse ou le mot de passe ne convient pas" }
