package rome

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// MarshalJSON writes the change in its one form: the kind, the fields it
// needs, those it may have where they are set, then base, old, new and
// typographic where they are.
func (c Change) MarshalJSON() ([]byte, error) {
	row, ok := kindRows[c.Kind]
	if !ok {
		return nil, &ChangeError{Rule: ChangeUnknownKind, Value: shorten(string(c.Kind))}
	}
	w := jsonWriter{}
	w.member("kind", c.Kind)
	for _, f := range row.Required {
		w.member(string(f), c.value(f))
	}
	for _, f := range row.Optional {
		if !c.isZero(f) {
			w.member(string(f), c.value(f))
		}
	}
	if c.Base != nil {
		w.member("base", c.Base)
	}
	for _, f := range []Field{FieldOld, FieldNew} {
		if !row.has(f) && !c.isZero(f) {
			w.member(string(f), c.value(f))
		}
	}
	if c.Typographic {
		w.member("typographic", true)
	}
	if c.Feminising() {
		w.member("feminising", true)
	}
	w.buf.WriteByte('}')
	return w.buf.Bytes(), w.err
}

// value returns what the JSON of a field is made of.
func (c *Change) value(f Field) any {
	switch f {
	case FieldItem:
		return c.Item
	case FieldRank:
		return c.Rank
	}
	return *c.text(f)
}

// A jsonWriter writes an object member by member, in order.
type jsonWriter struct {
	buf bytes.Buffer
	err error
}

func (w *jsonWriter) member(name string, value any) {
	separator := byte(',')
	if w.buf.Len() == 0 {
		separator = '{'
	}
	w.buf.WriteByte(separator)
	w.buf.WriteString(`"` + name + `":`)
	e := json.NewEncoder(&w.buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		w.err = err
		return
	}
	w.buf.Truncate(w.buf.Len() - 1) // the encoder's line feed
}

// UnmarshalJSON reads a change and is strict about its shape: the kind is
// known, its fields are there and of their type, and there are no others. A
// members "line", the sentence other commands print beside a change, and
// "feminising", which is computed, are let be.
// What the fields hold is judged by Validate. Errors are *ChangeError.
func (c *Change) UnmarshalJSON(data []byte) error {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(data, &object); err != nil || object == nil {
		return &ChangeError{Rule: ChangeBadJSON, Value: shorten(string(data))}
	}
	var kind string
	if err := unmarshalString(object["kind"], &kind); err != nil {
		return &ChangeError{Rule: ChangeUnknownKind, Field: "kind", Value: shorten(string(object["kind"]))}
	}
	row, ok := kindRows[Kind(kind)]
	if !ok {
		return &ChangeError{Kind: Kind(kind), Rule: ChangeUnknownKind, Field: "kind", Value: shorten(kind)}
	}
	read := Change{Kind: row.Kind}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if rule := read.member(row, name, object[name]); rule != "" {
			return &ChangeError{Kind: row.Kind, Field: Field(shorten(name)), Rule: rule}
		}
	}
	for _, f := range row.Required {
		if _, ok := object[string(f)]; !ok {
			return &ChangeError{Kind: row.Kind, Field: f, Rule: ChangeMissingField}
		}
	}
	*c = read
	return nil
}

// member reads one member of a change's JSON; it returns the rule that is
// broken, "" when none is.
func (c *Change) member(row *KindInfo, name string, raw json.RawMessage) (rule string) {
	var err error
	switch f := Field(name); {
	case name == "kind", name == "line", name == "feminising":
	case name == "base":
		return c.base(raw)
	case name == "typographic":
		err = unmarshalValue(raw, &c.Typographic)
	case !row.has(f) && f != FieldOld && f != FieldNew:
		return ChangeUnknownField
	case f == FieldItem:
		err = c.Item.UnmarshalJSON(raw)
	case f == FieldRank:
		err = unmarshalValue(raw, &c.Rank)
	default:
		err = unmarshalString(raw, c.text(f))
	}
	if err != nil {
		return ChangeWrongType
	}
	return ""
}

func (c *Change) base(raw json.RawMessage) (rule string) {
	if string(raw) == "null" {
		return ""
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	c.Base = new(Base)
	if err := d.Decode(c.Base); err != nil {
		if strings.Contains(err.Error(), "unknown field") {
			return ChangeUnknownField
		}
		return ChangeWrongType
	}
	return ""
}

// MarshalJSON writes an OGR as a string, a label as {"label": "…"}.
func (r Ref) MarshalJSON() ([]byte, error) {
	if r.Label == "" {
		return json.Marshal(r.OGR)
	}
	w := jsonWriter{}
	w.member("label", r.Label)
	w.buf.WriteByte('}')
	return w.buf.Bytes(), w.err
}

// UnmarshalJSON reads what MarshalJSON writes. Errors are *ChangeError.
func (r *Ref) UnmarshalJSON(data []byte) error {
	var object map[string]json.RawMessage
	if err := unmarshalString(data, &r.OGR); err == nil {
		r.Label = ""
		return nil
	}
	r.OGR = ""
	if err := json.Unmarshal(data, &object); err == nil && len(object) == 1 {
		if err := unmarshalString(object["label"], &r.Label); err == nil && r.Label != "" {
			return nil
		}
	}
	return &ChangeError{Field: FieldItem, Rule: ChangeWrongType, Value: shorten(string(data))}
}

// unmarshalString reads a JSON string and nothing else; null is none.
func unmarshalString(raw json.RawMessage, s *string) error {
	if len(raw) == 0 || raw[0] != '"' {
		return &ChangeError{Rule: ChangeWrongType}
	}
	return json.Unmarshal(raw, s)
}

// unmarshalValue reads a JSON value that is not null.
func unmarshalValue(raw json.RawMessage, v any) error {
	if string(raw) == "null" {
		return &ChangeError{Rule: ChangeWrongType}
	}
	return json.Unmarshal(raw, v)
}
