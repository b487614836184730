package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"vigie/mailbox/message"
	"vigie/rome"
	"vigie/tickets"
)

// bodyKey tells apart messages that share a Message-ID: who wrote, what about,
// what, in which layout, and with which files.
func bodyKey(m *message.Message, r *tickets.Reading) string {
	h := sha256.New()
	write := func(s string) { _, _ = h.Write([]byte(s + "\x00")) }
	write(rome.Fold(r.Address))
	write(rome.Fold(r.Subject))
	for word := range strings.FieldsSeq(m.Text) {
		write(word)
	}
	write(m.HTML)
	for _, f := range r.Files {
		write(f.Name)
		write(f.SHA256)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
