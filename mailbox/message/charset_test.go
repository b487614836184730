package message

import (
	"testing"
	"unicode/utf8"
)

func TestCharsets(t *testing.T) {
	for _, c := range []struct {
		label, in, want string
		unknown         bool
	}{
		{label: "", in: "été", want: "été"},
		{label: "", in: "\xe9t\xe9", want: "été"},
		{label: "us-ascii", in: "\x93\xe9\x94", want: "“é”"},
		{label: "utf-8", in: "été", want: "été"},
		{label: "UTF8", in: "été", want: "été"},
		{label: "utf-8", in: "\xe9t\xe9", want: "été"},                           // windows-1252
		{label: "utf-8", in: "été à l'École \xc3", want: "été à l'École \uFFFD"}, // cut off
		{label: "utf-8", in: "\xef\xbb\xbfé", want: "é"},
		{label: "iso-8859-1", in: "l\x92\xe9t\xe9 \x80", want: "l’été €"},
		{label: "ISO-8859-1", in: "été", want: "été"}, // UTF-8
		{label: "\"iso-8859-1\"", in: "\xe9", want: "é"},
		{label: "charset=iso-8859-1", in: "\xe9", want: "é"},
		{label: "iso-8859-15 text", in: "\xa4", want: "€"},
		{label: "iso-8859-15(x)", in: "\xa4", want: "€"},
		{label: "iso-8859-15", in: "\xa4\xbd", want: "€œ"},
		{label: "latin1", in: "\xe9", want: "é"},
		{label: "iso8859-15", in: "\xa4", want: "€"},
		{label: "iso_8859-2", in: "\xb1", want: "ą"},
		{label: "windows-1250", in: "\xb9", want: "ą"},
		{label: "cp-850", in: "\x82", want: "é"},
		{label: "ibm850", in: "\x82", want: "é"},
		{label: "cp437", in: "\x82", want: "é"},
		{label: "macintosh", in: "\x8e", want: "é"},
		{label: "x-mac-roman", in: "\x8e", want: "é"},
		{label: "koi8-r", in: "\xdb\xcf", want: "шо"},
		{label: "gb2312", in: "\xd6\xd0\x81\x30\x89\x38", want: "中ß"},
		{label: "big5", in: "\xa4\xa4", want: "中"},
		{label: "shift_jis", in: "\x83\x52", want: "コ"},
		{label: "euc-jp", in: "\xa5\xb3", want: "コ"},
		{label: "iso-2022-jp", in: "\x1b$B%3\x1b(B", want: "コ"},
		{label: "us-ascii", in: "\x1b$B%3\x1b(B", want: "コ"}, // not said
		{label: "euc-kr", in: "\xc7\xd1", want: "한"},
		{label: "tis-620", in: "\xa1", want: "ก"},
		{label: "utf-16", in: "\xfe\xff\x00\xe9", want: "é"},
		{label: "utf-16", in: "\xff\xfe\xe9\x00", want: "é"},
		{label: "utf-16", in: "\x00\xe9", want: "é"},
		{label: "utf-16le", in: "\xe9\x00", want: "é"},
		{label: "utf-16be", in: "\x00\xe9\x00", want: "é\uFFFD"}, // half a unit
		{label: "utf-32", in: "\x00\x00\xfe\xff\x00\x00\x00\xe9", want: "é"},
		{label: "utf-7", in: "1 +- 1 +AOk-t+AOk +", want: "1 + 1 été +"},
		{label: "utf-7", in: "+2D3eAA-", want: "😀"},
		{label: "utf-7", in: "+A", want: "A"},
		{label: "x-nonsense", in: "été", want: "été", unknown: true},
		{label: "x-nonsense", in: "\xe9", want: "é", unknown: true},
		{label: "cp99999", in: "a", want: "a", unknown: true},
		{label: "iso-2022-kr", in: "\x1b$)Ca \x0eGQ19\x0f b\n\x0eGQ\n1", want: "a 한국 b\n한\n1"},
		{label: "csISO2022KR", in: "\x1b$)C\x0eGQ19>n", want: "한국어"},
		{label: "replacement", in: "a", want: "a", unknown: true},
	} {
		got, known := toUTF8(c.label, []byte(c.in))
		if string(got) != c.want || known == c.unknown {
			t.Errorf("%s %q is %q (known %v), want %q", c.label, c.in, got, known, c.want)
		}
	}
}

// Whatever the bytes, every charset gives valid UTF-8 and leaves its input
// alone, which may be the message itself.
func TestCharsetsGiveUTF8(t *testing.T) {
	labels := []string{"utf-7", "hz-gb-2312", "iso-2022-kr", "iso-2022-jp", "gb18030", "big5", "euc-kr", "euc-jp", "utf-16", "utf-32", "x-nonsense", "", "utf-8", "iso-8859-1", "cp037"}
	for label := range charsets {
		labels = append(labels, label)
	}
	for label := range undeclared {
		labels = append(labels, label)
	}
	in := make([]byte, 0, 70000)
	for i := range 256 {
		for j := 0; j < 256; j += 2 {
			in = append(in, byte(i), byte(j))
		}
	}
	before := string(in)
	for _, label := range labels {
		if got, _ := toUTF8(label, in); !utf8.Valid(got) {
			t.Errorf("%s gives something else than UTF-8", label)
		}
		if string(in) != before {
			t.Fatalf("%s changed its input", label)
		}
	}
}
