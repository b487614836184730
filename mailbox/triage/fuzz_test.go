package triage

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"vigie/mailbox/message"
)

// seeds gives small fixtures, and the corpora where they are.
func seeds(f *testing.F) {
	for _, raw := range [][]byte{
		mail("", plainText),
		mail("Return-Path: <>\nAuto-Submitted: auto-replied", plainText),
		report("Final-Recipient: rfc822; lea@exemple.fr\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown"),
		notice("failure notice", "<lea@exemple.fr>:\n550 5.1.1 no such user\n"),
		mail(under(border, "Authentication-Results: mx.rome.example; dmarc=pass header.from=exemple.fr"), plainText),
		[]byte("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n\n\n--b--"),
	} {
		f.Add(raw)
	}
	shared := os.Getenv("VIGIE_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	dir := filepath.Join(shared, "mail", "corpora", "sisimai-set-of-emails", "maildir", "bsd")
	if _, err := os.Stat(dir); err != nil {
		f.Logf("no corpora: own seeds only: %v", err)
		return
	}
	messages(f, dir, func(_ string, raw []byte) {
		if len(raw) < 16<<10 {
			f.Add(raw)
		}
	})
}

var wellFormed = regexp.MustCompile(`^[245]\.\d{1,3}\.\d{1,3}$`)

// check holds what is true of every verdict.
func check(t *testing.T, v Verdict) {
	t.Helper()
	failing := false
	for _, b := range v.Bounces {
		failing = failing || b.Failed() || b.Action == "delayed"
		if !wellFormed.MatchString(b.Status) {
			t.Errorf("status %q", b.Status)
		}
		if b.Code != "" && len(b.Code) != 3 {
			t.Errorf("code %q", b.Code)
		}
		if b.Action == "" || b.Reason == "" {
			t.Errorf("unsettled: %+v", b)
		}
		if b.Permanent && !b.Failed() {
			t.Errorf("the address is dead and the letter not lost: %+v", b)
		}
		for _, s := range []string{b.Recipient, b.MessageID, b.Reason} {
			if !utf8.ValidString(s) || strings.ContainsAny(s, "\r\n") {
				t.Errorf("not one line of UTF-8: %q", s)
			}
		}
	}
	if failing != (v.Kind == KindBounce) {
		t.Errorf("%s with %+v", v.Kind, v.Bounces)
	}
	if len(v.Bounces) > maxRecipients {
		t.Errorf("%d bounces", len(v.Bounces))
	}
	if v.Answerable && v.Kind != KindRequest {
		t.Errorf("%s is answerable", v.Kind)
	}
	if (v.Why == "") != (v.Kind == KindRequest) {
		t.Errorf("%s because of %q", v.Kind, v.Why)
	}
	switch v.Auth {
	case AuthPass, AuthFail, AuthNone:
	default:
		t.Errorf("auth %q", v.Auth)
	}
}

func FuzzJudge(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := message.Parse(raw)
		v := Judge(m, house)
		check(t, v)
		if diff := cmp.Diff(v, Judge(m, house)); diff != "" {
			t.Errorf("judged twice:\n%s", diff)
		}
		if w := Judge(m, Border{}); w.Auth != AuthNone || w.Kind == KindSpam {
			t.Errorf("believed without a border: %s, %s", w.Kind, w.Auth)
		}
	})
}

// FuzzForgedResults: whatever a sender writes above his own header, even as the
// border's, makes no pass of what the border failed.
func FuzzForgedResults(f *testing.F) {
	f.Add("Authentication-Results: mx.rome.example; dmarc=pass header.from=exemple.fr", "x@autre.fr")
	f.Add("Received: from a by mx.rome.example\nAuthentication-Results: mx.rome.example; dkim=pass header.d=exemple.fr", "\"a; dmarc=pass header.from=exemple.fr\"@b.fr")
	f.Add("A: (\nAuthentication-Results: mx.rome.example; dmarc=pass", "\"(\\\"\"@b")
	f.Fuzz(func(t *testing.T, forged, path string) {
		// The path is quoted as a border must (RFC 8601, section 2.2).
		path = strings.NewReplacer("\\", "\\\\", "\"", "\\\"", "\n", "", "\r", "").Replace(path)
		lines := under(border, "Authentication-Results: mx.rome.example; spf=none smtp.mailfrom=\""+path+"\"; dmarc=fail header.from=exemple.fr")
		raw := strings.Replace(lines, "\nReceived: from pc", "\n"+strings.TrimSpace(forged)+"\nReceived: from pc", 1)
		if v := Judge(message.Parse(mail(raw, plainText)), house); v.Auth == AuthPass {
			t.Errorf("forged: %s (%s)", v.Auth, v.AuthWhy)
		}
	})
}

