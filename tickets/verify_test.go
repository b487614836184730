package tickets_test

import (
	"strings"
	"testing"

	"vigie/rome"
	"vigie/tickets"
)

// busy files and answers a few tickets and signs a root.
func busy(b *bench) []*tickets.Case {
	ctx := b.t.Context()
	b.sampleRelease(1, "2026-05-04")
	agent := b.agent()
	var list []*tickets.Case
	for range 3 {
		c := b.file(filing(never))
		b.send()
		b.must(b.Note(ctx, agent, c.ID, c.Version, "À voir avec l'équipe."))
		c = b.read(c.Reference)
		b.must(b.Decide(ctx, agent, c.ID, c.Version,
			[]tickets.Choice{{Proposal: 1, Outcome: tickets.Accept, Words: "D'accord."}}, tickets.LetterText{Subject: "s", Text: "t"}))
		b.send()
		list = append(list, b.read(c.Reference))
	}
	b.must(b.SignRoot(ctx))
	return list
}

// tamper runs statements as somebody who can write the database.
func (b *bench) tamper(statements ...string) {
	b.t.Helper()
	for _, s := range statements {
		if strings.HasPrefix(s, "PRAGMA") && b.db.Engine != "sqlite" || strings.HasPrefix(s, "SET ") && b.db.Engine == "sqlite" {
			continue
		}
		if _, err := b.db.Write.Exec(s); err != nil {
			b.t.Fatalf("%s: %v", s, err)
		}
	}
}

// blames expects verify to name a place.
func (b *bench) blames(where string) {
	b.t.Helper()
	v, err := b.Verify(b.t.Context())
	b.must(err)
	for _, f := range v.Faults {
		if strings.Contains(f.String(), where) {
			return
		}
	}
	b.t.Errorf("nothing is said about %q: %v", where, v.Faults)
}

func TestVerifyFindsAFlippedByteInAnyEvent(t *testing.T) {
	onEach(t, func(b *bench) {
		list := busy(b)
		b.faultless()
		c := list[1]
		for _, e := range c.Events {
			var body string
			b.must(b.db.Write.QueryRow(`SELECT body FROM events WHERE seq = $1`, e.Seq).Scan(&body))
			for _, at := range []int{1, len(body) / 2, len(body) - 2} {
				flipped := []byte(body)
				flipped[at] ^= 1
				_, err := b.db.Write.Exec(`UPDATE events SET body = $2 WHERE seq = $1`, e.Seq, string(flipped))
				b.must(err)
				b.blames(tickets.JournalFault{Ticket: c.Reference, Event: e.N}.String())
			}
			_, err := b.db.Write.Exec(`UPDATE events SET body = $2 WHERE seq = $1`, e.Seq, body)
			b.must(err)
		}
		b.faultless()
	})
}

func TestVerifyFindsWhatIsMissing(t *testing.T) {
	without := func(where string) []string {
		return []string{
			"DELETE FROM outbox WHERE seq IN (SELECT seq FROM events WHERE " + where + ")",
			"DELETE FROM personal WHERE seq IN (SELECT seq FROM events WHERE " + where + ")",
			"DELETE FROM events WHERE " + where,
		}
	}
	for name, c := range map[string]struct {
		statements []string
		blames     string
	}{
		"a ticket": {
			append(without("ticket_id = 2"), "DELETE FROM proposals WHERE ticket_id = 2", "DELETE FROM tickets WHERE id = 2"),
			"ROME-2026-00002: the ticket is missing",
		},
		"a tail":           {without("ticket_id = 2 AND n > 3"), "ROME-2026-00002, event 4: the tail is cut"},
		"an event":         {without("ticket_id = 2 AND n = 3"), "ROME-2026-00002, event 3: the event is missing"},
		"the last event":   {without("seq = (SELECT MAX(seq) FROM events)"), "journal: events"},
		"a personal part":  {[]string{"DELETE FROM personal WHERE seq = (SELECT seq FROM events WHERE ticket_id = 1 AND n = 1)"}, "ROME-2026-00001, event 1: the personal part is gone"},
		"another name":     {[]string{"UPDATE personal SET body = REPLACE(body, 'Martin', 'Dupont') WHERE ticket_id = 1"}, "ROME-2026-00001, event 1: the personal part does not have"},
		"a row":            {[]string{"UPDATE tickets SET state = 'closed' WHERE id = 3"}, "ROME-2026-00003: the row differs"},
		"a proposal's row": {[]string{"UPDATE proposals SET state = 'integrated' WHERE ticket_id = 3"}, "ROME-2026-00003: the proposals differ"},
		"stray proposals":  {[]string{"PRAGMA foreign_keys = 0", "SET session_replication_role = replica", "INSERT INTO proposals (ticket_id, n, kind, code, change, change_key, state, verdict) VALUES (999, 1, 'other', '', '{}', '', 'awaiting', '')"}, "rows of proposals belong to tickets that are missing"},
		"an unsent letter": {[]string{"UPDATE outbox SET state = 'waiting' WHERE ticket_id = 1 AND letter = 1"}, "ROME-2026-00001, event 2: the outbox says"},
		"another archive":  {[]string{"UPDATE release_chunks SET data = (SELECT data FROM release_chunks LIMIT 1)", "UPDATE releases SET published_on = '2026-05-05'"}, "the row of release 491"},
		"no archive":       {[]string{"DELETE FROM release_chunks"}, "the archive of release 491"},
		"a signature":      {[]string{"UPDATE roots SET body = REPLACE(body, '\"tickets\":3', '\"tickets\":2')"}, "the signature of the root"},
	} {
		t.Run(name, func(t *testing.T) {
			onEach(t, func(b *bench) {
				busy(b)
				b.faultless()
				b.tamper(c.statements...)
				b.blames(c.blames)
			})
		})
	}
}

