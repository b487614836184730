package tickets

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"vigie/rome"
)

// Similar texts are found by the hashes of their word sequences (Broder, "On the
// resemblance and containment of documents", 1997): a ticket keeps the smallest
// few of its opening words, and a text that quotes or repeats them has most of
// those among its own. The hashes are keyed, and say nothing without the secret.
const (
	sequence     = 3   // words
	fewSequences = 12  // a text with fewer is a greeting as much as anything
	keptMarks    = 8   // of a ticket
	enoughMarks  = 5   // of them, in a text that is about it
	askedMarks   = 400 // of a text
)

// textMarks are the hashes of a text, the smallest first, at most so many; none
// of a text that is too short to be told by its words.
func (k Keys) textMarks(text string, most int) []int64 {
	if len(text) > 2*maxText {
		text = text[:2*maxText]
	}
	words := strings.FieldsFunc(rome.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var marks []int64
	for i := range len(words) - sequence + 1 {
		sum := sha256.Sum256([]byte(string(k.text) + strings.Join(words[i:i+sequence], " ")))
		marks = append(marks, int64(binary.BigEndian.Uint64(sum[:])))
	}
	slices.Sort(marks)
	marks = slices.Compact(marks)
	if len(marks) < fewSequences {
		return nil
	}
	return marks[:min(len(marks), most)]
}

// markText keeps what a ticket's opening words are found by.
func (t *transaction) markText(k Keys, ticket int64, subject, text string) error {
	marks := k.textMarks(subject+"\n"+text, keptMarks)
	if len(marks) == 0 {
		return nil
	}
	args := []any{ticket}
	rows := make([]string, len(marks))
	for i, m := range marks {
		args = append(args, m)
		rows[i] = "($" + strconv.Itoa(i+2) + ", $1)"
	}
	err := t.exec(`INSERT INTO text_marks (mark, ticket_id) VALUES `+strings.Join(rows, ", "), args...)
	if err != nil {
		return fmt.Errorf("marking the words of ticket %d: %w", ticket, err)
	}
	return nil
}

// similarQuery finds the ticket whose opening words are in a text; of two the
// later one.
var similarQuery = func() string {
	holders := make([]string, askedMarks)
	for i := range holders {
		holders[i] = "$" + strconv.Itoa(i+3)
	}
	return `SELECT m.ticket_id FROM text_marks m JOIN tickets t ON t.id = m.ticket_id
		WHERE m.mark IN (` + strings.Join(holders, ", ") + `) AND t.received_at > $1 AND t.closed <> 'spam'
		GROUP BY m.ticket_id HAVING COUNT(*) >= $2 ORDER BY COUNT(*) DESC, m.ticket_id DESC LIMIT 1`
}()

// similar is the ticket whose opening words a text quotes or repeats, received
// after an instant in microseconds; 0 for none.
func (t *transaction) similar(k Keys, text string, after int64) (ticket int64, err error) {
	marks := k.textMarks(text, askedMarks)
	if len(marks) == 0 {
		return 0, nil
	}
	args := []any{after, enoughMarks}
	for i := range askedMarks { // always as many, so that the statement is one
		args = append(args, marks[min(i, len(marks)-1)])
	}
	err = t.QueryRowContext(t.ctx, similarQuery, args...).Scan(&ticket)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("looking for a similar text: %w", err)
	}
	return ticket, nil
}
