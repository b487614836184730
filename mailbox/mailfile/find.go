package mailfile

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vigie/mailbox/message"
	"vigie/rome"
	"vigie/tickets"
)

// An Entry is one message in a file.
type Entry struct {
	File  string    // the file's path, and of an mbox the message's number: "old.mbox:3"
	Sent  bool      // it lies in a folder of what was sent
	At    time.Time // UTC
	Basis tickets.Basis
	Size  int64

	NotMail bool // it has no header: a picture, a note, an empty file

	path   string
	offset int64
}

// maxMessage is the largest message that is read whole, in bytes. A larger one
// is read to there.
const maxMessage = 256 << 20

// Read gives the bytes of the message, at most limit of them; 0 is no limit
// but the package's own.
func (e Entry) Read(limit int64) ([]byte, error) {
	if limit <= 0 || limit > maxMessage {
		limit = maxMessage
	}
	f, err := os.Open(e.path)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", e.File, err)
	}
	defer func() { _ = f.Close() }()
	raw := make([]byte, min(e.Size, limit))
	if _, err := io.ReadFull(io.NewSectionReader(f, e.offset, int64(len(raw))), raw); err != nil {
		return nil, fmt.Errorf("reading %s: it changed while it was read: %w", e.File, err)
	}
	return raw, nil
}

// Find lists the messages of files and folders, in the order in which they were
// received, so that a reply comes after what it answers. border is the name our
// own mail server gives itself in Received, "" for none: its stamp is believed
// before the file's own.
func Find(paths []string, border string) ([]Entry, error) {
	var list []Entry
	for _, path := range paths {
		found, err := find(path)
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	for i := range list {
		if err := list[i].date(border); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(list, func(a, b Entry) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.File, b.File))
	})
	return list, nil
}

// find lists what lies under one path.
func find(path string) ([]Entry, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("looking for messages: %w", err)
	}
	if !info.IsDir() {
		if !info.Mode().IsRegular() {
			return nil, fmt.Errorf("looking for messages: %s is neither a file nor a folder", path)
		}
		return inFile(path, info)
	}
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return nil, fmt.Errorf("looking for messages: %w", err)
	}
	var list []Entry
	err = filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == "tmp" && maildir(filepath.Dir(name)) { // not delivered yet
				return fs.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() || !mayHoldMail(name) {
			return nil
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) { // a Maildir at work
			return nil
		}
		if err != nil {
			return err
		}
		found, err := inFile(name, info)
		list = append(list, found...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("looking for messages: %w", err)
	}
	return list, nil
}

// indexes are what mail programs keep beside messages.
var indexes = []string{
	".msf", ".dat", ".json", ".log", ".lock", ".cache", ".index", ".sqlite", ".sbd", ".plist", ".ini",
}

// mayHoldMail leaves out what is certainly no message: indexes, and what
// Dovecot and Courier keep in a Maildir.
func mayHoldMail(path string) bool {
	name := strings.ToLower(filepath.Base(path))
	dir := filepath.Base(filepath.Dir(path))
	if dir == "cur" || dir == "new" {
		return !strings.HasPrefix(name, ".")
	}
	if strings.HasPrefix(name, "dovecot") || strings.HasPrefix(name, "courierimap") || strings.HasPrefix(name, ".") {
		return false
	}
	return !slices.Contains(indexes, filepath.Ext(name)) && name != "subscriptions" && name != "maildirfolder"
}

// maildir reports whether a folder is one: it has cur and new.
func maildir(path string) bool {
	for _, sub := range []string{"cur", "new"} {
		if info, err := os.Stat(filepath.Join(path, sub)); err != nil || !info.IsDir() {
			return false
		}
	}
	return true
}

func inFile(path string, info fs.FileInfo) ([]Entry, error) {
	dir := filepath.Dir(path)
	if sub := filepath.Base(dir); (sub == "cur" || sub == "new") && maildir(filepath.Dir(dir)) {
		e := Entry{File: path, path: path, Size: info.Size(), Sent: sentFolder(filepath.Base(filepath.Dir(dir)))}
		e.At, e.Basis = maildirTime(filepath.Base(path), info.ModTime()), tickets.BasisDelivery
		return []Entry{e}, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("looking for messages: %w", err)
	}
	defer func() { _ = f.Close() }()
	begin := make([]byte, 512)
	n, err := io.ReadFull(f, begin)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	sent := sentFolder(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))) || sentFolder(filepath.Base(dir))
	line, below, _ := bytes.Cut(bytes.TrimLeft(begin[:n], "\r\n"), []byte("\n"))
	if begins(line, below, true) {
		list, err := mbox(f, path)
		for i := range list {
			list[i].Sent = sent
		}
		return list, err
	}
	return []Entry{{File: path, path: path, Size: info.Size(), Sent: sent, NotMail: !hasHeader(begin[:n])}}, nil
}

// hasHeader reports whether a file begins as a message does: with a field, after
// empty lines perhaps (RFC 5322, section 2.2).
func hasHeader(begin []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimLeft(bytes.TrimPrefix(begin, []byte("\ufeff")), "\r\n"), []byte("\n"))
	name, _, ok := bytes.Cut(line, []byte(":"))
	return ok && len(name) > 0 && !bytes.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r >= 0x7f })
}

// sentNames are how mail programs call the folder of what was sent, folded.
var sentNames = []string{
	"sent", "sent items", "sent messages", "sent mail", "envoyes", "elements envoyes", "messages envoyes",
	"courrier envoye", "objets envoyes", "gesendet", "gesendete objekte", "enviados", "inviata",
}

// sentFolder tells a folder of what was sent by its name; Maildir++ puts a dot
// before it and the names of its parents.
func sentFolder(name string) bool {
	name = folderName(name)
	if at := strings.LastIndexByte(name, '.'); at >= 0 {
		name = name[at+1:]
	}
	return slices.Contains(sentNames, strings.TrimSpace(rome.Fold(name)))
}

// headSize is how much of a message is read for its dates.
const headSize = 64 << 10

// date says when a message was received and what proves it: the stamp of our
// own server, the file's own word, or the sender's.
func (e *Entry) date(border string) error {
	if border == "" && !e.At.IsZero() {
		return nil
	}
	head, err := e.Read(headSize)
	if err != nil {
		return err
	}
	m := message.Parse(head)
	if border != "" {
		if at, ok := received(m.Root.Header.All("Received"), border); ok {
			e.At, e.Basis = at, tickets.BasisReceived
			return nil
		}
	}
	if e.At.IsZero() {
		e.At, e.Basis = m.Date, tickets.BasisDate
	}
	return nil
}
