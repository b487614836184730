package sink

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// A Mailbox is an IMAP server on this machine with one account, whose INBOX and
// Sent folder are in memory. It gives messages back byte for byte.
type Mailbox struct {
	now      func() time.Time
	user     *imapmemserver.User
	server   *imapserver.Server
	listen   net.Listener
	done     chan struct{}
	mu       sync.Mutex
	contents map[string]map[imap.UID]content // by folder
}

// StartMailbox listens on addr, on this machine only. now dates what is
// appended without a date.
func StartMailbox(addr, user, password string, now func() time.Time) (*Mailbox, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("starting the IMAP server: %w", err)
	}
	if a, ok := l.Addr().(*net.TCPAddr); !ok || !a.IP.IsLoopback() {
		_ = l.Close()
		return nil, fmt.Errorf("starting the IMAP server: %s is not on this machine alone", l.Addr())
	}
	m := &Mailbox{
		now: now, user: imapmemserver.NewUser(user, password), listen: l, done: make(chan struct{}),
		contents: make(map[string]map[imap.UID]content),
	}
	for _, name := range []string{"INBOX", sentName} {
		if err := m.user.Create(name, nil); err != nil {
			return nil, errors.Join(fmt.Errorf("starting the IMAP server: %w", err), l.Close())
		}
		m.contents[name] = make(map[imap.UID]content)
	}
	m.server = imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return &imapSession{UserSession: imapmemserver.NewUserSession(m.user), mailbox: m}, nil, nil
		},
		Caps:         imap.CapSet{imap.CapIMAP4rev1: {}, imap.CapIMAP4rev2: {}, imap.CapUIDPlus: {}, imap.CapMove: {}, imap.CapSpecialUse: {}},
		InsecureAuth: true, // loopback
		Logger:       log.New(io.Discard, "", 0),
	})
	go func() {
		defer close(m.done)
		_ = m.server.Serve(l)
	}()
	return m, nil
}

// sentName is the folder that is marked as the one for what was sent (RFC 6154).
const sentName = "Sent"

// Addr is where the server listens, host:port.
func (m *Mailbox) Addr() string { return m.listen.Addr().String() }

// Close stops the server and drops its connections.
func (m *Mailbox) Close() error {
	err := m.server.Close()
	_ = m.listen.Close()
	<-m.done
	return err
}

// Deliver puts a message into a folder, as received now.
func (m *Mailbox) Deliver(folder string, raw []byte) error {
	_, err := m.append(folder, raw, &imap.AppendOptions{Time: m.now()})
	return err
}

func (m *Mailbox) append(folder string, raw []byte, options *imap.AppendOptions) (*imap.AppendData, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	data, err := m.user.Append(folder, literal{bytes.NewReader(raw)}, options)
	if err != nil {
		return nil, fmt.Errorf("delivering to %s: %w", folder, err)
	}
	if m.contents[folder] == nil {
		m.contents[folder] = make(map[imap.UID]content)
	}
	at := options.Time
	if at.IsZero() {
		at = m.now()
	}
	m.contents[folder][data.UID] = content{raw, at}
	return data, nil
}

// content is a message as it was appended.
type content struct {
	raw []byte
	at  time.Time
}

func (m *Mailbox) content(folder string, uid imap.UID) (content, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, ok := m.contents[folder][uid]
	return c, ok
}

// literal is bytes as the memory server takes them.
type literal struct{ *bytes.Reader }

// Size implements imap.LiteralReader.
func (l literal) Size() int64 { return l.Reader.Size() }

// imapSession answers whole bodies itself: the memory server would parse them
// and write them anew.
type imapSession struct {
	*imapmemserver.UserSession
	mailbox *Mailbox
	folder  string
}

// Select implements imapserver.Session.
func (s *imapSession) Select(name string, options *imap.SelectOptions) (*imap.SelectData, error) {
	data, err := s.UserSession.Select(name, options)
	if err == nil {
		s.folder = name
	}
	return data, err
}

// List implements imapserver.Session: the memory server knows no special use.
func (s *imapSession) List(w *imapserver.ListWriter, ref string, patterns []string, options *imap.ListOptions) error {
	if options.SelectSpecialUse {
		return w.WriteList(&imap.ListData{Mailbox: sentName, Delim: '/', Attrs: []imap.MailboxAttr{imap.MailboxAttrSent}})
	}
	return s.UserSession.List(w, ref, patterns, options)
}

// Append implements imapserver.Session.
func (s *imapSession) Append(folder string, r imap.LiteralReader, options *imap.AppendOptions) (*imap.AppendData, error) {
	if r.Size() > maxBytes {
		return nil, &imap.Error{Type: imap.StatusResponseTypeNo, Text: "Too large"}
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return s.mailbox.append(folder, raw, options)
}

// Fetch implements imapserver.Session.
func (s *imapSession) Fetch(w *imapserver.FetchWriter, set imap.NumSet, options *imap.FetchOptions) error {
	uids, whole := set.(imap.UIDSet)
	for _, b := range options.BodySection {
		whole = whole && b.Specifier == imap.PartSpecifierNone && len(b.Part) == 0
	}
	if !whole || len(options.BodySection) == 0 || options.Envelope || options.BodyStructure != nil || options.Flags {
		return s.UserSession.Fetch(w, set, options)
	}
	all, err := s.Search(imapserver.NumKindUID, &imap.SearchCriteria{}, &imap.SearchOptions{ReturnAll: true})
	if err != nil {
		return err
	}
	for i, uid := range all.AllUIDs() {
		c, ok := s.mailbox.content(s.folder, uid)
		if !ok || !uids.Contains(uid) {
			continue
		}
		if err := write(w.CreateMessage(uint32(i+1)), uid, c, options); err != nil {
			return err
		}
	}
	return nil
}

func write(w *imapserver.FetchResponseWriter, uid imap.UID, c content, options *imap.FetchOptions) error {
	w.WriteUID(uid)
	if options.InternalDate {
		w.WriteInternalDate(c.at)
	}
	size := int64(len(c.raw))
	if options.RFC822Size {
		w.WriteRFC822Size(size)
	}
	for _, b := range options.BodySection {
		part := c.raw
		if b.Partial != nil {
			from := min(b.Partial.Offset, size)
			part = c.raw[from:min(from+b.Partial.Size, size)]
		}
		body := w.WriteBodySection(b, int64(len(part)))
		_, err := body.Write(part)
		if err := errors.Join(err, body.Close()); err != nil {
			return err
		}
	}
	return w.Close()
}
