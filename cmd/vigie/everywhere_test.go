package main

import (
	"bufio"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// asked is one request that the browser made.
type asked struct {
	url, cookie, referrer, dest string
}

// askings are all requests, in their order.
type askings struct {
	mu   sync.Mutex
	list []asked
}

func (a *askings) add(scheme string, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.list = append(a.list, asked{scheme + "://" + r.Host + r.URL.RequestURI(), r.Header.Get("Cookie"), r.Referer(), r.Header.Get("Sec-Fetch-Dest")})
}

// take gives those made since the last time.
func (a *askings) take() []asked {
	a.mu.Lock()
	defer a.mu.Unlock()
	list := a.list
	a.list = nil
	return list
}

// everywhere is every other server of the world, with and without TLS on one
// port: it writes down what it is asked for and answers with a picture.
func everywhere(t *testing.T, all *askings) (addr string) {
	t.Helper()
	certificate := httptest.NewUnstartedServer(nil)
	certificate.StartTLS()
	config := certificate.TLS.Clone()
	config.NextProtos = []string{"http/1.1"}
	certificate.Close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	picture := []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")
	server := &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		scheme := "http"
		if r.TLS != nil {
			scheme = "https"
		}
		if strings.Contains(r.Host, ".example") { // others are Chromium's own errands
			all.add(scheme, r)
		}
		w.Header().Set("Content-Type", "image/gif")
		_, _ = w.Write(picture)
	})}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(&either{l, config})
	}()
	t.Cleanup(func() { _ = server.Close(); <-ended })
	return l.Addr().String()
}

// either accepts connections with TLS and without.
type either struct {
	net.Listener
	config *tls.Config
}

func (e *either) Accept() (net.Conn, error) {
	for {
		c, err := e.Listener.Accept()
		if err != nil {
			return nil, err
		}
		begun := bufio.NewReader(c)
		_ = c.SetReadDeadline(time.Now().Add(5 * time.Second))
		first, err := begun.Peek(1)
		if err != nil {
			_ = c.Close()
			continue
		}
		_ = c.SetReadDeadline(time.Time{})
		c = &read{c, begun}
		if first[0] == 22 { // a handshake (RFC 8446, section 5.1)
			c = tls.Server(c, e.config)
		}
		return c, nil
	}
}

// read is a connection of which the beginning was looked at.
type read struct {
	net.Conn
	from *bufio.Reader
}

func (r *read) Read(p []byte) (int, error) { return r.from.Read(p) }
