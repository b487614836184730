package mailfile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"vigie/tickets"
)

// fromLine is the line between two messages of an mbox: a sender and a date as
// asctime writes it, with or without a zone before or after the year (RFC 4155,
// appendix A). A line of prose that begins with "From " has no such date.
var fromLine = regexp.MustCompile(`^From (?:\S.*? )?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2} +\d{1,2}:\d\d(?::\d\d)?)(?: +([A-Z]{1,5}|[+-]\d{4}))?(?: +(\d{4}))(?: +([+-]\d{4}))?\s*$`)

func separator(line []byte) bool {
	return len(line) < 1000 && strings.HasPrefix(string(line[:min(len(line), 5)]), "From ") && fromLine.Match(trimEnd(line))
}

func trimEnd(line []byte) []byte {
	for len(line) > 0 && (line[len(line)-1] == '\n' || line[len(line)-1] == '\r') {
		line = line[:len(line)-1]
	}
	return line
}

// firstFields are those that a message begins with. A line "From …" with one of
// them below it begins a message, however its date is written.
var firstFields = []string{
	"return-path:", "received:", "delivered-to:", "x-", "from:", "to:", "subject:", "date:", "message-id:", "mime-version:",
	"content-type:", "status:", "dkim-signature:", "arc-", "authentication-results:", "reply-to:", "sender:", "references:", "in-reply-to:", "envelope-to:",
}

// begins reports whether a line of an mbox begins a message: the line itself
// with what stands below it. blank is whether it follows an empty line, which
// some programs forget.
func begins(line, below []byte, blank bool) bool {
	if len(line) >= 1000 || !bytes.HasPrefix(line, []byte("From ")) || bytes.HasPrefix(bytes.TrimLeft(line[len("From"):], " \t"), []byte(":")) {
		return false // "From : somebody" is a field (RFC 5322, section 4.5)
	}
	dated := separator(line)
	if dated && blank {
		return true
	}
	below = bytes.ToLower(below)
	return (dated || blank) && slices.ContainsFunc(firstFields, func(name string) bool { return bytes.HasPrefix(below, []byte(name)) })
}

// mbox lists the messages of an mbox file, up to where it can be read.
func mbox(f *os.File, path string) ([]Entry, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	r := bufio.NewReaderSize(f, 1<<20)
	var list []Entry
	var fault error
	var offset int64
	blank := true // a separator follows an empty line or nothing
	whole := true // the last piece read ended a line
	for {
		piece, err := r.ReadSlice('\n')
		var below []byte
		if whole && bytes.HasPrefix(piece, []byte("From ")) {
			piece = bytes.Clone(piece) // looking ahead moves the buffer
			below, _ = r.Peek(40)
		}
		if whole && begins(piece, below, blank) {
			if len(list) > 0 {
				list[len(list)-1].Size = offset - list[len(list)-1].offset
			}
			at := fromTime(string(trimEnd(piece)))
			e := Entry{File: path + ":" + strconv.Itoa(len(list)+1), path: path, offset: offset + int64(len(piece)), At: at, Basis: tickets.BasisDelivery}
			list = append(list, e)
		}
		offset += int64(len(piece))
		if whole {
			blank = len(trimEnd(piece)) == 0
		} else {
			blank = false
		}
		whole = len(piece) > 0 && piece[len(piece)-1] == '\n'
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			fault = fmt.Errorf("reading %s: %w", path, err)
			break
		}
	}
	if len(list) > 0 {
		list[len(list)-1].Size = offset - list[len(list)-1].offset
	}
	return list, fault
}

// fromTime is the date of a separator, UTC where it names no zone; zero where it
// is no date.
func fromTime(line string) time.Time {
	m := fromLine.FindStringSubmatch(line)
	if m == nil {
		return time.Time{}
	}
	day := strings.Join(strings.Fields(m[1]), " ")
	zone := m[4]
	if zone == "" && (strings.HasPrefix(m[2], "+") || strings.HasPrefix(m[2], "-")) {
		zone = m[2]
	}
	for _, layout := range []string{"Jan 2 15:04:05", "Jan 2 15:04"} {
		text, layout := day+" "+m[3], layout+" 2006"
		if zone != "" {
			text, layout = text+" "+zone, layout+" -0700"
		}
		if at, err := time.Parse(layout, text); err == nil {
			return at.UTC()
		}
	}
	return time.Time{}
}

// maildirTime is when a message was delivered to a Maildir: the seconds that
// its name begins with, or else its file's time.
func maildirTime(name string, modified time.Time) time.Time {
	digits, _, _ := strings.Cut(name, ".")
	if seconds, err := strconv.ParseInt(digits, 10, 64); err == nil && seconds > 631152000 && seconds < 7258118400 { // 1990 to 2200
		return time.Unix(seconds, 0).UTC()
	}
	return modified.UTC()
}

// receivedBy is the server and the date of a Received field (RFC 5321, section
// 4.4).
var receivedBy = regexp.MustCompile(`(?is)\bby\s+([^\s;()]+).*;\s*([^;]+)$`)

// received is the stamp of the topmost Received field that our own server
// wrote.
func received(fields []string, border string) (time.Time, bool) {
	for _, field := range fields {
		m := receivedBy.FindStringSubmatch(field)
		if m == nil || !strings.EqualFold(strings.TrimSuffix(m[1], "."), border) {
			continue
		}
		return stamp(m[2])
	}
	return time.Time{}, false
}