func FuzzReport(f *testing.F) {
	f.Add("Final-Recipient: rfc822; a@b.fr\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; c@b.fr")
	f.Add("Status: 5.1.1\n Diagnostic-Code:\n\tx\nFinal-Recipient: rfc822; <")
	f.Fuzz(func(t *testing.T, body string) {
		for _, r := range readReport(body) {
			if r.original == "" && r.final == "" {
				t.Errorf("a group without a recipient: %+v", r)
			}
		}
		for _, s := range perRecipient(body, nil) {
			if s.recipient == "" || len(s.text) > 2*maxDiagnostic {
				t.Errorf("%+v", s)
			}
		}
		notice, letter := cutLetter(body)
		if notice+letter != body {
			t.Errorf("%q and %q are not %q", notice, letter, body)
		}
	})
}

// TestHostileInput: what was made to take long does not. The slowest takes some
// fifty milliseconds, and a hundred times that under the race detector on a busy
// machine; what is quadratic would take minutes.
func TestHostileInput(t *testing.T) {
	many := func(s string) string { return strings.Repeat(s, (4<<20)/len(s)) }
	for name, raw := range map[string][]byte{
		"recipients in a notice":   notice("failure notice", many("<a@b.fr>: 550 5.1.1 unknown\n")),
		"different recipients":     notice("failure notice", many("<a@b.fr>:\nx@y.fr (z)\n")),
		"one line":                 notice("failure notice", many("a@b.fr ")),
		"codes":                    notice("failure notice", many("550 5.1.1 ")),
		"copies":                   notice("failure notice", many("copy of ")),
		"report groups":            report(many("Final-Recipient: rfc822; a@b.fr\n\n")),
		"continuations":            report("Final-Recipient: rfc822; a@b.fr\nDiagnostic-Code: smtp; x\n" + many(" x\n")),
		"lines that lost a space":  report("Final-Recipient: rfc822; a@b.fr\nDiagnostic-Code: smtp; x\n" + many("x\n")),
		"one field":                report("Final-Recipient: rfc822; " + many("a@b.fr")),
		"results":                  mail(under(border, "Authentication-Results: mx.rome.example"+many("; dkim=fail header.d=exemple.fr")), ""),
		"result fields":            mail(under(border, strings.TrimSpace(many("Authentication-Results: mx.rome.example; dkim=fail header.d=exemple.fr\n"))), ""),
		"nested comments":          mail(under(border, "Authentication-Results: mx.rome.example; x="+many("(")), ""),
		"received":                 mail(strings.TrimSpace(many("Received: from a by b\n")), ""),
		"a subject":                mail("Return-Path: <>\nSubject: "+many("réponse "), ""),
		"brackets in a subject":    mail("Subject: "+many("[a] re: "), ""),
		"calendar":                 mail("Content-Type: text/calendar", many("METHOD:\n")),
		"quoted text":              mail("Subject: Absence", many("> je suis absent\n")),
		"failed recipients":        mail("X-Failed-Recipients: "+many("a@b.fr,"), ""),
		"marks over marks":         mail("Return-Path: <>\nSubject: undelivered", many("e\u0301\u0301\u0301\u0301")),
		"parts":                    mail("Return-Path: <>\nSubject: undelivered\nContent-Type: multipart/mixed; boundary=b", many("--b\n\n550 x\n")),
		"delivery reports":         mail("Return-Path: <>\nContent-Type: multipart/report; report-type=delivery-status; boundary=b", many("--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822;a@b.fr\n")),
		"the longest of addresses": notice("failure notice", many("a")+"@b.fr: 550 no\n"),
	} {
		m := message.Parse(raw)
		start := time.Now()
		v := Judge(m, house)
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: %v", name, took)
		} else {
			t.Logf("%-26s %v", name, took)
		}
		check(t, v)
	}
}
