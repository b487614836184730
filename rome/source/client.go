package source

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Limits bound what one request may take. A zero is the default.
type Limits struct {
	Archive   int64         // bytes of an export, as it comes and unpacked from its transfer; 64 MiB, as rome takes
	Catalogue int64         // bytes of a dataset's description; 8 MiB
	Redirects int           // followed; 5
	Answer    time.Duration // until an answer begins, redirects included; 1 minute
	Silence   time.Duration // between two pieces of a body; 30 seconds
	Total     time.Duration // for all of an export; 5 minutes
	Brief     time.Duration // for all of a description; 1 minute
}

func (l Limits) orDefault() Limits {
	for _, d := range []struct {
		value *time.Duration
		or    time.Duration
	}{{&l.Answer, time.Minute}, {&l.Silence, 30 * time.Second}, {&l.Total, 5 * time.Minute}, {&l.Brief, time.Minute}} {
		if *d.value <= 0 {
			*d.value = d.or
		}
	}
	if l.Archive <= 0 {
		l.Archive = 64 << 20
	}
	if l.Catalogue <= 0 {
		l.Catalogue = 8 << 20
	}
	if l.Redirects <= 0 {
		l.Redirects = 5
	}
	return l
}

// Config is what a Client is made of.
type Config struct {
	Hosts   []string         // that may be asked: www.data.gouv.fr, 127.0.0.1:8080
	Contact string           // address of a page about us, for whoever runs the source
	Now     func() time.Time // the clock
	Roots   *x509.CertPool   // authorities of certificates; nil for the system's
	Limits  Limits
}

// A Client asks the source. It keeps nothing between two requests, and may be
// used from several goroutines.
type Client struct {
	hosts     map[string]bool // with port
	agent     string
	now       func() time.Time
	limits    Limits
	transport http.RoundTripper
	resolver  *net.Resolver // nil for the system's
}

// New makes a Client. It asks nothing yet.
func New(c Config) (*Client, error) {
	client := &Client{
		hosts: make(map[string]bool), now: c.Now, limits: c.Limits.orDefault(),
		agent: "Vigie (follows the releases of the ROME; +" + c.Contact + ")",
	}
	for _, text := range c.Hosts {
		host, err := readHost(text)
		if err != nil {
			return nil, err
		}
		client.hosts[host] = true
	}
	if len(client.hosts) == 0 {
		return nil, fmt.Errorf("there is no host to ask")
	}
	client.transport = &http.Transport{
		DialContext: client.dial, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: c.Roots},
		TLSHandshakeTimeout: client.limits.Answer, ForceAttemptHTTP2: true, MaxResponseHeaderBytes: 64 << 10,
		DisableCompression: true, // what comes is counted before it is unpacked
		DisableKeepAlives:  true, // a day passes until the next request
	}
	return client, nil
}
