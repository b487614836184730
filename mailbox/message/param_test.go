package message

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParams(t *testing.T) {
	type params = map[string]string
	for _, c := range []struct {
		in, value string
		params    params
	}{
		{"", "", nil},
		{"text/plain", "text/plain", nil},
		{"TEXT/Plain; Charset=UTF-8", "text/plain", params{"charset": "UTF-8"}},
		{"text/plain;charset=utf-8;format=flowed", "text/plain", params{"charset": "utf-8", "format": "flowed"}},
		{"text/plain; charset=utf-8 format=flowed", "text/plain", params{"charset": "utf-8", "format": "flowed"}},
		{"text/plain charset=utf-8", "text/plain", params{"charset": "utf-8"}},
		{"text/plain; charset = \"utf-8\" ; ", "text/plain", params{"charset": "utf-8"}},
		{"text/plain; charset=\"utf-8", "text/plain", params{"charset": "utf-8"}},
		{"text/plain; charset=\"utf-8; format=flowed", "text/plain", params{"charset": "utf-8", "format": "flowed"}},
		{"text/plain; charset=utf-8\"", "text/plain", params{"charset": "utf-8"}},
		{"text/plain; charset=utf-8 (voilà)", "text/plain", params{"charset": "utf-8"}},
		{"(a) text (b) / (c) plain (d); (e) charset=utf-8", "text/plain", params{"charset": "utf-8"}},
		{"text / plain", "text/plain", nil},
		{"text/plain; ; =x; charset", "text/plain", nil},
		{"text/plain; a=1; a=2", "text/plain", params{"a": "1"}},
		{"attachment; filename=mon rapport.pdf; size=3", "attachment", params{"filename": "mon rapport.pdf", "size": "3"}},
		{"attachment; filename=\"a;b=c.pdf\"", "attachment", params{"filename": "a;b=c.pdf"}},
		{"attachment; filename=\"dit \"le grand\" x.pdf\"; size=3", "attachment", params{"filename": "dit \"le grand\" x.pdf", "size": "3"}},
		{`attachment; filename="C:\temp\a.pdf"`, "attachment", params{"filename": `C:\temp\a.pdf`}},
		{`attachment; filename="a\"b\\c.pdf"`, "attachment", params{"filename": `a"b\c.pdf`}},
		{`attachment; filename="C:\"`, "attachment", params{"filename": `C:\`}},
		{"attachment; filename=\"a.pdf\" size=3", "attachment", params{"filename": "a.pdf", "size": "3"}},
		{"attachment; filename==?utf-8?q?=C3=A9; t=C3=A9.pdf?=; size=3", "attachment", params{"filename": "é; té.pdf", "size": "3"}},
		{"attachment; filename=\"=?utf-8?q?=C3=A9?= =?utf-8?q?t=C3=A9.pdf?=\"", "attachment", params{"filename": "été.pdf"}},
		{"attachment; filename=\xe9t\xe9.pdf", "attachment", params{"filename": "été.pdf"}},
		{"attachment; filename=été.pdf", "attachment", params{"filename": "été.pdf"}},
		// RFC 2231.
		{"attachment; filename*=utf-8''%C3%A9t%C3%A9.pdf", "attachment", params{"filename": "été.pdf"}},
		{"attachment; filename*=iso-8859-1'fr'%E9t%E9.pdf", "attachment", params{"filename": "été.pdf"}},
		{"attachment; filename*=\"utf-8''%C3%A9.pdf\"", "attachment", params{"filename": "é.pdf"}},
		{"attachment; filename*=%C3%A9.pdf", "attachment", params{"filename": "é.pdf"}},
		{"attachment; filename*='%C3%A9'.pdf", "attachment", params{"filename": ".pdf"}},
		{"attachment; filename*0=a; filename*1=b.pdf", "attachment", params{"filename": "ab.pdf"}},
		{"attachment; filename*1=b.pdf; filename*0=a", "attachment", params{"filename": "ab.pdf"}},
		{"attachment; filename*0*=utf-8''%C3; filename*1*=%A9; filename*2=\"%41.pdf\"", "attachment", params{"filename": "é%41.pdf"}},
		{"attachment; filename*0=\"=?utf-8?q?=C3=A9?=\"; filename*1=.pdf", "attachment", params{"filename": "é.pdf"}},
		{"attachment; filename=e.pdf; filename*=utf-8''%C3%A9.pdf", "attachment", params{"filename": "é.pdf"}},
		{"attachment; filename*=utf-8''%C3%A9.pdf; filename=e.pdf", "attachment", params{"filename": "é.pdf"}},
		{"attachment; filename*0=a; filename*0=b; filename*5=c; filename*x=d", "attachment", params{"filename": "d"}},
		{"attachment; filename*=utf-8''%zz%4", "attachment", params{"filename": "%zz%4"}},
	} {
		value, got := cutParams(c.in)
		if value != c.value {
			t.Errorf("%q: value is %q, want %q", c.in, value, c.value)
		}
		if diff := cmp.Diff(c.params, got); diff != "" {
			t.Errorf("%q: %s", c.in, diff)
		}
	}
	var b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&b, "a%d=b;", i)
	}
	if _, got := cutParams("x/y;" + b.String()); len(got) != maxParams {
		t.Errorf("%d parameters are kept", len(got))
	}
}

func TestNames(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "",
		"rapport.pdf":                     "rapport.pdf",
		"Métiers du ROME.xlsx":            "Métiers du ROME.xlsx",
		"../../etc/passwd":                "passwd",
		`C:\Users\moi\a.doc`:              "a.doc",
		"/":                               "",
		"..":                              "",
		" . ":                             "",
		"a\x00b\r\n\tc.pdf":               "abc.pdf",
		"facture\u202efdp.exe":            "facturefdp.exe",
		"\u200ea\u2066b\u2069.pdf":        "ab.pdf",
		"\xff.pdf":                        "\uFFFD.pdf",
		strings.Repeat("é", 300) + ".pdf": strings.Repeat("é", 125) + ".pdf",
		strings.Repeat("a", 300):          strings.Repeat("a", 255),
		"a." + strings.Repeat("b", 300):   "a." + strings.Repeat("b", 253),
	} {
		if got := cleanName(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func TestDescribe(t *testing.T) {
	for _, c := range []struct{ header, kind, disposition, name string }{
		{"", "text/plain", "", ""},
		{"Content-Type: text/html; charset=x", "text/html", "", ""},
		{"Content-Type: TEXT/HTML", "text/html", "", ""},
		{"Content-Type: text", "text/plain", "", ""},
		{"Content-Type: text/", "text/plain", "", ""},
		{"Content-Type: html", "text/html", "", ""},
		{"Content-Type: multipart", "multipart/mixed", "", ""},
		{"Content-Type: message", "message/rfc822", "", ""},
		{"Content-Type: nonsense", "text/plain", "", ""},
		{"Content-Type: nonsense; name=a.pdf", "application/pdf", "", "a.pdf"},
		{"Content-Type: nonsense; name=a", "application/octet-stream", "", "a"},
		{"Content-Type: application/pdf; name=a.pdf", "application/pdf", "", "a.pdf"},
		{"Content-Disposition: attachment", "application/octet-stream", "attachment", ""},
		{"Content-Disposition: attachment; filename=a.PNG", "image/png", "attachment", "a.PNG"},
		{"Content-Disposition: ATTACHMENT; filename=a.txt\nContent-Type: x/y; name=b.txt", "x/y", "attachment", "a.txt"},
		{"Content-Disposition: inline; filename=\"\"\nContent-Type: x/y; name=b.txt", "x/y", "inline", "b.txt"},
		{"Content-Disposition: ; filename=a.png\nContent-Type: x/y", "x/y", "", "a.png"},
		{"Content-Disposition: nonsense", "application/octet-stream", "attachment", ""},
		{"Content-Disposition: attachment; filename*=utf-8''..%2F..%2Fa%E2%80%AE.png\nContent-Type: image/png", "image/png", "attachment", "a.png"},
	} {
		p := Parse([]byte(c.header + "\n\nx")).Root
		if p.Type != c.kind || p.Disposition != c.disposition || p.Name != c.name {
			t.Errorf("%q is %q, %q, %q; want %q, %q, %q", c.header, p.Type, p.Disposition, p.Name, c.kind, c.disposition, c.name)
		}
	}
	if p := Parse([]byte("Subject: x\n\n<!DOCTYPE html><p>x")).Root; p.Type != "text/html" {
		t.Errorf("a page that declares nothing is %q", p.Type)
	}
	if p := Parse([]byte("Content-Id: <a@b>\nContent-Type: x/y\n\n")).Root; p.ContentID != "a@b" {
		t.Errorf("ContentID is %q", p.ContentID)
	}
}
