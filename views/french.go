package views

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"vigie/tickets"
)

// Spaces of French typography: the one that holds words together, and the
// narrow one between groups of three digits.
const (
	nbsp  = "\u00a0"
	nnbsp = "\u202f"
)

var weekdays = [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}

var months = [...]string{
	"", "janvier", "février", "mars", "avril", "mai", "juin",
	"juillet", "août", "septembre", "octobre", "novembre", "décembre",
}

var shortMonths = [...]string{
	"", "janv.", "févr.", "mars", "avril", "mai", "juin",
	"juil.", "août", "sept.", "oct.", "nov.", "déc.",
}

// unknownDay stands where a day is expected and there is none.
const unknownDay = "date non connue"

// dayNumber is "1er" for the first of a month, as French has it.
func dayNumber(d tickets.Date) string {
	if d.Day == 1 {
		return "1er"
	}
	return strconv.Itoa(d.Day)
}

// LongDate is « jeudi 26 novembre 2026 », held together by no-break spaces
// except after the weekday.
func LongDate(d tickets.Date) string {
	if d.IsZero() {
		return unknownDay
	}
	return weekdays[d.Weekday()] + " " + PlainDate(d)
}

// PlainDate is « 26 novembre 2026 »: the form for a day long past, where the
// weekday tells nothing.
func PlainDate(d tickets.Date) string {
	if d.IsZero() {
		return unknownDay
	}
	return dayNumber(d) + nbsp + months[d.Month] + nbsp + strconv.Itoa(d.Year)
}

// ShortDate is « 26 nov. 2026 », for tables.
func ShortDate(d tickets.Date) string {
	if d.IsZero() {
		return unknownDay
	}
	return dayNumber(d) + nbsp + shortMonths[d.Month] + nbsp + strconv.Itoa(d.Year)
}

// MonthYear is « novembre 2026 », the day being any of that month.
func MonthYear(d tickets.Date) string {
	if d.IsZero() {
		return unknownDay
	}
	return months[d.Month] + nbsp + strconv.Itoa(d.Year)
}

// Clock is the hour in Paris, « 14 h 05 ».
func Clock(t time.Time) string {
	p := t.In(tickets.Paris)
	return fmt.Sprintf("%d%sh%s%02d", p.Hour(), nbsp, nbsp, p.Minute())
}

// DateTime is « jeudi 26 novembre 2026 à 14 h 05 », in Paris.
func DateTime(t time.Time) string {
	return LongDate(tickets.DateOf(t)) + " à" + nbsp + Clock(t)
}

// Relative says where a day lies from today: « dans 3 jours », « aujourd’hui »,
// « il y a 4 jours ».
func Relative(day, today tickets.Date) string {
	if day.IsZero() {
		return unknownDay
	}
	switch n := today.DaysUntil(day); {
	case n == 0:
		return "aujourd’hui"
	case n == 1:
		return "demain"
	case n == -1:
		return "hier"
	case n > 0:
		return "dans" + nbsp + Count(n, "jour", "jours")
	default:
		return "il y a" + nbsp + Count(-n, "jour", "jours")
	}
}

// RelativeDue is Relative for the last day of a promise that is not yet kept:
// a day past is « en retard de 4 jours ».
func RelativeDue(due, today tickets.Date) string {
	if n := due.DaysUntil(today); n > 0 && !due.IsZero() {
		return "en retard de" + nbsp + Count(n, "jour", "jours")
	}
	return Relative(due, today)
}

// Number groups digits by three with the narrow no-break space: « 1 584 ».
func Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "\u2212", digits[1:]
	}
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(nnbsp)
		}
		b.WriteRune(r)
	}
	return sign + b.String()
}

// Percent is « 97 % », or « – » when nothing was counted. It never rounds up
// to 100: a promise is kept wholly or it is not.
func Percent(part, whole int) string {
	if whole <= 0 {
		return "–"
	}
	return strconv.Itoa(part*100/whole) + nbsp + "%"
}

// Plural picks the form for n: in French, 0 and 1 are singular.
func Plural(n int, one, many string) string {
	if n > -2 && n < 2 {
		return one
	}
	return many
}

// Count is the figure with its noun: « 1 jour », « 2 jours », « 1 584 métiers ».
func Count(n int, one, many string) string { return Number(n) + nbsp + Plural(n, one, many) }

// Quote puts a text between French quotation marks.
func Quote(s string) string { return "«" + nbsp + s + nbsp + "»" }

// List joins words as a sentence does: « a, b et c ».
func List(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " et " + words[n-1]
	}
}

var typography = strings.NewReplacer(
	" :", nbsp+":", " ;", nbsp+";", " !", nbsp+"!", " ?", nbsp+"?", " %", nbsp+"%",
	"« ", "«"+nbsp, " »", nbsp+"»", "n° ", "n°"+nbsp, "'", "’",
)

// Typo gives a sentence written with ordinary spaces and apostrophes the ones
// French wants: « Pourquoi cette date ? ». It is for our own sentences, never
// for what the ROME or a person wrote.
func Typo(s string) string { return typography.Replace(s) }

// Sentence begins with a capital: « dans 3 jours » becomes « Dans 3 jours ».
func Sentence(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return ""
}

// Lower begins without a capital, for a label inside a sentence.
func Lower(s string) string {
	for i, r := range s {
		return strings.ToLower(string(r)) + s[i+len(string(r)):]
	}
	return ""
}
