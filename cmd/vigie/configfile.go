package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"reflect"

	"github.com/alecthomas/kong"
)

// readConfig reads the JSON file that --config names: an object whose keys are
// names of settings. A key that is none is a fault, not a setting ignored.
func readConfig(r io.Reader) (kong.Resolver, error) {
	name := "the configuration file"
	if f, ok := r.(*os.File); ok {
		name = f.Name()
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var values map[string]json.RawMessage
	if err := json.Unmarshal(raw, &values); err != nil {
		return nil, fmt.Errorf("%s is no JSON object of settings: %w", name, err)
	}
	known := make(map[string]bool)
	settings := reflect.TypeFor[Settings]()
	for i := range settings.NumField() {
		known[flagName(settings.Field(i))] = true
	}
	for key := range values {
		if !known[key] {
			return nil, fmt.Errorf("%s has the key %q, which is no setting: docs/operations.md lists them", name, key)
		}
	}
	return kong.JSON(bytes.NewReader(raw))
}
