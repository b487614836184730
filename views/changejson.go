package views

import (
	"encoding/json"

	"vigie/rome"
)

// ChangeJSON is a change as JSON with its line beside it, the one form in which
// commands and pages give changes.
func ChangeJSON(c rome.Change, names Names) ([]byte, error) {
	body, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	line, err := json.Marshal(ChangeText(c, names).Line())
	if err != nil {
		return nil, err
	}
	return append(append(append(body[:len(body)-1], `,"line":`...), line...), '}'), nil
}
