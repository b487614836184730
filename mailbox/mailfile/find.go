package mailfile

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"vigie/mailbox/message"
	"vigie/tickets"
)

// An Entry is one message in a file, or a file that brings none in.
type Entry struct {
	File  string    // the file's path, and of an mbox the message's number: "old.mbox:3"
	Sent  bool      // it lies in a folder of what was sent
	At    time.Time // UTC
	Basis tickets.Basis
	Size  int64

	Err error // why there is no message to read; Reason has a word for it

	path   string
	offset int64
}

// Find lists the messages of files and folders, in the order in which they were
// received, so that a reply comes after what it answers. What cannot be read is
// in the list too, and stops nothing. border is the name our own mail server
// gives itself in Received, "" for none: its stamp is believed before the file's
// own.
func Find(paths []string, border string) []Entry {
	f := finder{seen: make(map[string]bool)}
	for _, path := range paths {
		f.named(path)
	}
	for i := range f.list {
		f.list[i].date(border)
	}
	slices.SortStableFunc(f.list, func(a, b Entry) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.File, b.File))
	})
	return f.list
}

// A finder goes through folders, each once, wherever links lead.
type finder struct {
	list []Entry
	seen map[string]bool // real paths of folders
}

// fault notes a file that brings no message in.
func (f *finder) fault(path string, err error) {
	f.list = append(f.list, Entry{File: path, Err: fmt.Errorf("looking for messages: %w", err)})
}

// named looks at a path that somebody named.
func (f *finder) named(path string) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		f.fault(path, err)
	case info.IsDir():
		f.folder(path)
	default:
		f.file(path, info)
	}
}

// folder looks at what lies in a folder, and follows the links in it. A folder
// that cannot be read to the end gives what could be.
func (f *finder) folder(path string) {
	whole, err := filepath.Abs(path)
	if err == nil {
		whole, err = filepath.EvalSymlinks(whole)
	}
	if err != nil {
		f.fault(path, err)
		return
	}
	if f.seen[whole] {
		return
	}
	f.seen[whole] = true
	before := len(f.list)
	members, err := os.ReadDir(path)
	for _, d := range members {
		f.member(filepath.Join(path, d.Name()), d)
	}
	switch {
	case err != nil:
		f.fault(path, err)
	case len(f.list) == before && namedLikeMail(path):
		f.fault(path, ErrNothingIn)
	}
}

// member looks at what a folder holds.
func (f *finder) member(path string, d fs.DirEntry) {
	if d.IsDir() && d.Name() == "tmp" && maildir(filepath.Dir(path)) { // not delivered yet
		return
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		f.folder(path)
	case !mayHoldMail(path):
	case err != nil:
		f.fault(path, err)
	default:
		f.file(path, info)
	}
}

// headSize is how much of a message is read for its dates.
const headSize = 64 << 10

// date says when a message was received and what proves it: the stamp of our
// own server, the file's own word, or the sender's.
func (e *Entry) date(border string) {
	if e.Err != nil || border == "" && !e.At.IsZero() {
		return
	}
	head, err := e.Read(headSize)
	if errors.Is(err, ErrNoMessage) { // so far: reading the whole will tell
		return
	}
	if err != nil {
		e.Err = err
		return
	}
	m := message.Parse(head)
	if border != "" {
		if at, ok := received(m.Root.Header.All("Received"), border); ok {
			e.At, e.Basis = at, tickets.BasisReceived
			return
		}
	}
	if e.At.IsZero() {
		e.At, e.Basis = m.Date, tickets.BasisDate
	}
}
