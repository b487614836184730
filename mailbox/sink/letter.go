package sink

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"
)

// A Letter is a message as received, and decoded for display.
type Letter struct {
	From       string   // "Évolutions du ROME <rome@example.org>"
	To         string   // of the header, decoded the same way
	Recipients []string // of the envelope
	Subject    string
	MessageID  string // without angle brackets
	InReplyTo  string // without angle brackets; "" for none
	Text       string // of the first text/plain part, lines ended by \n
	Raw        []byte // as received
	At         time.Time
}

// Read decodes a message for display. What cannot be decoded is left as it is:
// a sink refuses nothing.
func Read(raw []byte) Letter {
	letter := Letter{Raw: raw}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		letter.Text = clean(string(raw))
		return letter
	}
	letter.From, letter.To = addresses(m.Header, "From"), addresses(m.Header, "To")
	letter.Subject = decoded(m.Header.Get("Subject"))
	letter.MessageID, letter.InReplyTo = id(m.Header.Get("Message-ID")), id(m.Header.Get("In-Reply-To"))
	letter.Text = text(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body, 0)
	return letter
}

func decoded(s string) string {
	d, err := new(mime.WordDecoder).DecodeHeader(s)
	if err != nil {
		d = s
	}
	return strings.TrimSpace(strings.ToValidUTF8(d, "\uFFFD"))
}

func addresses(h mail.Header, key string) string {
	list, err := h.AddressList(key)
	if err != nil {
		return decoded(h.Get(key))
	}
	var names []string
	for _, a := range list {
		if a.Name == "" {
			names = append(names, a.Address)
			continue
		}
		names = append(names, a.Name+" <"+a.Address+">")
	}
	return strings.Join(names, ", ")
}

func id(s string) string { return strings.Trim(strings.TrimSpace(s), "<>") }

// maxDepth bounds multiparts within multiparts.
const maxDepth = 5

func text(contentType, encoding string, body io.Reader, depth int) string {
	kind, params, err := mime.ParseMediaType(contentType)
	if err == nil && strings.HasPrefix(kind, "multipart/") && depth < maxDepth {
		parts := multipart.NewReader(body, params["boundary"])
		for {
			part, err := parts.NextRawPart()
			if err != nil {
				return ""
			}
			found := text(part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part, depth+1)
			if found != "" {
				return found
			}
		}
	}
	if kind != "" && kind != "text/plain" {
		return ""
	}
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	raw, _ := io.ReadAll(body) // as far as it can be read
	return clean(string(raw))
}

func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
}
