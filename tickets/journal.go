package tickets

import (
	"context"
	"encoding/json"
	"fmt"
)

// dossier is a ticket within a write transaction: its fold, and where its chain
// ends.
type dossier struct {
	*Ticket
	head string
}

// open reads a ticket for writing: its row is locked, its events folded. What
// was written is not read: a command that asks for it does.
func (t *transaction) open(id int64) (*dossier, error) {
	var head string
	err := t.QueryRowContext(t.ctx, `UPDATE tickets SET updated_at = updated_at WHERE id = $1 RETURNING head`, id).Scan(&head)
	if err != nil {
		return nil, missing(err)
	}
	list, err := facts(t.ctx, t, id)
	if err != nil {
		return nil, fmt.Errorf("reading the journal of ticket %d: %w", id, err)
	}
	ticket, err := Fold(list)
	if err != nil {
		return nil, fmt.Errorf("folding ticket %d: %w", id, err)
	}
	return &dossier{ticket, head}, nil
}

// append applies an event to the ticket, refuses it when the rules do, and
// writes it to the journal. The rows are written once, by save.
func (t *transaction) append(d *dossier, by Actor, fact Fact, personal Personal) (Event, error) {
	e := Event{Ticket: d.ID, N: d.Events + 1, At: t.now, By: by, Fact: fact, Personal: personal}
	if err := d.Apply(e); err != nil {
		return e, err
	}
	seq, err := t.increment("event")
	if err != nil {
		return e, err
	}
	e.Seq = seq
	r, err := newRecord(e, d.Reference, d.head)
	if err != nil {
		return e, err
	}
	d.head = r.hash
	err = t.exec(`INSERT INTO events (seq, ticket_id, n, at, kind, body, prev, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		e.Seq, e.Ticket, e.N, micros(e.At), string(fact.Kind()), r.body, r.prev, r.hash)
	if err != nil {
		return e, fmt.Errorf("writing event %d of %s: %w", e.N, d.Reference, err)
	}
	if r.personal != "" {
		err = t.exec(`INSERT INTO personal (seq, ticket_id, salt, body) VALUES ($1, $2, $3, $4)`,
			e.Seq, e.Ticket, r.salt, r.personal)
		if err != nil {
			return e, fmt.Errorf("writing the personal part of event %d of %s: %w", e.N, d.Reference, err)
		}
	}
	return e, t.stake(d, fact)
}

// row is the fold of a ticket as the table keeps it.
type row struct {
	Ticket    []any
	Proposals [][]any
}

// ticketColumns are the columns of tickets that the fold fills, in the order
// of row.Ticket.
const ticketColumns = `reference, type, channel, origin, state, closed, public, history, assignee,
	received_at, received_on, reply_runs, reply_due, reply_late_from, replied_at, next_due, undecided,
	version, events, head, updated_at, words`

// proposalColumns likewise, in the order of row.Proposals.
const proposalColumns = `n, kind, code, change, change_key, state, due, target, late_from, stopped_on, decided_at, checked_release, verdict`

// asRow is the pure fold from a ticket to its rows.
func (d *dossier) asRow() (row, error) {
	var assignee any
	if d.Assignee != 0 {
		assignee = d.Assignee
	}
	r := row{Ticket: []any{
		d.Reference, string(d.Type), string(d.Channel), string(d.Origin), string(d.State), string(d.Closed),
		truth(d.Public()), truth(d.History), assignee,
		micros(d.ReceivedAt), DateOf(d.ReceivedAt).String(),
		truth(d.Reply.Runs), d.Reply.Deadline.DueOn.String(), micros(d.Reply.Deadline.LateFrom), microsOrNull(d.Reply.StoppedAt),
		d.NextDue(), d.Undecided(), d.Version, d.Events, d.head, micros(d.LastAt), words(d.Ticket),
	}}
	for _, p := range d.Proposals {
		change, err := json.Marshal(p.Change)
		if err != nil {
			return row{}, fmt.Errorf("writing proposal %d of %s: %w", p.N, d.Reference, err)
		}
		var due, target, stopped Date
		var late any
		if p.Clock.Runs {
			due, target, late = p.Clock.Deadline.DueOn, p.Clock.Deadline.TargetOn, micros(p.Clock.Deadline.LateFrom)
			stopped = p.Clock.StoppedOn
		}
		var checked any
		if p.CheckedOn.SHA256 != "" {
			checked = p.CheckedOn.SHA256
		}
		r.Proposals = append(r.Proposals, []any{
			p.N, string(p.Change.Kind), codeOf(p), string(change), p.Change.WishKey(), string(p.State),
			due, target, late, stopped, microsOrNull(p.DecidedAt), checked, string(p.Verdict),
		})
	}
	return r, nil
}

// codeOf is the code ROME that a proposal is about, "" where there is none.
func codeOf(p Proposal) string {
	c := p.Change
	switch {
	case c.Code != "":
		return c.Code
	case c.From != "":
		return c.From
	case c.Base != nil && c.Base.Code != "":
		return c.Base.Code
	}
	return c.To
}

// save writes the fold over the ticket's rows.
func (t *transaction) save(d *dossier) error {
	r, err := d.asRow()
	if err != nil {
		return err
	}
	err = t.exec(`UPDATE tickets SET (`+ticketColumns+`) =
		($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
		WHERE id = $1`, append([]any{d.ID}, r.Ticket...)...)
	if err != nil {
		return fmt.Errorf("writing the row of %s: %w", d.Reference, err)
	}
	for _, p := range r.Proposals {
		err := t.exec(`INSERT INTO proposals (ticket_id, `+proposalColumns+`)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
			ON CONFLICT (ticket_id, n) DO UPDATE SET (`+proposalColumns+`) =
			($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`, append([]any{d.ID}, p...)...)
		if err != nil {
			return fmt.Errorf("writing a proposal of %s: %w", d.Reference, err)
		}
	}
	return nil
}

// change opens a ticket for one command: it is authorised, refused when the
// reader's version is stale, handed to do, and saved. A negative version skips
// the comparison, for commands that no page could make stale.
func (s *Store) change(ctx context.Context, by Actor, c Command, id int64, version int, do func(*transaction, *dossier) error) error {
	if err := authorize(by, c, id); err != nil {
		return err
	}
	return s.transact(ctx, func(t *transaction) error {
		d, err := t.open(id)
		if err != nil {
			return err
		}
		if version >= 0 && version != d.Version {
			return &Stale{Seen: version, Now: d.Version}
		}
		if err := do(t, d); err != nil {
			return err
		}
		return t.save(d)
	})
}
