package mailfile

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"vigie/rome"
)

// indexes are what mail programs keep beside messages, by their extension.
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
	return !slices.Contains(indexes, filepath.Ext(name)) && !slices.Contains([]string{"subscriptions", "maildirfolder", "lock"}, name)
}

// namedLikeMail reports whether a folder is named as messages are: something
// that somebody looks for is not there when it is empty.
func namedLikeMail(path string) bool {
	_, ok := inMaildir(path)
	ext := strings.ToLower(filepath.Ext(path))
	return ok || ext == ".eml" || ext == ".mbox"
}

// inMaildir gives the Maildir whose message a path is.
func inMaildir(path string) (folder string, ok bool) {
	dir := filepath.Dir(path)
	folder = filepath.Dir(dir)
	sub := filepath.Base(dir)
	return folder, (sub == "cur" || sub == "new") && maildir(folder)
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
