package tickets

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// registers re-hashes the registers of acts: each one's numbering, chain, bytes,
// and the columns beside them. Their heads are compared with the signed roots as
// those of tickets are.
func (v *verifier) registers(ctx context.Context, q querier) error {
	known := make(map[Register]bool)
	for _, r := range Registers() {
		known[r] = true
		if err := v.register(ctx, q, r); err != nil {
			return err
		}
	}
	names, err := collect(ctx, q, scanText, `SELECT DISTINCT register FROM acts ORDER BY register`)
	if err != nil {
		return err
	}
	for _, name := range names {
		if !known[Register(name)] {
			v.fault("", 0, "there are acts of a register %q, which is none", name)
		}
	}
	return nil
}

func (v *verifier) register(ctx context.Context, q querier, r Register) error {
	type storedAct struct {
		stored
		subject int
	}
	list, err := collect(ctx, q, func(rows *sql.Rows) (storedAct, error) {
		var a storedAct
		return a, rows.Scan(&a.seq, &a.n, &a.subject, &a.at, &a.kind, &a.body, &a.prev, &a.hash)
	}, `SELECT seq, n, subject, at, kind, body, prev, hash FROM acts WHERE register = $1 ORDER BY n`, string(r))
	if err != nil {
		return err
	}
	name, prev := r.head(), genesis(r.head())
	var read []Act
	for i, a := range list {
		v.out.Acts++
		if a.n != i+1 {
			v.fault(name, i+1, "the act is missing: act %d follows act %d", a.n, i)
		}
		if a.prev != prev {
			v.fault(name, a.n, "the chain is broken: it does not follow the act before it")
		}
		if link(a.prev, a.body) != a.hash {
			v.fault(name, a.n, "the bytes do not have the hash that was written")
		}
		prev = a.hash
		v.hashes[name] = append(v.hashes[name], a.hash)
		v.at[a.seq] = time.UnixMicro(a.at).UTC()
		act, l, err := readActLine(a.body)
		if err != nil {
			v.fault(name, a.n, "the bytes cannot be read: %v", err)
			continue
		}
		if l.Register != r || l.N != a.n || l.Subject != a.subject || l.At != a.at || string(l.Kind) != a.kind {
			v.fault(name, a.n, "the columns beside the bytes say something else")
		}
		read = append(read, act)
	}
	if err := refold(r, read); err != nil {
		v.fault(name, 0, "the acts do not fold: %v", err)
	}
	return nil
}

// refold folds a register's acts anew.
func refold(r Register, list []Act) error {
	switch r {
	case CalendarRegister:
		_, err := foldCalendar(list)
		return err
	case AnnouncementRegister:
		_, err := foldAnnouncements(list)
		return err
	}
	return fmt.Errorf("no register %q", r)
}
