package views

// A WishModel is one change of a request that is being written, with what is
// known of it before it is sent.
type WishModel struct {
	ID      string // anchor, "evolution-2"
	Key     string // what takes it away
	Title   string
	Words   ChangeWords
	Notices []WishNotice
}

// A WishNotice is one thing to know of a change before sending it. It never
// keeps anybody from sending.
type WishNotice struct {
	Title   string
	Text    string
	Verdict *VerdictModel // its proof; nil without
	Asked   []string      // references of public requests for the same
	Instead []Instead     // what to propose instead
}

// Instead is another change to propose in the place of one.
type Instead struct {
	OGR   string // of the appellation it is about
	Label string // words of the button
}

// ProposeListModel is the second step once something is asked.
type ProposeListModel struct {
	ProposeStep
	Wishes []WishModel
	Add    string // where another change is added
	Next   string // the last step
}

// ProposeSendModel is the last step: who asks, and why.
type ProposeSendModel struct {
	ProposeStep
	Type         string // of tickets
	Subject      string
	Text         string
	Name         string
	Email        string
	Origin       string
	Organisation string
	OpenText     bool
	Origins      []Option
	Wishes       []WishModel
	Start        string // the first step, for what has no changes
}

func (m ProposeSendModel) question() string {
	switch m.Type {
	case "question":
		return Typo("Quelle est votre question ?")
	case "defect":
		return Typo("Quel défaut avez-vous trouvé ?")
	}
	return Typo("Qui êtes-vous, et pourquoi cette demande ?")
}

// text is the field for the author's own words: the question itself, or the
// reasons for the changes.
func (m ProposeSendModel) text() Field {
	f := Field{Name: "text", Value: m.Text, Error: m.fault("text"), Autocomplete: "off", Rows: 8}
	switch m.Type {
	case "question":
		f.Label, f.Required = "Votre question", true
	case "defect":
		f.Label, f.Required = "Le défaut", true
		f.Hint = Typo("Dites où vous l’avez vu : le fichier et la version, ou le code ROME, et ce que vous attendiez.")
	default:
		f.Label = Plural(len(m.Wishes), "Pourquoi cette évolution", "Pourquoi ces évolutions")
		f.Hint = "Par exemple ce que vous constatez, des offres d’emploi, une réglementation, une convention collective."
	}
	return f
}

func (m ProposeSendModel) request() bool { return m.Type == "request" }

func (m ProposeSendModel) send() string {
	switch m.Type {
	case "question":
		return "Envoyer la question"
	case "defect":
		return "Envoyer le signalement"
	}
	return "Envoyer la demande"
}

func (m ProposeSendModel) openText() Field {
	f := Field{Name: "open_text", Label: "Publier aussi mon texte"}
	f.Hint = "Sans cette case, ce que vous écrivez librement n’est lu que par le service."
	return f
}
