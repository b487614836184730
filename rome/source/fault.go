package source

import (
	"errors"
	"fmt"
	"time"
)

// A Code names in one word what went wrong.
type Code string

// The codes of a Fault.
const (
	CodeName      Code = "name"      // the host's name is not known
	CodeConnect   Code = "connect"   // nobody answers there
	CodeTLS       Code = "tls"       // no TLS, or a certificate that does not hold
	CodePrivate   Code = "private"   // the name leads to an address inside a network
	CodeHost      Code = "host"      // a redirect to a host that is not configured
	CodeScheme    Code = "scheme"    // a redirect away from TLS
	CodeRedirects Code = "redirects" // too many redirects, or one that leads nowhere
	CodeBlocked   Code = "blocked"   // 409: a firewall takes us for a robot
	CodeRefused   Code = "refused"   // 401, 403
	CodeMissing   Code = "missing"   // 404
	CodeGone      Code = "gone"      // 410
	CodeBusy      Code = "busy"      // 429, 503
	CodeServer    Code = "server"    // another 5xx
	CodeStatus    Code = "status"    // any other status than 200
	CodeProtocol  Code = "protocol"  // what answers does not speak HTTP
	CodeDropped   Code = "dropped"   // the connection ended before an answer began
	CodeSilent    Code = "silent"    // no answer began in time
	CodeStalled   Code = "stalled"   // an answer began and nothing more came
	CodeSlow      Code = "slow"      // it came, but not whole in time
	CodeTruncated Code = "truncated" // it ended before its end
	CodeSize      Code = "size"      // more than we take
	CodeEncoding  Code = "encoding"  // a transfer compression that is not known, or is damaged
	CodeType      Code = "type"      // something else than what was asked for: a page of HTML
	CodeJSON      Code = "json"      // no JSON, or not a dataset's
	CodeResource  Code = "resource"  // the dataset names no export of the format
	CodeStopped   Code = "stopped"   // we gave up ourselves: the program stops
)

// Codes lists the codes, for the test that each has its sentence.
func Codes() []Code {
	return []Code{
		CodeName, CodeConnect, CodeTLS, CodePrivate, CodeHost, CodeScheme, CodeRedirects, CodeBlocked, CodeRefused,
		CodeMissing, CodeGone, CodeBusy, CodeServer, CodeStatus, CodeProtocol, CodeDropped, CodeSilent, CodeStalled,
		CodeSlow, CodeTruncated, CodeSize, CodeEncoding, CodeType, CodeJSON, CodeResource, CodeStopped,
	}
}

// A Fault is why something could not be had.
type Fault struct {
	Code       Code
	Status     int           // of the answer, 0 without one
	RetryAfter time.Duration // how long the server asked to be left alone, at most a day; 0 when it did not say
	Err        error         // for logs
}

func (f *Fault) Error() string { return string(f.Code) + ": " + f.Err.Error() }

// Unwrap gives what happened.
func (f *Fault) Unwrap() error { return f.Err }

// Passing reports whether the same request may well succeed within hours. What
// is not there, what leads elsewhere and what a firewall refuses does not; a page
// of HTML may be a maintenance.
func (f *Fault) Passing() bool {
	switch f.Code {
	case CodePrivate, CodeHost, CodeScheme, CodeRedirects, CodeBlocked, CodeRefused, CodeMissing, CodeGone,
		CodeStatus, CodeSize, CodeJSON, CodeResource:
		return false
	}
	return true
}

// CodeOf is the code of an error, "" for none of this package's.
func CodeOf(err error) Code {
	var f *Fault
	if errors.As(err, &f) {
		return f.Code
	}
	return ""
}

func faultf(code Code, format string, args ...any) *Fault {
	return &Fault{Code: code, Err: fmt.Errorf(format, args...)}
}
