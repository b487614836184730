package fetch

import (
	"context"
	"time"

	"github.com/emersion/go-imap/v2"

	"vigie/tickets"
)

// renewIdle is how long one IDLE lasts. Servers may end a session after half an
// hour (RFC 2177), and routers forget one long before.
const renewIdle = 9 * time.Minute

// Run reads the mailbox until ctx ends: all folders at each interval, and the
// inbox as soon as the server tells of new messages. It begins when no other call
// runs on the same Fetcher.
func (f *Fetcher) Run(ctx context.Context) {
	f.busy.Lock()
	defer f.busy.Unlock()
	defer f.hangUp(false)
	var b backoff
	for ctx.Err() == nil {
		r, err := f.pass(ctx)
		through := r.through()
		if through {
			err = f.await(ctx)
		}
		if err == nil { // for a whole interval
			b = backoff{}
		}
		if err == nil || ctx.Err() != nil {
			continue
		}
		wait := b.next(err)
		if through { // the connection ended while nothing was to be done
			wait = min(wait, f.mailbox.Poll)
		}
		f.log.Warn("the mailbox is not read", "fault", FaultOf(err), "error", plain(err), "again", wait.Round(time.Second))
		f.hangUp(false)
		if !sleep(ctx, wait) {
			return
		}
	}
}

// through reports whether a pass went through in some folder.
func (r Report) through() bool {
	for _, d := range r.Folders {
		if d.Fault == "" {
			return true
		}
	}
	return false
}

// await waits until all folders are to be read again, and reads the inbox
// meanwhile when there is news. Without IDLE, or an inbox, it only waits.
func (f *Fetcher) await(ctx context.Context) error {
	poll := time.NewTimer(f.mailbox.Poll)
	defer poll.Stop()
	inbox := f.inbox()
	if f.session == nil || inbox == nil || !f.session.client.Caps().Has(imap.CapIdle) {
		select {
		case <-poll.C:
		case <-ctx.Done():
		}
		return nil
	}
	vain := 0 // visits in a row that found nothing
	for {
		r, err := f.visit(ctx, inbox)
		if err != nil || r.Stored+r.Known+r.Passed > 0 {
			f.record(ctx, inbox, err)
		}
		if err != nil {
			return err
		}
		if vain++; r.Stored+r.Known+r.Passed > 0 {
			vain = 0
		}
		if vain > 1 { // a server that cries wolf
			wait := time.NewTimer(delay(shortestNews, vain-1, f.mailbox.Poll))
			select {
			case <-wait.C:
			case <-poll.C:
			case <-ctx.Done():
			}
			wait.Stop()
		}
		news, err := f.session.idle(ctx, poll.C)
		if err != nil || !news {
			return err
		}
	}
}

func (f *Fetcher) inbox() *folder {
	for _, d := range f.folders {
		if d.Role == tickets.Inbox {
			return d
		}
	}
	return nil
}

// idle waits in the open folder until the server tells of new messages, or
// until the end of waiting (RFC 2177).
func (s *session) idle(ctx context.Context, end <-chan time.Time) (news bool, err error) {
	for {
		select {
		case <-s.news: // while commands ran
			return true, nil
		default:
		}
		news, over, err := s.idleOnce(ctx, end)
		if err != nil || news || over {
			return news, err
		}
	}
}

func (s *session) idleOnce(ctx context.Context, end <-chan time.Time) (news, over bool, err error) {
	renew := time.NewTimer(renewIdle)
	defer renew.Stop()
	var wait func() error
	err = s.do(lineAllowance, patience, func() error {
		cmd, err := s.client.Idle()
		if err == nil {
			wait = func() error {
				if err := cmd.Close(); err != nil {
					return err
				}
				return cmd.Wait()
			}
		}
		return err
	})
	if refusal(err) { // announced, but not there: the interval alone counts
		select {
		case <-end:
		case <-ctx.Done():
		}
		return false, true, nil
	}
	if err != nil {
		return false, false, err
	}
	select {
	case <-s.news:
		news = true
	case <-end:
		over = true
	case <-renew.C:
	case <-s.client.Closed():
	case <-ctx.Done():
		over = true
	}
	return news, over, s.do(lineAllowance, patience, wait)
}
