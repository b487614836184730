package mailfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"vigie/tickets"
)

// maxMessage is the largest message that is read whole, in bytes. A larger one
// is read to there.
const maxMessage = 256 << 20

// Read gives the bytes of the message, at most limit of them; 0 is no limit
// but the package's own.
func (e Entry) Read(limit int64) ([]byte, error) {
	if e.Err != nil {
		return nil, e.Err
	}
	if limit <= 0 || limit > maxMessage {
		limit = maxMessage
	}
	f, err := open(e.path)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", e.File, err)
	}
	defer func() { _ = f.Close() }()
	raw := make([]byte, min(e.Size, limit))
	if _, err := io.ReadFull(io.NewSectionReader(f, e.offset, int64(len(raw))), raw); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = ErrChanged
		}
		return nil, fmt.Errorf("reading %s: %w", e.File, err)
	}
	if len(bytes.Trim(raw, "\x00 \t\r\n")) == 0 { // what a crash leaves of a file
		return nil, fmt.Errorf("reading %s: %w", e.File, ErrNoMessage)
	}
	return raw, nil
}

// open opens a file that may have become something else since it was found: a
// FIFO would wait for a writer.
func open(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = ErrNoFile
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// file lists the messages of a file: of an mbox all of them, else the one that
// it is.
func (f *finder) file(path string, info fs.FileInfo) {
	if !info.Mode().IsRegular() {
		f.fault(path, ErrNoFile)
		return
	}
	e := Entry{File: path, path: path, Size: info.Size()}
	if folder, ok := inMaildir(path); ok {
		e.Sent = sentFolder(filepath.Base(folder))
		e.At, e.Basis = maildirTime(filepath.Base(path), info.ModTime()), tickets.BasisDelivery
		f.list = append(f.list, e)
		return
	}
	file, err := open(path)
	if err != nil {
		f.fault(path, err)
		return
	}
	defer func() { _ = file.Close() }()
	begin := make([]byte, 512)
	n, err := io.ReadFull(file, begin)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		f.fault(path, err)
		return
	}
	begin = begin[:n]
	e.Sent = sentFolder(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))) || sentFolder(filepath.Base(filepath.Dir(path)))
	line, below, _ := bytes.Cut(bytes.TrimLeft(begin, "\r\n"), []byte("\n"))
	switch {
	case begins(line, below, true):
		list, err := mbox(file, path)
		for i := range list {
			list[i].Sent = e.Sent
		}
		f.list = append(f.list, list...)
		if err != nil {
			f.fault(path, err)
		}
		return
	case !hasHeader(begin):
		e.Err = ErrNoMessage
	}
	f.list = append(f.list, e)
}

// hasHeader reports whether a file begins as a message does: with a field, after
// empty lines perhaps (RFC 5322, section 2.2, and 4.5 for the space before its
// colon).
func hasHeader(begin []byte) bool {
	if bytes.HasPrefix(begin, []byte("\xff\xfe")) || bytes.HasPrefix(begin, []byte("\xfe\xff")) { // saved as UTF-16
		begin = bytes.ReplaceAll(begin[2:], []byte{0}, nil)
	}
	line, _, _ := bytes.Cut(bytes.TrimLeft(bytes.TrimPrefix(begin, []byte("\ufeff")), "\r\n"), []byte("\n"))
	name, _, ok := bytes.Cut(line, []byte(":"))
	name = bytes.TrimRight(name, " \t")
	return ok && len(name) > 0 && !bytes.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r >= 0x7f })
}
