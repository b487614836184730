package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestDownload(t *testing.T) {
	archive := zipped(t, strings.Repeat("Numero de version : 60\n", 1000))
	sum := sha256.Sum256(archive)
	var asked *http.Request
	p := play(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r
		served(archive)(w, r)
	})
	got, sample, err := client(t, Limits{}, p).Download(t.Context(), p.URL+"/open-data/csv")
	coded(t, "download", sample, err, "")
	if !bytes.Equal(got.Bytes, archive) || got.SHA256 != hex.EncodeToString(sum[:]) || got.URL != p.URL+"/open-data/csv" {
		t.Errorf("%d bytes, %s from %s", len(got.Bytes), got.SHA256, got.URL)
	}
	if sample.Status != 200 || sample.FirstByte <= 0 || sample.Bytes != int64(len(archive)) || sample.Redirects != 0 || sample.Final != got.URL {
		t.Errorf("sample %+v", sample)
	}
	if agent := asked.UserAgent(); !strings.HasPrefix(agent, "Vigie ") || !strings.Contains(agent, "+https://rome.example.org/") {
		t.Errorf("it calls itself %q", agent)
	}
	if asked.Header.Get("Cookie") != "" || asked.Header.Get("Authorization") != "" || p.heads.Load() != 0 || p.gets.Load() != 1 {
		t.Errorf("%d HEADs, %d GETs, %v", p.heads.Load(), p.gets.Load(), asked.Header)
	}
	// The server is what it is said to be.
	if resp, err := http.Head(p.URL); err != nil || resp.StatusCode != http.StatusNotFound {
		t.Errorf("HEAD: %v", err)
	}
}

