package fetch

import (
	"context"
	"errors"
	"fmt"

	"github.com/emersion/go-imap/v2"
)

// Faults in one word, as MailPass records them.
const (
	FaultConnect  = "connect"  // nobody answers, or the greeting is a refusal
	FaultTLS      = "tls"      // no STARTTLS where it is required, or a certificate that does not hold
	FaultAuth     = "auth"     // the user name, password or client is refused
	FaultToken    = "token"    // the token server does not answer as one
	FaultFolder   = "folder"   // the server refuses to open or list the folder
	FaultMark     = "mark"     // messages are stored, but cannot be flagged or moved
	FaultProtocol = "protocol" // what the server says is not IMAP, or too much
	FaultTimeout  = "timeout"  // the server falls silent, or dawdles
	FaultDropped  = "dropped"  // the connection ended in the middle
	FaultStore    = "store"    // the database does not take the messages
)

// Faults lists the words, for the test that each has its sentence.
func Faults() []string {
	return []string{
		FaultConnect, FaultTLS, FaultAuth, FaultToken, FaultFolder, FaultMark,
		FaultProtocol, FaultTimeout, FaultDropped, FaultStore,
	}
}

// Reasons for which a message is passed over, in one word, as PassMail records
// them; beside FaultProtocol, FaultTimeout and FaultDropped.
const (
	ReasonRefused  = "refused"  // the server answers NO or BAD
	ReasonAbsent   = "absent"   // listed, but never delivered
	ReasonChanging = "changing" // other bytes each time it is fetched
	ReasonSize     = "size"     // more than one literal may hold, and not to be had in parts
)

// Reasons lists the words, for the test that each has its sentence.
func Reasons() []string {
	return []string{
		FaultProtocol, FaultTimeout, FaultDropped,
		ReasonRefused, ReasonAbsent, ReasonChanging, ReasonSize,
	}
}

// An Error is a fault with its word.
type Error struct {
	Fault string
	Err   error
}

func (e *Error) Error() string { return e.Fault + ": " + e.Err.Error() }

// Unwrap gives what happened.
func (e *Error) Unwrap() error { return e.Err }

// FaultOf is the word of an error, "" for none of this package's.
func FaultOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Fault
	}
	return ""
}

func fault(word, format string, args ...any) error {
	return &Error{word, fmt.Errorf(format, args...)}
}

// refusal reports whether an error is the server's NO or BAD to a command, after
// which the connection goes on.
func refusal(err error) bool {
	var answer *imap.Error
	return errors.As(err, &answer) && answer.Type != imap.StatusResponseTypeBye
}

// ended reports whether an error ends the connection: all do but refusals and
// the store's.
func ended(err error) bool {
	switch FaultOf(err) {
	case "", FaultFolder, FaultMark, FaultStore:
		return false
	}
	return true
}

// plain is what of an error may stand in a log: a server's own words may name
// people.
func plain(err error) string {
	var answer *imap.Error
	switch {
	case errors.As(err, &answer):
		return fmt.Sprintf("the server says %s [%s]", answer.Type, answer.Code)
	case errors.Is(err, context.Canceled):
		return "canceled"
	}
	return err.Error()
}
