package tickets

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Where many messages are shown, the beginning of each reading is read: so many
// characters of it, and no less of its words than are shown. Those of a line in
// a list need no words at all.
const (
	headChars = 16_000
	leastSaid = 8_192
	lineChars = 4_000
)

// saidKey begins the words in a reading as it is written. No string within it
// has these bytes: quotation marks are escaped there.
const saidKey = `,"said":"`

// readHead understands the beginning of a reading: what is known of the message
// and the first of its words. It is not ok when more must be read: what is known
// is longer than that, or was written when it did not stand before the words.
func readHead(head string) (r Reading, ok bool, err error) {
	known, said, found := strings.Cut(head, saidKey)
	if !found || !strings.HasSuffix(known, `"html":true`) && !strings.HasSuffix(known, `"html":false`) {
		return r, false, nil
	}
	if err := json.Unmarshal([]byte(known+"}"), &r); err != nil {
		return r, false, err
	}
	var rest string
	if r.Said, rest, err = beginning(said); err != nil {
		return r, false, err
	}
	if text, more := strings.CutPrefix(rest, `,"text":"`); more {
		if r.Text, _, err = beginning(text); err != nil {
			return r, false, err
		}
	} else if len(r.Said) < leastSaid {
		return r, false, nil
	}
	r.Text = cmp.Or(r.Text, r.Said)
	return r, true, nil
}

// readLineHead understands who wrote a message, what it is about and what kind
// it is, which stand before its words however old the reading is.
func readLineHead(head string) (r Reading, ok bool, err error) {
	known, _, found := strings.Cut(head, saidKey)
	if !found {
		return r, false, nil
	}
	err = json.Unmarshal([]byte(known+"}"), &r)
	return r, err == nil, err
}

// beginning reads a JSON string, of which only the beginning may be there, from
// within its quotation marks, and gives what stands after it.
func beginning(raw string) (text, rest string, err error) {
	end := 0
scan:
	for end < len(raw) {
		var step int
		switch {
		case raw[end] == '"':
			rest = raw[end+1:]
			break scan
		case raw[end] != '\\':
			_, step = utf8.DecodeRuneInString(raw[end:])
		case end+1 < len(raw) && raw[end+1] == 'u':
			step = len(`\u0000`)
		default:
			step = len(`\n`)
		}
		if end+step > len(raw) {
			break
		}
		end += step
	}
	err = json.Unmarshal([]byte(`"`+raw[:end]+`"`), &text)
	return text, rest, err
}

// headed is a message as a row, and what was read of its reading.
type headed struct {
	*StoredMail
	head string
}

// mailHeads reads messages and, of the words of each, the beginning.
func (s *Store) mailHeads(ctx context.Context, condition string, args ...any) ([]*StoredMail, error) {
	return s.headsOf(ctx, headChars, readHead, condition, args...)
}

// mailPlain reads when and where messages came in, and nothing of what they say.
func (s *Store) mailPlain(ctx context.Context, condition string, args ...any) ([]*StoredMail, error) {
	return collect(ctx, s.read, scanMail, `SELECT `+mailColumns+`, '' `+mailTables+condition, args...)
}

// mailLines reads what a list shows of messages: no words, and of long readings
// not what was understood of them.
func (s *Store) mailLines(ctx context.Context, condition string, args ...any) ([]*StoredMail, error) {
	list, err := s.headsOf(ctx, lineChars, readLineHead, condition, args...)
	for _, m := range list {
		m.Said, m.Text = "", ""
	}
	return list, err
}

func (s *Store) headsOf(ctx context.Context, chars int, read func(string) (Reading, bool, error), condition string, args ...any) ([]*StoredMail, error) {
	rows, err := collect(ctx, s.read, func(rows *sql.Rows) (headed, error) {
		m, reading, err := scanMailRow(rows)
		return headed{m, reading}, err
	}, fmt.Sprintf(`SELECT %s, substr(m.reading, 1, %d) %s`, mailColumns, chars+1, mailTables)+condition, args...)
	if err != nil {
		return nil, fmt.Errorf("reading messages: %w", err)
	}
	list := make([]*StoredMail, len(rows))
	var longer []int64
	for i, row := range rows {
		list[i] = row.StoredMail
		whole := utf8.RuneCountInString(row.head) <= chars
		ok := true
		if whole {
			err = list[i].understand(row.head)
		} else if list[i].Reading, ok, err = read(row.head); ok {
			list[i].Long = true
		}
		if err != nil {
			return nil, fmt.Errorf("reading what was understood of message %d: %w", row.ID, err)
		}
		if !ok {
			longer = append(longer, row.ID)
		}
	}
	for ids := range slices.Chunk(longer, 100) {
		if err := s.readWhole(ctx, list, ids); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// readWhole fills the readings of some messages of a list in, whole.
func (s *Store) readWhole(ctx context.Context, list []*StoredMail, ids []int64) error {
	marks, args := placeholders(ids)
	whole, err := collect(ctx, s.read, scanMail, mailQuery+`WHERE m.id IN (`+marks+`)`, args...)
	if err != nil {
		return fmt.Errorf("reading %d messages whole: %w", len(ids), err)
	}
	for _, w := range whole {
		at := slices.IndexFunc(list, func(m *StoredMail) bool { return m.ID == w.ID })
		list[at].Reading = w.Reading
	}
	return nil
}
