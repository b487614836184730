package fetch

import (
	"errors"
	"time"

	"vigie/tickets"
)

// maxTries is how often in a row a new message is fetched before it is passed
// over, the last time in another manner.
const maxTries = 3

// fetchAll fetches messages into the queue. It answers what ended the
// connection, if anything did.
func (f *Fetcher) fetchAll(d *folder, fresh, missing []uint32, q *queue, gone map[uint32]bool) error {
	for _, uid := range fresh {
		if on, err := f.fetchNew(d, uid, q, gone); err != nil || !on {
			return err
		}
	}
	for _, uid := range missing {
		if on, err := f.fetchMissing(d, uid, q, gone); err != nil || !on {
			return err
		}
	}
	return nil
}

// fetchNew fetches a message for the first time. One that fails three times in a
// row, over several connections if it ends them, is passed over.
func (f *Fetcher) fetchNew(d *folder, uid uint32, q *queue, gone map[uint32]bool) (on bool, err error) {
	for {
		d.attempts[uid]++
		tries := d.attempts[uid]
		l, err := f.session.letter(uid, tries >= maxTries, f.mailbox.MaxSize, q.room)
		if l.raw != nil {
			delete(d.attempts, uid)
			return q.put(f.parcel(uid, l)), err
		}
		if errors.Is(err, errGone) {
			delete(d.attempts, uid)
			gone[uid] = true
			return true, nil
		}
		if tries >= maxTries {
			delete(d.attempts, uid)
			d.missing[uid] = absence{1, f.now().Add(compareEvery)}
			on = q.put(parcel{mail: tickets.RawMail{UID: uid}, passed: reason(err)})
		}
		if ended(err) {
			return on, err
		}
		if tries >= maxTries {
			return on, nil
		}
	}
}

// fetchMissing tries a message once more that was passed over, or lost from the
// store. The next time comes after twice as long.
func (f *Fetcher) fetchMissing(d *folder, uid uint32, q *queue, gone map[uint32]bool) (on bool, err error) {
	const longest = 24 * time.Hour
	a := d.missing[uid]
	wait := min(compareEvery<<min(a.tries, 8), longest)
	// Before it is tried, lest it ends each connection at once.
	d.missing[uid] = absence{a.tries + 1, f.now().Add(wait)}
	l, err := f.session.letter(uid, a.tries%2 == 1, f.mailbox.MaxSize, q.room)
	switch {
	case l.raw != nil:
		delete(d.missing, uid)
		return q.put(f.parcel(uid, l)), err
	case errors.Is(err, errGone):
		delete(d.missing, uid)
		gone[uid] = true
		return true, nil
	}
	on = q.put(parcel{mail: tickets.RawMail{UID: uid}, passed: reason(err)})
	if ended(err) {
		return on, err
	}
	return on, nil
}

// letter fetches a message, carefully or in one bare piece.
func (s *session) letter(uid uint32, bare bool, maxSize int64, room func(int64)) (letter, error) {
	if bare {
		return s.bare(uid, maxSize, room)
	}
	return s.careful(uid, maxSize, room)
}

func (f *Fetcher) parcel(uid uint32, l letter) parcel {
	at, basis := receipt(l.date, l.raw, f.now())
	return parcel{mail: tickets.RawMail{UID: uid, ReceivedAt: at, Basis: basis, Size: l.size, Raw: l.raw}}
}
