package scan

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

const (
	rspamdTimeout = 2 * time.Second
	rspamdMessage = 20 << 20 // bytes; rspamd's own limit (max_message) is 50 MB
	rspamdAnswer  = 1 << 20  // bytes; a long list of symbols takes some 30 kB
)

// A Rspamd is a client of rspamd's normal worker. It may be used from several
// goroutines.
type Rspamd struct {
	check    string // URL
	password string
	client   *http.Client
}

// NewRspamd reads the address of a worker, http://127.0.0.1:11333 or https, with
// a path where a proxy stands before it. The password may be "": a normal worker
// asks for none. It connects to nothing.
func NewRspamd(address, password string) (*Rspamd, error) {
	// The address is not repeated in the errors: a password may have been put there.
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return nil, errors.New("the rspamd address is neither http://host:port nor https://host:port")
	}
	if u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return nil, errors.New("the rspamd address has more than host, port and path")
	}
	if !headerValue(password) {
		return nil, errors.New("the rspamd password has characters that no header can carry")
	}
	return &Rspamd{
		check:    u.JoinPath("checkv2").String(),
		password: password,
		client: &http.Client{
			// A redirect could send a letter anywhere.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			Transport: &http.Transport{
				// No proxy from the environment: the environment is the command's.
				DialContext:            (&net.Dialer{Timeout: rspamdTimeout}).DialContext,
				DisableCompression:     true,
				MaxResponseHeaderBytes: 64 << 10,
				IdleConnTimeout:        30 * time.Second,
			},
		},
	}, nil
}

// An Envelope is what is known of how a message came, which its bytes do not
// say. Each field may be empty.
type Envelope struct {
	From string   // the return path, without angle brackets
	Rcpt []string // whom it was delivered to
	IP   netip.Addr
}

// A Verdict is what rspamd says of a message. The zero Verdict is that of an
// honest one.
type Verdict struct {
	Score    float64 // the sum of the symbols'
	Required float64 // the score from which rspamd would reject
	Action   string  // "no action", "greylist", "add header", "rewrite subject", "soft reject", "reject"…
	Spam     bool    // the action is one for spam: from "add header" on
}

// Check asks for the verdict on a raw message, and waits two seconds at most. It
// fails open: with an error the Verdict is zero, and the message is to be handled
// as if nobody had been asked. A message over 20 MB is not sent (ErrTooLarge).
func (r *Rspamd) Check(ctx context.Context, raw []byte, e Envelope) (Verdict, error) {
	ctx, cancel := context.WithTimeout(ctx, rspamdTimeout)
	defer cancel()
	verdict, err := r.ask(ctx, raw, e)
	if err != nil {
		return Verdict{}, fmt.Errorf("checking %d bytes with rspamd: %w", len(raw), err)
	}
	return verdict, nil
}

func (r *Rspamd) ask(ctx context.Context, raw []byte, e Envelope) (Verdict, error) {
	if len(raw) > rspamdMessage {
		return Verdict{}, ErrTooLarge
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.check, bytes.NewReader(raw))
	if err != nil {
		return Verdict{}, err
	}
	e.headers(req.Header)
	if r.password != "" {
		req.Header.Set("Password", r.password)
	}
	resp, err := r.client.Do(req)
	if err != nil {
		return Verdict{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return Verdict{}, fmt.Errorf("rspamd answers %d", resp.StatusCode)
	}
	answer, err := io.ReadAll(io.LimitReader(resp.Body, rspamdAnswer+1))
	if err != nil {
		return Verdict{}, fmt.Errorf("reading the answer: %w", err)
	}
	if len(answer) > rspamdAnswer {
		return Verdict{}, fmt.Errorf("rspamd answers more than %d bytes", rspamdAnswer)
	}
	return readVerdict(answer)
}

// headers tells rspamd what is known. A value that no header can carry is left
// out instead of making the request fail: else a sender could get round the
// check by his address.
func (e Envelope) headers(h http.Header) {
	if e.From != "" && headerValue(e.From) {
		h.Set("From", e.From)
	}
	for _, rcpt := range e.Rcpt {
		if rcpt != "" && headerValue(rcpt) {
			h.Add("Rcpt", rcpt)
		}
	}
	if e.IP.IsValid() {
		h.Set("Ip", e.IP.Unmap().WithZone("").String())
	}
}

func headerValue(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f })
}

// readVerdict understands the answer to /checkv2. is_skipped is not looked at:
// rspamd sets it where it stopped early, which it does with the action "reject"
// too.
func readVerdict(answer []byte) (Verdict, error) {
	var said struct {
		Score    *float64 `json:"score"`
		Required *float64 `json:"required_score"`
		Action   string   `json:"action"`
	}
	if err := json.Unmarshal(answer, &said); err != nil {
		return Verdict{}, fmt.Errorf("reading the answer: %w", err)
	}
	if said.Score == nil || said.Required == nil || said.Action == "" {
		return Verdict{}, errors.New("the answer has no score or no action")
	}
	v := Verdict{Score: *said.Score, Required: *said.Required, Action: printable(said.Action)}
	switch v.Action {
	case "add header", "rewrite subject", "reject", "quarantine", "discard":
		v.Spam = true
	}
	return v, nil
}
