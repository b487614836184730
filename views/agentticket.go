package views

import (
	"slices"
	"strconv"
	"time"

	"vigie/rome"
	"vigie/tickets"
)

// The forms of an agent's ticket page, as Typed.Form names them.
const (
	FormAssign    = "assign"
	FormNote      = "note"
	FormQuestion  = "question"
	FormAnswer    = "answer"
	FormOtherwise = "otherwise"
	FormDecide    = "decide"
	FormPublish   = "publish"
	FormClose     = "close"
	FormReopen    = "reopen"
	FormRelink    = "relink"
	FormOverride  = "override"
	FormErase     = "erase"
	FormPropose   = "propose" // add suggested changes, or say that it is something else
	FormRecall    = "recall"
	FormSent      = "sent" // confirm that a message found is the answer
	FormDetach    = "detach"
)

// AgentTicket is a ticket as agents work on it.
type AgentTicket struct {
	*tickets.Case
	Release  *rome.Release // the current one, nil before any import
	Forecast tickets.Forecast
	Staff    []tickets.Account
	Me       tickets.Account
	Now      time.Time
	Today    tickets.Date
	Answer   tickets.LetterText // what an agent begins an answer with
	Question tickets.LetterText // and a question back
	Typed    Typed
	Done     string                     // what was just done, a key of DoneText
	TakeBack time.Duration              // for how long a letter waits before it is sent
	Frames   bool                       // the layout of HTML mail can be shown
	Before   int                        // the message before which the conversation is shown; 0 for its end
	Clashes  map[int][]tickets.Clashing // by change: what cannot be had together with it
}

func (m AgentTicket) title() string { return AgentTitle(m.Case, NamesOf(m.Release)) }

// AgentTitle names a ticket to agents, who may read the author's own subject.
func AgentTitle(c *tickets.Case, names Names) string {
	if len(c.Proposals) == 0 && c.Author.Subject != "" {
		return TypeWord(c.Type) + nbsp + ": " + c.Author.Subject
	}
	return CaseTitle(c.Ticket, names)
}

func (m AgentTicket) version() string { return strconv.Itoa(m.Version) }

func (m AgentTicket) staff() map[int64]string {
	names := make(map[int64]string, len(m.Staff))
	for _, a := range m.Staff {
		names[a.ID] = a.Name
	}
	return names
}

func (m AgentTicket) course() CourseModel {
	return CourseOf(m.Ticket, m.Forecast.Days(m.Today.AddMonths(24)), m.Today)
}

func (m AgentTicket) proposals() []ProposalModel {
	return ProposalsOf(m.Case, ProposalContext{Release: m.Release, Today: m.Today, Agent: true})
}

// mailable reports whether a letter can go to the author.
func (m AgentTicket) mailable() bool {
	return m.Reachable && !m.History && m.State != tickets.Ended && m.Author.Email != ""
}

func (m AgentTicket) open() bool { return m.State != tickets.Ended }

func (m AgentTicket) mine() bool { return m.Assignee == m.Me.ID }

// promised reports whether a message was found that may be the promised answer,
// and nobody has said so yet.
func (m AgentTicket) promised() bool {
	if m.answered() || m.History || !m.open() {
		return false
	}
	return slices.ContainsFunc(m.Sent, func(s tickets.SentMail) bool { return !s.Confirmed && !s.At.Before(m.ReceivedAt) })
}

func (m AgentTicket) answered() bool { return m.Reply.Stopped() || m.State == tickets.Answered }

// next is the form that is the next sensible step; it stands open, with the
// only full button of the page. A form that was sent back takes its place.
func (m AgentTicket) next() string {
	switch {
	case m.Typed.Form != "" && !m.Typed.buttonOnly():
		return m.Typed.Form
	case !m.open():
		return ""
	case m.Assignee == 0:
		return FormAssign
	}
	return m.after()
}

// after is the next step once somebody has the ticket.
func (m AgentTicket) after() string {
	switch {
	case m.promised():
		return FormSent
	case m.Type == tickets.Unsorted:
		return FormPropose
	case m.Undecided() > 0:
		return FormDecide
	case !m.answered() && m.mailable():
		return FormAnswer
	case !m.answered():
		return FormOtherwise
	case m.Settled():
		return FormClose
	}
	return ""
}

// unfolded is the form that stands open: the next one, or, while nobody has the
// ticket, the one that comes after.
func (m AgentTicket) unfolded() string {
	if m.next() == FormAssign && (m.Typed.Form == "" || m.Typed.buttonOnly()) {
		return m.after()
	}
	return m.next()
}

// button is the class of a form's button.
func (m AgentTicket) button(form string) string {
	if m.next() == form {
		return "btn"
	}
	return "btn second"
}

// pending are the changes nobody has decided on, with their cards.
func (m AgentTicket) pending() []ProposalModel {
	var list []ProposalModel
	for i, card := range m.proposals() {
		if m.Proposals[i].State == tickets.Pending {
			list = append(list, card)
		}
	}
	return list
}

// stillAwaited are the changes whose integration a manager may state by hand.
func (m AgentTicket) stillAwaited() []Option {
	var list []Option
	for _, p := range m.Proposals {
		if p.State == tickets.Awaiting || p.State == tickets.Regressed {
			list = append(list, Option{Value: strconv.Itoa(p.N), Label: Sentence(theChange(m.Case, p.N))})
		}
	}
	return list
}