// Somebody who can write the database, but has not the key, rewrites a ticket
// with hashes and row to match: the signed root still tells.
func TestVerifyFindsARewrittenTail(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		c := busy(b)[2]
		forger := tickets.Actor{Role: tickets.Agent, Account: 1}
		last := c.Events[len(c.Events)-1]
		b.tamper(
			"DELETE FROM outbox WHERE seq >= "+itoa(last.Seq), "DELETE FROM personal WHERE seq >= "+itoa(last.Seq),
			"DELETE FROM events WHERE seq >= "+itoa(last.Seq), "UPDATE counters SET value = "+itoa(last.Seq-1)+" WHERE name = 'event'",
			"UPDATE tickets SET head = (SELECT hash FROM events WHERE seq = "+itoa(last.Seq-1)+") WHERE id = "+itoa(c.ID),
		)
		b.must(b.Note(ctx, forger, c.ID, -1, "Rien à voir."))
		b.blames(c.Reference + ", event " + itoa(int64(last.N)) + ": the event differs")
	})
}

func TestErasureKeepsTheJournalTrue(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		c := busy(b)[0]
		if err := b.Erase(ctx, tickets.Actor{Role: tickets.Agent, Account: 1}, c.ID); err == nil {
			b.t.Error("an agent erased a person")
		}
		b.must(b.Erase(ctx, tickets.Actor{Role: tickets.Admin, Account: 1}, c.ID))
		b.faultless()
		var left int
		b.must(b.db.Write.QueryRow(`SELECT COUNT(*) FROM personal WHERE ticket_id = $1 AND body LIKE '%Martin%'`, c.ID).Scan(&left))
		if left != 0 {
			b.t.Errorf("%d traces of the author are left", left)
		}
		after := b.read(c.Reference)
		if after.Author.Name != "" || after.Proposals[0].State != tickets.Awaiting || after.Reply.StoppedOn != c.Reply.StoppedOn {
			b.t.Errorf("after the erasure: %+v, %s", after.Author, after.Proposals[0].State)
		}
		b.on("2026-06-02")
		b.must(b.SignRoot(ctx))
		b.must(b.SignRoot(ctx)) // once a day
		v, err := b.Verify(ctx)
		b.must(err)
		if len(v.Faults) > 0 || v.Roots != 2 || v.Erased == 0 {
			b.t.Errorf("verification %+v", v)
		}
	})
}

func TestFreeTextIsNotInThePublicBytes(t *testing.T) {
	onEach(t, func(b *bench) {
		c := b.file(filing(rome.Change{Kind: rome.Other, Text: "Je suis Zoé Lefèvre, au 06 11 22 33 44."}))
		var n int
		b.must(b.db.Write.QueryRow(`SELECT COUNT(*) FROM events WHERE body LIKE '%Zoé%' OR body LIKE '%Martin%' OR body LIKE '%lea@%'`).Scan(&n))
		if n != 0 {
			b.t.Error("free text or people are in the bytes that cannot be erased")
		}
		if c.Proposals[0].Change.Text == "" {
			b.t.Error("the agent cannot read what is asked")
		}
		b.faultless()
	})
}

// Whoever was erased and is put back, whatever is slipped in between two roots,
// and roots that were taken away, all show.
func TestVerifyFindsWhatWasPutBackOrTakenAway(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		c := busy(b)[0]
		b.tamper("CREATE TABLE kept AS SELECT * FROM personal WHERE ticket_id = " + itoa(c.ID))
		b.must(b.Erase(ctx, tickets.Actor{Role: tickets.Admin, Account: 1}, c.ID))
		b.on("2026-06-02")
		b.faultless()
		b.tamper("INSERT INTO personal SELECT * FROM kept WHERE seq NOT IN (SELECT seq FROM personal)")
		b.blames(c.Reference + ", event 1: the personal part was erased and is there again")
		b.tamper("DELETE FROM personal WHERE seq IN (SELECT seq FROM kept) AND ticket_id = "+itoa(c.ID)+" AND seq NOT IN (SELECT seq FROM events WHERE kind IN ('accepted', 'declined'))", "DROP TABLE kept")
		b.faultless()

		// A ticket filed as if it were a month ago.
		b.mu.Lock()
		b.now = b.now.AddDate(0, -1, 0)
		b.mu.Unlock()
		b.file(filing(never))
		b.on("2026-06-03")
		b.blames("says that it happened on 2026-05-02")
	})
	onEach(t, func(b *bench) {
		busy(b)
		b.on("2026-06-10")
		b.faultless()
		b.tamper("DELETE FROM roots")
		b.blames("are under no signed root")
	})
}
