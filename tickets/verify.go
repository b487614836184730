package tickets

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A JournalFault is one place where the journal does not hold together.
type JournalFault struct {
	Ticket string `json:"ticket,omitempty"` // reference, "" for the journal as a whole
	Event  int    `json:"event,omitempty"`  // its number in the ticket, 0 for the ticket
	What   string `json:"what"`
}

func (f JournalFault) String() string {
	where := "journal"
	if f.Ticket != "" {
		where = f.Ticket
	}
	if f.Event > 0 {
		where += fmt.Sprintf(", event %d", f.Event)
	}
	return where + ": " + f.What
}

// A Verification is what Verify read and found.
type Verification struct {
	Tickets int `json:"tickets"`
	Events  int `json:"events"`
	Acts    int `json:"acts"`   // of the calendar and of announcements
	Erased  int `json:"erased"` // personal parts gone, as recorded
	Roots   int `json:"roots"`
	// LastRoot is the day of the last signed root and its SHA-256, to be kept
	// elsewhere by whoever wants to be sure that no root is taken away.
	LastRoot     Date           `json:"last_root"`
	LastRootHash string         `json:"last_root_hash,omitempty"`
	Faults       []JournalFault `json:"faults"`
}

// verifier carries what is known of the journal while it is walked.
type verifier struct {
	store *Store
	out   Verification
	// hashes of each ticket's events, by reference, for the roots.
	hashes map[string][]string
	// when each event of the whole journal happened, by its place from 1.
	at   map[int64]time.Time
	upTo int64 // the last event under a root
	// named are the stored messages that events name.
	named map[int64]namedMail
}

