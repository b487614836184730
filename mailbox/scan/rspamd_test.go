package scan_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vigie/mailbox/scan"
)

func TestRspamdAddress(t *testing.T) {
	for _, good := range []string{"http://127.0.0.1:11333", "https://rspamd.internal", "http://[::1]:11333/behind/a/proxy/"} {
		if _, err := scan.NewRspamd(good, ""); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{"", "127.0.0.1:11333", "ftp://h", "unix:///run/rspamd", "http://", "http://h?x=secret", "http://h#secret", "http://u:secret@h", "http://h:secret"} {
		_, err := scan.NewRspamd(bad, "")
		if err == nil {
			t.Errorf("%q is taken for an address", bad)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("%q is repeated: %v", bad, err)
		}
	}
	if _, err := scan.NewRspamd("http://h", "a\r\nb"); err == nil {
		t.Error("a password of two lines is taken")
	}
}

func fakeRspamd(t *testing.T, path, password string, h http.HandlerFunc) *scan.Rspamd {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	r, err := scan.NewRspamd(s.URL+path, password)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRspamdIsAsked(t *testing.T) {
	type asked struct {
		method, path, body string
		headers            map[string][]string
	}
	var got asked
	r := fakeRspamd(t, "/spam", "s3cret", func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		got = asked{req.Method, req.URL.Path, string(body), make(map[string][]string)}
		for _, name := range []string{"From", "Rcpt", "Ip", "Password"} {
			if v := req.Header[name]; v != nil {
				got.headers[name] = v
			}
		}
		_, _ = io.WriteString(w, `{"score":0,"required_score":15,"action":"no action"}`)
	})
	letter := "Subject: x\r\n\r\n\x00\xff\r\n"
	for _, c := range []struct {
		envelope scan.Envelope
		want     map[string][]string
	}{
		{scan.Envelope{}, map[string][]string{"Password": {"s3cret"}}},
		{
			scan.Envelope{From: "a@b.fr", Rcpt: []string{"rome@c.fr", "", "d@e.fr"}, IP: netip.MustParseAddr("::ffff:192.0.2.1")},
			map[string][]string{"Password": {"s3cret"}, "From": {"a@b.fr"}, "Rcpt": {"rome@c.fr", "d@e.fr"}, "Ip": {"192.0.2.1"}},
		},
		// A sender does not get round the check by an address of two lines.
		{
			scan.Envelope{From: "a@b.fr\r\nPassword: x", Rcpt: []string{"x\x00y"}, IP: netip.MustParseAddr("fe80::1%eth0")},
			map[string][]string{"Password": {"s3cret"}, "Ip": {"fe80::1"}},
		},
	} {
		if _, err := r.Check(t.Context(), []byte(letter), c.envelope); err != nil {
			t.Fatal(err)
		}
		want := asked{http.MethodPost, "/spam/checkv2", letter, c.want}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(asked{})); diff != "" {
			t.Error(diff)
		}
	}
}

