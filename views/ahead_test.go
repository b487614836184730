package views

import "vigie/tickets"

// lookAhead is what is known, on a day, to a service that published its last
// release on another.
func lookAhead(today, published string) tickets.Forecast {
	return tickets.NewForecast(day(today), []tickets.StoredRelease{{Number: "460", PublishedOn: day(published)}}, nil, 30)
}

func releasedOn(published string) tickets.Forecast { return lookAhead("2026-06-03", published) }
