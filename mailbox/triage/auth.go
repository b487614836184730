package triage

import (
	"strings"

	"github.com/emersion/go-msgauth/authres"
	"golang.org/x/net/publicsuffix"

	"vigie/mailbox/message"
)

// An Auth is what the border found out about the author's domain.
type Auth string

// The three answers. AuthNone is not a failure: nothing is known.
const (
	AuthPass Auth = "pass"
	AuthFail Auth = "fail"
	AuthNone Auth = "none"
)

// authenticate reads the border's Authentication-Results (RFC 8601).
//
//  1. A DMARC result decides where it is pass or fail: it is about the domain of
//     From by definition (RFC 7489, section 3.1). Contradictory ones, and one for
//     another domain than the From read here, do not pass.
//  2. Without one (the domain publishes no policy, or the border does not check),
//     a DKIM signature or an SPF identity that passed and is aligned with From,
//     as relaxed DMARC aligns (section 3.1), passes.
//  3. SPF fails the message where the sender path is of From's own domain, which
//     says "-all", and no signature of that domain holds. A softfail does not,
//     nor does a broken signature: it counts as none (RFC 6376, section 6.1).
//
// Several From fields or authors are never authenticated (RFC 7489, section
// 6.6.1): readers disagree on which one is meant, so this is a fail.
func authenticate(m *message.Message, id string) (Auth, string) {
	if id == "" {
		return AuthNone, "border"
	}
	results := borderResults(m.Root.Header, id)
	if results == nil {
		// A pass below the fields of the author may be the author's own; a fail
		// there is believed, since nobody forges it to be believed less.
		if failsAnywhere(m.Root.Header, id) {
			return AuthFail, "dmarc"
		}
		return AuthNone, "absent"
	}
	domain, ok := authorDomain(m)
	if !ok {
		return AuthFail, "from"
	}
	if domain == "" {
		return AuthNone, "from"
	}
	if auth := dmarc(results, domain); auth != AuthNone {
		return auth, "dmarc"
	}
	spfFailed := false
	for _, r := range results {
		switch r := r.(type) {
		case *authres.DKIMResult:
			signer := r.Domain
			if signer == "" {
				signer = r.Identifier
			}
			if r.Value == authres.ResultPass && aligned(signer, domain) {
				return AuthPass, "dkim"
			}
		case *authres.SPFResult:
			if !aligned(r.From, domain) {
				continue
			}
			switch r.Value {
			case authres.ResultPass:
				return AuthPass, "spf"
			case authres.ResultFail, authres.ResultHardFail:
				spfFailed = true
			}
		}
	}
	if spfFailed {
		return AuthFail, "spf"
	}
	return AuthNone, "results"
}

func dmarc(results []authres.Result, domain string) Auth {
	auth := AuthNone
	for _, r := range results {
		r, ok := r.(*authres.DMARCResult)
		if !ok {
			continue
		}
		switch {
		case r.Value == authres.ResultFail:
			return AuthFail
		case r.Value == authres.ResultPass && (r.From == "" || strings.EqualFold(domainOf(r.From), domain)):
			auth = AuthPass
		case r.Value == authres.ResultPass:
			return AuthFail // a pass for another author than the one who is read: one of the two is a trick
		default:
			return AuthNone // "none" or an error: a later field makes no pass of it
		}
	}
	return auth
}

// authorDomain is the domain of the only author, in lower case; ok is false
// where there are several authors of several domains, or several From fields.
func authorDomain(m *message.Message) (domain string, ok bool) {
	if len(m.Root.Header.All("From")) > 1 {
		return "", false
	}
	for _, a := range m.From {
		d := domainOf(a.Address)
		if domain != "" && d != domain {
			return "", false
		}
		domain = d
	}
	return domain, true
}

func domainOf(address string) string {
	return strings.ToLower(strings.TrimSuffix(address[strings.LastIndexByte(address, '@')+1:], "."))
}

// aligned reports whether an address or domain is of the same organisation as
// From (RFC 7489, section 3.1.1 relaxed, 3.2 by the public suffix list).
func aligned(identity, from string) bool {
	d := domainOf(identity)
	if d == "" || from == "" {
		return false
	}
	if d == from {
		return true
	}
	a, errA := publicsuffix.EffectiveTLDPlusOne(d)
	b, errB := publicsuffix.EffectiveTLDPlusOne(from)
	return errA == nil && errB == nil && a == b
}
