package fetch

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// issuer is a token server. Its tokens are numbered.
type issuer struct {
	mu      sync.Mutex
	issued  int
	expires int // seconds
	status  int
	form    string
}

func (i *issuer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	_ = r.ParseForm()
	id, secret, _ := r.BasicAuth()
	i.form = strings.Join([]string{r.Form.Get("grant_type"), r.Form.Get("scope"), id, secret}, " ")
	w.Header().Set("Content-Type", "application/json")
	if i.status != 0 {
		w.WriteHeader(i.status)
		fmt.Fprint(w, `{"error":"invalid_client"}`)
		return
	}
	i.issued++
	fmt.Fprintf(w, `{"token_type":"Bearer","access_token":"token%d","expires_in":%d}`, i.issued, i.expires)
}

// asks is a script that wants a token and takes the given one, in one line or in
// two.
func asks(t *testing.T, want *string, said *[]string) func(c *talk, verb, rest string) bool {
	return func(c *talk, verb, rest string) bool {
		if verb != "AUTHENTICATE" {
			return false
		}
		mechanism, initial, inline := strings.Cut(rest, " ")
		if !inline {
			c.line("+ ")
			initial, _ = c.r.ReadString('\n')
		}
		raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(initial))
		if err != nil {
			t.Errorf("it shows %q", initial)
		}
		*said = append(*said, mechanism+" "+string(raw))
		if strings.Contains(string(raw), "Bearer "+*want+"\x01\x01") {
			c.ok()
			return true
		}
		c.line("+ %s", base64.StdEncoding.EncodeToString([]byte(`{"status":"400","schemes":"Bearer"}`)))
		answer, _ := c.r.ReadString('\n')
		*said = append(*said, fmt.Sprintf("answer %q", answer))
		c.line("%s NO [AUTHENTICATIONFAILED] no", c.tag)
		return true
	}
}

func oauthFetcher(t *testing.T, h *house, s *script, tokenURL string, m Mechanism) *Fetcher {
	t.Helper()
	f := h.fetcher(Mailbox{
		Name: "contact", Addr: "localhost:143", Security: None, Username: "lea@example.org",
		OAuth: &OAuth{TokenURL: tokenURL, ClientID: "client", ClientSecret: "secret", Scopes: []string{"mail"}, Mechanism: m},
	})
	f.dialed = s.dialed
	return f
}

func TestOAuth(t *testing.T) {
	for _, c := range []struct {
		mechanism       Mechanism
		caps            string
		shown, accepted string
	}{
		{"", "IMAP4rev1 SASL-IR AUTH=XOAUTH2", "XOAUTH2 user=lea@example.org\x01auth=Bearer token%d\x01\x01", `answer "\r\n"`},
		{XOAuth2, "IMAP4rev1 AUTH=XOAUTH2", "XOAUTH2 user=lea@example.org\x01auth=Bearer token%d\x01\x01", `answer "\r\n"`},
		{OAuthBearer, "IMAP4rev1 SASL-IR", "OAUTHBEARER n,a=lea@example.org,\x01host=localhost\x01port=143\x01auth=Bearer token%d\x01\x01", `answer "AQ==\r\n"`},
	} {
		t.Run(string(c.mechanism)+" "+c.caps, func(t *testing.T) {
			i := &issuer{expires: 3600}
			web := httptest.NewServer(i)
			defer web.Close()
			h := newHouse(t)
			s := newScript(t, 2)
			s.caps = c.caps
			var said []string
			want := "token1"
			s.wild = asks(t, &want, &said)
			f := oauthFetcher(t, h, s, web.URL, c.mechanism)
			h.pass(f)
			h.pass(f) // with the same token
			if i.issued != 1 || i.form != "client_credentials mail client secret" {
				t.Errorf("%d tokens were asked for, with %q", i.issued, i.form)
			}
			// Refused before its time, it is replaced, and that is no fault of the client's.
			want = "token2"
			if _, err := f.Pass(t.Context()); FaultOf(err) != FaultToken {
				t.Errorf("an old token: %v", err)
			}
			h.pass(f)
			// A new one that is refused is.
			f.purse = newPurse(f.mailbox.OAuth)
			if _, err := f.Pass(t.Context()); FaultOf(err) != FaultAuth {
				t.Errorf("a new token: %v", err)
			}
			var shown []string
			for _, n := range []int{1, 1, 1, 2, 3} {
				shown = append(shown, fmt.Sprintf(c.shown, n))
				if n == 3 || len(shown) == 3 {
					shown = append(shown, c.accepted)
				}
			}
			if got, want := strings.Join(said, "\n"), strings.Join(shown, "\n"); got != want {
				t.Errorf("said\n%q, want\n%q", got, want)
			}
			h.once("m0001", "m0002")
		})
	}
}

func TestTokens(t *testing.T) {
	i := &issuer{expires: 200} // less than is spared
	web := httptest.NewServer(i)
	defer web.Close()
	h := newHouse(t)
	s := newScript(t, 1)
	s.caps = "IMAP4rev1 SASL-IR"
	s.wild = func(c *talk, verb, _ string) bool {
		if verb == "AUTHENTICATE" {
			c.ok()
			return true
		}
		return false
	}
	f := oauthFetcher(t, h, s, web.URL, XOAuth2)
	h.pass(f)
	h.pass(f)
	if i.issued != 2 {
		t.Errorf("%d tokens for two connections, each before the end of one", i.issued)
	}
	for status, fault := range map[int]string{401: FaultAuth, 400: FaultAuth, 503: FaultToken, 429: FaultToken} {
		i.status = status
		if _, err := f.Pass(t.Context()); FaultOf(err) != fault || strings.Contains(err.Error(), "secret") {
			t.Errorf("%d: %v", status, err)
		}
	}
	web.Close()
	if _, err := f.Pass(t.Context()); FaultOf(err) != FaultToken {
		t.Errorf("nobody there: %v", err)
	}
}
