package views

import (
	"net/url"
	"slices"
	"strings"

	"vigie/tickets"
)

// Typed is what came with a form that was refused, or that somebody wants to go
// on writing: nothing of it is ever lost. The zero Typed is a fresh page.
type Typed struct {
	Form   string     // which of the page's forms
	Values url.Values // what was typed in it
	Faults []tickets.FieldFault
	Error  string        // why the whole was refused, when it is not a field's fault
	Since  []HistoryLine // what happened since the page was opened, when that is why
}

// errors are the faults, each with the id of its field, for the summary.
func (t Typed) errors() []FieldError {
	var list []FieldError
	for _, f := range t.Faults {
		list = append(list, FieldError{fieldID(t.Form, f.Field), FaultText(f)})
	}
	return list
}

// buttonOnly reports whether the form has nothing to write in: refused, there
// is nothing to mend in it.
func (t Typed) buttonOnly() bool {
	switch t.Form {
	case FormPropose, FormRecall, FormSent, FormDetach, FormSettle, FormRebase:
		return true
	}
	return false
}

// refusals say why a form without fields was refused.
func (t Typed) refusals() []string {
	var list []string
	for _, f := range t.Faults {
		list = append(list, FaultText(f))
	}
	if t.Error != "" {
		list = append(list, t.Error)
	}
	return list
}

// is reports whether the form of that name is the one that was sent.
func (t Typed) is(form string) bool { return t.Form == form }

// field fills a field of a form in: its id, what was typed or else a first
// value, and what is wrong with it.
func (t Typed) field(form string, f Field) Field {
	f.ID = fieldID(form, f.Name)
	if !t.is(form) {
		return f
	}
	if t.Values.Has(f.Name) {
		f.Value = t.Values.Get(f.Name)
	}
	for _, fault := range t.Faults {
		if fieldID(form, fault.Field) == f.ID && f.Error == "" {
			f.Error = FaultText(fault)
		}
	}
	return f
}

// aliases are the domain's fields that a page asks by another name.
var aliases = map[string]string{"at": "day", "received_at": "day", "letter": "text"}

// fieldID is a field's id among all the forms of a page.
func fieldID(form, name string) string {
	if alias, ok := aliases[name]; ok {
		name = alias
	}
	return form + "-" + strings.ReplaceAll(name, ".", "-")
}

// kept are the texts of a form that the page no longer offers, since the ticket
// has changed: shown, so that they can be copied.
func (t Typed) kept() []string {
	var list []string
	for name, values := range t.Values {
		switch name {
		case "version", "step", "to", "as", "public", "proposal", "means", "day", "hour", "on", "reference", "resumed":
			continue
		}
		for _, v := range values {
			if len(v) > 20 {
				list = append(list, v)
			}
		}
	}
	slices.Sort(list)
	return list
}
