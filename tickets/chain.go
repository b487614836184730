package tickets

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// formatVersion is written in every event, so that a later format can be told
// from this one without touching what is stored.
const formatVersion = 1

// line is the public part of an event as the journal stores and hashes it: its
// bytes are kept exactly as written and never made again.
type line struct {
	V         int             `json:"v"`
	Reference string          `json:"ticket"`
	N         int             `json:"n"`
	At        int64           `json:"at"` // microseconds UTC
	By        lineActor       `json:"by"`
	Kind      EventKind       `json:"kind"`
	Fact      json.RawMessage `json:"fact"`
	Personal  string          `json:"personal,omitempty"` // hex SHA-256 of salt and personal bytes
}

type lineActor struct {
	Role    Role  `json:"role"`
	Account int64 `json:"account,omitempty"`
}

// record is an event ready to be stored: its public bytes, its place in the
// ticket's chain, and its personal part with its salt.
type record struct {
	body, hash, prev string
	salt, personal   string
}

// genesis is the hash before a ticket's first event.
func genesis(reference string) string { return digest([]byte("vigie/1 " + reference)) }

// link is the hash of an event: over the hash before it and its own bytes.
func link(prev, body string) string { return digest([]byte(prev + "\n" + body)) }

// personalDigest is what the journal says of personal fields.
func personalDigest(salt, personal string) string { return digest([]byte(salt + "\n" + personal)) }

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// newRecord writes an event down. prev is the hash of the ticket's last event.
func newRecord(e Event, reference, prev string) (record, error) {
	fact, err := json.Marshal(e.Fact)
	if err != nil {
		return record{}, fmt.Errorf("writing event %q: %w", e.Fact.Kind(), err)
	}
	r := record{prev: prev}
	l := line{
		V: formatVersion, Reference: reference, N: e.N, At: e.At.UnixMicro(),
		By: lineActor{e.By.Role, e.By.Account}, Kind: e.Fact.Kind(), Fact: fact,
	}
	if !e.Personal.Empty() {
		personal, err := json.Marshal(e.Personal)
		if err != nil {
			return record{}, fmt.Errorf("writing the personal part of event %q: %w", e.Fact.Kind(), err)
		}
		var salt [16]byte
		_, _ = rand.Read(salt[:])
		r.salt, r.personal = hex.EncodeToString(salt[:]), string(personal)
		l.Personal = personalDigest(r.salt, r.personal)
	}
	body, err := json.Marshal(l)
	if err != nil {
		return record{}, fmt.Errorf("writing event %q: %w", e.Fact.Kind(), err)
	}
	r.body = string(body)
	r.hash = link(prev, r.body)
	return r, nil
}

// readLine turns stored bytes back into an event. Personal fields are empty
// where the stored personal text is.
func readLine(body, personal string) (Event, line, error) {
	var l line
	if err := json.Unmarshal([]byte(body), &l); err != nil {
		return Event{}, l, fmt.Errorf("reading an event: %w", err)
	}
	if l.V != formatVersion {
		return Event{}, l, fmt.Errorf("event format %d is not known to this version", l.V)
	}
	fact, err := readFact(l.Kind, l.Fact)
	if err != nil {
		return Event{}, l, err
	}
	e := Event{
		N: l.N, At: time.UnixMicro(l.At).UTC(), By: Actor{Role: l.By.Role, Account: l.By.Account},
		Fact: fact, Worded: l.Personal != "", Erased: l.Personal != "" && personal == "",
	}
	if personal != "" {
		if err := json.Unmarshal([]byte(personal), &e.Personal); err != nil {
			return e, l, fmt.Errorf("reading the personal part of event %d: %w", l.N, err)
		}
	}
	return e, l, nil
}
