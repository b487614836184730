package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"time"
)

const (
	chunkSize = 1 << 20   // of a message, per command
	headSize  = 256 << 10 // kept after the header of a message that is too large
)

var (
	errGone     = errors.New("expunged meanwhile")
	errAbsent   = errors.New("listed but not delivered")
	errChanging = errors.New("other bytes each time")
)

// A letter is a message as it was fetched.
type letter struct {
	raw  []byte
	size int64     // of the whole; more than len(raw) when the head alone is kept
	date time.Time // INTERNALDATE, zero when there is none
}

// careful fetches a message in parts, with its date and its size. The size is
// what the parts must add up to; where it is not, the message is fetched again,
// and taken when it comes the same: some servers only guess at sizes (Exchange,
// unless it is told not to). room is called, with its size as far as it is
// known, before a message of more than one part is put together.
func (s *session) careful(uid uint32, maxSize int64, room func(size int64)) (letter, error) {
	first, err := s.part(uid, 0, nil, true)
	if err != nil {
		return letter{}, err
	}
	l := letter{first.body, first.size, first.date}
	full := len(first.body) == chunkSize
	if full && first.size > maxSize {
		beyond, err := s.fetch(request{uid: uid, body: true, partial: true, offset: maxSize, want: 1})
		if err != nil {
			return letter{}, err
		}
		if beyond != nil && len(beyond.body) > 0 { // the size is no lie
			return l.head(), nil
		}
	}
	if full || first.size > int64(len(first.body)) {
		room(max(first.size, 2*chunkSize))
		l.raw, err = s.assemble(uid, first, maxSize)
		if err != nil {
			return letter{}, err
		}
		if int64(len(l.raw)) > maxSize {
			return l.head(), nil
		}
	}
	if len(l.raw) == 0 { // what Dovecot gives of a message that is gone
		if err := s.present(uid); err != nil {
			return letter{}, err
		}
		if first.size > 0 {
			return letter{}, errAbsent
		}
	}
	if l.size = int64(len(l.raw)); l.size != first.size {
		if err := s.same(uid, l.raw); err != nil {
			return letter{}, err
		}
	}
	return l, nil
}

// part fetches bytes of a message from an offset on, a chunk at most. A message
// that is not delivered is either gone or an error.
func (s *session) part(uid uint32, offset int64, into []byte, meta bool) (*delivery, error) {
	d, err := s.fetch(request{uid: uid, body: true, partial: true, offset: offset, want: chunkSize, meta: meta, into: into})
	if err != nil || d != nil {
		return d, err
	}
	if err := s.present(uid); err != nil {
		return nil, err
	}
	return nil, errAbsent
}

// present answers errGone when a message is no longer there.
func (s *session) present(uid uint32) error {
	there, err := s.exists(uid)
	if err == nil && !there {
		err = errGone
	}
	return err
}

// assemble fetches what comes after the first part, until a part is short and
// the size is reached, or nothing comes any more, or it is too much.
func (s *session) assemble(uid uint32, first *delivery, maxSize int64) ([]byte, error) {
	raw := first.body
	if first.size > int64(len(raw)) && first.size <= maxSize {
		raw = append(make([]byte, 0, first.size), raw...)
	}
	for int64(len(raw)) <= maxSize {
		d, err := s.part(uid, int64(len(raw)), raw[len(raw):], false)
		if err != nil {
			return nil, err
		}
		raw = append(raw, d.body...)
		if len(d.body) == 0 || len(d.body) < chunkSize && int64(len(raw)) >= first.size {
			break
		}
	}
	return raw, nil
}

// same fetches a message again and compares.
func (s *session) same(uid uint32, raw []byte) error {
	for offset := 0; ; {
		d, err := s.part(uid, int64(offset), nil, false)
		if err != nil {
			return err
		}
		if !bytes.HasPrefix(raw[offset:], d.body) {
			return errChanging
		}
		offset += len(d.body)
		if offset == len(raw) && len(d.body) < chunkSize {
			return nil
		}
		if len(d.body) == 0 {
			return errChanging
		}
	}
}

// bare fetches a message in one piece and nothing beside it, for the server that
// chokes on parts, dates or sizes. Its date is asked for last, since the question
// may end the connection: a letter may come with an error.
func (s *session) bare(uid uint32, maxSize int64, room func(size int64)) (letter, error) {
	room(maxSize)
	d, err := s.fetch(request{uid: uid, body: true, want: maxSize})
	if err != nil {
		return letter{}, err
	}
	if d == nil || len(d.body) == 0 {
		if err := s.present(uid); err != nil {
			return letter{}, err
		}
	}
	if d == nil {
		return letter{}, errAbsent
	}
	l := letter{raw: d.body, size: int64(len(d.body))}
	meta, err := s.fetch(request{uid: uid, want: lineAllowance, meta: true})
	if meta != nil {
		l.date = meta.date
		if len(l.raw) == 0 && meta.size > 0 {
			return letter{}, errAbsent
		}
	}
	if !ended(err) {
		err = nil
	}
	return l, err
}

// head keeps of a message what is kept when it is too large: its header, and
// what follows up to headSize, of the first part.
func (l letter) head() letter {
	l.size = max(l.size, int64(len(l.raw)))
	first := l.raw[:min(len(l.raw), chunkSize)]
	end := bytes.Index(first, []byte("\r\n\r\n"))
	if end < 0 {
		end = max(0, bytes.Index(first, []byte("\n\n")))
	}
	l.raw = bytes.Clone(first[:min(len(first), end+4+headSize)])
	return l
}

// reason is why a message is passed over, in one word.
func reason(err error) string {
	switch {
	case errors.Is(err, errAbsent):
		return ReasonAbsent
	case errors.Is(err, errChanging):
		return ReasonChanging
	case errors.Is(err, errOver):
		return ReasonSize
	case refusal(err):
		return ReasonRefused
	}
	if word := FaultOf(err); word != "" {
		return word
	}
	return fmt.Sprintf("%T", err) // cannot be
}
