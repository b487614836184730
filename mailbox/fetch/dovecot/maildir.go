package dovecot

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Maildir is the directory of a user's folder, whose cur and new hold the
// messages; folder is INBOX or the name of another, with "." between levels.
func (s *Server) Maildir(user, folder string) string {
	dir := s.path("mail", user, "Maildir")
	if folder == "INBOX" {
		return dir
	}
	return filepath.Join(dir, "."+folder)
}

// Deliver puts a message into a user's folder, as a delivery agent does: unseen,
// with at, to the second, as its INTERNALDATE. The folder is made when missing.
// It gives the file.
func (s *Server) Deliver(user, folder string, raw []byte, at time.Time) string {
	s.tb.Helper()
	dir := s.Maildir(user, folder)
	if _, err := os.Stat(filepath.Join(dir, "new")); errors.Is(err, fs.ErrNotExist) {
		s.makeFolder(dir)
	}
	n := s.delivered.Add(1)
	name := fmt.Sprintf("%d.M%dP%d.vigie", at.Unix(), n, os.Getpid())
	tmp := filepath.Join(dir, "tmp", name)
	s.must(os.WriteFile(tmp, raw, 0o600))
	s.own(tmp)
	s.must(os.Chtimes(tmp, at, at))
	file := filepath.Join(dir, "new", name)
	s.must(os.Rename(tmp, file))
	return file
}

func (s *Server) makeFolder(dir string) {
	s.tb.Helper()
	for _, sub := range []string{"cur", "new", "tmp"} {
		s.must(os.MkdirAll(filepath.Join(dir, sub), 0o700))
		s.own(filepath.Join(dir, sub))
	}
	for top := dir; top != s.path("mail"); top = filepath.Dir(top) {
		s.own(top)
	}
}

// own gives a file to the user that Dovecot's imap processes run as.
func (s *Server) own(path string) {
	s.tb.Helper()
	nobody, err := user.Lookup("nobody")
	s.must(err)
	uid, err := strconv.Atoi(nobody.Uid)
	s.must(err)
	gid, err := strconv.Atoi(nobody.Gid)
	s.must(err)
	s.must(os.Chown(path, uid, gid))
}

// Forget removes what Dovecot keeps beside the messages of a folder: it numbers
// them anew, under another UIDVALIDITY.
func (s *Server) Forget(user, folder string) {
	s.tb.Helper()
	dir := s.Maildir(user, folder)
	entries, err := os.ReadDir(dir)
	s.must(err)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "dovecot") {
			s.must(os.RemoveAll(filepath.Join(dir, e.Name())))
		}
	}
}

// Files lists the messages of a folder as they lie on disk.
func (s *Server) Files(user, folder string) []string {
	s.tb.Helper()
	var list []string
	for _, sub := range []string{"cur", "new"} {
		found, err := filepath.Glob(filepath.Join(s.Maildir(user, folder), sub, "*"))
		s.must(err)
		list = append(list, found...)
	}
	return list
}
