package message_test

import (
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"vigie/mailbox/message"
)

// hostile are messages made to hurt: their size is what a server lets in.
func hostile() map[string]func() string {
	const mb = 1 << 20
	nested := func(n int, closed bool) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
		}
		b.WriteString("\ntext\n")
		for i := n - 1; closed && i >= 0; i-- {
			fmt.Fprintf(&b, "\n--b%d--\n", i)
		}
		return b.String()
	}
	text := "From: a@b.example\nSubject: x\n"
	field := func(name, unit string, size int) func() string {
		return func() string { return text + name + ": " + strings.Repeat(unit, size/len(unit)) + "\n\ntext" }
	}
	html := func(unit string, size int) func() string {
		return func() string {
			return text + "Content-Type: text/html\n\n" + strings.Repeat(unit, size/len(unit)) + "\nend"
		}
	}
	plain := func(header, unit string, size int) func() string {
		return func() string { return text + header + "\n" + strings.Repeat(unit, size/len(unit)) }
	}
	param := func(name, unit string) func() string {
		return func() string {
			return text + name + ": multipart/mixed; boundary=b; " + strings.Repeat(unit, mb/len(unit)) + "\n\n--b\n\ntext\n--b--\n"
		}
	}
	cases := map[string]func() string{
		"nested unclosed":       func() string { return nested(50, false) },
		"nested unclosed, many": func() string { return nested(20_000, false) },
		"nested closed":         func() string { return nested(5000, true) },
		"nested closed, more":   func() string { return nested(50_000, true) },
		"same boundary":         func() string { return strings.Repeat("Content-Type: multipart/mixed; boundary=b\n\n--b\n", 100_000) },
		"long boundaries":       nestedLong,
		"parts": func() string {
			return text + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", 1_000_000) + "--b--"
		},
		"parts without end": func() string {
			return text + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n", 2_000_000)
		},
		"attachments": func() string {
			return text + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\nContent-Type: a/b; name=x\n\nx\n", 300_000) + "--b--"
		},
		"messages in messages": func() string { return strings.Repeat("Content-Type: message/rfc822\n\n", 300_000) + "text" },
		"digest": func() string {
			return "Content-Type: multipart/digest; boundary=b\n\n" + strings.Repeat("--b\n\nSubject: x\n\nx\n", 300_000)
		},
		"dashes": func() string { return nested(31, false) + strings.Repeat("\n--b", 4*mb) },
		"guessed boundaries": func() string {
			return strings.Repeat("Content-Type: multipart/mixed\n\n--b\nContent-Type: multipart/mixed\n\n", 100_000)
		},
		"wrong boundaries": func() string {
			return strings.Repeat("Content-Type: multipart/mixed; boundary=x\n\n--b\nContent-Type: multipart/mixed; boundary=y\n\n--c\n", 100_000)
		},
		"interleaved multiparts": func() string {
			return "Content-Type: multipart/mixed; boundary=a\n\n" + interleaved(200) + "--a\n\n" + strings.Repeat("--c\n--b199-\n", 2*mb)
		},
		"lines like boundaries": plain("Content-Type: multipart/mixed\n", "--abc\n", 25*mb),
		"multiparts without boundaries": func() string {
			return "Content-Type: multipart/mixed; boundary=a\n\n" + strings.Repeat("--a\nContent-Type: multipart/mixed\n\n"+strings.Repeat("--abc\nx\n", 1000), 2000)
		},
		"encoded multiparts": func() string {
			return strings.Repeat("Content-Type: multipart/mixed; boundary=a\nContent-Transfer-Encoding: quoted-printable\n\n--=61\n", 30) + strings.Repeat("=41", 8*mb)
		},
		"content types": func() string {
			return "Content-Type: multipart/mixed; boundary=a\n\n" + strings.Repeat("--a\n"+strings.Repeat("Content-Type: multipart/x; boundary=zz\n", 10)+"\n"+strings.Repeat("x\n", 2000), 2000)
		},
		"message in UTF-16":         func() string { return "\xff\xfe" + strings.Repeat("a\x00", 2*mb-1) },
		"large message in UTF-16":   func() string { return "\xff\xfe" + strings.Repeat("a\x00\n\x00", 6*mb) },
		"addresses without commas":  field("To", "a@b ", mb),
		"enriched":                  plain("Content-Type: text/enriched\n", "<b>x</b>\n", 8*mb),
		"enriched, broken":          plain("Content-Type: text/enriched\n", "<a", 8*mb),
		"richtext":                  plain("Content-Type: text/richtext\n", "\n<nl>", 8*mb),
		"ISO-2022-KR":               plain("Content-Type: text/plain; charset=iso-2022-kr\n", "\x0eGQ\x0f", 8*mb),
		"base64 and footers":        plain("Content-Type: a/b\nContent-Transfer-Encoding: base64\n", "QUJD\n-- \nmots\n", 25*mb),
		"base64 of words":           plain("Content-Transfer-Encoding: base64\n", "deux mots\n", 25*mb),
		"messages in base64":        func() string { return base64Nested(12) },
		"header of a megabyte":      field("X-Long", "x", mb),
		"header of 25 megabytes":    field("X-Long", "x", 25*mb),
		"fields":                    func() string { return strings.Repeat("a:\n", 8*mb) },
		"folded":                    field("Subject", "\n a", 4*mb),
		"no end of header":          func() string { return strings.Repeat("a: b\n", 5*mb) },
		"lines that are no field":   func() string { return text + strings.Repeat("x\nx\nx\nx\nFrom: a\n", mb) },
		"lone CR":                   func() string { return strings.Repeat("a:\r", 8*mb) + "\n\n" },
		"CR and LF":                 func() string { return strings.Repeat("\r\r\n\n\r", 5*mb) },
		"blank lines":               func() string { return strings.Repeat("\n", 25*mb) },
		"spaces":                    func() string { return "a: b\n" + strings.Repeat(" \n", 12*mb) },
		"encoded words":             field("Subject", "=?utf-8?q?a?= ", mb),
		"words without end":         field("Subject", "=?utf-8?q?a", mb),
		"words begun":               field("Subject", "=?", mb),
		"question marks":            field("Subject", "=?a?q?"+strings.Repeat("?=41", 50), mb),
		"word of a megabyte":        func() string { return "Subject: =?utf-8?q?" + strings.Repeat("=41", mb) + "?=\n\n" },
		"base64 words":              field("Subject", "=?utf-8?b?YQ==?= ", mb),
		"words in other charsets":   field("Subject", "=?utf-8?q?a?= =?gb2312?q?b?= ", mb),
		"comments in addresses":     field("From", "(", mb),
		"closed comments":           field("From", "(a) ", mb),
		"nested comments":           func() string { return "From: " + strings.Repeat("(", mb) + strings.Repeat(")", mb) + "a@b\n\n" },
		"comments almost closed":    func() string { return "From: " + strings.Repeat("(", 100_000) + ")" + "\n\n" },
		"quotes in addresses":       field("From", `"a`, mb),
		"escapes in addresses":      field("From", `"\`, mb),
		"angles":                    field("To", "<a@b", mb),
		"angles with comments":      field("To", "<(a)(", mb),
		"commas":                    field("To", ",", mb),
		"names without address":     field("To", "a,", mb),
		"dots after an address":     func() string { return "To: a@b" + strings.Repeat(" .", mb/8) + "\n\n" },
		"dots before an address":    func() string { return "To: " + strings.Repeat(". ", mb/8) + "a@b\n\n" },
		"alternatives inside":       alternatives,
		"groups":                    field("To", "a:;", mb),
		"addresses":                 field("To", "a@b,", mb),
		"ids":                       field("References", "<a@b> ", mb),
		"ids without end":           field("References", "<", mb),
		"date":                      field("Date", "1 ", mb),
		"RFC 2231 sections":         func() string { return text + "Content-Type: a/b;" + sections(60_000) + "\n\ntext" },
		"same section":              param("Content-Type", "n*0*=utf-8''a; "),
		"parameters":                param("Content-Type", "a=b; "),
		"quotes in parameters":      param("Content-Type", `a="b; `),
		"comments in parameters":    param("Content-Type", "( "),
		"parameters without equals": param("Content-Type", "a; "),
		"spaces in parameters":      param("Content-Disposition", " "),
		"spaces in a quoted one":    param("Content-Disposition", `a="b"   "   "`),
		"flowed":                    plain("Content-Type: text/plain; format=flowed\n", "> a \n>> b \n", 25*mb),
		"flowed, deep":              plain("Content-Type: text/plain; format=flowed\n", strings.Repeat(">", 10_000)+" \n", 25*mb),
		"flowed, one paragraph":     plain("Content-Type: text/plain; format=flowed; delsp=yes\n", " \n", 8*mb),
		"text of 25 megabytes":      plain("", "le texte d'un message\n", 25*mb),
		"8-bit of 25 megabytes":     plain("Content-Type: text/plain; charset=windows-1252\n", "\x80\xe9", 25*mb),
		"bad UTF-8":                 plain("Content-Type: text/plain; charset=utf-8\n", "\xe2\x82\xff\xc3\xa9\xc3\xa9", 25*mb),
		"UTF-7":                     plain("Content-Type: text/plain; charset=utf-7\n", "+AOk-", 8*mb),
		"UTF-7 begun":               plain("Content-Type: text/plain; charset=utf-7\n", "+", 8*mb),
		"UTF-16":                    plain("Content-Type: text/plain; charset=utf-16\n", "\xd8\x00", 8*mb),
		"ISO-2022-JP":               plain("Content-Type: text/plain; charset=iso-2022-jp\n", "\x1b$B$3\x1b(B", 8*mb),
		"GB18030":                   plain("Content-Type: text/plain; charset=gb18030\n", "\x81\x30\x81\x30", 8*mb),
		"quoted-printable":          plain("Content-Transfer-Encoding: quoted-printable\n", "=E9", 25*mb),
		"quoted-printable, broken":  plain("Content-Transfer-Encoding: quoted-printable\n", "=", 25*mb),
		"quoted-printable, spaces":  plain("Content-Transfer-Encoding: quoted-printable\n", " ", 25*mb),
		"base64 attachment":         plain("Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n", strings.Repeat("QUJD", 19)+"\r\n", 25*mb),
		"base64 text":               plain("Content-Transfer-Encoding: base64\n", strings.Repeat("QUJD", 19)+"\r\n", 25*mb),
		"base64 garbage":            plain("Content-Type: a/b\nContent-Transfer-Encoding: base64\n", "A=*", 25*mb),
		"base64 padding":            plain("Content-Type: a/b\nContent-Transfer-Encoding: base64\n", "A===", 25*mb),
		"base64 padding and spaces": plain("Content-Type: a/b\nContent-Transfer-Encoding: base64\n", "QQ== ", 25*mb),
		"uuencode begun":            plain("", "begin 644 a\nM\n", 8*mb),
		"uuencode, many":            plain("", "begin 644 a\n#86)C\n`\nend\n", 8*mb),
		"uuencode, one": func() string {
			return text + "\nbegin 644 a\n" + strings.Repeat("M"+strings.Repeat("A", 60)+"\n", 400_000) + "`\nend\n"
		},
		"uuencoded part":         plain("Content-Type: a/b\nContent-Transfer-Encoding: x-uuencode\n", "M"+strings.Repeat("A", 60)+"\n", 25*mb),
		"HTML elements":          html("<div>", 4*mb),
		"HTML unclosed tags":     html("<", 4*mb),
		"HTML attributes":        html("<a b=c ", 4*mb),
		"HTML tag of attributes": func() string { return text + "Content-Type: text/html\n\n<a " + strings.Repeat("b=c ", mb) + ">x" },
		"HTML hidden":            html("<div style=display:none>", 4*mb),
		"HTML hidden and shown":  html("<div style=display:none>x</div>y", 4*mb),
		"HTML quotations":        html("<blockquote>x<br>", 4*mb),
		"HTML quoted lines": func() string {
			return text + "Content-Type: text/html\n\n" + strings.Repeat("<blockquote>", 100) + strings.Repeat("x<br>", mb)
		},
		"HTML preformatted": func() string {
			return text + "Content-Type: text/html\n\n" + strings.Repeat("<blockquote>", 100) + "<pre>" + strings.Repeat("x\n", 2*mb)
		},
		"HTML lists":  html("<ul><li>x", 4*mb),
		"HTML tables": html("<table><tr><td>x", 4*mb),
		"HTML links":  html(`<a href="http://example.org/`+strings.Repeat("x", 400)+`">y`, 4*mb),
		"HTML link over everything": func() string {
			return text + "Content-Type: text/html\n\n" + strings.Repeat("<a href=http://a.example>x", 150_000)
		},
		"HTML entities":              html("&amp;&#x41;&notit;&", 4*mb),
		"HTML comments":              html("<!--", 4*mb),
		"HTML comments almost ended": html("<!-- --", 4*mb),
		"HTML scripts":               html("<script><!--<script>", 4*mb),
		"HTML script ends":           html("<script></scrip", 4*mb),
		"HTML titles":                html("<title>", 4*mb),
		"HTML doctype":               html("<!doctype", 4*mb),
		"HTML data in an image": func() string {
			return text + "Content-Type: text/html\n\nx<img src=\"data:" + strings.Repeat("A", 24*mb) + "\">y"
		},
		"HTML in every part": func() string {
			return text + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\nContent-Type: text/html\n\n<p>x\n", 100_000)
		},
		"alternatives": func() string {
			return text + "Content-Type: multipart/alternative; boundary=b\n\n" + strings.Repeat("--b\n\n"+strings.Repeat("x ", 500)+"\n", 10_000)
		},
		"calendar":           plain("Content-Type: text/calendar\n", "BEGIN:VEVENT\n SUMMARY:x\n", 8*mb),
		"TNEF":               tnefBomb,
		"S/MIME":             plain("Content-Type: application/pkcs7-mime\n", "\x30\x80", 8*mb),
		"zeros":              func() string { return strings.Repeat("\x00", 25*mb) },
		"nothing but colons": func() string { return strings.Repeat(":", 25*mb) },
		"8-bit everywhere":   func() string { return strings.Repeat("\xff", 25*mb) },
	}
	return cases
}

