package views

import "vigie/tickets"

// A ProposeStep is what the pages of the form have in common.
type ProposeStep struct {
	Page     Page
	Progress ProgressModel
	Errors   []FieldError
	Action   string // where the page's own form posts
}

// fault is what is wrong with a field, "" when nothing is.
func (s ProposeStep) fault(field string) string { return errorOf(s.Errors, field) }

// Titles of the steps.
const (
	StepOccupation = "le métier concerné"
	StepChange     = "l’évolution"
	StepAuthor     = "vous et vos raisons"
)

// ProposeProgress says where in the form of a request of that type one is: a
// question and a defect have no changes, so they skip the second step.
func ProposeProgress(t tickets.Type, step int) ProgressModel {
	titles := []string{StepOccupation, StepChange, StepAuthor}
	switch t {
	case tickets.Question:
		titles = []string{StepOccupation, "votre question"}
	case tickets.Defect:
		titles = []string{StepOccupation, "le défaut"}
	}
	step = min(step, len(titles))
	m := ProgressModel{Step: step, Of: len(titles), Title: titles[step-1]}
	if step < len(titles) {
		m.Next = titles[step]
	}
	return m
}

// StepName is a step in the title of a page: « étape 2 sur 3 ».
func StepName(m ProgressModel) string {
	return "étape" + nbsp + Number(m.Step) + " sur" + nbsp + Number(m.Of)
}

// ProposeTitle is the title of the form's pages.
func ProposeTitle(t tickets.Type) string {
	switch t {
	case tickets.Question:
		return "Poser une question"
	case tickets.Defect:
		return "Signaler un défaut dans les données"
	}
	return "Proposer une évolution"
}

// ProposeCrumbs leads to the form's pages.
func ProposeCrumbs(t tickets.Type) []Crumb {
	return []Crumb{{"Demandes", TicketsPath()}, {ProposeTitle(t), ""}}
}

// A Hidden is a value that goes along with a form.
type Hidden struct{ Name, Value string }

// An OccupationChoice is an occupation somebody may mean.
type OccupationChoice struct {
	Code, Label string
	Matched     string // by which other label it was found; may be ""
}

// ProposeStartModel is the first step: which occupation.
type ProposeStartModel struct {
	ProposeStep
	Type      tickets.Type // what is being written; Request unless told
	Query     string       // what was searched, "" for nothing yet
	Hits      []OccupationChoice
	Chosen    *OccupationChoice // named by the address of the page
	Carried   []Hidden          // what goes along with the choice
	NoRelease bool              // none is imported: nothing to search
}

func (m ProposeStartModel) question() string {
	switch m.Type {
	case tickets.Question:
		return Typo("Sur quel métier porte votre question ?")
	case tickets.Defect:
		return Typo("Dans quel métier avez-vous vu un défaut ?")
	}
	return Typo("Quel métier est concerné ?")
}

// otherwise are the answers that are no occupation: the field, its value, what
// it says.
func (m ProposeStartModel) otherwise() []FormButton {
	switch m.Type {
	case tickets.Question:
		return []FormButton{{"type", "question", "Aucun métier en particulier"}}
	case tickets.Defect:
		return []FormButton{{"type", "defect", "Aucun métier en particulier, ou plusieurs"}}
	}
	return []FormButton{
		{"scope", "new", Typo("Aucun : je propose un nouveau métier")},
		{"scope", "general", "Je ne sais pas, ou c’est plus général"},
		{"type", "question", "J’ai seulement une question"},
		{"type", "defect", "Je signale un défaut dans les données"},
	}
}

// A FormButton is a button of a form: its name, its value and its words.
type FormButton struct{ Name, Value, Label string }

// ProposeGoneModel is a draft that is no longer one: filed, or unknown.
type ProposeGoneModel struct {
	Page      Page
	Reference string // of the ticket it became; "" when it is unknown
	Track     string // path of its private page
}

// errorOf is what is wrong with a field, "" when nothing is.
func errorOf(errors []FieldError, field string) string {
	for _, e := range errors {
		if e.Field == field {
			return e.Text
		}
	}
	return ""
}
