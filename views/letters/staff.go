package letters

import (
	"strings"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

// Staff gives the function that renders what agents are told after an import:
// which of their requests are to be looked at again, and why.
func Staff(c Config) tickets.StaffLetters {
	c.PublicURL = strings.TrimRight(c.PublicURL, "/")
	return func(m tickets.StaffModel) tickets.LetterText {
		s := staff{Config: c, StaffModel: m}
		s.write()
		n := len(m.Items)
		return tickets.LetterText{
			Subject: "Version" + nbsp + m.Number + " du ROME" + nbsp + ": " + views.Count(n, "évolution à revoir", "évolutions à revoir"),
			Text:    s.text(),
		}
	}
}

// staff is a letter to an agent being written.
type staff struct {
	Config
	tickets.StaffModel
	page
}

// mostItems is how many changes are told one by one; the queue has the others.
const mostItems = 40

func (s *staff) write() {
	s.para("Bonjour " + s.Name + ",")
	s.para("La version " + s.Number + " du ROME vient d’être importée. " +
		views.Plural(len(s.Items), "Une évolution de vos demandes est à revoir.", views.Number(len(s.Items))+nbsp+"évolutions de vos demandes sont à revoir."))
	told := 0
	for _, what := range tickets.Whats() {
		var items []tickets.NewsItem
		for _, i := range s.Items {
			if i.What == what {
				items = append(items, i)
			}
		}
		if len(items) == 0 {
			continue
		}
		s.heading(views.WhatTitle(what, len(items)))
		for _, i := range items {
			if told++; told <= mostItems {
				s.item("-", s.words(i), s.because(i), s.PublicURL+views.AgentTicketPath(i.Reference))
			}
		}
	}
	if told > mostItems {
		s.para("Et " + views.Count(told-mostItems, "autre évolution", "autres évolutions") + ".")
	}
	s.para("Elles sont toutes dans la file d’attente, sous « À revoir » :")
	s.link(s.PublicURL + views.AgentQueuePath(tickets.ViewReview))
	s.para("Ce courriel est automatique. Un seul part à chaque version importée.")
}

// words name one change: reference, number, change line.
func (s *staff) words(i tickets.NewsItem) string {
	c := i.Change
	if c.Kind == rome.Other {
		return i.Reference + " · autre demande"
	}
	c.Text = shorten(c.Text, longestText)
	return i.Reference + " · " + shorten(oneLine(views.ChangeText(c, views.NamesOf(s.Release)).Line()), mostChange)
}

// because says what became of a change's target.
func (s *staff) because(i tickets.NewsItem) string {
	if i.What != tickets.NewConflict || s.Release == nil {
		return ""
	}
	return views.ConflictText(i.Change, s.Release)
}
