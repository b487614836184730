package fetch

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"time"

	"vigie/tickets"
)

// Config is what a Fetcher works with.
type Config struct {
	Store *tickets.Store
	// Read understands messages that are stored. It is called after each committed
	// group, from one goroutine, in the folder's order; Known ones are among them.
	// Its error is logged and stops nothing: what is stored can be read again. It
	// keeps no Raw longer than it runs: it holds memory back otherwise.
	Read func(ctx context.Context, group []tickets.KeptMail) error
	Log  *slog.Logger
	Now  func() time.Time
}

// A Fetcher reads one mailbox. One of Run, Pass and Try runs at a time.
type Fetcher struct {
	mailbox Mailbox
	host    string
	purse   *purse // nil for a password
	store   *tickets.Store
	read    func(ctx context.Context, group []tickets.KeptMail) error
	log     *slog.Logger
	now     func() time.Time

	busy    sync.Mutex
	session *session  // nil while there is no connection
	folders []*folder // nil until they are known
	unlist  bool      // the server's list of folders ended the last connection

	// For tests: another way to connect, and where a crash may fall.
	dialed func(ctx context.Context) (net.Conn, error)
	step   func(name string)
}

// ErrBusy answers a second call while one runs.
var ErrBusy = errors.New("the mailbox is being read already")

// New checks the settings of a mailbox. It connects to nothing.
func New(m Mailbox, c Config) (*Fetcher, error) {
	host, err := m.check()
	if err != nil {
		return nil, err
	}
	f := &Fetcher{
		mailbox: m, host: host, store: c.Store, read: c.Read, log: c.Log.With("mailbox", m.Name), now: c.Now,
		step: func(string) {},
	}
	if m.OAuth != nil {
		f.purse = newPurse(m.OAuth)
	}
	return f, nil
}

// A folder is one folder as far as it has been read, and what is remembered of
// it while the process lives.
type folder struct {
	tickets.MailFolder
	compared time.Time      // when its UIDs were last compared; zero on a new connection
	told     string         // the fault that was last logged
	numbered bool           // whether it was begun again over this connection
	attempts map[uint32]int // how often a message failed in a row
	missing  map[uint32]absence
}

// An absence is when a message that could not be fetched is tried again.
type absence struct {
	tries int
	after time.Time
}

// Report is what a pass did.
type Report struct {
	Folders []FolderReport
}

// FolderReport is what a pass did to one folder, in messages.
type FolderReport struct {
	Folder string
	Role   tickets.FolderRole
	Stored int // new ones
	Known  int // that were stored before, from another place
	Passed int // over, since they cannot be fetched
	Gone   int // expunged meanwhile
	Marked int // flagged or moved on the server
	tickets.Reconciliation
	Fault string // "" when the pass went through
}

// Pass reads all folders once and compares them with the server: what is new,
// what is missing. A folder's fault stops neither the pass nor the next folder;
// the error joins them all. Each fault is in the report and recorded in the
// store.
func (f *Fetcher) Pass(ctx context.Context) (Report, error) {
	if !f.busy.TryLock() {
		return Report{}, ErrBusy
	}
	defer f.busy.Unlock()
	defer f.hangUp(true)
	r, err := f.pass(ctx)
	if err != nil {
		return r, fmt.Errorf("reading mailbox %s: %w", f.mailbox.Name, err)
	}
	return r, nil
}

// hangUp ends the connection, if there is one.
func (f *Fetcher) hangUp(politely bool) {
	if f.session == nil {
		return
	}
	if politely {
		f.session.logout()
	} else {
		f.session.close()
	}
	f.session = nil
}
