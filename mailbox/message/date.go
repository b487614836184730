package message

import (
	"strings"
	"time"
)

// parseDate reads a Date field, in the forms of RFC 5322 and before it, of
// ctime, of ISO 8601, and as mailers get them wrong: without seconds, comma or
// zone (UTC then), with two digits of year, with dots or with AM and PM. It
// gives UTC, the zero time where there is no date.
func parseDate(s string) time.Time {
	d := dateReader{zone: noZone}
	s = decodeLine(s[:min(len(s), 200)], "")
	for s != "" {
		if s[0] == '(' {
			if n := commentLength(s); n > 0 {
				s = s[n:]
				continue
			}
		}
		n := strings.IndexAny(s, " ,;()\t")
		switch {
		case n < 0:
			n = len(s)
		case n == 0:
			s = s[1:]
			continue
		}
		d.read(s[:n])
		s = s[n:]
	}
	return d.time()
}

const noZone = 1 << 20

type dateReader struct {
	day, year         int
	month             time.Month
	early             bool // the month came before the day: in "mar. 3 févr." it was none
	hour, minute, sec int
	nano              int
	clocked, pm, am   bool
	numbers           []int
	zone              int // minutes east
}

func (d *dateReader) read(w string) {
	lower := strings.ToLower(w)
	switch {
	case lower == "am" || lower == "a.m.":
		d.am = true
	case lower == "pm" || lower == "p.m.":
		d.pm = true
	case (w[0] == '+' || w[0] == '-') && d.readZone(w):
	case strings.Contains(w, ":"):
		d.readClock(w)
	case strings.ContainsAny(w, "-/") && d.readParts(w):
	case d.readMonth(lower):
	case d.readNamed(lower):
	case isDigits(w) && len(w) <= 4:
		d.readNumber(atoi(w), len(w))
	case isDigits(w) && len(w) == 8:
		d.readNumber(atoi(w[:4]), 4)
		d.numbers = append(d.numbers, atoi(w[4:6]), atoi(w[6:]))
	case strings.Count(w, ".") == 2 && !d.clocked && isDigits(strings.ReplaceAll(w, ".", "")):
		d.readDotted(w)
	case len(w) > 1 && w[0] >= '0' && w[0] <= '9' && w[len(w)-1] == '.':
		d.read(strings.TrimRight(w, ".")) // "3. März"
	case len(w) > 2 && isDigits(w[:len(w)-2]) && (lower[len(w)-2:] == "th" || lower[len(w)-2:] == "st" || lower[len(w)-2:] == "nd" || lower[len(w)-2:] == "rd"):
		d.readNumber(atoi(w[:len(w)-2]), 2)
	}
}

func (d *dateReader) readNumber(n, digits int) {
	switch {
	case digits == 4 || n > 31:
		if d.year == 0 {
			d.year = fullYear(n, digits)
		}
	case d.day == 0 && n > 0:
		d.day = n
	case d.year == 0 && d.month != 0:
		d.year = fullYear(n, digits)
	default:
		d.numbers = append(d.numbers, n)
	}
}

// fullYear applies RFC 5322, section 4.3: two digits up to 49 are of this
// century, three count from 1900.
func fullYear(n, digits int) int {
	switch {
	case digits <= 2 && n < 50:
		return 2000 + n
	case digits <= 3:
		return 1900 + n
	}
	return n
}

func (d *dateReader) readMonth(w string) bool {
	w = strings.TrimRight(w, ".")
	if w == "" || w[0] >= '0' && w[0] <= '9' || d.month != 0 && !d.early {
		return false
	}
	runes := []rune(w)
	for n := min(5, len(runes)); n >= 3; n-- { // "février" begins as "févr" does
		if m := months[string(runes[:n])]; m != 0 {
			d.month = m
			d.early = d.day == 0
			return true
		}
	}
	return false
}

// readNamed reads the name of a zone, "GMT+0200" too.
func (d *dateReader) readNamed(w string) bool {
	if i := strings.IndexAny(w, "+-"); i > 0 {
		if _, ok := zones[w[:i]]; ok {
			return d.readZone(w[i:])
		}
	}
	minutes, ok := zones[w]
	if ok && d.zone == noZone && d.clocked {
		d.zone = minutes
	}
	return ok
}

