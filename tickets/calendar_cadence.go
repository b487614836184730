package tickets

import (
	"slices"
	"strconv"
)

// A Cadence is how often releases really came: the median of the days between
// one and the next, of those whose numbers follow each other.
type Cadence struct {
	Days      int // the median
	Longest   int
	Intervals int // how many were measured; with none nothing is known
}

// ObservedCadence measures the releases there are. A number that was published
// again counts once, on its first day.
func ObservedCadence(published []StoredRelease) Cadence {
	first := make(map[int]Date)
	for i := range published {
		n, err := strconv.Atoi(published[i].Number)
		if on, known := first[n]; err == nil && (!known || published[i].PublishedOn.Before(on)) {
			first[n] = published[i].PublishedOn
		}
	}
	var days []int
	for n, on := range first {
		if next, ok := first[n+1]; ok {
			days = append(days, on.DaysUntil(next))
		}
	}
	if len(days) == 0 {
		return Cadence{}
	}
	slices.Sort(days)
	return Cadence{Days: days[len(days)/2], Longest: days[len(days)-1], Intervals: len(days)}
}
