package views

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// A Field is one question of a form with what was typed and what is wrong. A
// field that is not required says « facultatif » after its label.
type Field struct {
	Name         string
	ID           string // Name when empty; what FieldError.Field points at
	Label        string
	Hint         string
	Value        string // what was typed, kept after any error
	Error        string // what is wrong and how to mend it
	Required     bool
	Autocomplete string // HTML token: name, email, organization, off…
	Type         string // input type, "text" when empty
	InputMode    string
	MaxLength    int
	Rows         int    // of a text area, 6 when zero
	Short        bool   // a narrow box: codes, dates
	Bare         bool   // never say « facultatif »: searches and filters
	HideLabel    bool   // the label is for screen readers alone
	Combobox     string // URL of the suggestions; makes it an ARIA combobox
	Submit       bool   // with Combobox: choosing submits the form
	Key          string // keyboard shortcut that focuses it
}

// An Option is one choice of a Select or of Radios. Consecutive options of one
// Group stand under its name.
type Option struct {
	Value, Label string
	Hint         string // radios only
	Group        string
}

type optionGroup struct {
	name    string
	options []Option
}

func groups(options []Option) []optionGroup {
	var out []optionGroup
	for _, o := range options {
		if len(out) == 0 || out[len(out)-1].name != o.Group {
			out = append(out, optionGroup{name: o.Group})
		}
		last := &out[len(out)-1]
		last.options = append(last.options, o)
	}
	return out
}

func (f Field) id() string {
	if f.ID != "" {
		return f.ID
	}
	return f.Name
}

func (f Field) optional() bool { return !f.Required && !f.Bare }

// described lists the ids of hint and error, for aria-describedby.
func (f Field) described() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.id()+"-hint")
	}
	if f.Error != "" {
		ids = append(ids, f.id()+"-error")
	}
	return strings.Join(ids, " ")
}

// attrs are the attributes all controls share.
func (f Field) attrs() templ.Attributes {
	a := templ.Attributes{"id": f.id(), "name": f.Name}
	set := func(key, value string) {
		if value != "" {
			a[key] = value
		}
	}
	set("aria-describedby", f.described())
	set("autocomplete", f.Autocomplete)
	set("inputmode", f.InputMode)
	set("data-key", f.Key)
	if f.Required {
		a["aria-required"] = "true"
	}
	if f.Error != "" {
		a["aria-invalid"] = "true"
	}
	if f.MaxLength > 0 {
		a["maxlength"] = strconv.Itoa(f.MaxLength)
	}
	if f.Combobox != "" {
		a["data-combobox"] = f.Combobox
		a["autocomplete"] = "off"
		if f.Submit {
			a["data-combobox-submit"] = ""
		}
	}
	return a
}

func (f Field) inputType() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func (f Field) rows() string {
	if f.Rows == 0 {
		return "6"
	}
	return strconv.Itoa(f.Rows)
}

// optionID is the id of the i-th radio; the first carries the field's own id,
// so that the error summary leads to it.
func (f Field) optionID(i int) string {
	if i == 0 {
		return f.id()
	}
	return f.id() + "-" + strconv.Itoa(i+1)
}
