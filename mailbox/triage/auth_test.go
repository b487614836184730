package triage

import (
	"strings"
	"testing"

	"vigie/mailbox/message"
)

// border is what an entry server writes above a message, with its results at %.
const border = "Return-Path: <jeanne.martin@exemple.fr>\n" +
	"Received: from imap.rome.example (localhost [127.0.0.1]) by imap.rome.example; Mon, 2 Mar 2026 10:00:02 +0100\n" +
	"%" +
	"Received: from smtp.exemple.fr (smtp.exemple.fr [192.0.2.5]) by mx.rome.example with ESMTPS id 1; Mon, 2 Mar 2026 10:00:01 +0100\n" +
	"Received: from pc (pc.exemple.fr [192.0.2.6]) by smtp.exemple.fr; Mon, 2 Mar 2026 10:00:00 +0100"

func under(border, results string) string {
	if results != "" {
		results += "\n"
	}
	return strings.Replace(border, "%", results, 1)
}

func TestAuthentication(t *testing.T) {
	const ar = "Authentication-Results: mx.rome.example; "
	for _, row := range []struct {
		name, lines string
		want        Auth
		why         string
	}{
		{"DMARC pass", under(border, ar+"dmarc=pass (p=none dis=none) header.from=exemple.fr"), AuthPass, "dmarc"},
		{"DMARC fail", under(border, ar+"dkim=pass header.d=exemple.fr; dmarc=fail header.from=exemple.fr"), AuthFail, "dmarc"},
		{"DMARC pass without a domain", under(border, ar+"dmarc=pass"), AuthPass, "dmarc"},
		{"DMARC pass of another author", under(border, ar+"dmarc=pass header.from=autre.fr"), AuthFail, "dmarc"},
		{"no policy, aligned signature", under(border, ar+"dmarc=none header.from=exemple.fr; dkim=pass header.d=mail.exemple.fr"), AuthPass, "dkim"},
		{"signature by identity", under(border, ar+"dkim=pass header.i=@exemple.fr header.s=s1"), AuthPass, "dkim"},
		{"signature of another", under(border, ar+"dkim=pass header.d=autre.fr"), AuthNone, "results"},
		{"signature of a suffix all share", under(border, ar+"dkim=pass header.d=fr"), AuthNone, "results"},
		{"broken signature", under(border, ar+"dkim=fail header.d=exemple.fr"), AuthNone, "results"},
		{"SPF pass", under(border, ar+"spf=pass smtp.mailfrom=jeanne.martin@exemple.fr"), AuthPass, "spf"},
		{"SPF pass of another", under(border, ar+"spf=pass smtp.mailfrom=bounces@autre.fr"), AuthNone, "results"},
		{"SPF fail", under(border, ar+"spf=fail smtp.mailfrom=jeanne@exemple.fr"), AuthFail, "spf"},
		{"SPF fail, signature holds (forwarded)", under(border, ar+"spf=fail smtp.mailfrom=jeanne@exemple.fr; dkim=pass header.d=exemple.fr"), AuthPass, "dkim"},
		{"SPF fail of another", under(border, ar+"spf=fail smtp.mailfrom=bounces@autre.fr"), AuthNone, "results"},
		{"SPF softfail", under(border, ar+"spf=softfail smtp.mailfrom=jeanne@exemple.fr"), AuthNone, "results"},
		{"errors", under(border, ar+"dmarc=temperror header.from=exemple.fr; spf=permerror smtp.mailfrom=exemple.fr"), AuthNone, "results"},
		{"nothing was checked", under(border, ar+"none"), AuthNone, "results"},
		{"no field", under(border, ""), AuthNone, "absent"},
		{"case, version, folding, spaces", under(border, "authentication-results: MX.Rome.Example 1;\n\tDMARC = Pass\n\theader.from = EXEMPLE.fr"), AuthPass, "dmarc"},
		{"method version", under(border, ar+"dkim/1=pass header.d=exemple.fr"), AuthPass, "dkim"},
		{"one field per method", under(border, ar+"dmarc=none header.from=exemple.fr\n"+ar+"spf=neutral smtp.mailfrom=exemple.fr\n"+ar+"dkim=pass header.d=exemple.fr"), AuthPass, "dkim"},
		{"a result of unknown form hides no other", under(border, ar+"x-what; arc=pass header.oldest-pass=zero; dmarc=pass header.from=exemple.fr"), AuthPass, "dmarc"},
		{"below the border's Received, as Postfix's milters", under(border, "") + "\n" + ar + "dmarc=fail header.from=exemple.fr", AuthFail, "dmarc"},
		{"just below it", strings.Replace(under(border, ""), "\nReceived: from pc", "\n"+ar+"dmarc=pass header.from=exemple.fr\nReceived: from pc", 1), AuthPass, "dmarc"},

		// Others' words.
		{"another server", under(border, "Authentication-Results: mx.autre.fr; dmarc=pass header.from=exemple.fr"), AuthNone, "absent"},
		{"a longer identifier", under(border, "Authentication-Results: mx.rome.example.autre.fr; dmarc=pass header.from=exemple.fr"), AuthNone, "absent"},
		{"ARC", under(border, "ARC-Authentication-Results: i=1; mx.rome.example; dmarc=pass header.from=exemple.fr"), AuthNone, "absent"},
		{"another above, ours below", under(border, "Authentication-Results: filtre.fr; dmarc=fail header.from=exemple.fr\n"+ar+"dmarc=pass header.from=exemple.fr"), AuthPass, "dmarc"},

		// Forged fields with our identifier.
		{"forged under the hop before", under(border, "") + "\n" + ar + "dmarc=pass header.from=exemple.fr", AuthNone, "absent"},
		{"forged under ours", under(border, ar+"dmarc=fail header.from=exemple.fr") + "\n" + ar + "dmarc=pass header.from=exemple.fr", AuthFail, "dmarc"},
		{"forged beside ours", under(border, ar+"dmarc=fail header.from=exemple.fr\n"+ar+"dmarc=pass header.from=exemple.fr"), AuthFail, "dmarc"},
		{"forged where ours knows nothing", under(border, ar+"dmarc=none header.from=exemple.fr\n"+ar+"dmarc=pass header.from=exemple.fr"), AuthNone, "results"},
		{"forged after From", "From: j@exemple.fr\n" + ar + "dmarc=pass header.from=exemple.fr", AuthNone, "absent"},
		{"in a comment", under(border, ar+"spf=none (x; dmarc=pass header.from=exemple.fr) smtp.mailfrom=autre.fr"), AuthNone, "results"},
		{"in a nested comment", under(border, ar+"spf=none (a (b\\)) ; dmarc=pass header.from=exemple.fr) smtp.mailfrom=autre.fr"), AuthNone, "results"},
		{"in a quoted local part", under(border, ar+"spf=none smtp.mailfrom=\"a; dmarc=pass header.from=exemple.fr;\"@autre.fr"), AuthNone, "results"},
		{"in a quoted pair", under(border, ar+"spf=none smtp.mailfrom=\"a\\\"; dmarc=pass header.from=exemple.fr;\"@autre.fr"), AuthNone, "results"},
		{"in a string without end", under(border, ar+"dmarc=pass header.from=exemple.fr reason=\"oh"), AuthNone, "absent"},
		{"two From fields", under(border, ar+"dmarc=pass header.from=exemple.fr") + "\nFrom: j@exemple.fr\nFrom: x@autre.fr", AuthFail, "from"},
		{"two authors", under(border, ar+"dmarc=pass header.from=exemple.fr") + "\nFrom: j@exemple.fr, x@autre.fr", AuthFail, "from"},
		{"no author", under(border, ar+"dmarc=pass header.from=exemple.fr") + "\nFrom: personne", AuthNone, "from"},
	} {
		t.Run(row.name, func(t *testing.T) {
			v := Judge(message.Parse(mail(row.lines, plainText)), house)
			if v.Auth != row.want || v.AuthWhy != row.why {
				t.Errorf("%s (%s), want %s (%s)", v.Auth, v.AuthWhy, row.want, row.why)
			}
		})
	}
	v := Judge(message.Parse(mail(under(border, ar+"dmarc=pass header.from=exemple.fr"), plainText)), Border{})
	if v.Auth != AuthNone || v.AuthWhy != "border" {
		t.Errorf("without a border: %s (%s)", v.Auth, v.AuthWhy)
	}
}

