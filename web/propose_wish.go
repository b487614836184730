package web

import (
	"cmp"
	"errors"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"vigie/rome"
	"vigie/tickets"
	"vigie/views"
)

// mostFound is how many answers of a search a form offers to choose from.
const mostFound = 8

// asking reads a change from the fields of its form.
type asking struct {
	release *rome.Release // nil without one
	code    string        // of the occupation that was chosen
	values  url.Values
	faults  []views.FieldError
	found   []views.Option // what the words of a search may mean
}

// wish makes the change of a kind. What is wrong with it is in faults, all of
// it at once where fields are missing.
func (a *asking) wish(kind rome.Kind) wish {
	w := wish{Change: rome.Change{Kind: kind}}
	c := &w.Change
	for _, f := range kind.Fields() {
		switch f {
		case rome.FieldCode:
			if kind != rome.OccupationCreate {
				c.Code = a.code
			}
		case rome.FieldFrom:
			c.From = a.code
		case rome.FieldDomain:
			c.Domain = a.line("domain")
		case rome.FieldOGR:
			c.OGR = a.line("ogr")
		case rome.FieldLabel:
			c.Label = a.line("label")
		case rome.FieldShort:
			c.Short = a.line("short")
		case rome.FieldSuccessor:
			c.Successor = a.line("successor")
		case rome.FieldText:
			c.Text = tidy(a.values.Get("text"))
		case rome.FieldTo:
			c.To = a.occupation("to")
		case rome.FieldItem:
			a.item(&w)
		}
	}
	if len(a.faults) == 0 {
		a.judge(w)
	}
	return w
}

// judge refuses what is malformed. Whether it makes sense is not asked here:
// that never keeps anybody from sending.
func (a *asking) judge(w wish) {
	info, _ := w.Change.Kind.Info()
	for _, f := range info.Required {
		blank := strings.TrimSpace(a.values.Get(string(f))) == ""
		if blank && f != rome.FieldCode && f != rome.FieldFrom {
			a.refuse(f, rome.ChangeMissingField)
		}
	}
	if len(a.faults) > 0 {
		return
	}
	for _, c := range w.changes() {
		var refused *rome.ChangeError
		if err := c.Validate(); errors.As(err, &refused) {
			field := refused.Field
			if w.Creates != "" {
				field = rome.FieldItem
			}
			a.refuse(field, refused.Rule)
			return
		}
	}
	if w.Change.Kind == rome.MobilityAdd && w.Change.From == w.Change.To {
		a.faults = fault("to", views.FaultSame)
	}
}

func (a *asking) refuse(f rome.Field, rule string) {
	a.faults = append(a.faults, views.FieldError{Field: string(f), Text: views.FaultText(tickets.FieldFault{
		Field: string(f), Rule: tickets.RuleChange, Args: []any{string(f), rule},
	})})
}

// line is a field of one line.
func (a *asking) line(name string) string { return strings.TrimSpace(a.values.Get(name)) }

// chosen is what was picked among the answers of a search, unless other words
// were typed since.
func (a *asking) chosen(name string) string {
	if a.line(name) != strings.TrimSpace(a.values.Get(name+"_was")) {
		return ""
	}
	return a.values.Get(name + "_found")
}

// which asks to choose among the answers of a search.
func (a *asking) which(name string, found []views.Option) {
	a.found = found
	a.faults = append(a.faults, fault(name+"_found", views.FaultWhich)...)
}

// searchable are words that a search is worth.
func (a *asking) searchable(text string) bool {
	return a.release != nil && text != "" && utf8.RuneCountInString(text) <= rome.MaxLabel
}

// occupation is the code that a field means. A code that the release does not
// have is taken at its word.
func (a *asking) occupation(name string) string {
	text := a.line(name)
	if code := codeIn(cmp.Or(a.chosen(name), text)); code != "" || text == "" {
		return code
	}
	var found []views.Option
	if a.searchable(text) {
		for _, h := range findOccupations(a.release, text) {
			if rome.Fold(h.Label) == rome.Fold(text) {
				return h.Code
			}
			if len(found) < mostFound {
				found = append(found, views.Option{Value: h.Code, Label: h.Code + " " + h.Label, Hint: h.Matched})
			}
		}
	}
	if len(found) == 0 {
		a.faults = append(a.faults, fault(name, views.FaultNoOccupation)...)
	} else {
		a.which(name, found)
	}
	return ""
}

var leadingOGR = regexp.MustCompile(`^(\d{3,9})(\s|$)`)

// item is the skill, knowledge or context that is linked: one that exists, or
// one to create.
func (a *asking) item(w *wish) {
	text, family := a.line("item"), rome.EntityKind(a.line("family"))
	if m := leadingOGR.FindStringSubmatch(cmp.Or(a.chosen("item"), text)); m != nil || text == "" {
		if m != nil {
			w.Change.Item = rome.Ref{OGR: m[1]}
		}
		return
	}
	known := family == rome.KindSkill || family == rome.KindKnowledge || family == rome.KindContext
	create := func() {
		w.Change.Item, w.Creates = rome.Ref{Label: text}, family
		if !known {
			a.faults = append(a.faults, fault("family", views.FaultNoFamily)...)
		}
	}
	if a.chosen("item") == views.NewItem {
		create()
		return
	}
	found := a.items(text, family, known)
	switch {
	case len(found) == 1 && found[0].Label == "":
		w.Change.Item = rome.Ref{OGR: found[0].Value}
	case len(found) == 0:
		create()
	default:
		if known {
			found = append(found, views.NewItemOption(family, text))
		}
		a.which("item", found)
	}
}

// items are what the words may mean: one without a label when they are exactly
// one item's.
func (a *asking) items(text string, family rome.EntityKind, known bool) []views.Option {
	if !a.searchable(text) {
		return nil
	}
	kinds := []rome.EntityKind{rome.KindSkill, rome.KindKnowledge, rome.KindContext}
	if known {
		kinds = []rome.EntityKind{family}
		if same := a.release.FindLabel(family, text); len(same) == 1 {
			return []views.Option{{Value: same[0].OGR}}
		}
	}
	var found []views.Option
	for _, h := range a.release.SearchKind(text, mostFound, kinds...) {
		found = append(found, views.Option{Value: h.OGR, Label: h.Label, Hint: views.FamilyLabel(h.Kind)})
	}
	return found
}

// tidy is a text of several lines as it is kept.
func tidy(text string) string { return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")) }
