package message_test

import (
	"testing"

	"vigie/mailbox/message"
)

// FuzzParse holds the promises of every message. Its seeds are the corpora,
// where they are, and a few kinds that these lack.
func FuzzParse(f *testing.F) {
	f.Add([]byte("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>x\n--b\nContent-Transfer-Encoding: base64\n\nYQ==\n--b--\n"))
	f.Add([]byte("Subject: =?utf-8?q?=C3=A9?=\nContent-Type: text/plain; format=flowed; charset=iso-8859-1\n\n> a \n> b\nbegin 644 x\n#86)C\n`\nend\n"))
	f.Add([]byte("Content-Type: application/ms-tnef\n\n\x78\x9f\x3e\x22\x01\x00\x02\x02\x90\x06\x00\x02\x00\x00\x00ab\x00\x00"))
	f.Add([]byte("Content-Type: application/pkcs7-mime\n\n0\x80\x06\x09*\x86H\x86\xf7\r\x01\x07\x02\xa0\x80"))
	for _, s := range seeds(f) {
		f.Add(s.raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		before := string(raw)
		m := message.Parse(raw)
		check(t, m)
		for _, field := range m.Root.Header {
			m.Root.Header.Get(field.Name)
		}
		if string(raw) != before {
			t.Error("the message was changed")
		}
	})
}

// seeds are the small messages of the corpora, none where these are not.
func seeds(f *testing.F) (list []sample) {
	f.Helper()
	if !haveCorpora() {
		return nil
	}
	for _, s := range samples(f, isMessage) {
		if len(s.raw) < 8<<10 {
			list = append(list, s)
		}
	}
	return list
}