// TestMicrosoft365 writes results without an identifier, several hops above its
// entry server.
func TestMicrosoft365(t *testing.T) {
	const hops = "Received: from AM0PR01.eurprd01.prod.outlook.com (2603:10a6::1) by PR1PR01.eurprd01.prod.outlook.com with HTTPS; Mon, 2 Mar 2026 09:00:03 +0000\n" +
		"Received: from AM5EUR02FT01.eop-EUR02.prod.protection.outlook.com (2603::2) by AM0PR01CA01.outlook.office365.com with SMTP; Mon, 2 Mar 2026 09:00:02 +0000\n" +
		"%" +
		"Received: from smtp.exemple.fr (192.0.2.5) by AM5EUR02FT01.mail.protection.outlook.com (10.1.2.3) with SMTP; Mon, 2 Mar 2026 09:00:01 +0000"
	const results = "Authentication-Results: spf=pass (sender IP is 192.0.2.5) smtp.mailfrom=exemple.fr; dkim=none (message not signed) header.d=none;dmarc=pass action=none header.from=exemple.fr;compauth=pass reason=100"
	outlook := Border{AuthServID: "protection.outlook.com"}
	for _, row := range []struct {
		name, lines string
		border      Border
		want        Auth
	}{
		{"its own", under(hops, results), outlook, AuthPass},
		{"its own, failing", under(hops, strings.Replace(results, "dmarc=pass", "dmarc=fail", 1)), outlook, AuthFail},
		{"the sending tenant's, below", under(hops, "") + "\n" + results, outlook, AuthNone},
		{"below a hop before", under(hops, "") + "\nReceived: from a by b; Mon, 2 Mar 2026 09:00:00 +0000\n" + results, outlook, AuthNone},
		{"no identifier is nobody else's", under(hops, results), house, AuthNone},
	} {
		if v := Judge(message.Parse(mail(row.lines, plainText)), row.border); v.Auth != row.want {
			t.Errorf("%s: %s (%s), want %s", row.name, v.Auth, v.AuthWhy, row.want)
		}
	}
}
