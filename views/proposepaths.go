package views

import (
	"net/url"
	"strconv"

	"vigie/rome"
)

// DraftPath is a step, from 1, of a request that is being written; 0 is the
// step it has reached.
func DraftPath(token string, step int) string {
	path := NewTicketPath() + "/" + seg(token)
	if step == 0 {
		return path
	}
	return WithQuery(path, url.Values{"etape": {strconv.Itoa(step)}})
}

// DraftKindPath is where one change of a kind is described; no kind is where it
// is chosen. filled are fields that are filled in beforehand.
func DraftKindPath(token string, kind rome.Kind, filled url.Values) string {
	query := url.Values{"etape": {"2"}, "kind": {string(kind)}}
	if kind == "" {
		query.Set("ajouter", "1")
	}
	for key, values := range filled {
		if !query.Has(key) {
			query[key] = values
		}
	}
	return WithQuery(DraftPath(token, 0), query)
}

// ItemsJSONPath finds skills, knowledge and work contexts for the combobox,
// with ?q=.
func ItemsJSONPath() string { return NewTicketPath() + "/elements.json" }

// WithdrawPath is where an author takes a request back.
func WithdrawPath(token string) string { return TrackPath(token) + "/retirer" }
