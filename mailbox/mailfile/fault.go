package mailfile

import (
	"errors"
	"io/fs"
	"syscall"
)

// Why a file brings no message in, beside what the system says.
var (
	ErrNoMessage = errors.New("it is no message: it has no header")
	ErrNoFile    = errors.New("it is neither a file nor a folder")
	ErrNothingIn = errors.New("it is named like a message and is an empty folder")
	ErrChanged   = errors.New("it became shorter while it was read")
)

// reasons are the words for machines.
var reasons = []struct {
	err  error
	word string
}{
	{ErrNoMessage, "no_message"}, // a picture, a note, an empty file
	{ErrNoFile, "no_file"},       // a FIFO, a socket, a device
	{ErrNothingIn, "nothing_inside"},
	{ErrChanged, "changed"},
	{syscall.ELOOP, "link_loop"}, // links that lead to each other
	{fs.ErrNotExist, "missing"},
	{fs.ErrPermission, "denied"},
}

// Reason is the word for machines that says why a file brings no message in,
// "failed" where the system says something that has none.
func Reason(err error) string {
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return r.word
		}
	}
	return "failed"
}
