package fetch

import (
	"errors"
	"io"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// A request is what one FETCH asks of one message.
type request struct {
	uid     uint32
	body    bool
	partial bool  // whether the bytes from offset are asked for, or all
	offset  int64 // in bytes
	want    int64 // bytes at most; a longer answer ends the connection
	meta    bool  // INTERNALDATE and RFC822.SIZE as well
	into    []byte
}

func (r request) options() *imap.FetchOptions {
	o := &imap.FetchOptions{UID: true, InternalDate: r.meta, RFC822Size: r.meta}
	if r.body {
		section := &imap.FetchItemBodySection{Peek: true} // else the server sets \Seen
		if r.partial {
			section.Partial = &imap.SectionPartial{Offset: r.offset, Size: r.want}
		}
		o.BodySection = []*imap.FetchItemBodySection{section}
	}
	return o
}

// asked reports whether a section is what was asked for. A server that leaves
// the offset 0 out is understood.
func (r request) asked(section *imap.FetchItemBodySection) bool {
	if section.Specifier != imap.PartSpecifierNone || len(section.Part) > 0 {
		return false
	}
	return r.body && (section.Partial == nil && r.offset == 0 || section.Partial != nil && section.Partial.Offset == r.offset)
}

// A delivery is what came of one message.
type delivery struct {
	uid    uint32
	date   time.Time // zero when none came
	size   int64     // -1 when none came
	body   []byte
	bodied bool // whether a body came, and whole
}

// errOver ends a connection whose literal is longer than what was asked for: to
// read it to its end would be the only way on.
var errOver = errors.New("a literal longer than was asked for")

// fetch runs a FETCH and gives what came of the message that was asked for, nil
// when nothing did. The tagged answer was OK, and the body is complete.
func (s *session) fetch(r request) (*delivery, error) {
	const beside = 256 << 10 // what may come beside the body
	var list []*delivery
	s.strays.begin(s, r)
	err := s.do(r.want+beside, patience, func() error {
		cmd := s.client.Fetch(imap.UIDSetNum(imap.UID(r.uid)), r.options())
		for msg := cmd.Next(); msg != nil; msg = cmd.Next() {
			list = append(list, s.gather(msg, r))
		}
		return cmd.Close()
	})
	list = append(list, s.strays.end()...)
	if err != nil {
		return nil, err
	}
	var found *delivery
	for _, d := range list {
		switch {
		case d.uid != r.uid:
		case found == nil:
			found = d
		default:
			found.merge(d)
		}
	}
	if found != nil && r.body && !found.bodied {
		return nil, nil
	}
	return found, nil
}

// merge takes over what another answer about the same message adds.
func (d *delivery) merge(e *delivery) {
	if !d.bodied {
		d.body, d.bodied = e.body, e.bodied
	}
	if d.date.IsZero() {
		d.date = e.date
	}
	if d.size < 0 {
		d.size = e.size
	}
}

// gather reads one FETCH response to its end.
func (s *session) gather(msg *imapclient.FetchMessageData, r request) *delivery {
	d := &delivery{size: -1}
	for item := msg.Next(); item != nil; item = msg.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			d.uid = uint32(item.UID)
		case imapclient.FetchItemDataInternalDate:
			d.date = item.Time
		case imapclient.FetchItemDataRFC822Size:
			d.size = item.Size
		case imapclient.FetchItemDataBodySection:
			if !d.bodied && r.asked(item.Section) {
				d.body, d.bodied = s.literal(item.Literal, r)
			}
		}
	}
	return d
}

// literal reads a literal, and reports whether it came whole: the library ends
// one that was cut off like any other.
func (s *session) literal(lit imap.LiteralReader, r request) ([]byte, bool) {
	if lit == nil { // NIL
		return []byte{}, true
	}
	n := lit.Size()
	if n > r.want {
		s.wire.cut(errOver)
		return nil, false
	}
	body := r.into
	if int64(cap(body)) < n {
		body = make([]byte, n)
	}
	if _, err := io.ReadFull(lit, body[:n]); err != nil {
		// The library is told by the same error and goes on reading; what is left of
		// the literal may be looked at again only once it has ended.
		s.wire.cut(err)
		<-s.client.Closed()
		return nil, false
	}
	return body[:n], true
}

// strays collects what the library gives to no command while one waits: a
// message whose UID came after its body, or whose flags were told first and taken
// for the answer.
type strays struct {
	mu   sync.Mutex
	s    *session
	want request
	open bool
	list []*stray
}

type stray struct {
	delivery *delivery
	done     chan struct{}
}

// maxStrays bounds them; their bytes are bounded by the command's allowance.
const maxStrays = 16

func (t *strays) begin(s *session, r request) {
	t.mu.Lock()
	defer t.mu.Unlock()
	r.into = nil // which is the command's own
	t.s, t.want, t.open, t.list = s, r, true, nil
}

// end gives what was collected. What holds a body is complete by then: the
// library goes no further before it was read.
func (t *strays) end() []*delivery {
	t.mu.Lock()
	list := t.list
	t.open, t.list = false, nil
	t.mu.Unlock()
	var found []*delivery
	for _, e := range list {
		<-e.done
		found = append(found, e.delivery)
	}
	return found
}

// take is the library's handler. It runs in a goroutine of its own and reads the
// message to its end.
func (t *strays) take(msg *imapclient.FetchMessageData) {
	t.mu.Lock()
	if !t.open || len(t.list) >= maxStrays {
		t.mu.Unlock()
		for msg.Next() != nil {
			continue // Next reads past what is not looked at
		}
		return
	}
	e := &stray{done: make(chan struct{})}
	t.list = append(t.list, e)
	s, want := t.s, t.want
	t.mu.Unlock()
	defer close(e.done)
	e.delivery = s.gather(msg, want)
}
