package message_test

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"

	gomessage "github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // its table of charsets

	"vigie/mailbox/message"
)

// BenchmarkParse reads the corpora, and has others read them in the same run:
// go-message, and net/mail with mime/multipart, which decode transfer encodings
// and make neither text of HTML nor a choice of body. What they refuse costs
// them nothing; "refused" counts it.
func BenchmarkParse(b *testing.B) {
	list := samples(b, isMessage)
	var size int64
	for _, s := range list {
		size += int64(len(s.raw))
	}
	for _, c := range []struct {
		name  string
		parse func(raw []byte) bool
	}{
		{"vigie", func(raw []byte) bool { return message.Parse(raw) != nil }},
		{"vigie-decoded", func(raw []byte) bool { decodeAll(message.Parse(raw).Root); return true }},
		{"go-message", goMessage},
		{"net-mail", netMail},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			refused := 0
			for b.Loop() {
				refused = 0
				for _, s := range list {
					if !c.parse(s.raw) {
						refused++
					}
				}
			}
			b.ReportMetric(float64(refused), "refused")
		})
	}
}

// decodeAll decodes every part, as the others do.
func decodeAll(p *message.Part) {
	if len(p.Children) == 0 {
		p.Content()
	}
	for _, child := range p.Children {
		decodeAll(child)
	}
}

func goMessage(raw []byte) bool {
	e, err := gomessage.Read(bytes.NewReader(raw))
	if err != nil && !gomessage.IsUnknownCharset(err) {
		return false
	}
	return e.Walk(func(_ []int, part *gomessage.Entity, err error) error {
		if err != nil {
			return err
		}
		if part.MultipartReader() == nil {
			_, err = io.Copy(io.Discard, part.Body)
		}
		return err
	}) == nil
}

func netMail(raw []byte) bool {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	return err == nil && netPart(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
}

func netPart(contentType, encoding string, body io.Reader) bool {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil && contentType != "" {
		return false
	}
	if strings.HasPrefix(kind, "multipart/") {
		for r := multipart.NewReader(body, params["boundary"]); ; {
			p, err := r.NextRawPart()
			if err != nil {
				return err == io.EOF
			}
			if !netPart(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p) {
				return false
			}
		}
	}
	if strings.EqualFold(encoding, "quoted-printable") {
		body = quotedprintable.NewReader(body)
	}
	_, err = io.Copy(io.Discard, body)
	return err == nil
}
