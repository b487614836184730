package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"github.com/gabriel-vasile/mimetype"

	"vigie/mailbox/message"
	"vigie/mailbox/scan"
	"vigie/tickets"
)

// maxFiles is how many files of one message are kept beside it; the others are
// in its source.
const maxFiles = 100

// scanTime is how long the files of one message may keep the scanner, all of
// them: a scanner that is stuck holds up no mail for longer.
const scanTime = 30 * time.Second

// files are what came with a message, each with the type that its content has,
// whatever it claims, and what the scanner says of it.
func (in *Intake) files(ctx context.Context, m *message.Message) []tickets.MailFile {
	var list []tickets.MailFile
	scanning, cancel := context.WithTimeout(ctx, scanTime)
	defer cancel()
	for i, p := range m.Attachments[:min(len(m.Attachments), maxFiles)] {
		content := p.Content()
		sum := sha256.Sum256(content)
		list = append(list, tickets.MailFile{
			N: i + 1, SHA256: hex.EncodeToString(sum[:]), Name: p.Name, Type: mimetype.Detect(content).String(), Size: int64(len(content)),
			Inline: inline(p), ContentID: p.ContentID,
			Scan: in.scan(scanning, content), Content: content,
		})
	}
	return list
}

// inline reports whether a file belongs into the text rather than beside it.
func inline(p *message.Part) bool {
	return p.Disposition == "inline" || p.Disposition == "" && p.ContentID != ""
}

// scan is the scanner's word on a file: what is not scanned is never clean.
func (in *Intake) scan(ctx context.Context, content []byte) string {
	if in.Clamd == nil {
		return ""
	}
	if ctx.Err() != nil {
		return "unscanned"
	}
	result, err := in.Clamd.Scan(ctx, content)
	switch {
	case errors.Is(err, scan.ErrTooLarge):
		return "unscanned"
	case err != nil:
		in.Log.WarnContext(ctx, "clamd did not answer", "error", err)
		return "unscanned"
	case result.Clean:
		return "clean"
	}
	return "threat " + result.Threat
}
