package fetch

import (
	"context"
	"errors"
	"net"
	"strconv"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-sasl"
)

// login authenticates a fresh connection.
func (f *Fetcher) login(ctx context.Context, s *session) error {
	mechanism, err := f.mechanism(ctx)
	if err != nil {
		return err
	}
	err = s.do(lineAllowance, patience, func() error {
		if mechanism != nil {
			return s.client.Authenticate(mechanism)
		}
		caps := s.client.Caps()
		if caps.Has(imap.AuthCap(sasl.Plain)) {
			return s.client.Authenticate(sasl.NewPlainClient("", f.mailbox.Username, f.mailbox.Password))
		}
		if caps.Has(imap.CapLoginDisabled) {
			return fault(FaultAuth, "the server takes no password on this connection")
		}
		return s.client.Login(f.mailbox.Username, f.mailbox.Password).Wait()
	})
	return f.loginFault(err)
}

// mechanism is how a token is shown, nil for a password.
func (f *Fetcher) mechanism(ctx context.Context) (sasl.Client, error) {
	if f.purse == nil {
		return nil, nil
	}
	token, err := f.purse.get(ctx)
	if err != nil {
		return nil, err
	}
	if f.mailbox.OAuth.Mechanism != OAuthBearer {
		return xoauth2{f.mailbox.Username, token}, nil
	}
	_, port, _ := net.SplitHostPort(f.mailbox.Addr)
	n, _ := strconv.Atoi(port)
	return bearer{sasl.NewOAuthBearerClient(&sasl.OAuthBearerOptions{Username: f.mailbox.Username, Token: token, Host: f.host, Port: n})}, nil
}

// loginFault tells refused credentials from a server that cannot check any just
// now (RFC 5530, section 3). A token that was refused before its time is
// replaced at the next attempt, which comes soon; a new one is not.
func (f *Fetcher) loginFault(err error) error {
	var answer *imap.Error
	if !refusal(err) || !errors.As(err, &answer) {
		return err
	}
	switch answer.Code {
	case imap.ResponseCodeUnavailable, imap.ResponseCodeInUse, imap.ResponseCodeServerBug, imap.ResponseCodeLimit:
		return &Error{FaultConnect, err}
	}
	if f.purse != nil && f.purse.drop() {
		return &Error{FaultToken, err}
	}
	return &Error{FaultAuth, err}
}
