package message

import "strings"

// calendarText gives the summary, the time, the place and the description of
// the first event of a text/calendar part (RFC 5545), for a message that says
// nothing else.
func calendarText(ics string) string {
	var b strings.Builder
	wanted := map[string]bool{"SUMMARY": true, "LOCATION": true, "DESCRIPTION": true, "COMMENT": true}
	inside := 0 // components below the event: alarms have descriptions too
	event := false
	for ics != "" {
		var line string
		line, ics = cutFolded(ics)
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		name, params, _ := strings.Cut(strings.ToUpper(name), ";")
		if strings.Contains(params, `"`) && strings.Count(params, `"`)%2 == 1 { // a colon in a quoted parameter
			if _, after, ok := strings.Cut(value, `":`); ok {
				value = after
			}
		}
		switch {
		case name == "BEGIN" && !event:
			kind := strings.ToUpper(strings.TrimSpace(value))
			event = kind == "VEVENT" || kind == "VTODO" || kind == "VJOURNAL"
		case name == "BEGIN":
			inside++
		case name == "END" && event:
			if inside == 0 {
				return b.String()
			}
			inside--
		case event && inside == 0 && wanted[name] && strings.TrimSpace(value) != "":
			wanted[name] = false // each once
			b.WriteString(strings.TrimSpace(unescapeCalendar(value)))
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// cutFolded gives the first unfolded line (RFC 5545, section 3.1) and the rest.
func cutFolded(s string) (line, rest string) {
	line, rest, _ = strings.Cut(s, "\n")
	if !strings.HasPrefix(rest, " ") && !strings.HasPrefix(rest, "\t") {
		return line, rest
	}
	var b strings.Builder
	b.WriteString(line)
	for strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "\t") {
		line, rest, _ = strings.Cut(rest[1:], "\n")
		b.WriteString(line)
	}
	return b.String(), rest
}

// unescapeCalendar undoes the escapes of a text (RFC 5545, section 3.3.11).
func unescapeCalendar(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	return strings.NewReplacer(`\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\\`, `\`).Replace(s)
}
