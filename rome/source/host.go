package source

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
)

// ports are those that an address without one has.
var ports = map[string]string{"https": "443", "http": "80"}

// hostPort is where an address leads, "www.data.gouv.fr:443".
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = ports[u.Scheme]
	}
	return net.JoinHostPort(strings.ToLower(strings.TrimSuffix(u.Hostname(), ".")), port)
}

// readHost reads a configured host, with the port of HTTPS where it names none.
func readHost(text string) (string, error) {
	u, err := url.Parse("https://" + text)
	if err != nil || u.Hostname() == "" || u.Host != text || strings.ContainsAny(text, "@/?# ") {
		return "", fmt.Errorf("%q is not a host, such as www.data.gouv.fr or 127.0.0.1:8080", text)
	}
	return hostPort(u), nil
}

// ReadAddress reads a configured address: https, or http on this machine,
// without a name or password in it.
func ReadAddress(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, fmt.Errorf("it is no URL")
	case u.User != nil:
		return nil, fmt.Errorf("it holds a name or a password, which the source does not ask for")
	case u.Hostname() == "" || u.Opaque != "" || u.Fragment != "":
		return nil, fmt.Errorf("it is not of the form https://host/path")
	case u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())):
		return nil, fmt.Errorf("it is not https, which only an address of this machine may not be")
	}
	return u, nil
}

// loopback reports whether a host is this machine by its very name. A name that
// merely resolves to it is not.
func loopback(host string) bool {
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// allowed judges an address before it is asked, the first and each that it
// redirects to: its host is configured, and TLS is not left. Only what began
// without TLS, on this machine, may go on without it, and on this machine.
func (c *Client) allowed(to, from *url.URL) *Fault {
	switch {
	case to.User != nil || !c.hosts[hostPort(to)]:
		return faultf(CodeHost, "%s is not among the configured hosts", to.Host)
	case to.Scheme == "https":
		return nil
	case to.Scheme == "http" && from.Scheme == "http" && loopback(from.Hostname()) && loopback(to.Hostname()):
		return nil
	}
	return faultf(CodeScheme, "%s://%s is not https", to.Scheme, to.Host)
}
