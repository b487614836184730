package tickets

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"vigie/rome"
)

// A Ledger says of a release what the requests have to do with it: what was
// promised and is in it or not, what it fulfils though nobody promised it, and
// which of its changes somebody asked for.
type Ledger struct {
	Expected  []LedgerLine // accepted by the day the release counts from, and not held before it
	Fulfilled []LedgerLine // not accepted by then, and held for the first time
	Before    int          // accepted, and held by the release before already

	explained map[string][]int // by the entity that changed: places in lines
	lines     []LedgerLine
}

// A LedgerLine is one proposal beside one release.
type LedgerLine struct {
	Reference string
	Public    bool
	SummaryProposal
	Result    rome.Result // of this release, now
	DecidedAt time.Time
}

// Kept reports whether the release holds the change.
func (l *LedgerLine) Kept() bool { return l.Result.Verdict == rome.Holds }

// Explains gives the proposals that a release was found to hold for the first
// time and that concern an entity, by its OGR or, of an occupation, its code.
func (l *Ledger) Explains(entity string) []LedgerLine {
	var list []LedgerLine
	for _, at := range l.explained[entity] {
		list = append(list, l.lines[at])
	}
	return list
}

// Missing counts what was promised and is not in the release.
func (l *Ledger) Missing() (n int) {
	for i := range l.Expected {
		if !l.Expected[i].Kept() {
			n++
		}
	}
	return n
}

// Ledger puts the requests beside the later release of a comparison. Each
// proposal is checked anew on both: nothing here was said by anybody.
func (s *Store) Ledger(ctx context.Context, c *Comparison) (*Ledger, error) {
	list, err := collect(ctx, s.read, func(rows *sql.Rows) (LedgerLine, error) {
		var l LedgerLine
		var change string
		var public int
		var decided sql.NullInt64
		err := rows.Scan(&l.Reference, &public, &l.N, &change, &l.State, &l.Due, &l.Target, &l.StoppedOn, &decided)
		if err != nil {
			return l, err
		}
		l.Public, l.DecidedAt = public == 1, instant(decided)
		return l, json.Unmarshal([]byte(change), &l.Change)
	}, `SELECT t.reference, t.public, p.n, p.change, p.state, p.due, p.target, p.stopped_on, p.decided_at
		FROM proposals p JOIN tickets t ON t.id = p.ticket_id
		WHERE p.state <> 'withdrawn' AND t.closed <> 'spam' ORDER BY t.id, p.n`)
	if err != nil {
		return nil, fmt.Errorf("reading the ledger of release %s: %w", c.To.Number, err)
	}
	out := &Ledger{explained: make(map[string][]int)}
	day := c.To.asChecked().KeptOn()
	for _, l := range list {
		out.enter(c, l, day)
	}
	slices.SortStableFunc(out.Expected, func(a, b LedgerLine) int { // what is missing first, by its deadline
		if a.Kept() != b.Kept() {
			if b.Kept() {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Due.String(), b.Due.String())
	})
	return out, nil
}

// enter puts one proposal where it belongs.
func (l *Ledger) enter(c *Comparison, line LedgerLine, day Date) {
	line.Result = c.To.Release.Check(line.Change)
	accepted := line.State == Awaiting || line.State == Integrated || line.State == Regressed
	promised := accepted && !line.DecidedAt.IsZero() && !DateOf(line.DecidedAt).After(day)
	held := c.From.Release.Check(line.Change).Verdict == rome.Holds
	switch {
	case held && line.Kept():
		if promised {
			l.Before++
		}
		return
	case line.Kept():
		at := len(l.lines)
		l.lines = append(l.lines, line)
		for _, entity := range c.entitiesOf(line) {
			l.explained[entity] = append(l.explained[entity], at)
		}
		if promised {
			l.Expected = append(l.Expected, line)
		} else {
			l.Fulfilled = append(l.Fulfilled, line)
		}
	case promised:
		l.Expected = append(l.Expected, line)
	}
}

// entitiesOf are what a fulfilled change changed: its target, or what it made.
func (c *Comparison) entitiesOf(l LedgerLine) []string {
	var list []string
	add := func(entity string) {
		if entity != "" && !slices.Contains(list, entity) {
			list = append(list, entity)
		}
	}
	h := c.home(&l.Change)
	switch {
	case l.Change.Kind.Verb() == "create" && len(l.Result.Found) > 0:
		made := l.Result.Found[0]
		if made.Kind == rome.KindOccupation {
			add(made.Code)
		} else {
			add(made.OGR)
		}
	default:
		add(h.entity)
	}
	return list
}

// An EntityChanges is what a release changed of one entity.
type EntityChanges struct {
	Entity  rome.Entity // as it is, or was where it is gone
	Key     string      // for Ledger.Explains
	Kinds   map[rome.Kind]int
	Changes int
}

// Entities lists what changed, entity by entity, in the order of Select;
// changes of typography alone do not count. An occupation stands for its sheet:
// its texts, links, mobilities and places.
func (c *Comparison) Entities() []EntityChanges {
	c.once.Do(func() {
		for _, at := range c.order {
			change, h := &c.Changes[at], c.homes[at]
			if change.Typographic {
				continue
			}
			if n := len(c.entities); n == 0 || c.entities[n-1].Key != h.entity {
				c.entities = append(c.entities, EntityChanges{Entity: c.entity(h, change), Key: h.entity, Kinds: make(map[rome.Kind]int)})
			}
			e := &c.entities[len(c.entities)-1]
			e.Kinds[change.Kind]++
			e.Changes++
		}
	})
	return c.entities
}

func (c *Comparison) entity(h home, change *rome.Change) rome.Entity {
	for _, r := range []*rome.Release{c.To.Release, c.From.Release} {
		if h.entity == h.code {
			if o, ok := r.Occupation(h.code); ok {
				return o.Entity()
			}
		} else if e, ok := r.Entity(h.entity); ok {
			return e
		}
	}
	return rome.Entity{Kind: rome.EntityKind(change.Kind.Family()), OGR: change.OGR, Code: h.code, Label: cmp.Or(change.Label, change.Old)}
}