// What a server may answer with instead of an export.
func TestDownloadFaults(t *testing.T) {
	archive := zipped(t, strings.Repeat("x", 5000))
	const small = 20_000
	typed := func(kind string, body []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = []string{kind}
			_, _ = w.Write(body)
		}
	}
	status := func(code int, header ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(code)
			_, _ = w.Write(archive) // a body changes nothing
		}
	}
	for name, c := range map[string]struct {
		handle http.HandlerFunc
		want   Code
		status int
		retry  time.Duration
	}{
		"octets":                {typed("application/octet-stream", archive), "", 200, 0},
		"no type":               {typed("", archive), "", 200, 0},
		"type with parameters":  {typed(`application/zip; charset="utf-8"`, archive), "", 200, 0},
		"HTML":                  {typed("text/html; charset=utf-8", []byte("<!DOCTYPE html><title>Maintenance</title>")), CodeType, 200, 0},
		"HTML called zip":       {typed("application/zip", []byte("<!DOCTYPE html>")), CodeType, 200, 0},
		"JSON":                  {typed("application/json", []byte(`{"error":1}`)), CodeType, 200, 0},
		"zip called HTML":       {typed("text/html", archive), CodeType, 200, 0},
		"empty":                 {typed("application/zip", nil), CodeTruncated, 200, 0},
		"firewall":              {status(409), CodeBlocked, 409, 0},
		"unauthorised":          {status(401), CodeRefused, 401, 0},
		"forbidden":             {status(403), CodeRefused, 403, 0},
		"missing":               {status(404), CodeMissing, 404, 0},
		"gone":                  {status(410), CodeGone, 410, 0},
		"too many":              {status(429), CodeBusy, 429, 0},
		"too many, wait":        {status(429, "Retry-After", "120"), CodeBusy, 429, 2 * time.Minute},
		"unavailable, wait":     {status(503, "Retry-After", "3600"), CodeBusy, 503, time.Hour},
		"unavailable for ever":  {status(503, "Retry-After", "99999999999999999999999"), CodeBusy, 503, 24 * time.Hour},
		"unavailable, nonsense": {status(503, "Retry-After", "soon"), CodeBusy, 503, 0},
		"server":                {status(500), CodeServer, 500, 0},
		"gateway":               {status(502), CodeServer, 502, 0},
		"no content":            {status(204), CodeStatus, 204, 0},
		"partial":               {status(206), CodeStatus, 206, 0},
		"not modified":          {status(304), CodeRedirects, 304, 0},
		"redirect to nowhere":   {status(302), CodeRedirects, 302, 0},
		"teapot":                {status(418), CodeStatus, 418, 0},
		"announced too large":   {status(200, "Content-Type", "application/zip", "Content-Length", "20001"), CodeSize, 200, 0},
		"endless": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/zip")
			for r.Context().Err() == nil {
				if _, err := w.Write(archive); err != nil {
					return
				}
			}
		}, CodeSize, 200, 0},
		"endless when unpacked": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/zip")
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			for r.Context().Err() == nil {
				if _, err := z.Write(make([]byte, 1<<16)); err != nil {
					return
				}
			}
		}, CodeSize, 200, 0},
		"gzip": {func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Accept-Encoding") != "gzip" {
				w.WriteHeader(http.StatusNotAcceptable)
			}
			w.Header().Set("Content-Type", "application/zip")
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(gzipped(archive))
		}, "", 200, 0},
		"gzip cut": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/zip")
			w.Header().Set("Content-Encoding", "gzip")
			packed := gzipped(archive)
			_, _ = w.Write(packed[:len(packed)-6])
		}, CodeTruncated, 200, 0},
		"gzip damaged": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/zip")
			w.Header().Set("Content-Encoding", "gzip")
			packed := gzipped(archive)
			packed[len(packed)-8] ^= 1
			_, _ = w.Write(packed)
		}, CodeEncoding, 200, 0},
		"called gzip": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/zip")
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(archive)
		}, CodeEncoding, 200, 0},
		"brotli": {status(200, "Content-Type", "application/zip", "Content-Encoding", "br"), CodeEncoding, 200, 0},
		"cut":    {hijacked("HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: %d\r\n\r\n", archive, len(archive)-1000), CodeTruncated, 200, 0},
		"cut, chunked": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/zip")
			_, _ = w.Write(archive[:1000])
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}, CodeTruncated, 200, 0},
		"cut, no length":     {hijacked("HTTP/1.0 200 OK\r\nContent-Type: application/zip\r\nX-Length: %d\r\n\r\n", archive, len(archive)-10), CodeTruncated, 200, 0},
		"length too small":   {short(archive, len(archive)-10), CodeTruncated, 200, 0},
		"no HTTP":            {hijacked("220 ftp.example.org ready %d\r\n", archive, 10), CodeProtocol, 0, 0},
		"closes at once":     {hijacked("%.0d", nil, 0), CodeDropped, 0, 0},
		"header of a mile":   {status(200, "X-Long", strings.Repeat("x", 100_000)), CodeProtocol, 0, 0},
		"two lengths":        {hijacked("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: %d\r\n\r\n", archive, 10), CodeProtocol, 0, 0},
		"length is nonsense": {hijacked("HTTP/1.1 200 OK\r\nContent-Length: -%d\r\n\r\n", archive, 10), CodeProtocol, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			p := play(t, c.handle)
			got, sample, err := client(t, Limits{Archive: small}, p).Download(t.Context(), p.URL)
			fault := coded(t, name, sample, err, c.want)
			if sample.Status != c.status {
				t.Errorf("status %d, want %d", sample.Status, c.status)
			}
			if c.want == "" {
				if !bytes.Equal(got.Bytes, archive) {
					t.Errorf("%d bytes came, want %d", len(got.Bytes), len(archive))
				}
				return
			}
			if got.Bytes != nil || got.SHA256 != "" {
				t.Errorf("a fault came with %d bytes", len(got.Bytes))
			}
			if fault.RetryAfter != c.retry {
				t.Errorf("wait %s, want %s", fault.RetryAfter, c.retry)
			}
			if sample.Bytes > small+1<<16 {
				t.Errorf("%d bytes were taken", sample.Bytes)
			}
		})
	}
}

func gzipped(content []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(content)
	_ = z.Close()
	return b.Bytes()
}

