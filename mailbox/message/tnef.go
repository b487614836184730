package message

import (
	"encoding/binary"
	"strings"
)

// What winmail.dat holds ([MS-OXTNEF], section 2.1.3.2), of what is read here.
const (
	tnefSignature   = 0x223e9f78
	tnefMessage     = 1 // level of the attributes of the message
	tnefBody        = 0x800c
	tnefAttachData  = 0x800f
	tnefAttachTitle = 0x8010
	tnefAttachBegin = 0x9002
	tnefMessageProp = 0x9003
	tnefAttachProp  = 0x9005
	tnefCodepage    = 0x9007
)

// isTNEF reports whether a part is Outlook's own wrapping, which it sends under
// several types and always under the same name.
func (p *Part) isTNEF() bool {
	return p.Type == "application/ms-tnef" || p.Type == "application/vnd.ms-tnef" || strings.EqualFold(p.Name, "winmail.dat")
}

func hasSignature(b []byte) bool {
	return len(b) > 6 && binary.LittleEndian.Uint32(b) == tnefSignature
}

// A tnefReader takes the parts out of a TNEF stream. What is malformed ends it;
// what came before is kept.
type tnefReader struct {
	*reader
	depth    int
	codepage string
	parts    []*Part
	current  *Part // the attachment that is being read
}

// readTNEF gives the attachments of a TNEF stream, and its body as a last part.
func (r *reader) readTNEF(b []byte, depth int) []*Part {
	if !hasSignature(b) {
		return nil
	}
	t := &tnefReader{reader: r, depth: depth, codepage: "windows-1252"}
	var body *Part
	for b = b[6:]; len(b) >= 9; {
		level, id, size := b[0], binary.LittleEndian.Uint16(b[1:]), int64(binary.LittleEndian.Uint32(b[5:]))
		b = b[9:]
		data := b[:min(size, int64(len(b)))]
		if level == tnefMessage {
			if p := t.messageAttribute(id, data); p != nil && (body == nil || p.Type != "text/plain") {
				body = p
			}
		} else {
			t.attachmentAttribute(id, data)
		}
		if size+2 > int64(len(b)) { // and a checksum, which nobody computes alike
			if size > int64(len(b)) {
				r.degrade("truncated")
			}
			break
		}
		b = b[size+2:]
	}
	t.finish()
	if body != nil {
		t.parts = append(t.parts, body)
	}
	return t.parts
}

// messageAttribute gives the body where the attribute is one.
func (t *tnefReader) messageAttribute(id uint16, data []byte) *Part {
	switch id {
	case tnefCodepage:
		if len(data) >= 4 {
			t.codepage = codepageName(binary.LittleEndian.Uint32(data))
		}
	case tnefBody:
		return t.inline("text/plain", "body.txt", trimNUL(data), t.codepage)
	case tnefMessageProp:
		return t.messageBody(eachProp(data))
	}
	return nil
}

// messageBody prefers HTML to RTF to plain text.
func (t *tnefReader) messageBody(props []tnefProp) *Part {
	var html, rtf, text *Part
	for _, p := range props {
		switch p.id {
		case 0x3fde: // PR_INTERNET_CPID, the charset of the HTML
			if len(p.data) >= 4 {
				t.codepage = codepageName(binary.LittleEndian.Uint32(p.data))
			}
		case 0x1013: // PR_BODY_HTML
			html = t.inline("text/html", "body.html", p.bytes(), p.charset(""))
		case 0x1009: // PR_RTF_COMPRESSED
			if b, ok := inflateRTF(p.data, maxBody); ok {
				rtf = t.inline("application/rtf", "body.rtf", b, "")
			}
		case 0x1000: // PR_BODY
			text = t.inline("text/plain", "body.txt", p.bytes(), p.charset(t.codepage))
		}
	}
	for _, p := range []*Part{html, rtf, text} {
		if p != nil {
			if p == html && p.charset == "" {
				p.charset = t.codepage
			}
			return p
		}
	}
	return nil
}

func (t *tnefReader) inline(kind, name string, raw []byte, charset string) *Part {
	if len(raw) == 0 {
		return nil
	}
	return &Part{Type: kind, Name: name, Disposition: "inline", Size: len(raw), raw: raw, charset: charset}
}

func (t *tnefReader) attachmentAttribute(id uint16, data []byte) {
	if id == tnefAttachBegin || t.current == nil {
		t.finish()
		if t.reader.parts <= 0 {
			t.degrade("parts")
			return
		}
		t.reader.parts--
		t.current = &Part{Disposition: "attachment"}
	}
	switch id {
	case tnefAttachTitle:
		if t.current.Name == "" {
			t.current.Name = t.text(trimNUL(data), t.codepage)
		}
	case tnefAttachData:
		t.current.raw = data
	case tnefAttachProp:
		t.attachmentProps(eachProp(data))
	}
}

func (t *tnefReader) attachmentProps(props []tnefProp) {
	long := ""
	for _, p := range props {
		switch p.id {
		case 0x3707, 0x3704, 0x3001: // PR_ATTACH_LONG_FILENAME before PR_ATTACH_FILENAME before PR_DISPLAY_NAME
			name := t.text(p.bytes(), p.charset(t.codepage))
			if p.id == 0x3707 && name != "" {
				long = name
			} else if t.current.Name == "" {
				t.current.Name = name
			}
		case 0x370e: // PR_ATTACH_MIME_TAG
			t.current.Type = strings.ToLower(t.text(p.bytes(), p.charset(t.codepage)))
		case 0x3712: // PR_ATTACH_CONTENT_ID
			t.current.ContentID = firstID(t.text(p.bytes(), p.charset(t.codepage)))
		case 0x3701: // PR_ATTACH_DATA: bytes, or an object after its interface's name
			data := p.data
			if p.kind == kindObject && len(data) > 16 {
				data = data[16:]
			}
			if t.current.raw == nil || hasSignature(data) { // a message: what is beside it only says so
				t.current.raw = data
			}
		}
	}
	if long != "" {
		t.current.Name = long
	}
}

// finish keeps the attachment that was being read. One that is a message of
// Outlook's is TNEF again.
func (t *tnefReader) finish() {
	p := t.current
	t.current = nil
	if p == nil {
		return
	}
	p.Name = cleanName(p.Name)
	p.Size = len(p.raw)
	if major, minor, ok := strings.Cut(p.Type, "/"); !ok || !isName(major) || !isName(minor) || p.multipart() {
		p.Type = typeByName(p.Name)
	}
	if hasSignature(p.raw) {
		p.Type = "application/vnd.ms-tnef"
		if t.depth+1 < maxDepth {
			p.Children = t.readTNEF(p.raw, t.depth+1)
		} else {
			t.degrade("depth")
		}
	}
	t.parts = append(t.parts, p)
}

func (t *tnefReader) text(b []byte, charset string) string {
	text, _ := toUTF8(charset, b)
	return oneLine(string(text))
}

// trimNUL drops the zero bytes that end a string.
func trimNUL(b []byte) []byte {
	for len(b) > 0 && b[len(b)-1] == 0 {
		b = b[:len(b)-1]
	}
	return b
}
