package fetch

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"vigie/tickets"
)

// Security is how the connection to an IMAP server is protected.
type Security string

// The three ways; "" is TLS. None is for a server on the same machine alone.
const (
	TLS      Security = "tls"      // RFC 8314, usually port 993
	StartTLS Security = "starttls" // RFC 3501, section 6.2.1, usually port 143; required, never optional
	None     Security = "none"     // loopback only
)

// Securities lists them.
func Securities() []Security { return []Security{TLS, StartTLS, None} }

// The values of a Mailbox's zero fields.
const (
	DefaultMaxSize = 25 << 20
	DefaultPoll    = time.Minute
)

// A Mailbox says where mail is fetched from, as whom, and what happens to it
// there.
type Mailbox struct {
	Name     string // in the store, in logs and on pages
	Addr     string // host:port
	Security Security
	Username string
	Password string
	OAuth    *OAuth   // instead of a password
	Folders  []Folder // none: INBOX, and the folder that the server marks \Sent (RFC 6154)
	After    After
	// MaxSize is the largest message that is kept whole, in bytes. Of a larger one
	// the header and the first 256 KiB after it are kept, and RawMail.Size tells
	// its whole size.
	MaxSize int64
	Poll    time.Duration  // between two visits of every folder
	Roots   *x509.CertPool // authorities the server's certificate is checked with; nil is the system's
}

// A Folder is one folder to read, and what it is to the service. Its name is
// spelled as on the server, in UTF-8.
type Folder struct {
	Name string
	Role tickets.FolderRole
}

// After is what is done on the server to a message that is stored and read; the
// zero value leaves it alone. It never concerns sent folders. At most one of its
// fields is set.
type After struct {
	Flag string // the keyword it gets, where the folder allows keywords
	Move string // the folder it is moved to, where the server has MOVE or UIDPLUS
}

// ParseAfter reads a setting: "keep" (or ""), "flag KEYWORD", "move FOLDER".
func ParseAfter(s string) (After, error) {
	verb, object, _ := strings.Cut(strings.TrimSpace(s), " ")
	object = strings.TrimSpace(object)
	switch {
	case (verb == "" || verb == "keep") && object == "":
		return After{}, nil
	case verb == "flag" && object != "":
		return After{Flag: object}, nil
	case verb == "move" && object != "":
		return After{Move: object}, nil
	}
	return After{}, fmt.Errorf("%q is not of the form keep, flag KEYWORD or move FOLDER", s)
}

func (a After) String() string {
	switch {
	case a.Flag != "":
		return "flag " + a.Flag
	case a.Move != "":
		return "move " + a.Move
	}
	return "keep"
}

// check fills in the defaults and refuses what cannot work. It gives the
// server's host.
func (m *Mailbox) check() (host string, err error) {
	if m.Name == "" {
		return "", errors.New("a mailbox has no name")
	}
	host, port, err := net.SplitHostPort(m.Addr)
	if err != nil || host == "" || port == "" {
		return "", fmt.Errorf("IMAP server %q is not of the form host:port", m.Addr)
	}
	switch m.Security {
	case "":
		m.Security = TLS
	case TLS, StartTLS:
	case None:
		if !loopbackName(host) {
			return "", fmt.Errorf("IMAP without TLS is for this machine alone, and %q is another: use tls or starttls", host)
		}
	default:
		return "", fmt.Errorf("IMAP security %q is not one of tls, starttls, none", m.Security)
	}
	if err := m.checkIdentity(); err != nil {
		return "", err
	}
	if err := m.After.check(); err != nil {
		return "", err
	}
	if m.Folders, err = checkFolders(m.Folders); err != nil {
		return "", err
	}
	if m.MaxSize < 0 || m.Poll < 0 {
		return "", fmt.Errorf("neither a size of %d nor an interval of %s can be kept", m.MaxSize, m.Poll)
	}
	if m.MaxSize == 0 {
		m.MaxSize = DefaultMaxSize
	}
	if m.MaxSize < chunkSize {
		return "", fmt.Errorf("the largest message, %d bytes, must be %d at least", m.MaxSize, chunkSize)
	}
	if m.Poll == 0 {
		m.Poll = DefaultPoll
	}
	return host, nil
}

func (m *Mailbox) checkIdentity() error {
	switch {
	case m.Username == "":
		return errors.New("an IMAP mailbox needs a user name")
	case m.OAuth != nil && m.Password != "":
		return errors.New("an IMAP mailbox has a password or OAuth, not both")
	case m.OAuth != nil:
		return m.OAuth.check()
	case m.Password == "":
		return errors.New("an IMAP mailbox needs a password or OAuth")
	}
	return nil
}

// checkFolders gives the folders with INBOX as it is always spelled here, nil for
// none.
func checkFolders(list []Folder) ([]Folder, error) {
	seen := make(map[string]bool)
	var checked []Folder
	for _, f := range list {
		if strings.EqualFold(f.Name, "INBOX") { // in any case (RFC 9051, section 5.1)
			f.Name = "INBOX"
		}
		switch f.Role {
		case tickets.Inbox, tickets.SentFolder, tickets.OtherFolder:
		default:
			return nil, fmt.Errorf("folder %q is neither inbox, sent nor other, but %q", f.Name, f.Role)
		}
		if f.Name == "" || strings.ContainsFunc(f.Name, func(r rune) bool { return r < ' ' }) {
			return nil, fmt.Errorf("%q is no name of a folder", f.Name)
		}
		if seen[f.Name] {
			return nil, fmt.Errorf("folder %q is named twice", f.Name)
		}
		seen[f.Name] = true
		checked = append(checked, f)
	}
	return checked, nil
}

// check refuses what is no keyword (an atom, RFC 9051, section 2.3.2, that the
// protocol does not own).
func (a After) check() error {
	if a.Flag != "" && a.Move != "" {
		return errors.New("a message is flagged or moved, not both")
	}
	if strings.ContainsFunc(a.Flag, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`(){%*"\]`, r) }) {
		return fmt.Errorf("%q is no IMAP keyword: letters, digits, $ and - are", a.Flag)
	}
	if strings.ContainsFunc(a.Move, func(r rune) bool { return r < ' ' }) {
		return fmt.Errorf("%q is no name of a folder", a.Move)
	}
	return nil
}

// loopbackName reports whether a host is this machine by its name. What the
// name resolves to is checked again once connected.
func loopbackName(host string) bool {
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback()
	}
	return strings.EqualFold(host, "localhost")
}
