package tickets

import (
	"slices"
	"time"
)

// A Reader is whose eyes a conversation is for.
type Reader string

// The readers. The author reads what the author and the service wrote to each
// other, the staff everything; nobody reads none of it, and still may read what
// was decided.
const (
	Nobody     Reader = ""
	TheAuthor  Reader = "author"
	TheService Reader = "service"
)

// readerOf is who an actor is to a conversation.
func readerOf(by Actor) Reader {
	switch {
	case by.Role == Requester:
		return TheAuthor
	case by.Role.Staff(), by.Role == System:
		return TheService
	}
	return Nobody
}

// PartSize is how many messages of a conversation are read at once.
const PartSize = 30

// A Said is one message of a conversation, or one line of it: the number of its
// event, and the instant at which it was said.
type Said struct {
	N  int
	At time.Time
}

// A Part is what is read of a conversation, in the order in which it was said.
// The numbers lead to the other parts: each is that of an event, to be given as
// the one before which to read.
type Part struct {
	Said    []Said
	Earlier int // messages before it
	Later   int // and after it
	Before  int // the message just before it; 0 for none
	After   int // the message just after it; 0 for none
	Next    int // before which the part that follows ends; 0 for the end of the conversation
}

// Arrival is when a message came in, what proves it, and what became of it.
type Arrival struct {
	At      time.Time
	Basis   Basis
	Outcome MailOutcome
}

// PartBefore gives the messages before an event, at most PartSize of them. What
// is no message of the conversation, 0 above all, gives the end of it.
func (c *Case) PartBefore(r Reader, event int) Part {
	all := c.conversation(r)
	end := slices.IndexFunc(all, func(s Said) bool { return s.N == event })
	if end <= 0 {
		end = len(all)
	}
	start := max(0, end-PartSize)
	p := Part{Said: all[start:end], Earlier: start, Later: len(all) - end}
	if start > 0 {
		p.Before = all[start-1].N
	}
	if p.Later > 0 {
		p.After = all[end].N
	}
	if p.Later > PartSize {
		p.Next = all[end+PartSize].N
	}
	return p
}

// conversation lists what was said on a ticket, for a reader.
func (c *Case) conversation(r Reader) []Said {
	if r == Nobody {
		return nil
	}
	detached := make(map[int64]int) // the last event that took a message off
	for _, e := range c.Events {
		if f, ok := e.Fact.(Detached); ok {
			detached[f.Mail] = e.N
		}
	}
	var all []Said
	for _, e := range c.Events {
		off := detached[mailOf(e.Fact)] > e.N
		if r == TheAuthor && !off && c.heardByAuthor(e) || r == TheService && c.heardByService(e) {
			all = append(all, Said{e.N, c.saidAt(e, off)})
		}
	}
	slices.SortStableFunc(all, func(a, b Said) int { return a.At.Compare(b.At) })
	return all
}

// saidAt is when a message was said: sent, or received, whenever it was placed.
func (c *Case) saidAt(e Event, detached bool) time.Time {
	switch f := e.Fact.(type) {
	case Filed:
		return c.ReceivedAt
	case Lettered:
		if f.Means != "" {
			return time.UnixMicro(f.At).UTC()
		}
		return e.At
	case Attached:
		if f.As == AttachedSent {
			return time.UnixMicro(f.At).UTC()
		}
	}
	if came, ok := c.Arrived[mailOf(e.Fact)]; ok && !detached {
		return came.At
	}
	return e.At
}

// heardByAuthor reports whether the author may read an event as a message: the
// letters that left, and the words of those who take part. Notes, robots' mail,
// what strangers wrote and what may still be taken back are not the author's.
func (c *Case) heardByAuthor(e Event) bool {
	switch f := e.Fact.(type) {
	case Filed:
		return f.Mail != 0 || e.Erased || e.Personal.Text != ""
	case Messaged:
		return !f.Stranger
	case Lettered:
		if f.Means != "" {
			return true
		}
		if f.Letter < 1 || f.Letter > len(c.Letters) || c.Letters[f.Letter-1].Recalled {
			return false
		}
		l := c.Letters[f.Letter-1]
		return l.Failed || !l.DeliveredAt.IsZero() || f.Purpose.ByMachine() || c.Outbox[f.Letter].Attempts > 0
	}
	return false
}

// heardByService reports whether the staff read an event in the conversation:
// decisions only where no letter tells them, and a message found in the sent
// folder until it is confirmed as the answer, which stands for itself then.
func (c *Case) heardByService(e Event) bool {
	switch f := e.Fact.(type) {
	case Filed, Messaged, Noted, Lettered, Overridden:
		return true
	case Attached:
		came, ok := c.Arrived[f.Mail]
		return ok && came.Outcome != ErasedMail && (f.As != AttachedSent || !c.confirmed(f.Mail))
	case Undelivered:
		return f.Mail != 0 // otherwise the letter itself says so
	case Accepted:
		return f.Letter == 0 && e.Worded
	case Declined:
		return f.Letter == 0 && e.Worded
	case FoundTrue:
		return f.Letter == 0 && e.Worded
	}
	return false
}

func (c *Case) confirmed(mail int64) bool {
	return slices.ContainsFunc(c.Sent, func(m SentMail) bool { return m.Mail == mail && m.Confirmed })
}
