package message

import (
	"bytes"
	"strings"
)

// describe fills in what the header says. body begins with the part's body, for
// what is undeclared.
func (p *Part) describe(undeclared string, body []byte) {
	p.Type, p.Params = cutParams(p.contentType(body))
	p.charset = p.Params["charset"]
	field := p.Header.raw("Content-Disposition")
	disposition, params := cutParams(field)
	if strings.Contains(disposition, "=") { // "filename=…" alone
		disposition, params = cutParams("attachment; " + field)
	}
	switch disposition {
	case "", "inline", "attachment":
		p.Disposition = disposition
	case "inline:", "body":
		p.Disposition = "inline"
	default:
		p.Disposition = "attachment" // RFC 2183, section 2.8
	}
	p.Name = cleanName(params["filename"])
	for _, other := range []string{params["name"], p.Params["name"], p.Params["filename"]} {
		if p.Name == "" {
			p.Name = cleanName(other)
		}
	}
	p.ContentID = firstID(p.Header.raw("Content-Id"))
	p.encoding = transferEncoding(p.Header.raw("Content-Transfer-Encoding"))
	p.Type = p.takenFor(undeclared, body)
}

// contentType is the field that says the type: the first, and of several the
// first multipart whose delimiter is in the body, for the others would show it.
func (p *Part) contentType(body []byte) string {
	field := p.Header.raw("Content-Type")
	if p.Header.count("Content-Type") < 2 {
		return field
	}
	const far = 4 << 10
	body = body[:min(len(body), far)]
	for _, f := range p.Header {
		if !strings.EqualFold(f.Name, "Content-Type") {
			continue
		}
		value, params := cutParams(f.Value)
		if delimiter := "--" + params["boundary"]; strings.HasPrefix(value, "multipart/") && len(delimiter) > 2 &&
			(bytes.HasPrefix(body, []byte(delimiter)) || bytes.Contains(body, []byte("\n"+delimiter))) {
			return f.Value
		}
	}
	return field
}

// takenFor gives the type of a part whose declared one may be missing or
// malformed.
func (p *Part) takenFor(undeclared string, body []byte) string {
	major, minor, slash := strings.Cut(p.Type, "/")
	major, minor = strings.Trim(major, " \"'"), strings.Trim(minor, " \"'/")
	switch {
	case slash && isName(major) && isName(minor):
		return major + "/" + minor
	case major == "multipart":
		return "multipart/mixed"
	case major == "message":
		return "message/rfc822"
	case major == "html":
		return "text/html"
	case major == "text", p.Type == "" && p.Disposition != "attachment" && p.Name == "":
		if undeclared == "text/plain" && looksLikeHTML(body) {
			return "text/html"
		}
		return undeclared
	}
	if p.Disposition == "attachment" || p.Name != "" {
		return typeByName(p.Name)
	}
	return undeclared // RFC 2045, section 5.2
}

func isName(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isToken(s[i]) {
			return false
		}
	}
	return s != ""
}

// looksLikeHTML reports whether a body that declares nothing is a page.
func looksLikeHTML(body []byte) bool {
	body = bytes.ToLower(bytes.TrimLeft(body[:min(len(body), 200)], " \t\r\n\ufeff"))
	return bytes.HasPrefix(body, []byte("<!doctype html")) || bytes.HasPrefix(body, []byte("<html"))
}

// major is the part of the type before the slash.
func (p *Part) major() string {
	major, _, _ := strings.Cut(p.Type, "/")
	return major
}

func (p *Part) multipart() bool { return strings.HasPrefix(p.Type, "multipart/") }

// embedded reports whether the content is a whole message (RFC 2046, section
// 5.2.1; RFC 6532, section 3.7).
func (p *Part) embedded() bool {
	return p.Type == "message/rfc822" || p.Type == "message/global" || p.Type == "message/news"
}

// measure sets Size, and takes as it is what is said to be base64 and is not:
// text that somebody mislabelled.
func (p *Part) measure() {
	if p.multipart() {
		p.encoding = identity // RFC 2045, section 6.4
	}
	if p.encoding == base64Encoding && p.mislabelled() || p.encoding == quotedPrintable && p.embedded() && !quoted(p.raw) {
		p.encoding = identity
	}
	p.Size = decodedSize(p.encoding, p.raw)
}

// Content is the part's decoded bytes; a fresh slice at each call. Of a
// message/rfc822 part it is the embedded message as sent.
func (p *Part) Content() []byte { return decode(p.encoding, p.raw, p.Size) }

// Text is the content of a text part in UTF-8, lines ended by LF, at most 2 MiB
// of it.
func (p *Part) Text() string {
	text, _, _ := p.text(maxBody)
	return text
}

// text is the content as text, cut at a limit, and whether the charset was
// known.
func (p *Part) text(limit int) (text string, known, whole bool) {
	b := p.raw[:min(len(p.raw), limit)]
	if p.encoding != identity {
		b = decode(p.encoding, p.raw, limit)
	}
	label := p.charset
	if label == "" && p.Type == "text/html" {
		label = metaCharset(b)
	}
	b, known = toUTF8(label, b)
	whole = p.Size <= limit && len(b) <= limit
	return cleanText(b, limit), known, whole
}

// metaCharset is the charset that a page declares for itself.
func metaCharset(b []byte) string {
	head := bytes.ToLower(b[:min(len(b), 2048)])
	i := bytes.Index(head, []byte("charset="))
	if i < 0 {
		return ""
	}
	head = bytes.TrimLeft(head[i+len("charset="):], " \"'")
	if i := bytes.IndexAny(head, " \"'/>;"); i > 0 && i < 40 {
		if label := string(head[:i]); !strings.HasPrefix(label, "utf-16") {
			return label
		}
	}
	return ""
}