// hijacked writes a head, which says how long the body is, and a part of it.
func hijacked(head string, body []byte, part int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		defer func() { _ = conn.Close() }()
		_, _ = fmt.Fprintf(conn, head, len(body))
		_, _ = conn.Write(body[:part])
	}
}

// short says that the body is shorter than it is.
func short(body []byte, said int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		defer func() { _ = conn.Close() }()
		_, _ = fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: %d\r\n\r\n%s", said, body)
	}
}

func TestNobodyAnswers(t *testing.T) {
	p := play(t, served(nil))
	c := client(t, Limits{}, p)
	p.Close()
	_, sample, err := c.Download(t.Context(), p.URL)
	coded(t, "closed", sample, err, CodeConnect)

	// A server without TLS where TLS is asked for, and one that nobody vouches for.
	p = play(t, served(nil))
	c = client(t, Limits{}, p)
	_, sample, err = c.Download(t.Context(), strings.Replace(p.URL, "http:", "https:", 1))
	coded(t, "no TLS", sample, err, CodeTLS)
	secure := playTLS(t, served(nil))
	c, err = New(Config{Hosts: []string{secure.host()}, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	_, sample, err = c.Download(t.Context(), secure.URL)
	coded(t, "certificate", sample, err, CodeTLS)
}

// Whoever asks may give up.
func TestStopped(t *testing.T) {
	began := make(chan struct{})
	p := play(t, func(_ http.ResponseWriter, r *http.Request) {
		close(began)
		<-r.Context().Done()
	})
	ctx, stop := context.WithCancel(t.Context())
	go func() { <-began; stop() }()
	_, sample, err := client(t, Limits{}, p).Download(ctx, p.URL)
	coded(t, "stopped", sample, err, CodeStopped)
}

// The same over HTTP/2, where a body is cut by another frame.
func TestDownloadOverHTTP2(t *testing.T) {
	archive := zipped(t, strings.Repeat("x", 200_000))
	cut := false
	proto := ""
	p := playTLS(t, func(w http.ResponseWriter, r *http.Request) {
		proto = r.Proto
		w.Header().Set("Content-Type", "application/zip")
		if cut {
			w.Header().Set("Content-Length", fmt.Sprint(len(archive)))
			_, _ = w.Write(archive[:100_000])
			panic(http.ErrAbortHandler)
		}
		_, _ = w.Write(archive)
	})
	c := client(t, Limits{}, p)
	got, sample, err := c.Download(t.Context(), p.URL)
	coded(t, "whole", sample, err, "")
	if proto != "HTTP/2.0" || !bytes.Equal(got.Bytes, archive) {
		t.Errorf("%d bytes by %s", len(got.Bytes), proto)
	}
	cut = true
	_, sample, err = c.Download(t.Context(), p.URL)
	coded(t, "cut", sample, err, CodeTruncated)
}

func TestConfiguration(t *testing.T) {
	for _, host := range []string{"", "https://www.data.gouv.fr", "a/b", "a b", "user@host", "host?", ":443"} {
		if _, err := New(Config{Hosts: []string{host}, Now: time.Now}); err == nil {
			t.Errorf("the host %q is taken", host)
		}
	}
	if _, err := New(Config{Now: time.Now}); err == nil {
		t.Error("a client that may ask nobody is made")
	}
	for address, fine := range map[string]bool{
		"https://api.francetravail.fr/x?y=z": true, "http://127.0.0.1:8080/csv": true, "http://localhost/csv": true, "http://[::1]/": true,
		"http://api.francetravail.fr/": false, "http://127.0.0.1.example.org/": false, "http://localhost.example.org/": false,
		"ftp://127.0.0.1/": false, "https://user:secret@host/": false, "https:host": false, "/csv": false, "https://host/#x": false,
		"": false, "file:///etc/passwd": false, "https://[::1": false,
	} {
		if _, err := ReadAddress(address); (err == nil) != fine {
			t.Errorf("%q: %v", address, err)
		}
	}
}
