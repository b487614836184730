package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/emersion/go-sasl"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// Mechanism is how a token is shown to the server.
type Mechanism string

// The two mechanisms; "" is XOAUTH2.
const (
	XOAuth2     Mechanism = "xoauth2"     // Google's and Microsoft's
	OAuthBearer Mechanism = "oauthbearer" // RFC 7628
)

// OAuth gets a token by the client-credentials grant (RFC 6749, section 4.4),
// without anybody at a keyboard. For Microsoft 365 the URL is
// https://login.microsoftonline.com/TENANT/oauth2/v2.0/token and the scope
// https://outlook.office365.com/.default.
type OAuth struct {
	TokenURL     string // https, or http to this machine
	ClientID     string
	ClientSecret string
	Scopes       []string
	Mechanism    Mechanism
}

func (o *OAuth) check() error {
	u, err := url.Parse(o.TokenURL)
	if err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !loopbackName(u.Hostname())) {
		return fmt.Errorf("the token URL %q is not of the form https://host/path", o.TokenURL)
	}
	if o.ClientID == "" || o.ClientSecret == "" {
		return errors.New("OAuth needs a client's name and secret")
	}
	switch o.Mechanism {
	case "", XOAuth2, OAuthBearer:
		return nil
	}
	return fmt.Errorf("OAuth mechanism %q is not one of xoauth2, oauthbearer", o.Mechanism)
}

const (
	tokenPatience = 30 * time.Second
	tokenSpare    = 5 * time.Minute // a token is renewed that long before it expires
)

// A purse holds the token of a mailbox.
type purse struct {
	config clientcredentials.Config
	token  *oauth2.Token
	used   bool // whether the token was shown before
}

func newPurse(o *OAuth) *purse {
	return &purse{config: clientcredentials.Config{
		ClientID: o.ClientID, ClientSecret: o.ClientSecret, TokenURL: o.TokenURL, Scopes: o.Scopes,
	}}
}

// get gives a token that lasts a while yet.
func (p *purse) get(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, tokenPatience)
	defer cancel()
	t, err := oauth2.ReuseTokenSourceWithExpiry(p.token, p.config.TokenSource(ctx), tokenSpare).Token()
	if err == nil {
		p.used = p.token == t
		p.token = t
		return t.AccessToken, nil
	}
	// What the answer holds beside its code may be anything: it is not told.
	var answer *oauth2.RetrieveError
	if !errors.As(err, &answer) || answer.Response == nil {
		return "", fault(FaultToken, "the token server does not answer")
	}
	switch answer.Response.StatusCode {
	case http.StatusBadRequest, http.StatusUnauthorized: // RFC 6749, section 5.2
		return "", fault(FaultAuth, "the token server refuses the client: %q", answer.ErrorCode)
	}
	return "", fault(FaultToken, "the token server answers %d", answer.Response.StatusCode)
}

// drop forgets a token that was refused, and reports whether it had been good
// before.
func (p *purse) drop() bool {
	p.token = nil
	return p.used
}

// xoauth2 is a sasl.Client for XOAUTH2, which go-sasl lacks. See
// https://developers.google.com/gmail/imap/xoauth2-protocol
type xoauth2 struct{ username, token string }

func (x xoauth2) Start() (mechanism string, initial []byte, err error) {
	return "XOAUTH2", []byte("user=" + x.username + "\x01auth=Bearer " + x.token + "\x01\x01"), nil
}

// Next answers the one challenge there is, an error, with nothing: only then
// does the server say NO.
func (x xoauth2) Next([]byte) ([]byte, error) { return []byte{}, nil }

// bearer is OAUTHBEARER, whose error challenge wants a control-A for an answer
// (RFC 7628, section 3.2.3). go-sasl gives up instead, in mid-command.
type bearer struct{ sasl.Client }

func (b bearer) Next([]byte) ([]byte, error) { return []byte{1}, nil }
