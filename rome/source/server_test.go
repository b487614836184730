package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync/atomic"
	"testing"
	"time"
)

// player plays the source on loopback. It answers 404 to HEAD, as the real one
// does, and counts what it is asked.
type player struct {
	*httptest.Server
	t     *testing.T
	heads atomic.Int64
	gets  atomic.Int64
}

// play starts a server whose GETs are answered by handle.
func play(t *testing.T, handle http.HandlerFunc) *player {
	t.Helper()
	p := &player{t: t}
	p.Server = httptest.NewServer(p.only(handle))
	t.Cleanup(p.Close)
	return p
}

// playTLS is play over TLS.
func playTLS(t *testing.T, handle http.HandlerFunc) *player {
	t.Helper()
	p := &player{t: t}
	p.Server = httptest.NewUnstartedServer(p.only(handle))
	p.EnableHTTP2 = true
	p.StartTLS()
	t.Cleanup(p.Close)
	return p
}

func (p *player) only(handle http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			p.heads.Add(1)
			w.WriteHeader(http.StatusNotFound)
			return
		}
		p.gets.Add(1)
		handle(w, r)
	}
}

// host is what is configured of it.
func (p *player) host() string {
	u, err := url.Parse(p.URL)
	if err != nil {
		p.t.Fatal(err)
	}
	return u.Host
}

// client is one that may ask the servers.
func client(t *testing.T, limits Limits, servers ...*player) *Client {
	t.Helper()
	config := Config{Contact: "https://rome.example.org/", Now: time.Now, Limits: limits}
	for _, p := range servers {
		config.Hosts = append(config.Hosts, p.host())
		if p.TLS != nil {
			config.Roots = p.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
		}
	}
	c, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// zipped is a whole zip with one member.
func zipped(t *testing.T, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.CreateHeader(&zip.FileHeader{Name: "version.txt", Method: zip.Store})
	if err == nil {
		_, err = f.Write([]byte(content))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// served is an export as the real source sends one.
func served(archive []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/zip")
		w.Header().Set("Content-Disposition", `attachment; filename="../../etc/RefRomeCsv.zip"`)
		_, _ = w.Write(archive)
	}
}

// coded checks the code of an error and of its sample, which are the same.
func coded(t *testing.T, what string, sample Sample, err error, want Code) *Fault {
	t.Helper()
	if sample.Code != want || CodeOf(err) != want {
		t.Errorf("%s: %v with sample %+v, want %q", what, err, sample, want)
	}
	if sample.At.IsZero() || sample.URL == "" || sample.Total < 0 || sample.FirstByte > sample.Total {
		t.Errorf("%s: the sample is %+v", what, sample)
	}
	if sample.Answered() != (want == "") {
		t.Errorf("%s: Answered is %t", what, sample.Answered())
	}
	var fault *Fault
	if errors.As(err, &fault) && fault.Error() == "" {
		t.Errorf("%s: the fault says nothing", what)
	}
	return fault
}
