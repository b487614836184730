package message

import (
	"html"
	"strings"
)

// A piece is one text of the body: plain text, a page of HTML, or the pieces of
// an alternative's branches.
type piece struct {
	text string
	html string
	sum  uint64 // of the plain text, see fingerprint

	plain, page []piece
}

// read decodes one text of the body.
func (r *bodyReader) read(p *Part) piece {
	limit := r.left
	if p.Type == "text/html" {
		text, known, whole := p.text(2 * limit)
		r.note(known, whole)
		r.left -= len(text) / 2
		return piece{html: text}
	}
	raw, whole := p.raw, true
	if p.encoding != identity {
		raw = decode(p.encoding, p.raw, limit)
		whole = p.Size <= limit
	}
	raw = r.takeUU(raw)
	text, known, all := (&Part{Type: p.Type, raw: raw, charset: p.charset, Size: len(raw)}).text(limit)
	r.note(known, whole && all)
	switch {
	case p.Type == "text/rtf":
		text = rtfText(raw)
	case p.Type == "text/enriched", p.Type == "text/richtext":
		text = enrichedText(text, p.Type == "text/richtext")
	case strings.EqualFold(p.Params["format"], "flowed"):
		text = unflow(text, strings.EqualFold(p.Params["delsp"], "yes"))
	}
	r.left -= min(len(text), r.left)
	r.openPGP(text)
	return piece{text: text, sum: sumText(text)}
}

func (r *bodyReader) note(known, whole bool) {
	if !known {
		r.b.degrade("charset")
	}
	if !whole {
		r.b.degrade("decoded")
	}
}

// openPGP notices what is set into the text (RFC 9580, section 6.2).
func (r *bodyReader) openPGP(text string) {
	for _, armor := range []struct {
		line string
		flag *bool
	}{{"-----BEGIN PGP MESSAGE-----", &r.m.Encrypted}, {"-----BEGIN PGP SIGNED MESSAGE-----", &r.m.Signed}} {
		if strings.HasPrefix(text, armor.line) || strings.Contains(text, "\n"+armor.line) {
			*armor.flag = true
		}
	}
}

// hasPage reports whether there is HTML among pieces.
func hasPage(pieces []piece) bool {
	for _, p := range pieces {
		if p.html != "" || len(p.page) > 0 {
			return true
		}
	}
	return false
}

// fingerprint tells plain texts apart, white space aside; it is 0 where they say
// nothing.
func fingerprint(pieces []piece) (sum uint64) {
	for _, p := range pieces {
		if p.sum != 0 {
			sum = (sum ^ p.sum) * fnvPrime
		}
	}
	return sum
}

const (
	fnvOffset = 14695981039346656037 // FNV-1a
	fnvPrime  = 1099511628211
)

func sumText(text string) uint64 {
	if isBlank(text) {
		return 0
	}
	sum := uint64(fnvOffset)
	for i := range len(text) {
		if text[i] > ' ' {
			sum = (sum ^ uint64(text[i])) * fnvPrime
		}
	}
	return sum
}

// pieceText joins pieces as text, each begun on a line of its own.
func pieceText(pieces []piece) string {
	if len(pieces) == 1 && pieces[0].text != "" {
		return pieces[0].text
	}
	var b strings.Builder
	writeText(&b, pieces)
	return cutRunes(b.String(), maxBody)
}

func writeText(b *strings.Builder, pieces []piece) {
	for _, p := range pieces {
		before := b.Len()
		if len(p.plain) == 0 || placeholder(p.plain, p.page) {
			writeText(b, p.page)
		}
		if isBlank(b.String()[before:]) {
			writeText(b, p.plain)
		}
		text := p.text
		if p.html != "" {
			text = htmlText(p.html, max(0, maxBody-b.Len()))
		}
		if s := b.String(); s != "" && text != "" && s[len(s)-1] != '\n' {
			b.WriteByte('\n')
		}
		if b.Len() < maxBody {
			b.WriteString(text)
		}
	}
}

// pieceHTML joins pieces as HTML. It holds the plain ones too, so that it shows
// the whole.
func pieceHTML(pieces []piece) string {
	if len(pieces) == 1 && pieces[0].html != "" {
		return pieces[0].html
	}
	var b strings.Builder
	writeHTML(&b, pieces)
	return b.String()
}

func writeHTML(b *strings.Builder, pieces []piece) {
	for _, p := range pieces {
		switch {
		case p.html != "":
			b.WriteString(p.html)
		case len(p.page) > 0:
			writeHTML(b, p.page)
		case len(p.plain) > 0:
			writeHTML(b, p.plain)
		case !isBlank(p.text):
			b.WriteString("<pre>" + html.EscapeString(p.text) + "</pre>\n")
		}
	}
}

// placeholder reports whether a plain text only tells the reader that the words
// are in the HTML, which says much more then.
func placeholder(plain, page []piece) bool {
	const longest = 300
	if len(plain) != 1 || len(plain[0].text) > longest || !strings.Contains(strings.ToLower(plain[0].text), "html") {
		return false
	}
	const far = 256 << 10 // styles come first
	return len(htmlText(cutRunes(firstPage(page), far), 2*longest+100)) > 2*len(plain[0].text)
}

// firstPage is the first HTML among pieces.
func firstPage(pieces []piece) string {
	for _, p := range pieces {
		if p.html != "" {
			return p.html
		}
		if len(p.page) > 0 {
			return firstPage(p.page)
		}
	}
	return ""
}

// isBlank reports whether a text says nothing.
func isBlank(s string) bool { return strings.Trim(s, " \t\n\u00a0\u200b\ufeff") == "" }
