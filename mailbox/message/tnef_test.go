package message

import (
	"encoding/base64"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// attribute writes one attribute of a TNEF stream.
func attribute(level byte, id uint16, data []byte) []byte {
	b := append([]byte{level}, binary.LittleEndian.AppendUint16(nil, id)...)
	b = append(b, 6, 0)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(data)))
	return append(append(b, data...), 0, 0)
}

// property writes a MAPI property of variable length.
func property(kind, id uint16, data []byte) []byte {
	b := binary.LittleEndian.AppendUint16(nil, kind)
	b = binary.LittleEndian.AppendUint16(b, id)
	b = binary.LittleEndian.AppendUint32(b, 1)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(data)))
	b = append(b, data...)
	return append(b, make([]byte, -len(data)&3)...)
}

// named writes a property with a name of its own, and several values.
func named() []byte {
	b := []byte{0x03, 0x10, 0x00, 0x80} // longs, id 0x8000
	b = append(b, make([]byte, 16)...)
	b = append(b, 1, 0, 0, 0, 6, 0, 0, 0, 'a', 0, 'b', 0, 0, 0, 0, 0)
	return append(b, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0)
}

func properties(list ...[]byte) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(list)))
	for _, p := range list {
		b = append(b, p...)
	}
	return b
}

func tnef(attributes ...[]byte) []byte {
	b := []byte{0x78, 0x9f, 0x3e, 0x22, 1, 0}
	for _, a := range attributes {
		b = append(b, a...)
	}
	return b
}

func wide(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s + "\x00")) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

// winmail wraps a TNEF stream as Outlook does.
func winmail(stream []byte) string {
	return "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(stream)
}

func TestTNEF(t *testing.T) {
	begin := attribute(2, tnefAttachBegin, make([]byte, 14))
	inner := tnef(attribute(1, tnefBody, []byte("dedans\x00")), begin, attribute(2, tnefAttachTitle, []byte("b.txt\x00")), attribute(2, tnefAttachData, []byte("b")))
	file := append(append(begin[:len(begin):len(begin)], attribute(2, tnefAttachTitle, []byte("COURT~1.PDF\x00"))...), attribute(2, tnefAttachData, []byte("%PDF"))...)
	for _, c := range []struct {
		name string
		raw  string
		want reading
	}{
		{
			"files", winmail(tnef(file, attribute(2, tnefAttachProp, properties(named(), property(kindUnicode, 0x3707, wide("C:\\Un été.pdf")), property(kindString, 0x370e, []byte("application/pdf\x00")))))),
			reading{Attached: []string{"application/pdf Un été.pdf"}},
		},
		{
			"a code page", winmail(tnef(attribute(1, tnefCodepage, []byte{0xe2, 4, 0, 0, 0, 0, 0, 0}), begin, attribute(2, tnefAttachTitle, []byte("\xb9.txt\x00")), attribute(2, tnefAttachData, []byte("x")))),
			reading{Attached: []string{"text/plain ą.txt"}},
		},
		{"a body", winmail(tnef(attribute(1, tnefBody, []byte("Un \xe9t\xe9\r\n\x00")))), reading{Text: "Un été\n", Attached: []string{"text/plain body.txt"}}},
		{
			"an HTML body", winmail(tnef(attribute(1, tnefMessageProp, properties(property(kindString, 0x1000, []byte("non")), property(kindBinary, 0x1013, []byte("<p>\xe9t\xe9")))))),
			reading{Text: "été\n", HTML: "<p>été", Attached: []string{"text/html body.html"}},
		},
		{"beside a text", multi("mixed", "b", plainPart, winmail(tnef(file, attribute(1, tnefBody, []byte("non\x00"))))), reading{Text: "Bonjour é", Attached: []string{"application/pdf COURT~1.PDF"}}},
		{
			"a message", winmail(tnef(begin, attribute(2, tnefAttachTitle, []byte("Un message\x00")), attribute(2, tnefAttachProp, properties(property(kindObject, 0x3701, append(make([]byte, 16), inner...)))))),
			reading{Attached: []string{"application/vnd.ms-tnef Un message", "text/plain b.txt", "text/plain body.txt"}},
		},
		{"by its name alone", strings.Replace(winmail(tnef(file)), "application/ms-tnef", "application/octet-stream", 1), reading{Attached: []string{"application/pdf COURT~1.PDF"}}},
		{"cut off", winmail(tnef(file)[:66]), reading{Attached: []string{"application/pdf COURT~1.PDF"}, Degraded: []string{"truncated"}}},
		{"nothing of the kind", winmail([]byte("x")), reading{Attached: []string{"application/ms-tnef winmail.dat"}}},
	} {
		if diff := cmp.Diff(c.want, read(c.raw)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	nested := tnef(file)
	for range 100 {
		nested = tnef(begin, attribute(2, tnefAttachProp, properties(property(kindObject, 0x3701, append(make([]byte, 16), nested...)))))
	}
	if got := read(winmail(nested)); len(got.Attached) > maxDepth || len(got.Degraded) != 1 || got.Degraded[0] != "depth" {
		t.Errorf("nested a hundred times: %d attachments, degraded %v", len(got.Attached), got.Degraded)
	}
}

// Every name that MimeKit finds in its samples is found here.
func TestTNEFSamples(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared")
	if shared := os.Getenv("VIGIE_SHARED"); shared != "" {
		dir = shared
	}
	files, err := filepath.Glob(filepath.Join(dir, "mail", "corpora", "mimekit", "UnitTests", "TestData", "tnef", "*.tnef"))
	if err != nil || len(files) == 0 {
		t.Skip("the mail corpora are not here (VIGIE_SHARED)")
	}
	for _, file := range files {
		stream, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		list, err := os.ReadFile(strings.TrimSuffix(file, "tnef") + "list")
		if err != nil {
			t.Fatal(err)
		}
		found := make(map[string]bool)
		m := Parse([]byte(winmail(stream)))
		for _, p := range m.Attachments {
			found[p.Name] = true
		}
		for name := range strings.Lines(string(list)) {
			if name = strings.TrimSpace(name); !found[name] {
				t.Errorf("%s: %q is not found among %v", filepath.Base(file), name, found)
			}
		}
		if len(m.Degraded) > 0 {
			t.Errorf("%s: degraded %v", filepath.Base(file), m.Degraded)
		}
	}
}