func nestedLong() string {
	var b strings.Builder
	long := strings.Repeat("b", 60_000)
	for i := range 31 {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=%s%d\n\n--%s%d\n", long, i, long, i)
	}
	return b.String() + strings.Repeat("\n--"+long, 100)
}

// alternatives nests alternatives with texts beside them, so that each level
// joins what is below.
func alternatives() string {
	var b strings.Builder
	text := strings.Repeat("un mot ", 9000) + "\n"
	for i := range 15 {
		fmt.Fprintf(&b, "Content-Type: multipart/alternative; boundary=a%d\n\n--a%d\n\n%s\n--a%d\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\nContent-Type: text/html\n\n<p>%s\n--b%d\n", i, i, text, i, i, i, text, i)
	}
	return b.String()
}

// interleaved are multiparts that another one ends.
func interleaved(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "--a\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\n\nx\n", i, i)
	}
	return b.String()
}

func base64Nested(n int) string {
	s := "Subject: deep\n\n" + strings.Repeat("text\n", 10_000)
	for range n {
		s = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte(s))
	}
	return s
}

func sections(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " name*%d*=%%41;", i)
	}
	return b.String()
}

func tnefBomb() string {
	b := []byte{0x78, 0x9f, 0x3e, 0x22, 1, 0}
	for range 400_000 {
		b = append(b, 2, 0x02, 0x90, 6, 0, 1, 0, 0, 0, 0, 0, 0) // an attachment begins
	}
	return "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(b)
}

