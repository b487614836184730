package views

import (
	"net/url"
	"strconv"

	"vigie/tickets"
)

// Resume puts the words of a letter that was taken back into the form they came
// from; the zero Typed when that letter was not, or another was written since.
func Resume(c *tickets.Case, n int) Typed {
	if n < 1 || n > len(c.Letters) || !c.Letters[n-1].Recalled {
		return Typed{}
	}
	for _, later := range c.Letters[n:] {
		if later.WrittenBy.Role.Staff() {
			return Typed{}
		}
	}
	e, ok := c.Event(c.Letters[n-1].Event)
	if !ok || e.Erased {
		return Typed{}
	}
	values := url.Values{"subject": {e.Personal.Subject}, "text": {e.Personal.Text}}
	switch c.Letters[n-1].Purpose {
	case tickets.Answer:
		return Typed{Form: FormAnswer, Values: values}
	case tickets.AskBack:
		return Typed{Form: FormQuestion, Values: values}
	case tickets.Decision:
		values.Set("resumed", strconv.Itoa(n))
		for _, choice := range ToldChoices(c, n) {
			name := "proposals." + strconv.Itoa(choice.Proposal)
			values.Set(name, string(choice.Outcome))
			values.Set(name+".reason", string(choice.Reason))
			values.Set(name+".words", choice.Words)
		}
		return Typed{Form: FormDecide, Values: values}
	}
	return Typed{}
}

// Begun is a form that a letter has been begun in.
func Begun(form string, letter tickets.LetterText) Typed {
	return Typed{Form: form, Values: url.Values{"subject": {letter.Subject}, "text": {letter.Text}}}
}

// ToldChoices are the decisions that a letter was to tell.
func ToldChoices(c *tickets.Case, letter int) []tickets.Choice {
	var list []tickets.Choice
	for _, e := range c.Events {
		choice := tickets.Choice{Words: e.Personal.Text}
		told := 0
		switch f := e.Fact.(type) {
		case tickets.Accepted:
			choice.Proposal, choice.Outcome, told = f.Proposal, tickets.Accept, f.Letter
		case tickets.Declined:
			choice.Proposal, choice.Outcome, choice.Reason, told = f.Proposal, tickets.Decline, f.Reason, f.Letter
		case tickets.FoundTrue:
			choice.Proposal, choice.Outcome, told = f.Proposal, tickets.HoldsAlready, f.Letter
		}
		if told == letter && letter > 0 {
			list = append(list, choice)
		}
	}
	return list
}
