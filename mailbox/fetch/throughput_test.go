package fetch

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"vigie/mailbox/fetch/dovecot"
	"vigie/migrations"
	"vigie/tickets"
)

// ordinary is a message of a size. Real ones have some 18 KB.
func ordinary(name string, size int) []byte {
	raw := make([]byte, 0, size+len(filling))
	raw = append(raw, note(name)...)
	for len(raw) < size {
		raw = append(raw, filling...)
	}
	return raw[:size]
}

// filling is a few lines of letters by chance.
var filling = func() []byte {
	var b bytes.Buffer
	r := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		for range 75 {
			b.WriteByte(byte('a' + r.IntN(26)))
		}
		b.WriteString("\r\n")
	}
	return b.Bytes()
}()

// BenchmarkIngest compares what a pass stores in a second with a bare loop that
// fetches the same messages one by one and commits the same rows, one commit
// each, without looking at them. Both run three times in turn; the medians and
// their ratio are reported.
func BenchmarkIngest(b *testing.B) {
	s := dovecot.Start(b)
	const count = 2000
	for i := range count {
		s.Deliver("lea", "INBOX", ordinary(fmt.Sprintf("m%04d", i), 18<<10), sometime)
	}
	for b.Loop() {
		var bare, ours []float64
		for range 3 {
			bare = append(bare, count/bareLoop(b, s).Seconds())
			ours = append(ours, count/onePass(b, s, count).Seconds())
		}
		slices.Sort(bare)
		slices.Sort(ours)
		b.ReportMetric(bare[1], "bare/s")
		b.ReportMetric(ours[1], "ours/s")
		b.ReportMetric(ours[1]/bare[1], "ratio")
	}
}

func onePass(b *testing.B, s *dovecot.Server, count int) time.Duration {
	h := newHouse(b)
	f := h.fetcher(mailboxOf(s, "lea"))
	began := time.Now()
	r, err := f.Pass(b.Context())
	took := time.Since(began)
	if err != nil || r.Folders[0].Stored != count {
		b.Fatalf("%+v, %v", r, err)
	}
	return took
}

func bareLoop(b *testing.B, s *dovecot.Server) time.Duration {
	h := newHouse(b)
	row, err := h.MailFolder(b.Context(), "contact", "INBOX", tickets.Inbox)
	h.must(err)
	began := time.Now()
	c, err := imapclient.DialInsecure(s.Addr, nil)
	h.must(err)
	defer c.Close()
	h.must(c.Login("lea", dovecot.Password).Wait())
	_, err = c.Select("INBOX", &imap.SelectOptions{ReadOnly: true}).Wait()
	h.must(err)
	found, err := c.UIDSearch(&imap.SearchCriteria{}, nil).Wait()
	h.must(err)
	for _, uid := range found.AllUIDs() {
		list, err := c.Fetch(imap.UIDSetNum(uid), &imap.FetchOptions{
			UID: true, InternalDate: true, RFC822Size: true, BodySection: []*imap.FetchItemBodySection{{Peek: true}},
		}).Collect()
		h.must(err)
		h.must(commitBare(h.db, row.ID, uint32(uid), list[0].BodySection[0].Bytes, list[0].InternalDate))
	}
	return time.Since(began)
}

func commitBare(db *migrations.DB, folder int64, uid uint32, raw []byte, at time.Time) error {
	tx, err := db.Write.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	sum := fmt.Sprintf("%064d", uid)
	if _, err := tx.Exec(`INSERT INTO mails (identity, sha256, size, kept, role, received_at, basis, stored_at)
		VALUES ($1, $1, $2, $2, 'inbox', $3, 'imap', $3)`, sum, len(raw), at.UnixMicro()); err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO blobs (sha256, n, data) VALUES ($1, 0, $2)`, sum, raw); err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO mail_places (folder_id, uidvalidity, uid, mail_id) VALUES ($1, 1, $2, $2)`, folder, uid); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE mail_folders SET cursor = $2 WHERE id = $1`, folder, uid); err != nil {
		return err
	}
	return tx.Commit()
}
