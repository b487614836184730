package mailfile

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vigie/tickets"
)

// put writes files under a folder of the test's.
func put(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(t *testing.T, e Entry) string {
	t.Helper()
	raw, err := e.Read(0)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

const two = "From lea@example.org Tue Mar  3 09:00:00 2026\n" +
	"Subject: un\n\nBonjour\n\nFrom Paris with love\n\nFrom now on Mon we write\n>From here\n\n" +
	"From - Mon Mar  2 08:00:00 +0100 2026\r\nSubject: deux\r\n\r\nAu revoir\r\n"

func TestFind(t *testing.T) {
	dir := put(t, map[string]string{
		"Envoyés/a.eml":                          "Date: Wed, 4 Mar 2026 10:00:00 +0100\n\nréponse\n",
		"Archives.mbox":                          two,
		"box/cur/1772600000.M1P2.host,S=20:2,S":  "Subject: trois\n\n",
		"box/new/nodate":                         "Subject: quatre\n\n",
		"box/tmp/1772600001.half":                "not delivered yet",
		"box/.Sent/cur/1772700000.M1P2.host:2,S": "Subject: cinq\n\n",
		"box/.Sent/new/x":                        "Subject: six\n\n",
		"box/.Éléments envoyés/cur/1772800000.a": "Subject: sept\n\n",
		"box/.Éléments envoyés/new/.placeholder": "",
		"box/.Envoy&AOk-s/cur/1772900000.b":      "Subject: huit\n\n",
		"box/.Envoy&AOk-s/new/.keep":             "",
		"box/dovecot.index.log":                  "binary",
		"box/dovecot-uidlist":                    "3 V1 N2",
		"Archives.mbox.msf":                      "index",
		"received.eml":                           "Received: from a by mx.example.org (Postfix);\n\tThu, 5 Mar 2026 07:00:00 +0000 (UTC)\nReceived: from b by mx.evil.example; Thu, 1 Jan 2026 07:00:00 +0000\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\nx\n",
		"silent.eml":                             "Subject: no date at all\n",
	})
	list := Find([]string{dir}, "MX.example.org")
	found := make(map[string]Entry)
	for i, e := range list {
		name, err := filepath.Rel(dir, e.File)
		if err != nil {
			t.Fatal(err)
		}
		found[filepath.ToSlash(name)] = e
		if i > 0 && e.At.Before(list[i-1].At) {
			t.Errorf("%s comes after what was received later", e.File)
		}
	}
	for name, want := range map[string]struct {
		at    string
		basis tickets.Basis
		sent  bool
	}{
		"Envoyés/a.eml":                          {"2026-03-04T09:00:00Z", tickets.BasisDate, true},
		"Archives.mbox:1":                        {"2026-03-03T09:00:00Z", tickets.BasisDelivery, false},
		"Archives.mbox:2":                        {"2026-03-02T07:00:00Z", tickets.BasisDelivery, false},
		"box/cur/1772600000.M1P2.host,S=20:2,S":  {"2026-03-04T04:53:20Z", tickets.BasisDelivery, false},
		"box/.Sent/cur/1772700000.M1P2.host:2,S": {"2026-03-05T08:40:00Z", tickets.BasisDelivery, true},
		"box/.Envoy&AOk-s/cur/1772900000.b":      {"2026-03-07T16:13:20Z", tickets.BasisDelivery, true},
		"box/.Éléments envoyés/cur/1772800000.a": {"2026-03-06T12:26:40Z", tickets.BasisDelivery, true},
		"received.eml":                           {"2026-03-05T07:00:00Z", tickets.BasisReceived, false},
		"silent.eml":                             {"0001-01-01T00:00:00Z", tickets.BasisDate, false},
	} {
		e, ok := found[name]
		if !ok || e.At.Format(time.RFC3339) != want.at || e.Basis != want.basis || e.Sent != want.sent {
			t.Errorf("%s: found %v, %s, %s, sent %v", name, ok, e.At.Format(time.RFC3339), e.Basis, e.Sent)
		}
	}
	if len(list) != 11 {
		t.Errorf("%d messages were found", len(list))
	}
	if text := read(t, found["Archives.mbox:1"]); !strings.HasPrefix(text, "Subject: un") || !strings.Contains(text, "\nFrom now on") || !strings.Contains(text, ">From here") {
		t.Errorf("the first of the mbox is %q", text)
	}
	if text := read(t, found["Archives.mbox:2"]); text != "Subject: deux\r\n\r\nAu revoir\r\n" {
		t.Errorf("the second of the mbox is %q", text)
	}
}

// Separators as programs write them, and prose that only looks like one.
func TestSeparators(t *testing.T) {
	dir := put(t, map[string]string{
		"a.mbox": "\n\nFrom a@b.fr Mon, 10 Mar 2025 09:00:00 +0100\nSubject: 1\n\nx\n\nFrom a@b.fr Mon Mar 10 09:00:00 MET DST 2025\nReceived: 2\n\nx\n" +
			"From a@b.fr Mon Mar 10 09:00:00 2025\nSubject: 3\n\nFrom here on\nwe go\n\nFrom Paris: love\n\n" +
			"From  2025-03-10T09:00:00Z\nSubject: 4\n\nx\n",
		"photo.jpg": "\xff\xd8\xff\xe0 no mail", "notes.txt": "Une note.\n", "empty.eml": "",
	})
	list := Find([]string{dir}, "")
	messages, others := 0, 0
	for _, e := range list {
		if errors.Is(e.Err, ErrNoMessage) {
			others++
		} else {
			messages++
		}
	}
	if messages != 4 || others != 3 {
		t.Errorf("%d messages and %d other files", messages, others)
	}
}

// A message is the same whether it lies in an mbox or a Maildir.
func TestIdentity(t *testing.T) {
	body := "Subject: un\r\n\r\nBonjour\r\nFrom here\r\n"
	dir := put(t, map[string]string{
		"a.mbox": "From x Tue Mar  3 09:00:00 2026\n" + strings.ReplaceAll(strings.ReplaceAll(body, "\r\n", "\n"), "\nFrom", "\n>From") + "\n",
		"b.eml":  body,
	})
	list := Find([]string{dir}, "")
	if len(list) != 2 || tickets.MailIdentity([]byte(read(t, list[0]))) != tickets.MailIdentity([]byte(read(t, list[1]))) {
		t.Errorf("%d messages, or two identities", len(list))
	}
}

// An mbox is cut into messages whose texts are the file again, but for the
// separators.
func FuzzMbox(f *testing.F) {
	f.Add(two)
	f.Add("From a Mon Jan  1 00:00:00 2024\n\nFrom b Mon Jan  1 00:00:00 2024\n")
	f.Add("From a Mon Jan  1 00:00:00 2024")
	f.Fuzz(func(t *testing.T, content string) {
		path := filepath.Join(t.TempDir(), "x.mbox")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		list := Find([]string{path}, "")
		var length int64
		for _, e := range list {
			raw, err := e.Read(0)
			if err != nil && !errors.Is(err, ErrNoMessage) {
				t.Fatal(err)
			}
			length += int64(len(raw))
		}
		if len(list) == 0 || length > int64(len(content)) {
			t.Errorf("%d messages of %d bytes in a file of %d", len(list), length, len(content))
		}
	})
}
