package message

import (
	"bytes"
	"errors"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlText turns a page into text: blocks into lines, quotations into lines
// that begin with "> ", items into lines that begin with a dash or a number,
// cells into columns, links into their text and address. Scripts, styles and
// what is not shown are left out. It goes through the tokens once and keeps no
// tree, so that nothing nests too deep. It gives at most limit bytes.
func htmlText(page string, limit int) string {
	limit = min(limit, 3*len(page)+1024) // marks of quotation may be longer than the lines
	text, whole := readPage(page, limit, true)
	if !whole { // something hidden has no end, and hid the rest
		text, _ = readPage(page, limit, false)
	}
	return text
}

// A pageReader turns tokens into text.
type pageReader struct {
	textWriter
	z       *html.Tokenizer
	silent  string // the element whose text is none: style, script, title
	hide    bool   // leave out what is not shown
	comment bool   // the last token was a comment that goes on

	hidden    int // open elements named hiddenTag, of which the first is not shown
	hiddenTag string

	tight bool // the last paragraph has no margins

	href string // of the link that is open
	from int    // where its text begins
}

// maxToken is how long a tag or a piece of text may be before it is skipped, or
// taken in one: the tokenizer keeps whole tokens, and pictures come as one
// attribute.
const maxToken = 256 << 10

// readPage reports too whether nothing was still hidden at the end.
func readPage(page string, limit int, hide bool) (text string, whole bool) {
	r := &pageReader{hide: hide}
	r.limit = limit
	if !strings.Contains(page, "<") && strings.Contains(strings.TrimSpace(page), "\n") { // plain text that is called HTML
		r.pre = 1
	}
	for page != "" && !r.full() {
		read := r.tokens(page)
		page = page[read:]
		if page == "" {
			break
		}
		page = page[r.oversized(page):]
	}
	return r.String(), r.hidden == 0 || r.full()
}

// tokens reads tokens up to the end, or up to one that is too long, and gives
// how many bytes that were.
func (r *pageReader) tokens(page string) (read int) {
	r.z = html.NewTokenizer(strings.NewReader(page))
	r.z.SetMaxBuf(maxToken)
	for !r.full() {
		kind := r.z.Next()
		if kind == html.ErrorToken {
			if errors.Is(r.z.Err(), html.ErrBufferExceeded) {
				return read
			}
			break
		}
		raw := r.z.Raw()
		read += len(raw)
		if r.comment = kind == html.CommentToken && !bytes.HasSuffix(raw, []byte(">")); r.comment {
			read -= 2 // its end may have begun
		}
		switch kind {
		case html.TextToken:
			if r.hidden == 0 && r.silent == "" {
				r.text(r.z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(tagName(raw[1:]), raw)
		case html.EndTagToken:
			r.end(tagName(raw[2:]))
		}
	}
	return len(page)
}

// tagName is the name that a tag begins with, in lower case. The tokenizer's own
// method allocates.
func tagName(tag []byte) string {
	var lower [16]byte // the longest that matters has ten
	n := 0
	for n < len(tag) && n < len(lower) && strings.IndexByte(" \t\n\f\r/>", tag[n]) < 0 {
		lower[n] = tag[n]
		if 'A' <= tag[n] && tag[n] <= 'Z' {
			lower[n] |= 0x20
		}
		n++
	}
	return atom.String(lower[:n])
}

// oversized deals with the token that begins page and is too long, and gives
// its length: of a tag nothing is read, text is taken as it is.
func (r *pageReader) oversized(page string) int {
	end, text := "<", page[0] != '<'
	switch {
	case r.silent != "":
		end, text = "</"+r.silent, false
	case r.comment || strings.HasPrefix(page, "<!--"):
		end, text = "-->", false
	case !text:
		end = ">"
	}
	n := strings.Index(page[1:], end)
	switch {
	case n < 0:
		n = len(page)
	case end[0] == '<':
		n++
	default:
		n += 1 + len(end)
	}
	if text && r.hidden == 0 {
		r.text([]byte(html.UnescapeString(page[:n])))
	}
	return n
}
