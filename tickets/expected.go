package tickets

// ReleaseMonths is the longest time between two releases of the ROME, as the
// service promises: at least one every three months.
const ReleaseMonths = 3

// ExpectedReleases are the last days by which the releases after one published
// on a day are promised, up to a day. The zero Date expects nothing.
func ExpectedReleases(published, until Date) []Date {
	var days []Date
	if published.IsZero() {
		return nil
	}
	for n := ReleaseMonths; ; n += ReleaseMonths {
		day := published.AddMonths(n)
		if day.After(until) {
			return days
		}
		days = append(days, day)
	}
}