func (m AgentTicket) assignees() []Option {
	list := []Option{{Value: "0", Label: "Personne"}}
	for _, a := range m.Staff {
		if !a.Disabled {
			list = append(list, Option{Value: strconv.FormatInt(a.ID, 10), Label: a.Name})
		}
	}
	return list
}

// closings are those possible now: what is not answered or decided cannot be
// completed.
func (m AgentTicket) closings() []Option {
	var list []Option
	for _, as := range tickets.Closings() {
		if as == tickets.Completed && (m.State != tickets.Answered || m.Undecided() > 0) {
			continue
		}
		list = append(list, Option{Value: string(as), Label: ClosingWord(as)})
	}
	return list
}

// facts are what is known of the request and its author.
func (m AgentTicket) facts() []Fact {
	list := []Fact{
		{Label: "Référence", Value: m.Reference},
		{Label: "Nature", Value: TypeWord(m.Type)},
	}
	add := func(label, value string) {
		if value != "" {
			list = append(list, Fact{Label: label, Value: value})
		}
	}
	switch {
	case m.Events[0].Erased:
		add("Auteur", "données effacées")
	default:
		add("Auteur", m.Author.Name)
		add("Organisme", m.Author.Organisation)
		add("Courriel", m.address())
		if !m.Reachable {
			add("Courriel", "aucun : l’auteur n’a pas laissé d’adresse")
		}
	}
	add("À quel titre", OriginWord(m.Origin))
	add("Arrivée par", ChannelWord(m.Channel))
	add("Reçue le", DateTime(m.ReceivedAt)+", date "+BasisWord(m.Basis))
	if m.History {
		add("Engagements", "reçue avant l’ouverture du service : aucun délai, aucune lettre")
	} else {
		add("Engagements", "ceux en vigueur depuis le "+PlainDate(m.Policy.EffectiveFrom))
	}
	assignee := "personne"
	if m.Assignee != 0 {
		assignee = staffName(m.staff(), m.Assignee)
	}
	add("Agent", assignee)
	add("Visibilité", visibility(m.Ticket))
	for i := range list {
		list[i].Value = Typo(list[i].Value)
	}
	return list
}

// address is the author's, marked when it has refused a letter.
func (m AgentTicket) address() string {
	if m.Author.Email != "" && m.Bounced != "" {
		return m.Author.Email + " – cette adresse a refusé notre lettre"
	}
	return m.Author.Email
}

func visibility(t *tickets.Ticket) string {
	switch {
	case t.Public() && t.Published:
		return "publique, par décision d’un agent"
	case t.Public() && t.Channel == tickets.Mail:
		return "publique, comme l’auteur l’a voulu"
	case t.Public():
		return "publique : l’auteur a confirmé son adresse"
	case t.Hidden:
		return "privée, par décision d’un agent"
	case t.Channel == tickets.Mail:
		return "privée : l’auteur n’a pas demandé qu’elle soit publique"
	}
	return "privée : l’auteur n’a pas confirmé son adresse"
}

// reasonOptions are the reasons for not accepting a change.
func reasonOptions() []Option {
	list := []Option{{Value: "", Label: "Choisissez un motif"}}
	for _, r := range tickets.Reasons() {
		list = append(list, Option{Value: string(r), Label: ReasonWord(r)})
	}
	return list
}

// outcomeOptions are what may be decided of one change; of several, each may
// also wait.
func (m AgentTicket) outcomeOptions() []Option {
	list := options(tickets.Outcomes(), OutcomeWord)
	if m.Undecided() > 1 {
		list = append(list, Option{Value: "", Label: "Décider plus tard"})
	}
	return list
}

func (m AgentTicket) assignee() string { return strconv.FormatInt(m.Assignee, 10) }

func (m AgentTicket) firstClosing() string {
	if list := m.closings(); len(list) > 0 && list[0].Value == string(tickets.Completed) {
		return list[0].Value
	}
	return ""
}

// adminOpen unfolds the rarer acts when one of them was refused.
func (m AgentTicket) adminOpen() bool {
	switch m.Typed.Form {
	case FormAssign, FormPublish, FormReopen, FormRelink, FormOverride, FormErase:
		return true
	}
	return false
}

// Overdue reports whether what is owed first should have come already.
func (m AgentTicket) Overdue() bool {
	due := m.NextDue()
	return !due.IsZero() && due.Before(m.Today)
}

// dueSoon says what comes due first and how soon, while it is not late.
func (m AgentTicket) dueSoon() (string, Tone) {
	due := m.NextDue()
	if due.IsZero() || m.Overdue() {
		return "", ""
	}
	what := "Intégration "
	if m.Reply.Runs && !m.Reply.Stopped() {
		what = "Réponse "
	}
	return what + RelativeDue(due, m.Today), Tone(dueTone(due, m.Today))
}

// owed words what comes due first.
func (m AgentTicket) owed() string {
	if m.Reply.Runs && !m.Reply.Stopped() {
		return "La réponse était promise pour"
	}
	return "L’intégration était promise pour"
}

// withoutRows leaves a verdict's evidence to the card that shows it.
func withoutRows(r rome.Result) rome.Result {
	r.Evidence = nil
	return r
}

// orphaned reports whether a form was sent back that the page no longer offers.
func (m AgentTicket) orphaned() bool {
	switch m.Typed.Form {
	case FormDecide:
		return !m.open() || m.Undecided() == 0
	case FormAnswer, FormQuestion:
		return !m.mailable()
	case FormOtherwise:
		return !m.open()
	case FormOverride:
		return len(m.stillAwaited()) == 0
	}
	return false
}
