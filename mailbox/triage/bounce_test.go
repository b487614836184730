package triage

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/mailbox/message"
)

// report makes a delivery report with the given fields for machines, that
// returns the header of a letter of ours.
func report(fields string) []byte {
	return mail("Return-Path: <>\nFrom: MAILER-DAEMON@mx.exemple.fr\nSubject: Undelivered Mail Returned to Sender\n"+
		"Content-Type: multipart/report; report-type=delivery-status; boundary=\"=b\"",
		"--=b\nContent-Type: text/plain\n\nThis is the mail system at host mx.exemple.fr.\n\n"+
			"--=b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.exemple.fr\n\n"+fields+"\n"+
			"--=b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <t42.abc@rome.example>\nTo: lea@exemple.fr\nSubject: Votre demande\n\n--=b--\n")
}

// notice makes a notice of before RFC 3464 with our letter below it.
func notice(subject, text string) []byte {
	return mail("Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@mx.exemple.fr>\nSubject: "+subject, text+
		"\nReturn-Path: <contact@rome.example>\nReceived: from a by b; Mon, 2 Mar 2026 10:00:00 +0100\n"+
		"Message-ID: <t42.abc@rome.example>\nTo: lea@exemple.fr\nSubject: Votre demande\n\n550 5.1.1 is no code here\n")
}

