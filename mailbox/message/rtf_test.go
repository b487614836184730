package message

import (
	"strings"
	"testing"
)

func TestRTF(t *testing.T) {
	for in, want := range map[string]string{
		`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 Un \'e9t\'e9\par {\b deux}\line fin}`: "Un été\ndeux\nfin",
		`{\rtf1\ansicpg1251 \'cf\'f0\'e8}`:                                                      "При",
		`{\rtf1 a\u233?b\uc2\u8364xxc\uc0\u-10179\u-8704 d}`:                                    "aéb€c😀d",
		`{\rtf1 \{\\\}\~\_\emdash\bullet\lquote}`:                                               "{\\} -—•‘",
		`{\rtf1{\*\generator x;}{\info{\title non}}{\pict 00ff}oui\tab{\*\x{y}}}`:               "oui\t",
		`{\rtf1\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Bonjour\htmlrtf\par}\htmlrtf0}`: "Bonjour",
		`{\rtf1 a\bin3 \{}b`:  "ab",
		`\'`:                  "",
		`\`:                   "",
		`}}}a{{{`:             "a",
		`\u55357?a`:           "a",
		`{\rtf1 \u56832?a}`:   "\uFFFDa",
		"{\\rtf1 a\r\nb\\\nc": "ab\nc",
	} {
		if got := rtfText([]byte(in)); got != want {
			t.Errorf("%s is %q, want %q", in, got, want)
		}
	}
}

func TestInflateRTF(t *testing.T) {
	// The example of [MS-OXRTFCP], section 3.1.
	example := []byte("\x2d\x00\x00\x00\x2b\x00\x00\x00LZFu\xf1\xc5\xc7\xa7\x03\x00\x0a\x00rcpg125B2\x0a\xf3 hel\x09\x00 bw\x05\xb0ld}\x0a\x80\x0f\xa0")
	got, ok := inflateRTF(example, 1000)
	if want := "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"; !ok || string(got) != want {
		t.Errorf("it is %q, want %q", got, want)
	}
	if got, _ := inflateRTF(example, 10); len(got) != 10 {
		t.Errorf("with a limit of 10 it has %d bytes", len(got))
	}
	if got, ok := inflateRTF([]byte("\x10\x00\x00\x00\x03\x00\x00\x00MELA\x00\x00\x00\x00abcd"), 1000); !ok || string(got) != "abc" {
		t.Errorf("not compressed, it is %q", got)
	}
	for _, in := range []string{"", "short", strings.Repeat("x", 30)} {
		if _, ok := inflateRTF([]byte(in), 1000); ok {
			t.Errorf("%q is taken", in)
		}
	}
}
