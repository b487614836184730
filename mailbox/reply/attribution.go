package reply

import "strings"

const (
	// attributionLines is over how many lines programs break an introduction,
	// attributionBytes how long one gets with its addresses.
	attributionLines = 5
	attributionBytes = 600
	// attributionWords is how many words one has, addresses and date included.
	attributionWords = 32
)

// attribution tells how many lines from i on introduce a quotation ("Le 3 mars
// 2026 à 10:12, X <x@y> a écrit :"), none if they do not, and whether that is
// sure enough without a quotation below. p is the plain line i.
func (d *draft) attribution(i int, p string) (n int, sure bool) {
	if !mayIntroduce(p) {
		return 0, false
	}
	lines := [attributionLines]string{p}
	joined := p
	for n = 1; ; n++ {
		if ok, sure := introduces(joined, n); ok && (sure || d.quotes(i+n)) {
			if beginsLater(lines[:n]) {
				return 0, false
			}
			return n, sure
		}
		if n == attributionLines || i+n >= d.len() || endsSentence(d.line(i+n-1)) {
			return 0, false
		}
		s := d.line(i + n)
		if s == "" || len(joined)+len(s) > attributionBytes {
			return 0, false
		}
		// "<x@y" and ">:" on the next line; any other '>' is a quotation.
		if d.isQuoted(s) && (len(s) > 20 || !isOpen(joined)) {
			return 0, false
		}
		lines[n] = d.plain(i + n)
		joined += " " + lines[n]
	}
}

// beginsLater tells whether lines that introduce a quotation together do so
// without the first: that one is then the end of what the author wrote.
func beginsLater(lines []string) bool {
	first := lines[0]
	if isOpen(first) {
		return false
	}
	whole := startsDated(first) && (hasTime(first) || hasDate(first))
	for k := 1; k < len(lines); k++ {
		rest := strings.Join(lines[k:], " ")
		if ok, _ := introduces(rest, len(lines)-k); !ok {
			continue
		}
		if !whole || startsDated(rest) && hasTime(rest) && hasDate(rest) {
			return true
		}
	}
	return false
}

// isOpen tells whether an address is begun in a plain line and not ended.
func isOpen(p string) bool { return strings.Count(p, "<") > strings.Count(p, ">") }

// quotes tells whether a quotation comes next from line i on.
func (d *draft) quotes(i int) bool {
	next := d.next(i, min(i+4, d.len()))
	return next < d.len() && d.line(next) != "" && (d.isQuoted(d.line(next)) || d.line(next)[0] == '|')
}

// mayIntroduce tells whether a plain line may be the first of an introduction: a
// number among its first words, an address, or a verb of writing and a colon.
func mayIntroduce(p string) bool {
	return startsDated(p) || strings.ContainsAny(p, "<@") || strings.HasSuffix(p, ":") && verbAtEnd(p) > 0
}

// introduces tells whether a plain text, joined from n lines, introduces a
// quotation, and whether it does so surely.
func introduces(p string, n int) (ok, sure bool) {
	p = strings.TrimLeft(p, "-_=# ")
	for _, v := range runOn.all {
		// Yahoo's application puts the quoted text on the same line.
		if at := strings.Index(p, v); at > 0 && startsDated(p) && hasTime(p[:at]) {
			return true, true
		}
	}
	end := strings.TrimRight(p, "-_= ")
	colon := strings.HasSuffix(end, ":")
	end = strings.TrimRight(end, ": ")
	verb := verbAtEnd(end)
	if end == "" || verb == 0 && !colon && end[len(end)-1] != '>' || fields(end) > attributionWords {
		return false, false
	}
	address := strings.IndexByte(end, '@') > 0
	dated, hour, date := startsDated(end), hasTime(end), hasDate(end)
	if address && colon && sourcePhrases.begin(end) {
		// "Selon X <x@y> :", and no more words.
		return true, hour && date || strings.IndexByte(end[strings.LastIndexByte(end, ' ')+1:], '@') > 0
	}
	sure = !proseWords.within(" " + end + " ")
	if verb > 0 {
		switch {
		case address && (colon || hour || date):
			return true, sure
		case !colon && !strings.HasSuffix(p, "--"):
			return false, false
		case dated && hour:
			return true, sure
		case dated && date:
			// Requests are in French, so it is French prose that might
			// look like this: « Le 3 mars 2026, la branche a écrit : ».
			return true, sure && frenchVerbs.end(end) == ""
		case n == 1 && fields(end) <= 7:
			return true, false
		}
		return false, false
	}
	if colon && middleVerbs.within(end) && (address && (hour || date) || dated && (hour || date || address)) {
		return true, sure
	}
	// "11:00, 17 novembre 2021, X <x@y>:"
	if dated && (hour || date) && address && (strings.HasSuffix(end, ">") || strings.HasSuffix(end, ")")) {
		return true, sure && colon
	}
	// Whatever the language, if a quotation follows.
	return colon && hour && (dated || address && date), false
}

