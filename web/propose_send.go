package web

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"vigie/tickets"
	"vigie/views"
)

// showSend is the last step: who asks and why, above a summary.
func (s *Server) showSend(p *proposing, faults []views.FieldError) error {
	d := p.draft
	if d.Type == tickets.Request && len(d.Wishes) == 0 {
		return redirect(p, views.DraftPath(p.token, stepChange))
	}
	frame, status := s.frame(p, stepAuthor, views.DraftPath(p.token, stepAuthor), faults)
	m := views.ProposeSendModel{
		ProposeStep: frame, Type: string(d.Type), Subject: d.Subject, Text: d.Text, Name: d.Name, Email: d.Email,
		Origin: string(d.Origin), Organisation: d.Organisation, OpenText: d.OpenText,
	}
	for _, o := range tickets.Origins() {
		m.Origins = append(m.Origins, views.Option{Value: string(o), Label: views.OriginWord(o)})
	}
	if d.Type == tickets.Request {
		var err error
		if m.Wishes, err = s.wishes(p); err != nil {
			return err
		}
	}
	return s.render(p, status, views.ProposeSendPage(m))
}

// send files the request. Sent twice, it is filed once.
func (s *Server) send(p *proposing) error {
	d := p.draft
	d.Subject, d.Text, d.Name, d.Email = p.FormValue("subject"), p.FormValue("text"), p.FormValue("name"), p.FormValue("email")
	d.Origin, d.Organisation, d.OpenText = tickets.Origin(p.FormValue("origin")), p.FormValue("organisation"), p.FormValue("open_text") != ""
	if err := s.save(p); tooLong(err) {
		return s.showSend(p, fault("text", views.FaultTooMuch))
	} else if err != nil {
		return err
	}
	if p.FormValue("back") != "" {
		if d.Type != tickets.Request {
			return redirect(p, p.startPath(nil))
		}
		return redirect(p, views.DraftPath(p.token, stepChange))
	}
	changes, from := d.changes()
	receipt, err := s.Store.File(p.Request().Context(), actor(p), tickets.Filing{
		Type: d.Type, Channel: tickets.Web, Origin: d.Origin, Name: d.Name, Email: d.Email, Organisation: d.Organisation,
		Subject: d.Subject, Text: d.Text, Changes: changes, OpenText: d.OpenText, Draft: p.token, From: network(p),
	})
	var invalid *tickets.Invalid
	switch {
	case errors.As(err, &invalid):
		return s.showSend(p, sendFaults(invalid, from))
	case err != nil:
		return err
	}
	return redirect(p, views.TrackPath(receipt.TrackToken)+"?recue=1")
}

// sendFaults puts what is wrong with a filing beside the fields of the form;
// from tells which wish a change comes from.
func sendFaults(invalid *tickets.Invalid, from []int) []views.FieldError {
	var list []views.FieldError
	for _, f := range invalid.Faults {
		field := f.Field
		if number, ok := strings.CutPrefix(field, "changes."); ok {
			if n, err := strconv.Atoi(number); err == nil && n >= 1 && n <= len(from) {
				field = anchor(from[n-1])
			}
		}
		if !slices.ContainsFunc(list, func(e views.FieldError) bool { return e.Field == field }) { // one thing at a time
			list = append(list, views.FieldError{Field: field, Text: views.FaultText(f)})
		}
	}
	slices.SortStableFunc(list, func(a, b views.FieldError) int {
		return slices.Index(sendOrder, a.Field) - slices.Index(sendOrder, b.Field)
	})
	return list
}

// sendOrder is the order of the last step's fields; what is not there, a change,
// comes first.
var sendOrder = []string{"subject", "text", "open_text", "name", "email", "origin", "organisation"}
