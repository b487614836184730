package source

import (
	"context"
	"errors"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// pipes is a network within the test's own time: its listener is reached by its
// dial.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	conn, ok := <-p
	if !ok {
		return nil, errors.New("closed")
	}
	return conn, nil
}
func (p pipes) Close() error   { return nil }
func (p pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80} }

func (p pipes) dial(context.Context, string, string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	p <- theirs
	return ours, nil
}

// slowly asks a server in the bubble's time, with the limits that hold by
// default, and checks what came and when.
func slowly(t *testing.T, handle http.HandlerFunc, want Code, after time.Duration) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		network := make(pipes)
		server := &http.Server{Handler: handle}
		go func() { _ = server.Serve(network) }()
		c, err := New(Config{Hosts: []string{"127.0.0.1:80"}, Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		c.transport.(*http.Transport).DialContext = network.dial
		_, sample, err := c.Download(t.Context(), "http://127.0.0.1/csv")
		coded(t, "slowly", sample, err, want)
		if sample.Total != after {
			t.Errorf("after %s, want %s", sample.Total, after)
		}
		close(network)
		_ = server.Close()
		time.Sleep(2 * time.Minute) // what a handler still sleeps
	})
}

// hang waits until the client has given up.
func hang(r *http.Request) { <-r.Context().Done() }

// trickle sends a kilobyte every second, at first and for as long as it is asked
// for; with a pause in the middle where it is positive.
func trickle(w http.ResponseWriter, r *http.Request, pause time.Duration, seconds int) {
	w.Header().Set("Content-Type", "application/zip")
	for n := 0; r.Context().Err() == nil && n < seconds; n++ {
		_, _ = w.Write(make([]byte, 1000))
		_ = http.NewResponseController(w).Flush()
		if n == 3 {
			time.Sleep(pause)
		}
		time.Sleep(time.Second)
	}
}

func TestHangsBeforeTheAnswer(t *testing.T) {
	slowly(t, func(_ http.ResponseWriter, r *http.Request) { hang(r) }, CodeSilent, time.Minute)
}

func TestHangsInTheBody(t *testing.T) {
	slowly(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/zip")
		w.Header().Set("Content-Length", "100000")
		_, _ = w.Write(make([]byte, 50_000))
		_ = http.NewResponseController(w).Flush()
		hang(r)
	}, CodeStalled, 30*time.Second)
}

func TestHangsAfterTheHeader(t *testing.T) {
	slowly(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusOK)
		_ = http.NewResponseController(w).Flush()
		time.Sleep(10 * time.Second)
		hang(r)
	}, CodeStalled, 30*time.Second)
}

// What trickles is never silent, and ends by the time for all of it.
func TestTrickles(t *testing.T) {
	slowly(t, func(w http.ResponseWriter, r *http.Request) { trickle(w, r, 0, 1<<20) }, CodeSlow, 5*time.Minute)
}

// A pause shorter than the limit is let pass, a longer one is not.
func TestPauses(t *testing.T) {
	slowly(t, func(w http.ResponseWriter, r *http.Request) { trickle(w, r, 28*time.Second, 10) }, CodeType, 38*time.Second)
	slowly(t, func(w http.ResponseWriter, r *http.Request) { trickle(w, r, 32*time.Second, 10) }, CodeStalled, 33*time.Second)
}

// An answer that takes long to make is waited for.
func TestTakesLongToAnswer(t *testing.T) {
	archive := zipped(t, "x")
	slowly(t, func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(55 * time.Second)
		served(archive)(w, r)
	}, "", 55*time.Second)
}

// Redirects share the time until an answer begins.
func TestRedirectsShareTheTime(t *testing.T) {
	slowly(t, func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(25 * time.Second)
		http.Redirect(w, r, r.URL.Path+"/again", http.StatusFound)
	}, CodeSilent, time.Minute)
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Duration{
		"": 0, "0": 0, "30": 30 * time.Second, " 30 ": 30 * time.Second, "-5": 0, "1.5": 0, "86400": 24 * time.Hour, "86401": 24 * time.Hour,
		"18446744073709551616": 24 * time.Hour, "Mon, 01 Jun 2026 09:00:00 GMT": time.Hour, "Mon, 01 Jun 2026 07:00:00 GMT": 0,
		"Mon, 01 Jun 2099 07:00:00 GMT": 24 * time.Hour, "demain": 0, "9223372036": 24 * time.Hour,
	} {
		if got := retryAfter(text, now); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
