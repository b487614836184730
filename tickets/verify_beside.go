package tickets

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"vigie/rome"
)

// strays looks for rows that belong to no ticket, which the figures would count.
func (v *verifier) strays(ctx context.Context, q querier) error {
	for _, table := range []string{"events", "personal", "proposals", "outbox", "participants", "claims"} {
		var n int
		// The name is one of the six above.
		err := q.QueryRowContext(ctx, `SELECT COUNT(*) FROM `+table+` WHERE ticket_id NOT IN (SELECT id FROM tickets)`).Scan(&n)
		if err != nil {
			return err
		}
		if n > 0 {
			v.fault("", 0, "%d rows of %s belong to tickets that are missing", n, table)
		}
	}
	var n int
	err := q.QueryRowContext(ctx, `SELECT COUNT(*) FROM personal p JOIN events e ON e.seq = p.seq WHERE e.ticket_id <> p.ticket_id`).Scan(&n)
	if err == nil && n > 0 {
		v.fault("", 0, "%d personal parts name another ticket than their event", n)
	}
	return err
}

// claims compares what a ticket's changes are found by with the changes, once the
// whole table is of the present rules.
func (v *verifier) claims(ctx context.Context, q querier, t *Ticket) error {
	if version, err := stakedVersion(ctx, q); err != nil || version != rome.ClaimsVersion {
		return err
	}
	list, err := collect(ctx, q, scanText, `SELECT CAST(n AS TEXT) || ' ' || thing || ' ' || want FROM claims WHERE ticket_id = $1`, t.ID)
	if err != nil {
		return err
	}
	have := make(map[string]bool, len(list))
	for _, c := range list {
		have[c] = true
	}
	want := 0
	seen := make(map[string]bool)
	for i := range t.Proposals {
		for _, c := range t.Proposals[i].Change.Claims() {
			key := strconv.Itoa(t.Proposals[i].N) + " " + c.Thing + " " + c.Want
			if !seen[key] {
				want++
			}
			seen[key] = true
			if !have[key] {
				v.fault(t.Reference, 0, "change %d is not found by what it claims", t.Proposals[i].N)
				return nil
			}
		}
	}
	if len(list) != want {
		v.fault(t.Reference, 0, "its changes are found by claims that they do not make")
	}
	return nil
}

// outbox compares what was sent with what the journal says of a ticket's
// letters.
func (v *verifier) outbox(ctx context.Context, q querier, t *Ticket) error {
	type sent struct {
		letter int
		state  string
	}
	list, err := collect(ctx, q, func(rows *sql.Rows) (sent, error) {
		var s sent
		return s, rows.Scan(&s.letter, &s.state)
	}, `SELECT letter, state FROM outbox WHERE ticket_id = $1`, t.ID)
	if err != nil {
		return err
	}
	states := make(map[int]string, len(list))
	for _, s := range list {
		states[s.letter] = s.state
	}
	for _, l := range t.Letters {
		state, want := states[l.N], "waiting"
		switch {
		case l.Means != "":
			want = ""
		case l.Recalled:
			want = "cancelled"
		case l.Failed && state == "sent": // it came back
			want = state
		case l.Failed:
			want = "failed"
		case !l.DeliveredAt.IsZero():
			want = "sent"
		case state == "cancelled": // erased before it was sent
			want = state
		}
		if state != want {
			v.fault(t.Reference, l.Event, "the outbox says %q of its letter, and the journal %q", state, want)
		}
	}
	return nil
}

// releases reads every stored archive again: what the evidence is taken from is
// what was imported.
func (v *verifier) releases(ctx context.Context, q querier) error {
	list, err := listReleases(ctx, q)
	if err != nil {
		return err
	}
	for _, r := range list {
		archive, err := archive(ctx, q, r.SHA256)
		if err != nil {
			v.fault("", 0, "the archive of release %s (%.8s) is missing", r.Number, r.SHA256)
			continue
		}
		read, err := rome.ReadBytes(archive)
		switch {
		case err != nil:
			v.fault("", 0, "the archive of release %s (%.8s) cannot be read: %v", r.Number, r.SHA256, err)
		case read.SHA256 != r.SHA256:
			v.fault("", 0, "the archive of release %s (%.8s) is another one", r.Number, r.SHA256)
		case fmt.Sprint(read.Number, read.PublishedOn, read.Title, read.Counts()) != fmt.Sprint(r.Number, r.PublishedOn, r.Title, r.Counts):
			v.fault("", 0, "the row of release %s (%.8s) differs from its archive", r.Number, r.SHA256)
		}
	}
	return nil
}
