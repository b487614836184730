package rome

import (
	"fmt"
	"strings"
)

// A version is what version.txt says of a release.
type version struct {
	number      string // "60"
	title       string
	description string
	publishedOn string // "2025-09-18"
	validatedOn string // "" when it does not say
}

// parseVersion reads version.txt: "label : value" lines with blank ones in
// between, in any order, but for the description, which goes on to the end.
// Labels are compared folded ("Numero" has no accent today). The number and
// the date of publication are required: nothing can be dated without them.
func parseVersion(member, text string) (version, error) {
	var v version
	fault := func(line int, format string, args ...any) (version, error) {
		return version{}, &FormatError{
			File: member, Line: line, Rule: RuleBadVersion, Detail: fmt.Sprintf(format, args...),
		}
	}
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, line := range lines {
		label, value, found := strings.Cut(line, ":")
		if !found {
			continue
		}
		value = mend(value)
		var err error
		switch Fold(label) {
		case "numero de version":
			if !digits(value) || len(value) > 4 {
				return fault(i+1, "the version number %q is not a number", value)
			}
			v.number = value
		case "date de publication":
			v.publishedOn, err = isoDate(value)
		case "date de validation":
			if value != "" {
				v.validatedOn, err = isoDate(value)
			}
		case "titre/commentaire", "titre":
			v.title = value
		case "description":
			rest := append([]string{value}, lines[i+1:]...)
			v.description = mend(strings.Join(rest, "\n"))
		}
		if err != nil {
			return fault(i+1, "%v", err)
		}
		if v.description != "" {
			break
		}
	}
	switch {
	case v.number == "":
		return fault(0, "it does not give the version number (Numero de version)")
	case v.publishedOn == "":
		return fault(0, "it does not give the date of publication (Date de publication)")
	}
	return v, nil
}

// isoDate turns "18/09/2025" into "2025-09-18".
func isoDate(s string) (string, error) {
	if len(s) != 10 || s[2] != '/' || s[5] != '/' || !digits(s[:2]+s[3:5]+s[6:]) {
		return "", fmt.Errorf("the date %q is not written dd/mm/yyyy", s)
	}
	year, month, day := number(s[6:]), number(s[3:5]), number(s[:2])
	if month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return "", fmt.Errorf("the date %q does not exist", s)
	}
	return s[6:] + "-" + s[3:5] + "-" + s[:2], nil
}

// daysIn returns the number of days of a month of the Gregorian calendar.
func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
