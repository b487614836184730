package views

// The words that tell an agent what was just done; the keys travel in the
// session from one page to the next.
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
}

// DoneText is what a page says after a command was carried out; "" for none.
func DoneText(key string) string { return Typo(doneTexts[key]) }

// SignInRefused is said of a wrong address and of a wrong password alike.
func SignInRefused() string { return "L’adresse ou le mot de passe ne convient pas" }
