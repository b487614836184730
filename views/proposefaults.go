package views

// A ProposeFault is what the form cannot make a change of, beyond what the
// domain refuses.
type ProposeFault string

// The faults of the form.
const (
	FaultNoSearch     ProposeFault = "no-search"     // an empty search
	FaultNoKind       ProposeFault = "no-kind"       // no kind of change chosen
	FaultNoFamily     ProposeFault = "no-family"     // neither skill, knowledge nor context
	FaultWhich        ProposeFault = "which"         // several are meant: one is to be chosen
	FaultNoOccupation ProposeFault = "no-occupation" // no occupation is meant
	FaultSame         ProposeFault = "same"          // a mobility from an occupation to itself
	FaultTooMuch      ProposeFault = "too-much"      // the request is too large to be kept
	FaultNothing      ProposeFault = "nothing"       // a message without words
)

// ProposeFaults lists them, for the test that each has its sentence.
func ProposeFaults() []ProposeFault {
	return []ProposeFault{
		FaultNoSearch, FaultNoKind, FaultNoFamily, FaultWhich, FaultNoOccupation, FaultSame, FaultTooMuch, FaultNothing,
	}
}

var proposeFaults = map[ProposeFault]string{
	FaultNoSearch:     "Indiquez un métier, par exemple M1805 ou boulangère.",
	FaultNoKind:       "Choisissez l’évolution que vous proposez.",
	FaultNoFamily:     "Choisissez entre une compétence, un savoir et un contexte de travail.",
	FaultWhich:        "Choisissez dans la liste, ou écrivez autre chose.",
	FaultNoOccupation: "Indiquez un métier qui existe, par son code ROME ou par son nom : rien ne correspond à ce que vous avez écrit.",
	FaultSame:         "Indiquez un autre métier : une mobilité mène d’un métier à un autre.",
	FaultTooMuch:      "Envoyez d’abord les évolutions déjà ajoutées : cette demande est trop longue pour en recevoir d’autres.",
	FaultNothing:      "Écrivez votre message.",
}

// ProposeFaultText says what is wrong and how to mend it.
func ProposeFaultText(f ProposeFault) string { return Typo(proposeFaults[f]) }
