package source

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// to redirects everything to an address, whose last letters say where it came
// from.
func to(address *string, code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", *address)
		w.WriteHeader(code)
	}
}

func TestRedirects(t *testing.T) {
	archive := zipped(t, "x")
	end := play(t, served(archive))
	for _, code := range []int{301, 302, 303, 307, 308} {
		there := end.URL + "/end"
		begin := play(t, to(&there, code))
		got, sample, err := client(t, Limits{}, begin, end).Download(t.Context(), begin.URL)
		coded(t, "redirect", sample, err, "")
		if got.URL != there || sample.Final != there || sample.Redirects != 1 || sample.Status != 200 || sample.URL != begin.URL {
			t.Errorf("%d: %s, sample %+v", code, got.URL, sample)
		}
		// The same to a host that is not configured: it is never asked.
		before := end.gets.Load()
		_, sample, err = client(t, Limits{}, begin).Download(t.Context(), begin.URL)
		coded(t, "another host", sample, err, CodeHost)
		if end.gets.Load() != before || sample.Status != code || sample.Final != "" || sample.Redirects != 0 {
			t.Errorf("another host: asked %d times, sample %+v", end.gets.Load()-before, sample)
		}
	}
	if end.heads.Load() != 0 {
		t.Errorf("%d HEADs", end.heads.Load())
	}
}

func TestRedirectsAreBounded(t *testing.T) {
	loop := play(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) })
	_, sample, err := client(t, Limits{}, loop).Download(t.Context(), loop.URL)
	coded(t, "loop", sample, err, CodeRedirects)
	if n := loop.gets.Load(); n != 6 || sample.Redirects != 5 {
		t.Errorf("asked %d times, sample %+v", n, sample)
	}
	// Five are followed.
	archive := zipped(t, "x")
	steps := play(t, func(w http.ResponseWriter, r *http.Request) {
		if len(r.URL.Path) > 5 {
			served(archive)(w, r)
			return
		}
		http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
	})
	_, sample, err = client(t, Limits{}, steps).Download(t.Context(), steps.URL)
	coded(t, "five", sample, err, "")
	if sample.Redirects != 5 {
		t.Errorf("%d were followed", sample.Redirects)
	}
}

// Where a redirect may not lead, whatever host is configured.
func TestRedirectsLeadNowhereElse(t *testing.T) {
	archive := zipped(t, "x")
	plain, secure := play(t, served(archive)), playTLS(t, served(archive))
	there := ""
	begin, fromTLS := play(t, to(&there, 302)), playTLS(t, to(&there, 302))
	c := client(t, Limits{}, plain, secure, begin, fromTLS)
	for name, x := range map[string]struct {
		from, to string
		want     Code
	}{
		"http to http here":        {begin.URL, plain.URL, ""},
		"http to https":            {begin.URL, secure.URL, ""},
		"https to http":            {fromTLS.URL, plain.URL, CodeScheme},
		"a name and a password":    {begin.URL, strings.Replace(plain.URL, "http://", "http://user:secret@", 1), CodeHost},
		"another port":             {begin.URL, "http://127.0.0.1:9/", CodeHost},
		"another name of the host": {begin.URL, strings.Replace(plain.URL, "127.0.0.1", "127.1", 1), CodeHost},
		"a local name":             {begin.URL, strings.Replace(plain.URL, "127.0.0.1", "localhost", 1), CodeHost},
		"no port":                  {begin.URL, "http://127.0.0.1/", CodeHost},
		"private":                  {begin.URL, "http://10.0.0.1/", CodeHost},
		"metadata":                 {begin.URL, "http://169.254.169.254/latest/meta-data/", CodeHost},
		"a file":                   {begin.URL, "file:///etc/passwd", CodeHost},
		"another scheme":           {begin.URL, "gopher://" + plain.host() + "/", CodeScheme},
		"protocol-relative":        {begin.URL, "//www.example.org/", CodeHost},
		"nonsense":                 {begin.URL, "http://[::1/%zz", CodeProtocol},
	} {
		there = x.to
		_, sample, err := c.Download(t.Context(), x.from)
		coded(t, name, sample, err, x.want)
	}
	// An address that is configured badly is refused before anything is asked.
	for _, address := range []string{"http://www.example.org/", "https://127.0.0.1:1/", "gopher://" + plain.host(), "%"} {
		if _, sample, err := c.Download(t.Context(), address); err == nil || sample.Status != 0 {
			t.Errorf("%s: %+v", address, sample)
		}
	}
}

