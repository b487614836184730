package rome

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// What a file of the XML export may be, at most. The largest table of today has
// 120,000 rows of four fields.
const (
	maxXML        = 64 << 20 // bytes
	maxXMLRows    = 500_000
	maxXMLColumns = 200
	maxXMLName    = 100 // bytes of an element's name
	xmlDepth      = 3   // ogr, item, field
)

// unnamedXML stands for the file in sources and errors when the reader has no
// name.
const unnamedXML = "XML"

var errXMLTooLarge = errors.New("more bytes than a file may have")

// ReadXML reads one referential of the XML export, in which the ROME was
// published before its CSV and still is: <ogr>, in it items of one name, in each
// its fields. It reads as it comes, holds no more than what it returns, expands
// no entity but the five of XML itself, and refuses a document type.
//
// Where r has a name, as an *os.File does, sources and errors speak of the file
// by it. Errors are *FormatError.
func ReadXML(r io.Reader) (*Referential, error) {
	x := xmlReader{file: unnamedXML, source: &bounded{r: r, left: maxXML}, columns: make(map[string]int)}
	if named, ok := r.(interface{ Name() string }); ok && named.Name() != "" {
		x.file = path.Base(filepath.ToSlash(named.Name()))
	}
	x.decoder = xml.NewDecoder(x.source)
	x.decoder.CharsetReader = charsetReader
	for {
		line, _ := x.decoder.InputPos()
		token, err := x.decoder.Token()
		if errors.Is(err, io.EOF) {
			return x.finish()
		}
		if err == nil {
			err = x.take(token, line)
		} else {
			err = x.broken(err)
		}
		if err != nil {
			return nil, err
		}
	}
}

// bounded reads no more than it may, and says so instead of ending early.
type bounded struct {
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		var one [1]byte
		if n, err := b.r.Read(one[:]); n == 0 {
			return 0, err
		}
		return 0, errXMLTooLarge
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

// charsetReader reads the encodings in which the export has been published.
func charsetReader(label string, input io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "iso-8859-15", "latin-9":
		return &byteReader{source: bufio.NewReader(input), decode: latin9}, nil
	case "iso-8859-1", "latin-1", "windows-1252":
		return &byteReader{source: bufio.NewReader(input), decode: charmap.Windows1252.DecodeByte}, nil
	}
	return nil, errCharset
}

// A byteReader turns an encoding of one byte a character into UTF-8.
type byteReader struct {
	source *bufio.Reader
	decode func(byte) rune
}

func (b *byteReader) Read(p []byte) (n int, err error) {
	if len(p) < utf8.UTFMax {
		return 0, io.ErrShortBuffer
	}
	for n <= len(p)-utf8.UTFMax {
		c, err := b.source.ReadByte()
		if err != nil {
			return n, err
		}
		n += utf8.EncodeRune(p[n:], b.decode(c))
	}
	return n, nil
}

var errCharset = errors.New("the encoding is not one that is read here: ISO-8859-15, ISO-8859-1, Windows-1252 and UTF-8 are")

// An xmlReader makes a referential of tokens.
type xmlReader struct {
	file    string
	source  *bounded
	decoder *xml.Decoder
	table   Referential
	columns map[string]int // position of each column
	depth   int
	root    bool
	item    ReferentialRow // the one being read
	column  int            // the field being read
	given   []bool         // of each column, whether the item has had it
	text    strings.Builder
}

func (x *xmlReader) faultf(rule Rule, line int, format string, args ...any) error {
	return &FormatError{File: x.file, Line: line, Rule: rule, Detail: fmt.Sprintf(format, args...)}
}

// broken makes a FormatError of what the decoder answered.
func (x *xmlReader) broken(err error) error {
	line, _ := x.decoder.InputPos()
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, errXMLTooLarge):
		return formatErrorf(RuleTooLarge, x.file, "the file has more than the %d bytes a file may have", maxXML)
	case errors.Is(err, errCharset):
		return x.faultf(RuleUnreadable, line, "%v", errCharset)
	case errors.As(err, &syntax) && syntax.Msg == "unexpected EOF":
		return x.faultf(RuleTruncated, syntax.Line, "the file ends in the middle")
	case errors.As(err, &syntax):
		return x.faultf(RuleBadXML, syntax.Line, "the XML is not well formed: %s", oneLine(syntax.Msg))
	case strings.HasPrefix(err.Error(), "xml:"):
		return x.faultf(RuleBadXML, line, "the XML cannot be read: %s", oneLine(strings.TrimPrefix(err.Error(), "xml: ")))
	}
	return x.faultf(RuleUnreadable, line, "the file cannot be read: %s", oneLine(err.Error()))
}