func TestBounces(t *testing.T) {
	const id = "t42.abc@rome.example"
	lea := func(status, code, action, reason string, permanent bool) []Bounce {
		return []Bounce{{"lea@exemple.fr", status, code, action, permanent, reason, id}}
	}
	for _, row := range []struct {
		name string
		raw  []byte
		kind Kind
		want []Bounce
	}{
		{
			"RFC 3464", report("Original-Recipient: rfc822;lea@exemple.fr\nFinal-Recipient: rfc822; l.durand@interne.exemple.fr\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <l.durand@interne.exemple.fr>: User unknown"),
			KindBounce, lea("5.1.1", "550", "failed", "userunknown", true),
		},
		{
			"the last server's word before the reporter's", report("Final-Recipient: rfc822; lea@exemple.fr\nAction: failed\nStatus: 5.0.0 (permanent failure)\nDiagnostic-Code: smtp; 550-5.2.2 The mailbox you wrote to\n 550 5.2.2 is over quota"),
			KindBounce, lea("5.2.2", "550", "failed", "mailboxfull", false),
		},
		{
			"delayed", report("Final-Recipient: rfc822; lea@exemple.fr\nAction: delayed\nStatus: 4.4.1\nDiagnostic-Code: x-postfix; connect to mx.exemple.fr[192.0.2.1]:25: Connection timed out"),
			KindBounce, lea("4.4.1", "", "delayed", "expired", false),
		},
		{
			"delivered is no bounce", report("Final-Recipient: rfc822; lea@exemple.fr\nAction: delivered\nStatus: 2.1.5"),
			KindAutoReply, lea("2.1.5", "", "delivered", "delivered", false),
		},
		{
			"nor is relayed", report("Final-Recipient: rfc822; lea@exemple.fr\nAction: relayed\nStatus: 2.0.0"),
			KindAutoReply, lea("2.0.0", "", "relayed", "delivered", false),
		},
		{
			"several recipients, one delivered", report("Final-Recipient: rfc822; a@exemple.fr\nAction: delivered\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; b@exemple.fr\nAction: failed\nStatus: 5.4.4\nDiagnostic-Code: smtp; 550 Domain not found"),
			KindBounce,
			[]Bounce{
				{"a@exemple.fr", "2.0.0", "", "delivered", false, "delivered", id},
				{"b@exemple.fr", "5.4.4", "550", "failed", true, "hostunknown", id},
			},
		},
		{
			"groups run together", report("Final-Recipient: rfc822; a@exemple.fr\nAction: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822; b@exemple.fr\nAction: failed\nStatus: 5.2.2"),
			KindBounce,
			[]Bounce{
				{"a@exemple.fr", "5.1.1", "", "failed", true, "userunknown", id},
				{"b@exemple.fr", "5.2.2", "", "failed", false, "mailboxfull", id},
			},
		},
		{
			"a report without fields", report(""),
			KindBounce, lea("5.0.0", "", "failed", "undefined", false),
		},
		{
			"UTF-8 report (RFC 6533)", []byte(strings.ReplaceAll(string(report("Final-Recipient: utf-8; léa@exemple.fr\nAction: failed\nStatus: 5.1.1")), "message/delivery-status", "message/global-delivery-status")),
			KindBounce,
			[]Bounce{{"léa@exemple.fr", "5.1.1", "", "failed", true, "userunknown", id}},
		},
		{
			"qmail", notice("failure notice", "Hi. This is the qmail-send program at mx.exemple.fr.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<lea@exemple.fr>:\n192.0.2.9 does not like recipient.\nRemote host said: 550 5.1.1 <lea@exemple.fr>: no such mailbox\nGiving up on 192.0.2.9.\n\n--- Below this line is a copy of the message.\n"),
			KindBounce, lea("5.1.1", "550", "failed", "userunknown", true),
		},
		{
			"qmail, status in brackets", notice("failure notice", "<lea@exemple.fr>:\nSorry, I couldn't find any host named exemple.fr. (#5.1.2)\n\n--- Below this line is a copy of the message.\n"),
			KindBounce, lea("5.1.2", "", "failed", "hostunknown", true),
		},
		{
			"Exim, two recipients", notice("Mail delivery failed: returning message to sender", "This message was created automatically by mail delivery software.\n\n  a@exemple.fr\n    SMTP error from remote mail server after RCPT TO:<a@exemple.fr>:\n    host mx.exemple.fr [192.0.2.7]: 550 No such user\n  b@exemple.fr\n    SMTP error from remote mail server after end of data:\n    host mx.exemple.fr [192.0.2.7]: 552 message too large\n\n------ This is a copy of the message, including all the headers. ------\n"),
			KindBounce,
			[]Bounce{
				{"a@exemple.fr", "5.0.0", "550", "failed", true, "userunknown", id},
				{"b@exemple.fr", "5.0.0", "552", "failed", false, "mesgtoobig", id},
			},
		},
		{
			"refused after DATA, so the address lives", notice("Undelivered Mail Returned to Sender", "<lea@exemple.fr>: host mx.exemple.fr[192.0.2.7] said: 550 Unknown user\n    lea@exemple.fr (in reply to end of DATA command)\n"),
			KindBounce, lea("5.0.0", "550", "failed", "filtered", false),
		},
		{
			"Exim, late", notice("Warning: message 1abc delayed 24 hours", "A message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue.\n\n  lea@exemple.fr\n    Delay reason: 451 4.3.2 try again later\n"),
			KindBounce, lea("4.3.2", "451", "delayed", "expired", false),
		},
		{
			"old sendmail", notice("Returned mail: User unknown", "   ----- Transcript of session follows -----\n... while talking to mx.exemple.fr\n>>> RCPT To:<lea@exemple.fr>\n<<< 550 Inconnu au bataillon\n550 <lea@exemple.fr>... User unknown\n\n   ----- Unsent message follows -----\n"),
			KindBounce, lea("5.0.0", "550", "failed", "userunknown", true),
		},
		{
			"Microsoft 365 in French", notice("Non remis : Votre demande", "Échec de la remise pour ces destinataires ou groupes :\n\nlea@exemple.fr<mailto:lea@exemple.fr>\nLe message n’a pas pu être remis. La boîte de réception est pleine.\n\nInformations de diagnostic pour les administrateurs :\nServeur de génération : A.prod.outlook.com\nlea@exemple.fr\nRemote Server returned '554 5.2.2 mailbox full; STOREDRV'\n\nEn-têtes de message d'origine :\n"),
			KindBounce, lea("5.2.2", "554", "failed", "mailboxfull", false),
		},
		{
			"Exchange in French, without any code", notice("Non remis : Votre demande", "Votre message\n\n  À : lea@exemple.fr\n\nn'a pas atteint le ou les destinataires suivants :\n\nlea@exemple.fr le 2 mars 2026 10:00\n    Le destinataire est introuvable : adresse inexistante.\n"),
			KindBounce, lea("5.0.0", "", "failed", "userunknown", true),
		},
		{
			"Orange", notice("Mail delivery failed", "lea@exemple.fr:\nSMTP error from remote server, host: smtp-in.orange.fr reason: 550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]\n"),
			KindBounce, lea("5.1.1", "550", "failed", "userunknown", true),
		},
		{
			"Free", notice("Returned mail: see transcript for details", "   ----- The following addresses had permanent fatal errors -----\n<lea@exemple.fr>\n    (reason: 550 5.2.1 This mailbox has been blocked due to inactivity (UserSearch))\n"),
			KindBounce, lea("5.2.1", "550", "failed", "suspend", false),
		},
		{
			"nothing but words, recipient from the letter", notice("Undeliverable message", "The message could not be delivered. Error: mailbox full, code 552.\n"),
			KindBounce, lea("5.0.0", "552", "failed", "mailboxfull", false),
		},
		{
			"Exim's header names the recipient", mail("From: postmaster@exemple.fr\nX-Failed-Recipients: lea@exemple.fr\nIn-Reply-To: <t42.abc@rome.example>\nSubject: quelque chose", "550 5.7.1 rejected by DMARC policy\n"),
			KindBounce, lea("5.7.1", "550", "failed", "authfailure", false),
		},
		{
			"a person sends us a bounce", mail("Subject: Fwd: Undelivered Mail Returned to Sender", "Bonjour, voilà ce que je reçois :\n\n550 5.1.1 <lea@exemple.fr>: User unknown\n"),
			KindRequest, nil,
		},
		{
			"and attaches the report", mail("Subject: Undelivered Mail Returned to Sender\nContent-Type: multipart/mixed; boundary=b", "--b\nContent-Type: text/plain\n\nBonjour, que faire ?\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a.fr\n\nFinal-Recipient: rfc822; a@a.fr\nAction: failed\nStatus: 5.1.1\n--b--\n"),
			KindRequest, nil,
		},
		{
			"an absence from the null path", mail("Return-Path: <>\nSubject: Réponse automatique : Votre demande", "Votre message n'a pas pu être remis en main propre à lea@exemple.fr : je suis absente.\n"),
			KindAutoReply, nil,
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			v := Judge(message.Parse(row.raw), house)
			if v.Kind != row.kind {
				t.Errorf("kind %s (%s), want %s", v.Kind, v.Why, row.kind)
			}
			if diff := cmp.Diff(row.want, v.Bounces); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if v.Answerable && v.Kind != KindRequest {
				t.Error("a robot would be answered")
			}
		})
	}
}

