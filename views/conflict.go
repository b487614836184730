package views

import (
	"net/url"
	"strconv"

	"vigie/rome"
	"vigie/tickets"
)

// FormRebase is the button that asks a change anew of the current release.
const FormRebase = "rebase"

// RebasePath asks a change of the ticket anew of the current release.
func RebasePath(ref string) string { return AgentTicketPath(ref) + "/actualisation" }

// AskAboutPath opens the question to the author, begun with what became of the
// target of a change.
func AskAboutPath(ref string, n int) string {
	return WithQuery(AgentTicketPath(ref), url.Values{"conflit": {strconv.Itoa(n)}}) + "#form-" + FormQuestion
}

// PreviewPath is an occupation as it would be; from a ticket, with what that
// ticket asks too.
func PreviewPath(code, ref string) string {
	return WithQuery("/agents/metiers/"+seg(code)+"/apercu", url.Values{"demande": {ref}})
}

// A ConflictModel is a change whose target is not what it was when it was asked.
type ConflictModel struct {
	N         int
	Text      string
	Was       string // the target as it was frozen, "" where nothing was
	Rebase    bool   // there is something to ask it of
	Ask       bool   // the author can be written to
	Number    string // of the current release
	Reference string
	Version   string // of the ticket
}

var conflictSentences = map[rome.Reason]string{
	rome.ReasonOtherKind:     "Ce dont elle parle est d’une autre nature",
	rome.ReasonCodeUnknown:   "Le code visé n’existe pas",
	rome.ReasonDomainUnknown: "Le domaine visé n’existe pas",
	rome.ReasonCodeTaken:     "Le code visé est déjà celui d’un autre métier",
	rome.ReasonParentUnknown: "Le classement visé n’existe pas",
	rome.ReasonNotLinked:     "Le lien dont elle parle n’existe pas",
	rome.ReasonItemMissing:   "L’élément visé n’existe pas",
}

// ConflictText says what became of the target of a change, in a sentence for
// agents and for letters: « Développeur web » est désormais sous M1855 dans la
// version 492 du ROME. It is "" where the release does not contradict it.
func ConflictText(c rome.Change, r *rome.Release) string {
	res := r.Check(c)
	if res.Verdict != rome.Conflict {
		return ""
	}
	in := " dans la version" + nbsp + r.Number + " du ROME"
	subject := "Ce dont elle parle"
	if c.Base != nil && c.Base.Label != "" {
		subject = Quote(c.Base.Label)
	}
	if _, there := r.Occupation(c.Code); there && c.Kind.Family() == "link" {
		subject = "L’élément visé"
	}
	switch res.Reason {
	case rome.ReasonTargetGone:
		return subject + " n’existe plus" + in + "."
	case rome.ReasonTargetMoved:
		if len(res.Found) > 0 && res.Found[0].Code != "" {
			return subject + " est désormais sous " + res.Found[0].Code + in + "."
		}
	case rome.ReasonTargetRepurposed:
		if len(res.Found) > 0 {
			return "Ce qui s’appelait " + subject + " s’appelle " + Quote(res.Found[0].Label) + in + ", et désigne peut-être autre chose."
		}
	}
	words, ok := conflictSentences[res.Reason]
	if !ok {
		words = "Ce dont elle parle a changé"
	}
	return words + in + "."
}

// conflictOf is a change of a ticket in conflict with the current release, nil
// where it is none, or is no longer open or awaited.
func (m AgentTicket) conflictOf(n int) *ConflictModel {
	p, ok := m.Proposal(n)
	if !ok || m.Release == nil {
		return nil
	}
	switch p.State {
	case tickets.Awaiting, tickets.Regressed:
	case tickets.Pending:
		if !m.open() {
			return nil
		}
	default:
		return nil
	}
	text := ConflictText(p.Change, m.Release)
	if text == "" {
		return nil
	}
	c := &ConflictModel{
		N: n, Text: text, Number: m.Release.Number, Reference: m.Reference, Version: m.version(),
		Rebase: tickets.MayRebase(p, m.Release), Ask: m.mailable(),
	}
	if b := p.Change.Base; b != nil {
		c.Was = b.Label
		if b.Code != "" {
			c.Was = b.Code + " · " + b.Label
		}
	}
	return c
}

// previewCode is the occupation that a change is about, "" for none.
func previewCode(c rome.Change) string {
	switch {
	case c.Kind == rome.Other:
		return ""
	case c.Code != "":
		return c.Code
	case c.From != "":
		return c.From
	case c.To != "":
		return c.To
	case c.Base != nil:
		return c.Base.Code
	}
	return ""
}

// waits reports whether a change is still to be integrated, or decided.
func (m AgentTicket) waits(n int) bool {
	p, ok := m.Proposal(n)
	return ok && (p.State == tickets.Awaiting || p.State == tickets.Regressed || p.State == tickets.Pending && m.open())
}