// oneLine makes of what a library answered, which may repeat what it read, a
// part of a sentence.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unseen(r) || r == '\n' || r == '\t' || r == utf8.RuneError {
			return ' '
		}
		return r
	}, s)
}

// take takes the next token, which begins on the line.
func (x *xmlReader) take(token xml.Token, line int) error {
	switch t := token.(type) {
	case xml.StartElement:
		return x.open(t.Name.Local, line)
	case xml.EndElement:
		x.depth--
		switch x.depth {
		case xmlDepth - 1:
			x.item.Values[x.column] = mend(x.text.String())
		case xmlDepth - 2:
			return x.close(line)
		}
	case xml.CharData:
		switch {
		case x.depth == xmlDepth:
			if x.text.Len()+len(t) > 4*MaxText {
				return x.faultf(RuleTooLarge, line, "a field has more than %d bytes", 4*MaxText)
			}
			x.text.Write(t)
		case strings.TrimSpace(string(t)) != "":
			return x.faultf(RuleBadXML, line, "there is text outside the fields of an item")
		}
	case xml.Directive:
		return x.faultf(RuleDoctype, line, "the file has a document type or another declaration, which no export has")
	}
	return nil // comments and processing instructions say nothing
}

// open takes the start of an element.
func (x *xmlReader) open(name string, line int) error {
	x.depth++
	switch {
	case len(name) > maxXMLName:
		return x.faultf(RuleTooLarge, line, "an element's name has more than %d bytes", maxXMLName)
	case x.depth == 1 && x.root:
		return x.faultf(RuleBadXML, line, "there is a second root, <%s>", name)
	case x.depth == 1 && name != "ogr":
		return x.faultf(RuleBadXML, line, "the root is <%s>, where the export has <ogr>", name)
	case x.depth == 1:
		x.root = true
	case x.depth == 2:
		kind, ok := strings.CutPrefix(name, "item_")
		if !ok {
			return x.faultf(RuleBadXML, line, "there is <%s>, where the export has <item_…>", name)
		}
		if x.table.Name == "" {
			x.table.Name = kind
		} else if kind != x.table.Name {
			return x.faultf(RuleBadXML, line, "there is an item of %s among those of %s", kind, x.table.Name)
		}
		x.item = ReferentialRow{Source: Source{File: x.file, Line: line}, Values: make([]string, len(x.table.Columns))}
		clear(x.given)
	case x.depth == xmlDepth:
		return x.field(name, line)
	default:
		return x.faultf(RuleTooDeep, line, "<%s> is inside a field: a referential is a flat table", name)
	}
	return nil
}

// field begins a field of the item.
func (x *xmlReader) field(name string, line int) error {
	at, known := x.columns[name]
	if !known {
		if at = len(x.table.Columns); at == maxXMLColumns {
			return x.faultf(RuleTooLarge, line, "the items have more than %d different fields", maxXMLColumns)
		}
		x.columns[name] = at
		x.table.Columns = append(x.table.Columns, name)
		x.given = append(x.given, false)
	}
	for len(x.item.Values) <= at {
		x.item.Values = append(x.item.Values, "")
	}
	if x.given[at] {
		return &FormatError{File: x.file, Line: line, Column: name, Rule: RuleBadXML, Detail: "the item has this field twice"}
	}
	x.given[at], x.column = true, at
	x.text.Reset()
	return nil
}

// close ends an item.
func (x *xmlReader) close(line int) error {
	if !slices.Contains(x.given, true) {
		return x.faultf(RuleBadXML, line, "the item has no field")
	}
	if len(x.table.Rows) == maxXMLRows {
		return x.faultf(RuleTooLarge, line, "the file has more than %d items", maxXMLRows)
	}
	x.table.Rows = append(x.table.Rows, x.item)
	return nil
}

// finish ends the file.
func (x *xmlReader) finish() (*Referential, error) {
	if !x.root || len(x.table.Rows) == 0 {
		return nil, formatErrorf(RuleEmptyFile, x.file, "the file has no item")
	}
	x.table.index()
	return &x.table, nil
}
