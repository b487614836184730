package main

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// docs/operations.md lists every setting, and nothing else.
func TestOperationsListsEverySetting(t *testing.T) {
	raw, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := make(map[string]bool)
	for _, line := range strings.Split(string(raw), "\n") {
		if cells := strings.Split(line, "|"); len(cells) > 3 && strings.HasPrefix(strings.TrimSpace(cells[1]), "`--") {
			rows[strings.TrimSpace(cells[1])+strings.TrimSpace(cells[2])] = true
		}
	}
	settings := reflect.TypeFor[Settings]()
	for i := range settings.NumField() {
		name := flagName(settings.Field(i))
		variable := "VIGIE_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
		if row := "`--" + name + "``" + variable + "`"; !rows[row] {
			t.Errorf("docs/operations.md has no row for --%s (%s)", name, variable)
		} else {
			delete(rows, row)
		}
	}
	for row := range rows {
		t.Errorf("docs/operations.md lists %s, which is no setting", row)
	}
}

// The names are those that kong takes.
func TestSettingsAreFlags(t *testing.T) {
	settings := reflect.TypeFor[Settings]()
	for i := range settings.NumField() {
		t.Run(flagName(settings.Field(i)), func(t *testing.T) {
			var out, errs strings.Builder
			code := run(t.Context(), []string{"--help"}, streams{&out, &errs}, nil)
			if code != 0 || !strings.Contains(out.String(), "--"+flagName(settings.Field(i))) {
				t.Errorf("exit %d, and --help does not name it", code)
			}
		})
	}
}
