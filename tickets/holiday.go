package tickets

import "time"

// A Zone says which public holidays count. Code du travail, article L3133-1,
// gives the eleven of metropolitan France; article L3134-13 adds Good Friday
// and 26 December in Alsace and Moselle.
type Zone string

// The two zones.
const (
	Metropole     Zone = "metropole"
	AlsaceMoselle Zone = "alsace-moselle"
)

// Valid reports whether the zone is one of the two.
func (z Zone) Valid() bool { return z == Metropole || z == AlsaceMoselle }

// fixed are the holidays that fall on the same day each year.
var fixed = map[[2]int]bool{
	{1, 1}: true, {5, 1}: true, {5, 8}: true, {7, 14}: true,
	{8, 15}: true, {11, 1}: true, {11, 11}: true, {12, 25}: true,
}

// Holiday reports whether d is a public holiday of the zone.
func (z Zone) Holiday(d Date) bool {
	if fixed[[2]int{int(d.Month), d.Day}] {
		return true
	}
	switch easter(d.Year).DaysUntil(d) {
	case 1, 39, 50: // Easter Monday, Ascension, Whit Monday
		return true
	case -2: // Good Friday
		return z == AlsaceMoselle
	}
	return z == AlsaceMoselle && d.Month == time.December && d.Day == 26
}

// Working reports whether d is neither a Saturday, a Sunday nor a holiday.
func (z Zone) Working(d Date) bool {
	day := d.Weekday()
	return day != time.Saturday && day != time.Sunday && !z.Holiday(d)
}

// NextWorking is the first working day on or after d.
func (z Zone) NextWorking(d Date) Date {
	for !z.Working(d) {
		d = d.AddDays(1)
	}
	return d
}

// PreviousWorking is the last working day on or before d.
func (z Zone) PreviousWorking(d Date) Date {
	for !z.Working(d) {
		d = d.AddDays(-1)
	}
	return d
}

// AddWorking is the nth working day after d.
func (z Zone) AddWorking(d Date, n int) Date {
	for ; n > 0; n-- {
		d = z.NextWorking(d.AddDays(1))
	}
	return d
}

// easter is Easter Sunday of a Gregorian year, by the anonymous algorithm of
// 1876 (Meeus, Astronomical Algorithms, chapter 8).
func easter(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (b - (b+8)/25 + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Date{year, time.Month(n / 31), n%31 + 1}
}
