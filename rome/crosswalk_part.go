package rome

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
)

// maxPartDepth is how deep the XML of a workbook may be. Styles and themes have
// ten levels.
const maxPartDepth = 100

// checkPart reads one member of a workbook to its end. What is XML must be well
// formed, in UTF-8, of sane depth, without a document type; and the rows and cells
// of a sheet in order, so that each is where it says it is. Drawings of old Office
// are let be: they are none of ours, and seldom well formed.
func checkPart(f *zip.File) error {
	content, err := f.Open()
	if err != nil {
		return unreadable(f.Name, err)
	}
	defer func() { _ = content.Close() }()
	r := bufio.NewReader(content)
	head, _ := r.Peek(512)
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n")
	if ext := strings.ToLower(path.Ext(f.Name)); ext == ".xml" || ext == ".rels" || bytes.HasPrefix(head, []byte("<")) && ext != ".vml" {
		p := partChecker{file: f.Name, decoder: xml.NewDecoder(r)}
		if err := p.check(); err != nil {
			return err
		}
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return unreadable(f.Name, err)
	}
	return nil
}

// A partChecker reads the XML of one member.
type partChecker struct {
	file        string
	decoder     *xml.Decoder
	sheet       bool
	depth       int
	row, column int // the last of a sheet
}

func (p *partChecker) check() error {
	for {
		token, err := p.decoder.Token()
		var syntax *xml.SyntaxError
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &syntax):
			return &FormatError{File: p.file, Line: syntax.Line, Rule: RuleBadXML, Detail: "the XML is not well formed: " + shorten(oneLine(syntax.Msg))}
		case err != nil && strings.HasPrefix(err.Error(), "xml:"):
			return p.fault(RuleBadXML, "the XML cannot be read: "+shorten(oneLine(strings.TrimPrefix(err.Error(), "xml: "))))
		case err != nil:
			return unreadable(p.file, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if p.depth++; p.depth == 1 {
				p.sheet = t.Name.Local == "worksheet"
			} else if p.depth > maxPartDepth {
				return p.fault(RuleTooDeep, "the XML has elements inside elements beyond reason")
			}
			if p.sheet && !p.inOrder(t) {
				return p.fault(RuleBadRow, "the rows and cells of the sheet are not in order")
			}
		case xml.EndElement:
			p.depth--
		case xml.Directive:
			return p.fault(RuleDoctype, "the XML has a document type or another declaration")
		}
	}
}

func (p *partChecker) fault(rule Rule, detail string) error {
	line, _ := p.decoder.InputPos()
	return &FormatError{File: p.file, Line: line, Rule: rule, Detail: detail}
}

// inOrder reports whether a row or a cell comes after the one before it. One that
// does not say where it is follows it.
func (p *partChecker) inOrder(t xml.StartElement) bool {
	at := ""
	for _, a := range t.Attr {
		if a.Name.Local == "r" {
			at = a.Value
		}
	}
	switch t.Name.Local {
	case "row":
		was := p.row
		p.row, p.column = p.row+1, 0
		if at != "" {
			p.row, _ = strconv.Atoi(at)
		}
		return p.row > was
	case "c":
		was := p.column
		p.column++
		if at != "" {
			letters := strings.TrimRight(at, "0123456789")
			p.column = columnNumber(letters)
			if at[len(letters):] != strconv.Itoa(p.row) {
				return false
			}
		}
		return p.column > was
	}
	return true
}

// columnNumber is the number of a column of a spreadsheet, from 1; 0 for what is
// none.
func columnNumber(letters string) int {
	n := 0
	for i := 0; i < len(letters); i++ {
		if letters[i] < 'A' || letters[i] > 'Z' || len(letters) > 3 {
			return 0
		}
		n = 26*n + int(letters[i]-'A') + 1
	}
	return n
}
