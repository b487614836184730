package mailbox

import (
	"context"
	"errors"
	"fmt"
	"net/textproto"
	"os"
	"regexp"
	"strings"

	"vigie/tickets"
)

// Faults in one word, the Status of a tickets.DeliveryError where no server's
// code says it better. All but StatusLetter and StatusUTF8 are temporary: they
// tell of the way to the server or of the configuration, not of the letter.
const (
	StatusConnect = "connect" // nobody answers, or the greeting is a refusal
	StatusTLS     = "tls"     // no STARTTLS where it is required, or a certificate that does not hold
	StatusAuth    = "auth"    // the user name or password is refused
	StatusTimeout = "timeout" // no answer in time
	StatusDropped = "dropped" // the connection ended before the last answer
	StatusLetter  = "letter"  // the letter cannot be written as a message
	StatusUTF8    = "utf8"    // the address needs SMTPUTF8 (RFC 6531), which the server lacks
)

// Statuses lists the words, for the test that each has its sentence.
func Statuses() []string {
	return []string{StatusConnect, StatusTLS, StatusAuth, StatusTimeout, StatusDropped, StatusLetter, StatusUTF8}
}

func permanent(status string, err error) error {
	return &tickets.DeliveryError{Permanent: true, Status: status, Err: err}
}

// unreached is a fault on the way to the server, temporary whatever the server
// answered: a greeting of 554 or a refused password says nothing of the letter.
func unreached(ctx context.Context, status string, err error) error {
	if late(ctx, err) {
		status = StatusTimeout
	}
	return &tickets.DeliveryError{Status: status, Err: err}
}

// refused is an answer to MAIL, RCPT, DATA or the letter itself. 5yz is for
// good (RFC 5321, section 4.2.1), but for those that ask for authentication
// (RFC 4954, section 6). Whatever is no answer at all is temporary.
func refused(ctx context.Context, command string, err error) error {
	err = fmt.Errorf("%s: %w", command, err)
	var answer *textproto.Error
	switch {
	case errors.As(err, &answer) && answer.Code >= 100:
		if authCode(answer.Code) {
			return &tickets.DeliveryError{Status: StatusAuth, Err: err}
		}
		return &tickets.DeliveryError{Permanent: answer.Code >= 500, Status: serverStatus(answer), Err: err}
	case late(ctx, err):
		return &tickets.DeliveryError{Status: StatusTimeout, Err: err}
	}
	return &tickets.DeliveryError{Status: StatusDropped, Err: err}
}

// forGood reports whether an error is a server's answer that will not change.
func forGood(err error) bool {
	var fault *tickets.DeliveryError
	return errors.As(err, &fault) && fault.Permanent && answered(err)
}

// answered reports whether an error is a server's answer.
func answered(err error) bool {
	var answer *textproto.Error
	return errors.As(err, &answer)
}

func authCode(code int) bool {
	switch code {
	case 530, 534, 535, 538:
		return true
	}
	return false
}

var enhanced = regexp.MustCompile(`^([245])\.\d{1,3}\.\d{1,3}\b`)

// serverStatus is "550 5.1.1", or "550" when the server gives no enhanced code
// or one of another class.
func serverStatus(answer *textproto.Error) string {
	code := fmt.Sprintf("%03d", answer.Code)
	if e := enhanced.FindString(answer.Msg); strings.HasPrefix(e, code[:1]) && e != "" {
		return code + " " + e
	}
	return code
}

// late reports whether it was time that ran out.
func late(ctx context.Context, err error) bool {
	return errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(ctx.Err(), context.DeadlineExceeded)
}
