package fetch

import (
	"bytes"
	"net/mail"
	"strings"
	"time"

	"vigie/tickets"
)

// oldest is the earliest instant of receipt that is believed.
var oldest = time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)

// ahead is how far a server's clock may be before ours. Within it, its word is
// taken, but not for more than now.
const ahead = 24 * time.Hour

// receipt is when a message was received, and what proves it: INTERNALDATE,
// where it is believable; else the topmost Received header, which the server
// that holds the mailbox wrote; else Date, the sender's word; else the instant at
// which it was fetched, which proves no more than Date does and is called so.
func receipt(internal time.Time, raw []byte, now time.Time) (time.Time, tickets.Basis) {
	now = now.UTC()
	if t, ok := believable(internal, now); ok {
		return t, tickets.BasisIMAP
	}
	received, date := stamps(raw)
	if t, ok := believable(received, now); ok {
		return t, tickets.BasisReceived
	}
	if t, ok := believable(date, now); ok {
		return t, tickets.BasisDate
	}
	return now, tickets.BasisDate
}

func believable(t, now time.Time) (time.Time, bool) {
	if t.Before(oldest) || t.After(now.Add(ahead)) {
		return time.Time{}, false
	}
	if t.After(now) {
		t = now
	}
	return t.UTC(), true
}

// stamps reads the dates of the first Received and the first Date field, the
// zero time where there is none (RFC 5322, sections 3.6.1 and 3.6.7).
func stamps(raw []byte) (received, date time.Time) {
	const enough = 64 << 10
	raw = raw[:min(len(raw), enough)]
	var sawReceived, sawDate bool
	for len(raw) > 0 && (!sawReceived || !sawDate) {
		var field []byte
		if field, raw = cutField(raw); len(field) == 0 {
			break
		}
		name, value, _ := bytes.Cut(field, []byte(":"))
		switch {
		case !sawReceived && bytes.EqualFold(bytes.TrimSpace(name), []byte("Received")):
			sawReceived = true
			received = parseStamp(value[bytes.LastIndexByte(value, ';')+1:])
		case !sawDate && bytes.EqualFold(bytes.TrimSpace(name), []byte("Date")):
			sawDate = true
			date = parseStamp(value)
		}
	}
	return received, date
}

// cutField takes a field off, with the lines that continue it, empty at the end
// of the header.
func cutField(raw []byte) (field, rest []byte) {
	end := 0
	for end < len(raw) {
		at := bytes.IndexByte(raw[end:], '\n')
		if at < 0 {
			return raw, nil
		}
		end += at + 1
		if end < len(raw) && raw[end] != ' ' && raw[end] != '\t' {
			break
		}
	}
	return bytes.TrimRight(raw[:end], "\r\n"), raw[end:]
}

func parseStamp(value []byte) time.Time {
	t, err := mail.ParseDate(strings.Join(strings.Fields(string(value)), " "))
	if err != nil {
		return time.Time{}
	}
	return t
}
