package views

import (
	"strconv"

	"vigie/rome"
	"vigie/tickets"
)

// ProposalModel is one change of a request, with what was decided of it, what
// releases say of it and when it is promised. Make them with ProposalsOf.
type ProposalModel struct {
	N        int
	ID       string // anchor, "evolution-2"
	Number   string // « Évolution 2 sur 3 », "" when it is alone
	Untitled bool   // the page's own heading is the title already
	Words    ChangeWords
	State    string
	Tone     Tone
	Decision *DecisionModel // nil before one
	Verdict  *VerdictModel  // of the current release; nil without one, and where Proof says the same
	Proof    *ProofModel    // nil before a release has it
	Promise  *PromiseModel  // of integration; nil when nothing is promised
	Note     string         // « Présente depuis la version 492, sans avoir été retenue. »
}

// DecisionModel is what was decided of one change.
type DecisionModel struct {
	Outcome string // « Retenue », « Non retenue », « Déjà présente »
	Day     tickets.Date
	Reason  string // a sentence, when it was not accepted
	Words   string // the agent's own, public with the decision; may be ""
}

// ProofModel is the release that a change was integrated in, and its rows.
type ProofModel struct {
	Text     string // « Dans la version 492 du ROME, publiée le… »
	Note     string // « 2 mois avant la date promise »; may be ""
	Tone     Tone   // of the note
	Href     string // page of the release; "" for none
	Evidence []rome.Evidence
}

// PromiseModel is one promise of the service: its day, whether it was kept, and
// why that day.
type PromiseModel struct {
	Text string // « Réponse au plus tard le jeudi 26 novembre 2026 »
	Note string // « dans 3 jours »; may be ""
	Tone Tone   // of the note
	Why  DeadlineModel
}

// ProposalContext is what cards are made against.
type ProposalContext struct {
	Release *rome.Release // the current one, nil before any import
	Today   tickets.Date
	Agent   bool // in the words of agents, else of the public
}

// ProposalsOf makes the cards of a ticket's changes, in their order.
func ProposalsOf(c *tickets.Case, in ProposalContext) []ProposalModel {
	names := NamesOf(in.Release)
	models := make([]ProposalModel, 0, len(c.Proposals))
	for i := range c.Proposals {
		p := &c.Proposals[i]
		m := ProposalModel{
			N: p.N, ID: "evolution-" + strconv.Itoa(p.N), Words: ChangeText(p.Change, names),
			Decision: decisionOf(c, p), Proof: proofOf(c, p), Promise: IntegrationPromise(c.Ticket, p, in.Today),
		}
		if came, ok := c.Arrived[p.Mail]; ok && m.Promise != nil && !p.AskedAt.IsZero() {
			m.Promise.Why.Steps = withBasis(m.Promise.Why.Steps, came.Basis)
		}
		if len(c.Proposals) > 1 {
			m.Number = "Évolution" + nbsp + Number(p.N) + " sur" + nbsp + Number(len(c.Proposals))
		}
		m.State, m.Tone = ProposalStatePublic(p.State)
		if in.Agent {
			m.State, m.Tone = ProposalStateWord(p.State)
		}
		if p.Fulfilled != nil && p.Integrated == nil && p.State != tickets.AlreadyTrue && (p.Verdict == "" || p.Verdict == rome.Holds) {
			m.Note = "Présente depuis " + HolderText(*p.Fulfilled) + ", sans avoir été retenue."
			if p.Fulfilled.Table.Import != 0 {
				m.Note = "Présente dans " + HeldSince(*p.Fulfilled) + ", sans avoir été retenue."
			}
		}
		if in.Release != nil && (p.State != tickets.Integrated || p.CheckedOn.SHA256 != in.Release.SHA256) {
			m.Verdict = &VerdictModel{Change: p.Change, Result: in.Release.Check(p.Change), Release: in.Release.Number}
		}
		models = append(models, m)
	}
	return models
}

// decisionOf reads the decision from the event that took it, which stays what
// it was whatever came after.
func decisionOf(c *tickets.Case, p *tickets.Proposal) *DecisionModel {
	e, ok := c.Event(p.DecidedIn)
	if !ok {
		return nil
	}
	m := &DecisionModel{Day: tickets.DateOf(p.DecidedAt), Words: e.Personal.Text}
	switch fact := e.Fact.(type) {
	case tickets.Accepted:
		m.Outcome = "Retenue"
	case tickets.Declined:
		m.Outcome, m.Reason = "Non retenue", ReasonText(fact.Reason)
	case tickets.FoundTrue:
		m.Outcome = "Déjà présente"
	}
	return m
}

// proofOf is the first release that held the change, with the rows that were
// read then.
func proofOf(c *tickets.Case, p *tickets.Proposal) *ProofModel {
	m := new(ProofModel)
	switch {
	case p.Integrated != nil && p.Integrated.Table.Import != 0:
		m.Text, m.Evidence = "Dans "+HeldSince(*p.Integrated), EvidenceIn(c.Events, p.N, *p.Integrated)
	case p.Integrated != nil:
		m.Text = "Dans la version" + nbsp + p.Integrated.Number + " du ROME" + PublishedWords(p)
		if p.Integrated.Republished {
			m.Text = "Dans la version" + nbsp + p.Integrated.Number + " du ROME, publiée de nouveau et constatée le " + LongDate(p.Integrated.ObservedOn)
		}
		m.Href, m.Evidence = ReleasePath(p.Integrated.Number), EvidenceIn(c.Events, p.N, *p.Integrated)
	case p.State == tickets.Overrode:
		m.Text = "Intégration constatée le " + LongDate(p.Clock.StoppedOn) + " par une personne responsable du service"
	default:
		return nil
	}
	if p.Clock.Runs && p.Clock.Stopped() && !p.Clock.Deadline.DueOn.IsZero() {
		m.Note, m.Tone = keptNote(p.Clock)
	}
	return m
}

// EvidenceIn are the rows that a release, or a table beside it, was found to hold a
// change in, from the journal.
func EvidenceIn(events []tickets.Event, n int, in tickets.CheckedRelease) []rome.Evidence {
	for _, e := range events {
		checked, ok := e.Fact.(tickets.Checked)
		if !ok || checked.Release.SHA256 != in.SHA256 || checked.Release.Table != in.Table {
			continue
		}
		for _, f := range checked.Findings {
			if f.Proposal == n {
				return f.Evidence
			}
		}
	}
	return nil
}

// PublishedWords says when the release that holds a change was published, and
// when it was seen where that is the day that counts: « , publiée le… et
// constatée le… ».
func PublishedWords(p *tickets.Proposal) string {
	words := ", publiée le " + LongDate(p.Integrated.PublishedOn)
	if p.Clock.StoppedOn != p.Integrated.PublishedOn && !p.Clock.StoppedOn.IsZero() {
		words += " et constatée le " + LongDate(p.Clock.StoppedOn)
	}
	return words
}
