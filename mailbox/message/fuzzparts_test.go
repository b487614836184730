package message

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// oneCleanLine reports whether s is valid UTF-8 without control characters.
func oneCleanLine(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

func FuzzAddresses(f *testing.F) {
	for _, s := range []string{
		"Jean Dupont <jean@example.org>, \"a, b\" <c@d>; Amis: x@y, (z) w;", "=?utf-8?q?Dupont,_Ren=C3=A9e?= <renee@example.org>",
		`"a\"b"@example.org (c (d))`, "<@a,@b:c@d>", "a . b @ c . d, <<e@f>>", "MAILER-DAEMON <>", "\xe9 <a@[IPv6:::1]>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		list, _ := parseAddresses(s, "", maxAddresses)
		for _, a := range list {
			if a == (Address{}) || !oneCleanLine(a.Name) || !oneCleanLine(a.Address) {
				t.Errorf("%q gives %q", s, a)
			}
		}
	})
}

func FuzzDecodeLine(f *testing.F) {
	for _, s := range []string{"=?utf-8?q?=C3=A9?= =?utf-8?b?w6k=?=", "[x]=?iso-8859-1?q?a?b=E9?=", "=?utf-7?q?+AOk-?=", "=?", "\xe9\x00\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := decodeLine(s, ""); !oneCleanLine(got) {
			t.Errorf("%q is %q", s, got)
		}
		_, params := cutParams(s)
		for name, value := range params {
			if !oneCleanLine(value) {
				t.Errorf("%q: %q is %q", s, name, value)
			}
		}
		parseDate(s)
		ids(s)
	})
}

func FuzzHTMLText(f *testing.F) {
	for _, s := range []string{
		"<p>a<blockquote>b<br>c</blockquote><ul><li>d<ol><li>e</ol></ul><table><tr><td>f<td>g</table><pre>\n h </pre>", "<a href='http://x'>y</a><script>z</script>&amp;&#1;",
		"<div style=display:none>a<div>b</div></div><!--c--><![CDATA[d]]><img alt=😀>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		page := cleanText(bytes.ToValidUTF8([]byte(s), nil), maxBody)
		got := htmlText(page, maxBody)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
			t.Errorf("%q is %q", s, got)
		}
		if len(got) > 3*len(page)+1100 {
			t.Errorf("%d bytes become %d", len(page), len(got))
		}
	})
}

func FuzzInside(f *testing.F) {
	f.Add([]byte(`{\rtf1\ansi\ansicpg1252 Un \'e9t\'e9\par\u233?\uc0\u-10179\u-8704}`))
	f.Add(tnef(attribute(2, tnefAttachBegin, nil), attribute(2, tnefAttachProp, properties(named(), property(kindUnicode, 0x3707, wide("a"))))))
	f.Add(der(0x30, der(0x06, oidSigned), ber(0xa0, der(0x30))))
	f.Add([]byte(calendarSample))
	f.Fuzz(func(t *testing.T, b []byte) {
		if got := rtfText(b); !utf8.ValidString(got) {
			t.Errorf("the RTF is %q", got)
		}
		if got, _ := inflateRTF(b, 1<<16); len(got) > 1<<16 {
			t.Errorf("RTF of %d bytes", len(got))
		}
		readCMS(b, "")
		newReader(nil, &budget{m: &Message{}, parts: 100}).readTNEF(b, 0)
		calendarText(string(b))
		for _, block := range uuBlocks(b, 100) {
			if n := len(decodeUU(b[block.start:block.end], len(b)*2)); n != block.size {
				t.Errorf("a file of %d bytes is said to have %d", n, block.size)
			}
		}
		for _, encoding := range []string{base64Encoding, quotedPrintable, uuEncoding} {
			if n, m := len(decode(encoding, b, 4*len(b))), decodedSize(encoding, b); n != m {
				t.Errorf("%s: %d bytes, said to be %d", encoding, n, m)
			}
		}
	})
}
