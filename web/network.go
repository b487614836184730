package web

import (
	"crypto/rand"
	"encoding/hex"
	"net"
	"net/netip"

	"github.com/labstack/echo/v4"
)

// network is what a visitor is counted by: the address, or of IPv6 the /64 that
// a subscriber has whole (RFC 6177).
func network(c echo.Context) string {
	addr, err := netip.ParseAddr(c.RealIP())
	if err != nil {
		return c.RealIP()
	}
	if addr = addr.Unmap(); addr.Is6() {
		prefix, err := addr.Prefix(64)
		if err == nil {
			return prefix.String()
		}
	}
	return addr.String()
}

// extractor finds the visitor's address: the connection's, or, behind proxies
// of ours, the last one that X-Forwarded-For names and that is none of them.
func extractor(proxies []*net.IPNet) echo.IPExtractor {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		options = append(options, echo.TrustIPRange(p))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

// numbered gives each request an id of ours, whatever it says of itself.
func numbered(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		var b [8]byte
		_, _ = rand.Read(b[:])
		c.Response().Header().Set(echo.HeaderXRequestID, hex.EncodeToString(b[:]))
		return next(c)
	}
}
