package tickets

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strings"
)

// storeFields are header fields that mail stores add to a message or change in
// place: they are no part of what was sent.
var storeFields = map[string]bool{
	"status": true, "x-status": true, "x-keywords": true, "x-uid": true, "x-imap": true, "x-imapbase": true,
	"content-length": true, "x-mozilla-status": true, "x-mozilla-status2": true, "x-mozilla-keys": true,
	"x-gm-thrid": true, "x-gmail-labels": true, "x-evolution": true,
}

// MailIdentity is the SHA-256 of a message's normal form, in hex: the same for
// a message fetched by IMAP, copied to a Maildir or kept in an mbox. The normal
// form ends lines with LF, has no mbox separator, no field that a mail store
// adds, no ">" before a "From " that begins a line (RFC 4155, appendix A, and
// its mboxrd variant), and no empty lines at either end.
func MailIdentity(raw []byte) string {
	h := sha256.New()
	raw = trimNewlines(raw)
	if bytes.HasPrefix(raw, []byte("From ")) {
		_, raw = cutLine(raw)
	}
	inHeader, dropped := true, false
	for len(raw) > 0 {
		var line []byte
		line, raw = cutLine(raw)
		if inHeader {
			if len(line) == 0 {
				inHeader = false
			} else if line[0] != ' ' && line[0] != '\t' {
				name, _, _ := bytes.Cut(line, []byte(":"))
				dropped = len(name) < 32 && storeFields[strings.ToLower(string(bytes.TrimSpace(name)))]
			}
			if inHeader && dropped {
				continue
			}
		}
		writeNormal(h, line)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// writeNormal writes a line without what mbox puts before "From ".
func writeNormal(h hash.Hash, line []byte) {
	if bare := bytes.TrimLeft(line, ">"); bytes.HasPrefix(bare, []byte("From ")) {
		line = bare
	}
	_, _ = h.Write(line)
	_, _ = h.Write([]byte{'\n'})
}

// cutLine takes the first line off, without its CRLF, LF or CR.
func cutLine(raw []byte) (line, rest []byte) {
	at := bytes.IndexAny(raw, "\r\n")
	if at < 0 {
		return raw, nil
	}
	if raw[at] == '\r' && at+1 < len(raw) && raw[at+1] == '\n' {
		return raw[:at], raw[at+2:]
	}
	return raw[:at], raw[at+1:]
}

func trimNewlines(raw []byte) []byte { return bytes.Trim(raw, "\r\n") }
