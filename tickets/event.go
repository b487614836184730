package tickets

import "time"

// EventKind names an event: a past participle of the command that caused it.
type EventKind string

// A Fact is the public part of an event: what happened, without anything that
// says who a private person is. Each kind has one type.
type Fact interface{ Kind() EventKind }

// An Event is one line of a ticket's journal.
type Event struct {
	Seq      int64 // position in the whole journal, gapless from 1
	Ticket   int64
	N        int // position in the ticket, from 1
	At       time.Time
	By       Actor
	Fact     Fact
	Worded   bool     // it has personal fields, or had them
	Personal Personal // empty once erased, and where nobody asked for them
	Erased   bool     // somebody asked for its personal fields, and they were erased
}

// Personal is what an event holds about people, and free text. It is kept
// apart, can be erased, and only its salted digest is in the journal.
type Personal struct {
	Name         string         `json:"name,omitempty"`
	Email        string         `json:"email,omitempty"`
	Organisation string         `json:"organisation,omitempty"`
	Subject      string         `json:"subject,omitempty"`
	Text         string         `json:"text,omitempty"`
	Texts        map[int]string `json:"texts,omitempty"` // by proposal number: free text asked, or the words of a decision
	// Digests are the SHA-256 of the message it came by and of each of its files,
	// so that neither can be changed without the journal knowing.
	Digests []string `json:"digests,omitempty"`
}

// Empty reports whether there is nothing to keep.
func (p Personal) Empty() bool {
	return p.Name == "" && p.Email == "" && p.Organisation == "" && p.Subject == "" && p.Text == "" && len(p.Texts) == 0 && len(p.Digests) == 0
}

// byPerson reports whether somebody did this, so that a page read before it is
// stale. What machines add (deliveries, checks) makes no page stale.
func (e Event) byPerson() bool { return e.By.Role != System }