func TestRecipientsAreBounded(t *testing.T) {
	var fields strings.Builder
	for range 1000 {
		fields.WriteString("Final-Recipient: rfc822; a@exemple.fr\nAction: failed\nStatus: 5.1.1\n\n")
	}
	if n := len(Judge(message.Parse(report(fields.String())), house).Bounces); n != maxRecipients {
		t.Errorf("%d bounces, want %d", n, maxRecipients)
	}
}

func TestCodes(t *testing.T) {
	for _, row := range []struct{ text, status, code string }{
		{"550 5.1.1 unknown", "5.1.1", "550"},
		{"550-5.1.1 unknown\n550 5.1.1 really", "5.1.1", "550"},
		{"550 550 5.7.1 denied", "5.7.1", "550"},
		{"5.1.0 - Unknown address error 550-'5.2.2 Mailbox full'", "5.2.2", "550"},
		{"Sorry, no mailbox here by that name. (#5.1.1)", "5.1.1", ""},
		{"ERROR_CODE :550, ERROR_CODE :5.2.1 gone", "5.2.1", "550"},
		{"host mx.exemple.fr [192.0.2.5] said: 554 refused", "", "554"},
		{"responded with failure: 552 sorry, over quota (#5.1.1)", "5.1.1", "552"},
		{"501: 5.1.8 Sender rejected", "5.1.8", "501"},
		{"by mx (8.14.9/8.14.9) at 5.3.2.1 from 192.0.2.5 id 15.0.918.8", "", ""},
		{"mx-5.1.1.exemple.fr", "", ""},
		{"error 5.10.1000", "", ""},
		{"", "", ""},
	} {
		if status, code := codes(row.text); status != row.status || code != row.code {
			t.Errorf("%q: %q %q, want %q %q", row.text, status, code, row.status, row.code)
		}
	}
}

func TestReasons(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"550 Utilisateur inconnu", "userunknown"},
		{"550 Cette adresse n’existe plus", "userunknown"},
		{"550 5.4.1 Recipient address rejected: Access denied", "userunknown"},
		{"550 user@exemple.fr does not exist", "userunknown"},
		{"550 exemple.fr does not exist", "hostunknown"},
		{"553 Domain of sender address a@exemple.fr does not exist", "rejected"},
		{"Host or domain name not found. Name service error for name=exemple.fr type=A: Host not found", "hostunknown"},
		{"Name service error for exemple.fr: Host not found, try again", "networkerror"},
		{"552 La boîte aux lettres est pleine", "mailboxfull"},
		{"552 5.3.4 Message size exceeds fixed limit", "mesgtoobig"},
		{"554 message identified as SPAM: detected as spam", "spamdetected"},
		{"550 Virus found", "virusdetected"},
		{"550-5.7.26 Unauthenticated email from exemple.fr is not accepted due to domain's DMARC policy", "authfailure"},
		{"550 No PTR record", "requireptr"},
		{"554 5.7.1 Relay access denied", "norelaying"},
		{"550 blocked using zen.spamhaus.org", "blocked"},
		{"421 4.7.0 try again: too many connections", "toomanyconn"},
		{"551 user has moved; please try other@exemple.fr", "hasmoved"},
		{"550 The account is disabled", "suspend"},
		{"550-5.7.1 [192.0.2.1] Messages with multiple 550 5.7.1 addresses in From: header", "notcompliantrfc"},
		{"535 abracadabra", ""},
		{"", ""},
	} {
		if got := reason(row.text); got != row.want {
			t.Errorf("%q: %q, want %q", row.text, got, row.want)
		}
	}
}

// TestWordingsAreReachable: a phrase that an earlier rule always takes for itself
// would be dead.
func TestWordingsAreReachable(t *testing.T) {
	for i, w := range wordings {
		for _, p := range w.phrases {
			if fold(p) != strings.TrimSpace(p) {
				t.Errorf("%q is not folded and never matches", p)
			}
			for _, earlier := range wordings[:i] {
				if containsAny(p, earlier.phrases) && earlier.reason != w.reason {
					t.Errorf("%q is %s before it can be %s", p, earlier.reason, w.reason)
				}
			}
		}
	}
	for _, phrases := range [][]string{autoSubjects, likelySubjects, automaticTexts, failureSubjects, failureTexts, delayWords} {
		for _, p := range phrases {
			if fold(p) != p {
				t.Errorf("%q is not folded and never matches", p)
			}
		}
	}
}
