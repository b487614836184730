package tickets

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"
)

// A Register is a journal of administrative acts that are no ticket's. Its acts
// are numbered on with the events of tickets, chained as those are, and covered
// by the same signed roots (ADR 26): they are never changed, only added to.
type Register string

// The registers.
const (
	CalendarRegister     Register = "calendar"
	AnnouncementRegister Register = "announcements"
)

// Registers lists them.
func Registers() []Register { return []Register{CalendarRegister, AnnouncementRegister} }

// head names the register among the heads that a root is signed over.
func (r Register) head() string { return registerHead + string(r) }

const registerHead = "register "

// An ActKind names an act: a past participle of the command that caused it.
type ActKind string

// The acts of the calendar, then those of announcements.
const (
	ActPlanned   ActKind = "planned"
	ActReplanned ActKind = "replanned"
	ActUnplanned ActKind = "unplanned"

	ActAnnounced ActKind = "announced"
	ActCorrected ActKind = "corrected"
	ActRevoked   ActKind = "revoked"
	ActJudged    ActKind = "judged"
	ActStated    ActKind = "stated"
)

// ActKinds lists them.
func ActKinds() []ActKind {
	return []ActKind{
		ActPlanned, ActReplanned, ActUnplanned,
		ActAnnounced, ActCorrected, ActRevoked, ActJudged, ActStated,
	}
}

// An ActFact is what an act says. Each kind has one type.
type ActFact interface{ actKind() ActKind }

// An Act is one line of a register.
type Act struct {
	Seq     int64 // position in the whole journal, among the events of tickets
	N       int   // position in the register, from 1
	Subject int   // the entry that it is about, numbered from 1 in the register
	At      time.Time
	By      Actor
	Fact    ActFact
}

// Kind is the kind of its fact.
func (a Act) Kind() ActKind { return a.Fact.actKind() }

// actLine is an act as it is stored and hashed: its bytes are kept exactly as
// written and never made again.
type actLine struct {
	V        int             `json:"v"`
	Register Register        `json:"register"`
	N        int             `json:"n"`
	Subject  int             `json:"subject"`
	At       int64           `json:"at"` // microseconds UTC
	By       lineActor       `json:"by"`
	Kind     ActKind         `json:"kind"`
	Fact     json.RawMessage `json:"fact"`
}

var actReaders = map[ActKind]func([]byte) (ActFact, error){
	ActPlanned: readAct[Planned], ActReplanned: readAct[Replanned], ActUnplanned: readAct[Unplanned],
	ActAnnounced: readAct[Announced], ActCorrected: readAct[Corrected], ActRevoked: readAct[Revoked],
	ActJudged: readAct[Judged], ActStated: readAct[Stated],
}

func readAct[F ActFact](raw []byte) (ActFact, error) {
	var fact F
	err := json.Unmarshal(raw, &fact)
	return fact, err
}

// readActLine turns stored bytes back into an act.
func readActLine(body string) (Act, actLine, error) {
	var l actLine
	if err := json.Unmarshal([]byte(body), &l); err != nil {
		return Act{}, l, fmt.Errorf("reading an act: %w", err)
	}
	if l.V != formatVersion {
		return Act{}, l, fmt.Errorf("act format %d is not known to this version", l.V)
	}
	reader, ok := actReaders[l.Kind]
	if !ok {
		return Act{}, l, fmt.Errorf("unknown act %q", l.Kind)
	}
	fact, err := reader(l.Fact)
	if err != nil {
		return Act{}, l, fmt.Errorf("reading act %q: %w", l.Kind, err)
	}
	return Act{
		N: l.N, Subject: l.Subject, At: time.UnixMicro(l.At).UTC(), By: Actor{Role: l.By.Role, Account: l.By.Account}, Fact: fact,
	}, l, nil
}

// acts reads a register in order.
func acts(ctx context.Context, q querier, r Register) ([]Act, error) {
	list, err := collect(ctx, q, func(rows *sql.Rows) (Act, error) {
		var seq int64
		var body string
		if err := rows.Scan(&seq, &body); err != nil {
			return Act{}, err
		}
		a, _, err := readActLine(body)
		a.Seq = seq
		return a, err
	}, `SELECT seq, body FROM acts WHERE register = $1 ORDER BY n`, string(r))
	if err != nil {
		return nil, fmt.Errorf("reading the register %s: %w", r, err)
	}
	return list, nil
}

// actHead is where a register's chain ends.
func actHead(ctx context.Context, q querier, r Register) (n int, hash string, err error) {
	heads, err := collect(ctx, q, func(rows *sql.Rows) (head, error) {
		var h head
		return h, rows.Scan(&h.N, &h.Hash)
	}, `SELECT n, hash FROM acts WHERE register = $1 ORDER BY n DESC LIMIT 1`, string(r))
	if err != nil || len(heads) == 0 {
		return 0, genesis(r.head()), err
	}
	return heads[0].N, heads[0].Hash, nil
}

// record writes one act down. What it rests on is to be read after lockActs, so
// that nobody writes between.
func (t *transaction) record(r Register, by Actor, subject int, fact ActFact) error {
	seq, err := t.increment("event")
	if err != nil {
		return err
	}
	n, prev, err := actHead(t.ctx, t, r)
	if err != nil {
		return err
	}
	raw, err := json.Marshal(fact)
	if err != nil {
		return fmt.Errorf("writing act %q: %w", fact.actKind(), err)
	}
	body, err := json.Marshal(actLine{
		V: formatVersion, Register: r, N: n + 1, Subject: subject, At: micros(t.now),
		By: lineActor{by.Role, by.Account}, Kind: fact.actKind(), Fact: raw,
	})
	if err != nil {
		return fmt.Errorf("writing act %q: %w", fact.actKind(), err)
	}
	err = t.exec(`INSERT INTO acts (seq, register, n, subject, at, kind, body, prev, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		seq, string(r), n+1, subject, micros(t.now), string(fact.actKind()), string(body), prev, link(prev, string(body)))
	if err != nil {
		return fmt.Errorf("writing act %d of the register %s: %w", n+1, r, err)
	}
	return nil
}

// lockActs holds every other writer of acts and events off until the
// transaction ends, by the row of their common counter.
func (t *transaction) lockActs() error {
	if err := t.exec(`INSERT INTO counters (name, value) VALUES ('event', 0) ON CONFLICT (name) DO NOTHING`); err != nil {
		return err
	}
	return t.exec(`UPDATE counters SET value = value WHERE name = 'event'`)
}
