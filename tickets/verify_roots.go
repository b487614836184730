package tickets

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// roots checks each signed root: its signature, its place, the heads it names,
// and its hash over all heads of its day.
func (v *verifier) roots(ctx context.Context, q querier) error {
	list, err := collect(ctx, q, func(rows *sql.Rows) ([2]string, error) {
		var r [2]string
		return r, rows.Scan(&r[0], &r[1])
	}, `SELECT body, signature FROM roots ORDER BY day`)
	if err != nil {
		return err
	}
	known := make(map[string]head)
	prev := ""
	for _, r := range list {
		v.out.Roots++
		prev = v.root(r[0], r[1], prev, known)
	}
	v.out.LastRootHash = prev
	v.uncovered()
	return nil
}

func (v *verifier) root(body, signature, prev string, known map[string]head) string {
	this := digest([]byte(body))
	var r root
	if err := json.Unmarshal([]byte(body), &r); err != nil {
		v.fault("", 0, "a signed root cannot be read: %v", err)
		return this
	}
	sig, err := base64.StdEncoding.DecodeString(signature)
	if err != nil || !ed25519.Verify(v.store.keys.Public(), []byte(body), sig) {
		v.fault("", 0, "the signature of the root of %s does not match", r.Day)
	}
	v.out.LastRoot = r.Day
	v.covered(r)
	if r.Prev != prev {
		v.fault("", 0, "the root of %s does not follow the one before it", r.Day)
	}
	for _, h := range r.Moved {
		known[h.Reference] = h
		hashes := v.hashes[h.Reference]
		switch {
		case len(hashes) == 0:
			v.fault(h.Reference, 0, "the ticket is missing: the root of %s knows it with %d events", r.Day, h.N)
		case len(hashes) < h.N:
			v.fault(h.Reference, len(hashes)+1, "the tail is cut: the root of %s knows %d events", r.Day, h.N)
		case hashes[h.N-1] != h.Hash:
			v.fault(h.Reference, h.N, "the event differs from the one that the root of %s signed", r.Day)
		}
	}
	all := make([]head, 0, len(known))
	for _, h := range known {
		all = append(all, h)
	}
	slices.SortFunc(all, func(a, b head) int { return strings.Compare(a.Reference, b.Reference) })
	if len(all) != r.Tickets || rootHash(all) != r.Root {
		v.fault("", 0, "the root of %s is not that of the heads it names", r.Day)
	}
	return this
}

// slack is how far a server's clock may be set back without a root being
// doubted.
const slack = time.Hour

// covered keeps what a root covers before it in time, and what it does not
// after it: an event cannot be slipped in between.
func (v *verifier) covered(r root) {
	signed := time.UnixMicro(r.At)
	v.upTo = r.UpTo
	for seq, at := range v.at {
		if seq <= r.UpTo && at.After(signed.Add(slack)) || seq > r.UpTo && at.Before(signed.Add(-slack)) {
			v.fault("", 0, "event %d of the journal says that it happened on %s, and the root of %s says otherwise",
				seq, at.Format(time.RFC3339), r.Day)
		}
	}
}

// unsigned is how old an event may be without a root over it. A server signs
// every day, and when it starts.
const unsigned = 48 * time.Hour

func (v *verifier) uncovered() {
	limit := v.store.Now().Add(-unsigned)
	n, first := 0, time.Time{}
	for seq, at := range v.at {
		if seq > v.upTo && at.Before(limit) {
			if n++; first.IsZero() || at.Before(first) {
				first = at
			}
		}
	}
	if n > 0 {
		v.fault("", 0, "%d events since %s are under no signed root: roots were taken away, or the service has not run since", n, first.Format(time.RFC3339))
	}
}
