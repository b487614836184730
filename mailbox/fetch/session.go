package fetch

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// What a command's answer may take, in bytes: a few lines, a list of folders,
// the UIDs of a folder.
const (
	lineAllowance = 1 << 20
	listAllowance = 4 << 20
	uidsAllowance = 16 << 20
)

// maxUIDs bounds the messages of a folder. It keeps a server from naming four
// thousand million in a few bytes.
const maxUIDs = 4 << 20

// A session is one authenticated connection. It runs one command at a time.
type session struct {
	client   *imapclient.Client
	wire     *wire
	selected *imap.SelectData // the folder that is open, nil for none
	folder   string           // its name
	writable bool
	news     chan struct{} // has an element once the server told of new messages
	strays   *strays
	free     func() bool // ends the watch over the context
}

// connect opens a session. It ends when ctx does.
func (f *Fetcher) connect(ctx context.Context) (*session, error) {
	conn, raw, err := f.dial(ctx)
	if err != nil {
		return nil, err
	}
	s := &session{wire: newWire(conn, raw), news: make(chan struct{}, 1), strays: new(strays)}
	s.wire.expect(lineAllowance, patience)
	s.client = imapclient.New(newSieve(s.wire), &imapclient.Options{UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Mailbox: func(data *imapclient.UnilateralDataMailbox) {
			if data.NumMessages != nil {
				select {
				case s.news <- struct{}{}:
				default:
				}
			}
		},
		Fetch: s.strays.take,
	}})
	s.free = context.AfterFunc(ctx, func() { s.wire.cut(context.Cause(ctx)) })
	if err = s.do(lineAllowance, patience, s.client.WaitGreeting); err != nil && FaultOf(err) == "" {
		err = &Error{FaultConnect, err} // a greeting of BYE
	}
	if err == nil && s.client.State() == imap.ConnStateNotAuthenticated {
		err = f.login(ctx, s)
	}
	if err == nil {
		err = s.do(lineAllowance, patience, func() error {
			if s.client.Caps() == nil {
				return errors.New("the server names no capabilities")
			}
			return nil
		})
	}
	if err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// close ends the connection at once, and with it whatever waits for it.
func (s *session) close() {
	s.free()
	_ = s.client.Close()
}

// logout ends the connection politely.
func (s *session) logout() {
	_ = s.do(lineAllowance, 1, func() error { return s.client.Logout().Wait() })
	s.close()
}

// do runs a command under the watchdog: its answer has allowance bytes at most
// and the server is silent for limit ticks at most. It answers nil, the server's
// refusal as it is, or an *Error, after which the connection is of no more use.
func (s *session) do(allowance int64, limit int, command func() error) error {
	s.wire.expect(allowance, limit)
	err := command()
	cause := s.wire.rest()
	if err == nil || refusal(err) || FaultOf(err) != "" {
		return err
	}
	var answer *imap.Error
	switch {
	case errors.Is(cause, errSilent), errors.Is(cause, errSlow):
		return &Error{FaultTimeout, cause}
	case errors.Is(cause, errFlood), errors.Is(cause, errOver):
		return &Error{FaultProtocol, cause}
	case cause != nil && !errors.Is(cause, errClosed):
		return &Error{FaultDropped, cause}
	case errors.As(err, &answer): // BYE
		return &Error{FaultConnect, err}
	}
	return &Error{FaultProtocol, err}
}

// open selects a folder, for reading alone unless messages are to be flagged or
// moved there. A refusal is a FaultFolder.
func (s *session) open(folder string, writable bool) error {
	s.selected = nil
	var data *imap.SelectData
	err := s.do(lineAllowance, longPatience, func() (err error) {
		data, err = s.client.Select(folder, &imap.SelectOptions{ReadOnly: !writable}).Wait()
		return err
	})
	if refusal(err) {
		return &Error{FaultFolder, err}
	}
	if err != nil {
		return err
	}
	s.selected, s.folder, s.writable = data, folder, writable
	select {
	case <-s.news: // of the folder before
	default:
	}
	return nil
}

// uids lists the messages of the open folder from a UID on, in ascending order,
// each once. What lies below is left out: "n:*" always names the last message
// (RFC 9051, section 9, seq-range).
func (s *session) uids(from uint32) ([]uint32, error) {
	if from == 0 { // past the highest there can be
		return nil, nil
	}
	var found imap.UIDSet
	err := s.do(uidsAllowance, longPatience, func() error {
		criteria := &imap.SearchCriteria{UID: []imap.UIDSet{{imap.UIDRange{Start: imap.UID(from)}}}}
		data, err := s.client.UIDSearch(criteria, nil).Wait()
		if err != nil {
			return err
		}
		found, _ = data.All.(imap.UIDSet)
		return nil
	})
	if refusal(err) {
		return nil, &Error{FaultFolder, err}
	}
	if err != nil {
		return nil, err
	}
	if from == 1 && len(found) == 0 && s.selected.NumMessages > 0 {
		s.wire.cut(errFlood)
		return nil, fault(FaultProtocol, "the server lists none of %d messages", s.selected.NumMessages)
	}
	return s.numbers(found, from)
}

// numbers spells a set out. The library would do it without a bound.
func (s *session) numbers(set imap.UIDSet, from uint32) ([]uint32, error) {
	var list []uint32
	for _, r := range set {
		if r.Start == 0 {
			continue // no UID
		}
		if r.Stop < r.Start || int64(len(list))+int64(r.Stop-r.Start) >= maxUIDs {
			s.wire.cut(errFlood)
			return nil, fault(FaultProtocol, "the server lists %d:%d", r.Start, r.Stop)
		}
		for uid := max(uint64(r.Start), uint64(from)); uid <= uint64(r.Stop); uid++ {
			list = append(list, uint32(uid))
		}
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// exists reports whether the open folder still has a message.
func (s *session) exists(uid uint32) (bool, error) {
	// A view may lag behind until a command that may tell of expunged messages.
	if err := s.do(lineAllowance, patience, func() error { return s.client.Noop().Wait() }); err != nil {
		return false, err
	}
	var found imap.UIDSet
	err := s.do(lineAllowance, longPatience, func() error {
		data, err := s.client.UIDSearch(&imap.SearchCriteria{UID: []imap.UIDSet{imap.UIDSetNum(imap.UID(uid))}}, nil).Wait()
		if err != nil {
			return err
		}
		found, _ = data.All.(imap.UIDSet)
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("looking for message %d: %w", uid, err)
	}
	return found.Contains(imap.UID(uid)), nil
}
