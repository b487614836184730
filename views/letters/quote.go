package letters

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"vigie/tickets"
	"vigie/views"
)

// How much of a mail its acknowledgement gives back, in characters and lines,
// and how much of its subject, which an agent's letter takes over within the 200
// characters that the domain allows.
const (
	quotedChars  = 300
	quotedLines  = 6
	subjectChars = 150
)

// subject is the letter's subject. One that answers a mail keeps the author's,
// so that programs keep both together: the reference comes before it in
// brackets, which the base subject of RFC 5256, section 2.1, leaves out.
func (l *letter) subject(own string) string {
	reference := "[" + l.Ticket.Reference + "] "
	if asked := l.asked(); asked != "" && l.Purpose != tickets.Integration {
		return "Re: " + reference + asked
	}
	return reference + own
}

// asked is the subject of the mail that the request came by, without what
// replies and lists put before it; "" for none.
func (l *letter) asked() string {
	if !l.mailed() {
		return ""
	}
	return shorten(oneLine(tickets.BaseSubject(l.Subject)), subjectChars)
}

// quote reminds the author of a mail which one it was. Whoever it is written to
// may have sent nothing: it is short, and leads nowhere.
func (l *letter) quote() {
	subject, said := unlinked(l.asked()), beginning(l.Said)
	about := "Il a pour objet " + views.Quote(subject)
	switch {
	case said == "" && subject == "":
	case said == "":
		l.add(fold(about+".", "", ""))
	case subject == "":
		l.add("Il commence ainsi" + nbsp + ":")
		l.add(said)
	default:
		l.add(fold(about+" et commence ainsi"+nbsp+":", "", ""))
		l.add(said)
	}
}

// beginning is the first lines of a text, each marked as quoted.
func beginning(text string) string {
	var lines []string
	room := quotedChars
	for _, line := range strings.Split(unlinked(shorten(text, longestText)), "\n") {
		line = oneLine(line)
		if line == "" {
			continue
		}
		if len(lines) == quotedLines || room <= 0 {
			lines = append(lines, "[…]")
			break
		}
		lines = append(lines, shorten(line, room))
		room -= utf8.RuneCountInString(line)
	}
	for i, line := range lines {
		lines[i] = fold(line, "> ", "> ")
	}
	return strings.Join(lines, "\n")
}

// address is what a mail program makes a link of: a scheme or "www.", or a name
// that ends like a domain.
var address = regexp.MustCompile(`(?i)(?:\b[a-z][a-z0-9+.-]*://|\bwww\.)\S+|\b[a-z0-9][a-z0-9._%+-]*@\S+|\b(?:[\pL\d](?:[\pL\d-]*[\pL\d])?\.)+[a-z]{2,24}\b(?:[:/?#]\S*)?`)

// unlinked leaves the addresses out of a text: nobody's link goes out under the
// service's name.
func unlinked(text string) string { return address.ReplaceAllString(text, "[…]") }