func TestRspamdAnswers(t *testing.T) {
	for _, c := range []struct {
		status int
		answer string
		want   scan.Verdict
		err    string
	}{
		{200, `{"is_skipped":false,"score":1.5,"required_score":15,"action":"no action","symbols":{}}`, scan.Verdict{Score: 1.5, Required: 15, Action: "no action"}, ""},
		{200, `{"score":-2,"required_score":15,"action":"greylist"}`, scan.Verdict{Score: -2, Required: 15, Action: "greylist"}, ""},
		{200, `{"score":5,"required_score":15,"action":"soft reject"}`, scan.Verdict{Score: 5, Required: 15, Action: "soft reject"}, ""},
		{200, `{"score":7,"required_score":15,"action":"add header"}`, scan.Verdict{Score: 7, Required: 15, Action: "add header", Spam: true}, ""},
		{200, `{"score":9,"required_score":15,"action":"rewrite subject"}`, scan.Verdict{Score: 9, Required: 15, Action: "rewrite subject", Spam: true}, ""},
		{200, `{"is_skipped":true,"score":15,"required_score":15,"action":"reject"}`, scan.Verdict{Score: 15, Required: 15, Action: "reject", Spam: true}, ""},
		{200, `{"score":1,"required_score":15,"action":"x\u001b[2J"}`, scan.Verdict{Score: 1, Required: 15, Action: "x?[2J"}, ""},
		{200, `{"score":1,"action":"reject"}`, scan.Verdict{}, "no score"},
		{200, `{"score":1,"required_score":15}`, scan.Verdict{}, "no action"},
		{200, `{"required_score":15,"action":"reject"}`, scan.Verdict{}, "no score"},
		{200, `{"score":"high","required_score":15,"action":"reject"}`, scan.Verdict{}, "reading"},
		{200, `{"score":1e999,"required_score":15,"action":"reject"}`, scan.Verdict{}, "reading"},
		{200, `{"error":"invalid input"}`, scan.Verdict{}, "no score"},
		{200, `[]`, scan.Verdict{}, "reading"},
		{200, `<html>`, scan.Verdict{}, "reading"},
		{200, ``, scan.Verdict{}, "reading"},
		{200, strings.Repeat("[", 100_000), scan.Verdict{}, "reading"},
		{200, `{"score":1,"required_score":15,"action":"reject","x":"` + strings.Repeat("x", 1<<20) + `"}`, scan.Verdict{}, "more than"},
		{403, `{"score":1,"required_score":15,"action":"reject"}`, scan.Verdict{}, "403"},
		{500, ``, scan.Verdict{}, "500"},
	} {
		r := fakeRspamd(t, "", "", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			_, _ = io.WriteString(w, c.answer)
		})
		got, err := r.Check(t.Context(), []byte("x"), scan.Envelope{})
		if got != c.want || (err == nil) != (c.err == "") || (err != nil && !strings.Contains(err.Error(), c.err)) {
			t.Errorf("%d %.80s: %+v, %v, want %+v, %q", c.status, c.answer, got, err, c.want, c.err)
		}
	}
}

func TestRspamdFaults(t *testing.T) {
	open := func(t *testing.T, r *scan.Rspamd, want error) {
		t.Helper()
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			v, err := r.Check(t.Context(), []byte("x"), scan.Envelope{})
			if err == nil || v != (scan.Verdict{}) || (want != nil && !errors.Is(err, want)) {
				t.Errorf("%+v, %v, want nothing and %v", v, err, want)
			}
		}()
		select {
		case <-ended:
		case <-time.After(20 * time.Second):
			t.Fatal("hangs")
		}
	}
	t.Run("never answers", func(t *testing.T) {
		t.Parallel()
		open(t, fakeRspamd(t, "", "", func(_ http.ResponseWriter, req *http.Request) {
			_, _ = io.Copy(io.Discard, req.Body)
			<-req.Context().Done()
		}), context.DeadlineExceeded)
	})
	t.Run("never ends", func(t *testing.T) {
		t.Parallel()
		open(t, fakeRspamd(t, "", "", func(w http.ResponseWriter, req *http.Request) {
			for req.Context().Err() == nil {
				_, _ = io.WriteString(w, " ")
				_ = http.NewResponseController(w).Flush()
				time.Sleep(10 * time.Millisecond)
			}
		}), context.DeadlineExceeded)
	})
	t.Run("closes", func(t *testing.T) {
		open(t, fakeRspamd(t, "", "", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }), nil)
	})
	t.Run("closes inside the answer", func(t *testing.T) {
		open(t, fakeRspamd(t, "", "", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, `{"score":1,"required_score":15,"action":"reject"}`)
		}), io.ErrUnexpectedEOF)
	})
	t.Run("is down", func(t *testing.T) {
		s := httptest.NewServer(nil)
		s.Close()
		r, err := scan.NewRspamd(s.URL, "")
		if err != nil {
			t.Fatal(err)
		}
		open(t, r, nil)
	})
	t.Run("redirects", func(t *testing.T) {
		elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			t.Error("the redirect is followed")
			_, _ = io.WriteString(w, `{"score":1,"required_score":15,"action":"no action"}`)
		}))
		t.Cleanup(elsewhere.Close)
		open(t, fakeRspamd(t, "", "", func(w http.ResponseWriter, req *http.Request) {
			http.Redirect(w, req, elsewhere.URL, http.StatusTemporaryRedirect)
		}), nil)
	})
	t.Run("is not sent what is too large", func(t *testing.T) {
		r := fakeRspamd(t, "", "", func(http.ResponseWriter, *http.Request) { t.Error("it is asked") })
		_, err := r.Check(t.Context(), make([]byte, 20<<20+1), scan.Envelope{})
		if !errors.Is(err, scan.ErrTooLarge) {
			t.Errorf("%v, want %v", err, scan.ErrTooLarge)
		}
	})
}
