package source

import (
	"context"
	"net"
	"net/netip"
	"syscall"
)

// inside are the blocks that are no public host's, beside what netip tells by
// itself: of the IANA registries of special-purpose addresses (RFC 6890) those
// that are not globally reachable, and those that hide an IPv4 address.
var inside = prefixes(
	"0.0.0.0/8",       // this network (RFC 791)
	"100.64.0.0/10",   // shared by carriers (RFC 6598)
	"192.0.0.0/24",    // protocol assignments (RFC 6890)
	"192.0.2.0/24",    // documentation (RFC 5737)
	"198.18.0.0/15",   // benchmarks (RFC 2544)
	"198.51.100.0/24", // documentation
	"203.0.113.0/24",  // documentation
	"240.0.0.0/4",     // reserved, broadcast (RFC 1112)
	"64:ff9b::/96",    // an IPv4 address behind a translator (RFC 6052)
	"64:ff9b:1::/48",  // the same, local (RFC 8215)
	"100::/64",        // discarded (RFC 6666)
	"2001::/23",       // protocol assignments, Teredo among them (RFC 2928)
	"2001:db8::/32",   // documentation (RFC 3849)
	"2002::/16",       // 6to4, with an IPv4 address in it (RFC 3056)
	"3fff::/20",       // documentation (RFC 9637)
	"5f00::/16",       // segment routing (RFC 9602)
	"fec0::/10",       // site-local, once (RFC 3879)
)

func prefixes(list ...string) []netip.Prefix {
	blocks := make([]netip.Prefix, 0, len(list))
	for _, text := range list {
		blocks = append(blocks, netip.MustParsePrefix(text))
	}
	return blocks
}

// public reports whether an address may be a host of the internet.
func public(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if !ip.IsGlobalUnicast() || ip.IsPrivate() { // nor loopback, link-local, multicast, unspecified
		return false
	}
	for _, block := range inside {
		if block.Contains(ip) {
			return false
		}
	}
	return true
}

// dial connects to a host. What the name was resolved to is judged at the moment
// of connecting, so that no second answer of a name server can slip in between:
// a host that is configured as this machine is on this machine, and every other
// one is not inside any network.
func (c *Client) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	here := loopback(host)
	dialer := net.Dialer{Resolver: c.resolver, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return faultf(CodePrivate, "%s is no address", address)
		}
		if ip := to.Addr(); here && !ip.Unmap().IsLoopback() || !here && !public(ip) {
			return faultf(CodePrivate, "%s leads to %s", host, ip)
		}
		return nil
	}}
	return dialer.DialContext(ctx, network, addr)
}
