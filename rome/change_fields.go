package rome

// text returns where a change keeps a field that is a string; nil for item and
// rank.
func (c *Change) text(f Field) *string {
	switch f {
	case FieldDomain:
		return &c.Domain
	case FieldCode:
		return &c.Code
	case FieldOGR:
		return &c.OGR
	case FieldLabel:
		return &c.Label
	case FieldShort:
		return &c.Short
	case FieldText:
		return &c.Text
	case FieldTag:
		return &c.Tag
	case FieldValue:
		return &c.Value
	case FieldSuccessor:
		return &c.Successor
	case FieldParent:
		return &c.Parent
	case FieldTo:
		return &c.To
	case FieldFrom:
		return &c.From
	case FieldCore:
		return &c.Core
	case FieldTree:
		return &c.Tree
	case FieldNode:
		return &c.Node
	case FieldTable:
		return &c.Table
	case FieldKey:
		return &c.Key
	case FieldOld:
		return &c.Old
	case FieldNew:
		return &c.New
	}
	return nil
}

// isZero reports whether a field is not set.
func (c *Change) isZero(f Field) bool {
	switch f {
	case FieldItem:
		return c.Item == Ref{}
	case FieldRank:
		return c.Rank == 0
	}
	return *c.text(f) == ""
}

// mayBeEmpty reports whether "" is a value of the field and not the lack of
// one: it clears a tag, and is the core of an ordinary link.
func (f Field) mayBeEmpty() bool { return f == FieldValue || f == FieldCore }