// hostileTime and hostileSize are what a message made to hurt may cost (issue
// 3).
const (
	hostileTime = 100 * time.Millisecond
	hostileSize = 32 << 20
)

// Every message made to hurt is read in time and in bounded memory. Time is the
// best of three; memory is all that was allocated, freed or not. With -v the
// figures are shown.
func TestHostile(t *testing.T) {
	for name, build := range hostile() {
		t.Run(name, func(t *testing.T) {
			raw := []byte(build())
			raw = raw[:min(len(raw), most)]
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			m, took := timed(raw)
			runtime.ReadMemStats(&after)
			for i := 0; i < 2 && took > hostileTime; i++ {
				_, again := timed(raw)
				took = min(took, again)
			}
			size := after.TotalAlloc - before.TotalAlloc
			t.Logf("%.1f MB: %v, %.1f MB, %d attachments, degraded %v", float64(len(raw))/1e6, took.Round(time.Millisecond/10), float64(size)/1e6, len(m.Attachments), m.Degraded)
			if took > slow*hostileTime {
				t.Errorf("took %v", took)
			}
			if size > hostileSize {
				t.Errorf("allocated %d bytes", size)
			}
			check(t, m)
		})
	}
}

// timed parses a message and says how long that took.
func timed(raw []byte) (*message.Message, time.Duration) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	start := clock()
	m := message.Parse(raw)
	return m, clock() - start
}
