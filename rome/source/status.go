package source

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// longest is the most that a server may ask us to wait.
const longest = 24 * time.Hour

// judge makes a fault of every answer but 200.
func (c *Client) judge(r *http.Response) *Fault {
	code := CodeStatus
	switch {
	case r.StatusCode == http.StatusOK:
		return nil
	case r.StatusCode == http.StatusConflict:
		code = CodeBlocked
	case r.StatusCode == http.StatusUnauthorized, r.StatusCode == http.StatusForbidden:
		code = CodeRefused
	case r.StatusCode == http.StatusNotFound:
		code = CodeMissing
	case r.StatusCode == http.StatusGone:
		code = CodeGone
	case r.StatusCode == http.StatusTooManyRequests, r.StatusCode == http.StatusServiceUnavailable:
		code = CodeBusy
	case r.StatusCode >= 500:
		code = CodeServer
	case r.StatusCode >= 300 && r.StatusCode < 400: // one that says where to would have been followed
		code = CodeRedirects
	}
	fault := faultf(code, "%s answers %d", r.Request.URL.Host, r.StatusCode)
	fault.Status = r.StatusCode
	if code == CodeBusy {
		fault.RetryAfter = retryAfter(r.Header.Get("Retry-After"), c.now())
	}
	return fault
}

// retryAfter reads how long to wait: seconds, or a date (RFC 9110, section
// 10.2.3). What cannot be read is not said.
func retryAfter(text string, now time.Time) time.Duration {
	text = strings.TrimSpace(text)
	if at, err := http.ParseTime(text); err == nil {
		return min(max(at.Sub(now), 0), longest)
	}
	seconds, err := strconv.ParseUint(text, 10, 64)
	switch {
	case errors.Is(err, strconv.ErrRange), err == nil && seconds > uint64(longest/time.Second):
		return longest
	case err != nil:
		return 0
	}
	return time.Duration(seconds) * time.Second
}

// connecting names what kept a connection or an answer from being had.
func connecting(err error) *Fault {
	var (
		name   *net.DNSError
		step   *net.OpError
		cert   *tls.CertificateVerificationError
		record tls.RecordHeaderError
	)
	code := CodeProtocol
	switch {
	case errors.As(err, &name):
		code = CodeName
	case errors.As(err, &cert), errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch):
		code = CodeTLS
	case errors.As(err, &step) && step.Op == "dial":
		code = CodeConnect
	case step != nil && (step.Op == "remote error" || step.Op == "local error"): // as crypto/tls calls an alert
		code = CodeTLS
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		code = CodeDropped
	}
	return faultf(code, "asking: %w", err)
}