// readZone reads +0200, +02:00, +2.
func (d *dateReader) readZone(w string) bool {
	digits := strings.ReplaceAll(w[1:], ":", "")
	if !isDigits(digits) || len(digits) > 4 || !d.clocked {
		return false
	}
	hours, minutes := atoi(digits), 0
	if len(digits) > 2 {
		hours, minutes = atoi(digits[:len(digits)-2]), atoi(digits[len(digits)-2:])
	}
	if hours > 15 || minutes > 59 {
		return true // no zone of this world: UTC
	}
	d.zone = hours*60 + minutes
	if w[0] == '-' {
		d.zone = -d.zone
	}
	return true
}

// readClock reads 10:30, 10:30:15.250, 10:30+02:00, 2026-02-03T10:30:00Z, 9:15PM.
func (d *dateReader) readClock(w string) {
	if i := strings.IndexAny(w, "tT"); i > 0 && strings.Contains(w[:i], "-") {
		if !d.readParts(w[:i]) {
			return
		}
		w = w[i+1:]
	}
	if d.clocked {
		return
	}
	n := 0
	for n < len(w) && (w[n] >= '0' && w[n] <= '9' || w[n] == ':' || w[n] == '.') {
		n++
	}
	fields := strings.Split(w[:n], ":")
	if len(fields) < 2 {
		return
	}
	d.clocked = true
	d.hour, d.minute = atoi(fields[0]), atoi(fields[1])
	if len(fields) > 2 {
		sec, fraction, _ := strings.Cut(fields[2], ".")
		d.sec = atoi(sec)
		for scale := 100_000_000; fraction != "" && scale > 0; scale /= 10 {
			d.nano += atoi(fraction[:1]) * scale
			fraction = fraction[1:]
		}
	}
	if rest := w[n:]; rest != "" {
		d.read(rest)
	}
}

// readDotted reads 03.02.2026, or 10.30.00 once there is a day.
func (d *dateReader) readDotted(w string) {
	f := strings.Split(w, ".")
	switch {
	case d.day == 0 || d.month == 0:
		d.day, d.month = atoi(f[0]), time.Month(atoi(f[1]))
		d.year = fullYear(atoi(f[2]), len(f[2]))
	default:
		d.clocked = true
		d.hour, d.minute, d.sec = atoi(f[0]), atoi(f[1]), atoi(f[2])
	}
}

// readParts reads 03-Feb-2026, 2026-02-03, 2026/02/03 and 02/03/2026, where the
// month comes first unless it cannot.
func (d *dateReader) readParts(w string) bool {
	f := strings.FieldsFunc(w, func(r rune) bool { return r == '-' || r == '/' })
	if len(f) != 3 || d.day != 0 || !isDigits(f[0]) || !isDigits(f[2]) || len(f[0]) > 4 || len(f[2]) > 4 {
		return false
	}
	switch {
	case !isDigits(f[1]):
		if !d.readMonth(strings.ToLower(f[1])) {
			return false
		}
		d.day, d.year = atoi(f[0]), fullYear(atoi(f[2]), len(f[2]))
		if len(f[0]) == 4 {
			d.day, d.year = atoi(f[2]), atoi(f[0])
		}
	case len(f[0]) == 4:
		d.year, d.month, d.day = atoi(f[0]), time.Month(atoi(f[1])), atoi(f[2])
	default:
		d.month, d.day, d.year = time.Month(atoi(f[0])), atoi(f[1]), fullYear(atoi(f[2]), len(f[2]))
		if d.month > 12 {
			d.month, d.day = time.Month(d.day), int(d.month)
		}
	}
	return true
}

func (d *dateReader) time() time.Time {
	if d.month == 0 && len(d.numbers) == 2 && d.day == 0 { // 20260203
		d.month, d.day = time.Month(d.numbers[0]), d.numbers[1]
	}
	if d.pm && d.hour < 12 {
		d.hour += 12
	} else if d.am && d.hour == 12 {
		d.hour = 0
	}
	if d.day < 1 || d.day > 31 || d.month < 1 || d.month > 12 || d.year < 1 || d.year > 9999 || d.hour > 24 || d.minute > 59 || d.sec > 60 {
		return time.Time{}
	}
	if d.zone == noZone {
		d.zone = 0
	}
	return time.Date(d.year, d.month, d.day, d.hour, d.minute-d.zone, d.sec, d.nano, time.UTC)
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// atoi reads up to nine digits.
func atoi(s string) (n int) {
	for i := 0; i < len(s) && i < 9 && s[i] >= '0' && s[i] <= '9'; i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}