// names is a name server on loopback that answers every A and AAAA query with
// the addresses it has for the name.
func names(t *testing.T, records map[string][]string) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	go func() {
		buffer := make([]byte, 4096)
		for {
			n, from, err := conn.ReadFrom(buffer)
			if err != nil {
				return
			}
			if answer := resolve(buffer[:n], records); answer != nil {
				_, _ = conn.WriteTo(answer, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, StrictErrors: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func resolve(query []byte, records map[string][]string) []byte {
	var m dnsmessage.Message
	if m.Unpack(query) != nil || len(m.Questions) != 1 {
		return nil
	}
	q := m.Questions[0]
	m.Response, m.Additionals = true, nil
	list, known := records[strings.TrimSuffix(q.Name.String(), ".")]
	if !known {
		m.RCode = dnsmessage.RCodeNameError
	}
	for _, text := range list {
		ip := netip.MustParseAddr(text)
		header := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 1}
		switch {
		case ip.Is4() && q.Type == dnsmessage.TypeA:
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AResource{A: ip.As4()}})
		case ip.Is6() && q.Type == dnsmessage.TypeAAAA:
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AAAAResource{AAAA: ip.As16()}})
		}
	}
	out, err := m.Pack()
	if err != nil {
		return nil
	}
	return out
}

// A configured name that leads inside is not connected to, neither at once nor by
// a redirect; this machine is reached by its own names alone.
func TestNamesThatLeadInside(t *testing.T) {
	archive := zipped(t, "x")
	secure := playTLS(t, served(archive))
	_, port, _ := net.SplitHostPort(secure.host())
	records := map[string][]string{
		"here.example.org": {"127.0.0.1"}, "private.example.org": {"10.1.2.3", "192.168.1.1"}, "cloud.example.org": {"169.254.169.254"},
		"six.example.org": {"fd00::1", "::1"}, "mapped.example.org": {"::ffff:127.0.0.1"}, "none.example.org": {}, "zero.example.org": {"0.0.0.0", "::"},
		"nat.example.org": {"64:ff9b::7f00:1"},
	}
	there := ""
	begin := play(t, to(&there, 302))
	c := client(t, Limits{}, secure, begin)
	c.resolver = names(t, records)
	for name := range records {
		c.hosts[name+":"+port] = true
		want := CodePrivate
		if name == "none.example.org" {
			want = CodeName
		}
		_, sample, err := c.Download(t.Context(), "https://"+name+":"+port+"/")
		coded(t, name, sample, err, want)
		there = "https://" + name + ":" + port + "/"
		_, sample, err = c.Download(t.Context(), begin.URL)
		coded(t, "a redirect to "+name, sample, err, want)
		if sample.Redirects != 1 {
			t.Errorf("the redirect to %s: %+v", name, sample)
		}
	}
	c.hosts["absent.example.org:"+port] = true
	_, sample, err := c.Download(t.Context(), "https://absent.example.org:"+port+"/")
	coded(t, "no such name", sample, err, CodeName)
	if n := secure.gets.Load(); n != 0 {
		t.Errorf("it was asked %d times under another's name", n)
	}
	// The machine by its own address is what the other tests ask.
	_, sample, err = c.Download(t.Context(), secure.URL)
	coded(t, "by its address", sample, err, "")
}

// An address in a list of hosts is judged like what a name leads to.
func TestAddressesThatLeadInside(t *testing.T) {
	for _, host := range []string{"10.0.0.1", "172.16.3.4", "192.168.0.1", "169.254.1.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "[fd00::1]", "[fe80::1]", "[ff02::1]", "[::ffff:10.0.0.1]", "100.64.0.1"} {
		c, err := New(Config{Hosts: []string{host}, Now: begun})
		if err != nil {
			t.Fatal(err)
		}
		_, sample, err := c.Download(t.Context(), "https://"+host+"/")
		coded(t, host, sample, err, CodePrivate)
	}
	for text, want := range map[string]bool{
		"1.1.1.1": true, "8.8.8.8": true, "185.82.212.1": true, "2a01:e0a::1": true, "172.32.0.1": true, "100.128.0.1": true,
		"127.0.0.1": false, "127.255.255.254": false, "10.255.255.255": false, "172.31.255.255": false, "198.19.0.1": false, "203.0.113.9": false,
		"::": false, "::1": false, "fe80::1%eth0": false, "2001:db8::1": false, "2002:7f00:1::": false, "64:ff9b::a00:1": false, "240.0.0.1": false,
		"::ffff:8.8.8.8": true, "::ffff:192.168.0.1": false, "192.0.0.8": false, "fec0::1": false,
	} {
		if got := public(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s is public: %t", text, got)
		}
	}
}
