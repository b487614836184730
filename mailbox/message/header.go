package message

import "strings"

// A Field is one header field, unfolded.
type Field struct {
	Name  string // as written
	Value string // raw value: unfolded, trimmed, not decoded; bytes may be of any charset
}

// Header is the fields of an entity in their order.
type Header []Field

// raw gives the value of the first field of a name as it was sent.
func (h Header) raw(name string) string {
	for i := range h {
		if len(h[i].Name) == len(name) && strings.EqualFold(h[i].Name, name) {
			return h[i].Value
		}
	}
	return ""
}

// Get gives the first field of a name, whatever its case: encoded words and raw
// 8-bit bytes decoded to UTF-8, on one line. It is "" where there is none.
func (h Header) Get(name string) string { return decodeLine(h.raw(name), "") }

// All gives every field of a name in order, as Get does.
func (h Header) All(name string) []string {
	var all []string
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			all = append(all, decodeLine(f.Value, ""))
		}
	}
	return all
}

// count is how many fields of a name there are.
func (h Header) count(name string) (n int) {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			n++
		}
	}
	return n
}

// Has reports whether there is a field of that name.
func (h Header) Has(name string) bool {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return true
		}
	}
	return false
}