// verbAtEnd is where the verb of writing begins with which a plain line ends,
// its colon aside, or 0.
func verbAtEnd(p string) int {
	p = strings.TrimRight(p, ":-_ ")
	if p == "" {
		return 0
	}
	for _, list := range [...]*phrases{frenchVerbs, otherVerbs} {
		for _, v := range list.last[p[len(p)-1]] {
			at := len(p) - len(v)
			if at < 1 || p[at:] != v {
				continue
			}
			// Some scripts put no spaces between words.
			if v[0] >= 0x80 || strings.IndexByte(" >)]\",;", p[at-1]) >= 0 {
				return at
			}
		}
	}
	return 0
}

// startsDated tells whether one of the first four words begins with a digit.
func startsDated(p string) bool {
	word, start := 0, true
	for i := 0; i < len(p) && word < 4; i++ {
		switch c := p[i]; {
		case c == ' ':
			start = true
			word++
		case start && c >= '0' && c <= '9':
			return true
		case c != '"' && c != '(' && c != '-':
			start = false
		}
	}
	return false
}

// hasTime tells whether there is an hour in a plain text: 10:12, 10h12, 10 h 12,
// and the Danish "kl. 20.42".
func hasTime(p string) bool {
	for i := 1; i < len(p); i++ {
		switch p[i] {
		case ':', 'h':
			before := strings.TrimRight(p[:i], " ")
			after := p[i+1:]
			if p[i] == 'h' {
				after = strings.TrimLeft(after, " ")
			} else if len(before) != i {
				continue
			}
			if before != "" && isDigit(before[len(before)-1]) && len(after) > 1 && isDigit(after[0]) && isDigit(after[1]) {
				return true
			}
		case 'k':
			if strings.HasPrefix(p[i:], "kl. ") || strings.HasPrefix(p[i:], "klo ") {
				return true
			}
		}
	}
	return false
}

// hasDate tells whether there is a year or a date in figures in a plain text.
func hasDate(p string) bool {
	for i := 0; i < len(p); {
		if !isDigit(p[i]) {
			i++
			continue
		}
		from := i
		for i < len(p) && isDigit(p[i]) {
			i++
		}
		apart := from == 0 || !isLetter(p[from-1])
		switch n := i - from; {
		case n == 4 && apart && (p[from:from+2] == "20" || p[from:from+2] == "19"):
			return true
		case n <= 2 && apart && i+3 < len(p) && (p[i] == '/' || p[i] == '.' || p[i] == '-') && isDigit(p[i+1]):
			rest := strings.TrimLeft(p[i+1:], "0123456789")
			if len(rest) > 1 && rest[0] == p[i] && isDigit(rest[1]) {
				return true
			}
		}
	}
	return false
}

// endsSentence tells whether a line ends as sentences do, so that what follows
// is another one.
func endsSentence(s string) bool {
	if s == "" {
		return true
	}
	switch s[len(s)-1] {
	case '!', '?':
		return true
	case '.':
		// "Le mar." may go on.
		return fields(s) > 4
	}
	return false
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 }
