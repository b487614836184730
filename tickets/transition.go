package tickets

// The transition tables. What is not in them is refused with ErrTransition;
// the diagram in docs/states.md is generated from them.

// Transition is one row: the event takes something from any of From to To. An
// empty To leaves the state as it is.
type Transition[S ~string] struct {
	Event string
	From  []S
	To    S
}

var anyState = States()

// ticketTransitions says which events a ticket may have in which state. An
// event whose name has a suffix after ":" is one variant of its kind.
var ticketTransitions = []Transition[State]{
	{"confirmed", anyState, ""},
	{"published", anyState, ""},
	{"hidden", anyState, ""},
	{"assigned", []State{New}, Opened},
	{"assigned", []State{Opened, Waiting, Answered}, ""},
	{"noted", anyState, ""},
	{"messaged", []State{New, Opened}, ""},
	{"messaged", []State{Waiting, Answered, Ended}, Opened},
	{"lettered:acknowledgement", []State{New, Opened}, ""},
	{"lettered:question", []State{New, Opened, Waiting, Answered}, Waiting},
	{"lettered:answer", []State{New, Opened, Waiting, Answered}, Answered},
	{"lettered:decision", []State{New, Opened, Waiting, Answered}, Answered},
	{"lettered:integration", []State{New, Opened, Waiting, Answered, Ended}, ""},
	{"delivered", anyState, ""},
	{"undelivered:acknowledgement", anyState, ""},
	{"undelivered:question", []State{Waiting}, Opened},
	{"undelivered:question", []State{New, Opened, Answered, Ended}, ""},
	{"undelivered:answer", []State{Answered}, Opened},
	{"undelivered:answer", []State{New, Opened, Waiting, Ended}, ""},
	{"undelivered:decision", []State{Answered}, Opened},
	{"undelivered:decision", []State{New, Opened, Waiting, Ended}, ""},
	{"undelivered:integration", anyState, ""},
	{"accepted", []State{New}, Opened},
	{"accepted", []State{Opened, Waiting, Answered}, ""},
	{"declined", []State{New}, Opened},
	{"declined", []State{Opened, Waiting, Answered}, ""},
	{"found_true", []State{New}, Opened},
	{"found_true", []State{Opened, Waiting, Answered}, ""},
	{"withdrawn", []State{New, Opened, Waiting, Answered}, Ended},
	{"checked", anyState, ""},
	{"rebased", []State{New}, Opened},
	{"rebased", []State{Opened, Waiting, Answered, Ended}, ""},
	{"overridden", anyState, ""},
	{"closed:completed", []State{Answered}, Ended},
	{"closed:duplicate", []State{New, Opened, Waiting, Answered}, Ended},
	{"closed:spam", []State{New, Opened, Waiting, Answered}, Ended},
	{"reopened", []State{Ended}, Opened},
	{"relinked", anyState, ""},
	{"erased", anyState, ""},
	{"attached", anyState, ""},
	{"detached", anyState, ""},
	{"proposed", []State{New}, Opened},
	{"proposed", []State{Opened, Waiting, Answered}, ""},
	{"sorted", []State{New, Opened, Waiting, Answered}, ""},
	{"recalled:question", []State{Waiting}, Opened},
	{"recalled:question", []State{New, Opened, Answered, Ended}, ""},
	{"recalled:answer", []State{Answered}, Opened},
	{"recalled:answer", []State{New, Opened, Waiting, Ended}, ""},
	{"recalled:decision", []State{Answered}, Opened},
	{"recalled:decision", []State{New, Opened, Waiting, Ended}, ""},
}

// proposalTransitions says the same of one proposal.
var proposalTransitions = []Transition[ProposalState]{
	{"accepted", []ProposalState{Pending, Refused}, Awaiting},
	{"declined", []ProposalState{Pending, Awaiting}, Refused},
	{"found_true", []ProposalState{Pending}, AlreadyTrue},
	{"withdrawn", []ProposalState{Pending, Awaiting}, TakenBack},
	{"checked:holds", []ProposalState{Awaiting, Regressed}, Integrated},
	{"checked:no longer holds", []ProposalState{Integrated}, Regressed},
	{"rebased", []ProposalState{Pending, Awaiting, Regressed}, ""},
	{"overridden", []ProposalState{Awaiting, Regressed}, Overrode},
	{"recalled:first decision", []ProposalState{Awaiting, Refused, AlreadyTrue}, Pending},
	{"recalled:refusal after acceptance", []ProposalState{Refused}, Awaiting},
	{"recalled:acceptance after refusal", []ProposalState{Awaiting}, Refused},
}

// TicketTransitions is the table of the ticket's states, for documents.
func TicketTransitions() []Transition[State] { return ticketTransitions }

// ProposalTransitions is the table of the proposal's states, for documents.
func ProposalTransitions() []Transition[ProposalState] { return proposalTransitions }

// next looks an event up in a table: the state it leads to, and whether it is
// allowed at all.
func next[S ~string](table []Transition[S], from S, event string) (S, bool) {
	for _, row := range table {
		if row.Event == event && oneOf(from, row.From) {
			if row.To == "" {
				return from, true
			}
			return row.To, true
		}
	}
	return from, false
}

// eventName is the event's name in the tables.
func eventName(f Fact) string {
	switch f := f.(type) {
	case Lettered:
		return string(KindLettered) + ":" + string(f.Purpose)
	case Undelivered:
		return string(KindUndelivered) + ":" + string(f.Purpose)
	case Recalled:
		return string(KindRecalled) + ":" + string(f.Purpose)
	case Closed:
		return string(KindClosed) + ":" + string(f.As)
	}
	return string(f.Kind())
}