// Verify re-hashes and re-folds the whole journal: each event's bytes, each
// ticket's chain, the digests of personal fields, the rows, the numbering, and
// the signed roots. It reads everything and writes nothing.
func (s *Store) Verify(ctx context.Context) (Verification, error) {
	v := &verifier{store: s, hashes: make(map[string][]string), at: make(map[int64]time.Time), named: make(map[int64]namedMail)}
	// One transaction, so that what is written meanwhile is not half seen.
	options := new(sql.TxOptions) // SQLite reads one state from first to last
	if s.engine == Postgres {
		options = &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	tx, err := s.read.BeginTx(ctx, options)
	if err != nil {
		return v.out, fmt.Errorf("verifying the journal: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	for _, step := range []func(context.Context, querier) error{v.numbering, v.tickets, v.strays, v.registers, v.roots, v.mails, v.releases, v.finds, v.crosswalks} {
		if err := step(ctx, tx); err != nil {
			return v.out, fmt.Errorf("verifying the journal: %w", err)
		}
	}
	return v.out, nil
}

func (v *verifier) fault(ticket string, event int, what string, args ...any) {
	v.out.Faults = append(v.out.Faults, JournalFault{ticket, event, fmt.Sprintf(what, args...)})
}

// numbering looks for holes in what is counted without gaps: events, tickets,
// references of a year.
func (v *verifier) numbering(ctx context.Context, q querier) error {
	counters, err := collect(ctx, q, func(rows *sql.Rows) (head, error) {
		var h head
		return h, rows.Scan(&h.Reference, &h.N)
	}, `SELECT name, value FROM counters ORDER BY name`)
	if err != nil {
		return err
	}
	for _, c := range counters {
		if c.Reference == "event" {
			if err := v.missingEvents(ctx, q, c.N); err != nil {
				return err
			}
		}
		year, ok := strings.CutPrefix(c.Reference, "reference ")
		if !ok {
			continue
		}
		have, err := references(ctx, q, "ROME-"+year+"-")
		if err != nil {
			return err
		}
		for n := 1; n <= c.N; n++ {
			if reference := fmt.Sprintf("ROME-%s-%05d", year, n); !have[reference] {
				v.fault(reference, 0, "the ticket is missing: its number was given and nothing has it")
			}
		}
	}
	return nil
}

func references(ctx context.Context, q querier, prefix string) (map[string]bool, error) {
	list, err := collect(ctx, q, func(rows *sql.Rows) (string, error) {
		var r string
		return r, rows.Scan(&r)
	}, `SELECT reference FROM tickets WHERE reference >= $1 AND reference < $2`, prefix, prefix+"~")
	have := make(map[string]bool, len(list))
	for _, r := range list {
		have[r] = true
	}
	return have, err
}

func (v *verifier) missingEvents(ctx context.Context, q querier, last int) error {
	seqs, err := collect(ctx, q, func(rows *sql.Rows) (int, error) {
		var n int
		return n, rows.Scan(&n)
	}, `SELECT seq FROM events UNION ALL SELECT seq FROM acts ORDER BY seq`)
	if err != nil {
		return err
	}
	want := 1
	for _, seq := range append(seqs, last+1) {
		if seq > want {
			v.fault("", 0, "events %d to %d of the journal are missing", want, seq-1)
		}
		want = max(want, seq+1)
	}
	return nil
}

// tickets walks every ticket's chain.
func (v *verifier) tickets(ctx context.Context, q querier) error {
	type ticket struct {
		id        int64
		reference string
	}
	list, err := collect(ctx, q, func(rows *sql.Rows) (ticket, error) {
		var t ticket
		return t, rows.Scan(&t.id, &t.reference)
	}, `SELECT id, reference FROM tickets ORDER BY id`)
	if err != nil {
		return err
	}
	for _, t := range list {
		v.out.Tickets++
		if err := v.chain(ctx, q, t.id, t.reference); err != nil {
			return err
		}
	}
	return nil
}

// stored is an event as it lies in the table.
type stored struct {
	seq                    int64
	n                      int
	at                     int64
	kind, body, prev, hash string
	salt, personal         string
}

func (v *verifier) chain(ctx context.Context, q querier, id int64, reference string) error {
	list, err := collect(ctx, q, func(rows *sql.Rows) (stored, error) {
		var e stored
		return e, rows.Scan(&e.seq, &e.n, &e.at, &e.kind, &e.body, &e.prev, &e.hash, &e.salt, &e.personal)
	}, `SELECT e.seq, e.n, e.at, e.kind, e.body, e.prev, e.hash, COALESCE(p.salt, ''), COALESCE(p.body, '')
		FROM events e LEFT JOIN personal p ON p.seq = e.seq WHERE e.ticket_id = $1 ORDER BY e.n`, id)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		v.fault(reference, 0, "the ticket has no event")
		return nil
	}
	head, ok := genesis(reference), true
	var folded []Event
	gone := make(map[int]bool) // personal parts that are not there
	for i, e := range list {
		v.out.Events++
		event, fine := v.event(reference, e, i+1, head)
		ok = ok && fine
		head = e.hash
		v.hashes[reference] = append(v.hashes[reference], e.hash)
		event.Seq, event.Ticket = e.seq, id
		v.name(reference, event)
		v.at[e.seq] = event.At
		if event.Erased {
			gone[event.N] = true
		}
		folded = append(folded, event)
	}
	v.erasures(reference, folded, gone)
	if !ok { // a fold of broken bytes says nothing more
		return nil
	}
	return v.rows(ctx, q, id, reference, head, folded)
}

// event checks one event's place, bytes and digest.
func (v *verifier) event(reference string, e stored, n int, prev string) (Event, bool) {
	before := len(v.out.Faults)
	if e.n != n {
		v.fault(reference, n, "the event is missing: event %d follows event %d", e.n, n-1)
	}
	if e.prev != prev {
		v.fault(reference, e.n, "the chain is broken: it does not follow the event before it")
	}
	if link(e.prev, e.body) != e.hash {
		v.fault(reference, e.n, "the bytes do not have the hash that was written")
	}
	event, l, err := readLine(e.body, e.personal)
	if err != nil {
		v.fault(reference, e.n, "the bytes cannot be read: %v", err)
		return Event{N: e.n, Fact: Hidden{}}, false
	}
	if l.Reference != reference || l.N != e.n || l.At != e.at || string(l.Kind) != e.kind {
		v.fault(reference, e.n, "the columns beside the bytes say something else")
	}
	if e.personal != "" && personalDigest(e.salt, e.personal) != l.Personal {
		v.fault(reference, e.n, "the personal part does not have the digest that was written")
	}
	return event, len(v.out.Faults) == before
}

// erasures compares the personal parts that are gone with those that an erasure
// names, or a message that was taken off.
func (v *verifier) erasures(reference string, list []Event, gone map[int]bool) {
	recorded := make(map[int]bool)
	for _, e := range list {
		var taken []int
		switch f := e.Fact.(type) {
		case Erased:
			taken = f.Events
		case Detached:
			taken = f.Events
		}
		for _, n := range taken {
			recorded[n] = true
		}
	}
	for _, e := range list {
		switch {
		case gone[e.N] && recorded[e.N]:
			v.out.Erased++
		case recorded[e.N]:
			v.fault(reference, e.N, "the personal part was erased and is there again")
		case gone[e.N]:
			v.fault(reference, e.N, "the personal part is gone and no erasure is recorded")
		}
	}
}

// rows folds the events anew and compares the result with the tables.
func (v *verifier) rows(ctx context.Context, q querier, id int64, reference, head string, list []Event) error {
	ticket, err := Fold(list)
	if err != nil {
		v.fault(reference, 0, "the events do not fold: %v", err)
		return nil
	}
	want, err := (&dossier{ticket, head}).asRow()
	if err != nil {
		return err
	}
	have, err := columns(ctx, q, `SELECT `+ticketColumns+` FROM tickets WHERE id = $1`, id)
	if err != nil {
		return err
	}
	if len(have) != 1 || !slices.Equal(have[0], plain(want.Ticket)) {
		v.fault(reference, 0, "the row differs from the fold of its events")
	}
	proposals, err := columns(ctx, q, `SELECT `+proposalColumns+` FROM proposals WHERE ticket_id = $1 ORDER BY n`, id)
	if err != nil {
		return err
	}
	same := len(proposals) == len(want.Proposals)
	for i := 0; same && i < len(proposals); i++ {
		same = slices.Equal(proposals[i], plain(want.Proposals[i]))
	}
	if !same {
		v.fault(reference, 0, "the proposals differ from the fold of their events")
	}
	if err := v.claims(ctx, q, ticket); err != nil {
		return err
	}
	return v.outbox(ctx, q, ticket)
}

// columns reads rows as text.
func columns(ctx context.Context, q querier, query string, args ...any) ([][]string, error) {
	return collect(ctx, q, func(rows *sql.Rows) ([]string, error) {
		names, err := rows.Columns()
		if err != nil {
			return nil, err
		}
		values := make([]any, len(names))
		for i := range values {
			values[i] = new(any)
		}
		if err := rows.Scan(values...); err != nil {
			return nil, err
		}
		for i := range values {
			values[i] = *values[i].(*any)
		}
		return plain(values), nil
	}, query, args...)
}

// plain writes values so that what was stored and what is to be stored compare.
func plain(values []any) []string {
	list := make([]string, len(values))
	for i, v := range values {
		if valuer, ok := v.(driver.Valuer); ok {
			v, _ = valuer.Value()
		}
		if b, ok := v.([]byte); ok {
			v = string(b)
		}
		list[i] = fmt.Sprint(v)
	}
	return list
}
