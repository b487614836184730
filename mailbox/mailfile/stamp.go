package mailfile

import (
	"net/mail"
	"strings"
	"time"
)

// stamp reads the date of a Received field, comments and all.
func stamp(s string) (time.Time, bool) {
	at, err := mail.ParseDate(strings.Join(strings.Fields(s), " "))
	if err != nil {
		return time.Time{}, false
	}
	return at.UTC(), true
}
