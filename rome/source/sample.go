package source

import "time"

// A Sample is how one request went, whatever came of it. Durations count from
// the moment of asking and include redirects; one that was not reached is zero.
type Sample struct {
	At        time.Time     // when it was asked, UTC
	URL       string        // what was asked
	Final     string        // what answered in the end, after redirects; "" when nothing did
	Redirects int           // followed
	Status    int           // of the last answer; 0 without one
	FirstByte time.Duration // until the last answer began
	Total     time.Duration // until it was read to its end, or given up
	Bytes     int64         // of its body that came, as transferred
	Code      Code          // what went wrong; "" when nothing did
}

// Answered reports whether the request got what it asked for.
func (s Sample) Answered() bool { return s.Code == "" }
