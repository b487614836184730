package message

import (
	"strings"
	"testing"
)

func TestHTMLText(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"no words", "<html><body><img src=x></body></html>", ""},
		{"words", "Bonjour", "Bonjour\n"},
		{"plain text", "Bonjour,\r\n\r\nM1805 &amp; M1810\n  - un\nMerci", "Bonjour,\n\nM1805 & M1810\n  - un\nMerci\n"},
		{"white space", " un \n\t deux<b> trois </b>quatre ", "un deux trois quatre\n"},
		{"paragraphs", "<p>un</p><p>deux</p>", "un\n\ndeux\n"},
		{"paragraphs of Outlook", "<p class=MsoNormal>un</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>deux</p>", "un\n\ndeux\n"},
		{"lines", "<div>un</div><div>deux</div><div><br></div><div>trois</div>", "un\ndeux\n\ntrois\n"},
		{"breaks", "un<br>deux<br/><br>trois<br><br><br><br><br>quatre", "un\ndeux\n\ntrois\n\n\nquatre\n"},
		{"entities", "&eacute;t&#233; &lt;x&gt; &amp;amp; &euro; &nosuch; &#0;", "été <x> &amp; € &nosuch; \uFFFD\n"},
		{"spaces that do not break", "«&nbsp;un&nbsp;» &nbsp; deux", "« un »  deux\n"},
		{"head, style, script", "<head><title>t</title><style>s</style></head><script>var x='<p>';</script>un<!-- c --><noscript>deux</noscript>", "undeux\n"},
		{"conditional comments", "<!--[if mso]><p>non</p><![endif]--><![if !mso]>un<![endif]>", "un\n"},
		{"hidden", "<div style='display:none;max-height:0'>aperçu <div>x</div></div>un<span hidden>y</span> deux<i style=\"DISPLAY: NONE\">z</i>", "un deux\n"},
		{"hidden without end", "<div style=display:none>un<p>deux", "un\n\ndeux\n"},
		{"quotation", "<p>un</p><blockquote>a<br>b<blockquote>c</blockquote><br><br>d</blockquote><p>deux</p>", "un\n\n> a\n> b\n>\n> > c\n>\n>\n> d\n\ndeux\n"},
		{"Gmail's reply", `<div dir="ltr">Merci</div><br><div class="gmail_quote"><div class="gmail_attr">Le mar. 3 févr. 2026 à 10:00, Jean &lt;<a href="mailto:jean@example.org">jean@example.org</a>&gt; a écrit :<br></div><blockquote class="gmail_quote"><div>Bonjour</div><div>Voici</div></blockquote></div>`, "Merci\n\nLe mar. 3 févr. 2026 à 10:00, Jean <jean@example.org> a écrit :\n\n> Bonjour\n> Voici\n"},
		{"list", "<ul><li>un<li>deux<ol><li>a</li><li>b</li></ol></li></ul>fin", "- un\n- deux\n  1. a\n  2. b\nfin\n"},
		{"list of paragraphs", "<ul><li><p>un</p></li><li><p>deux</p></li></ul>", "- un\n\n- deux\n"},
		{"table", "<table><tr><th>Code<th>Métier</tr><tr><td>M1805</td><td> Études </td></tr></table>fin", "Code\tMétier\nM1805\tÉtudes\nfin\n"},
		{"layout table", "<table><tr><td></td><td><div>un</div><div>deux</div></td></tr></table>", "un\ndeux\n"},
		{"link", `<a href="https://example.org/x?a=1&amp;b=2">ici</a>.`, "ici <https://example.org/x?a=1&b=2>.\n"},
		{"link with a style", `<a style="text-decoration:none" href="https://example.org/x">ici</a>`, "ici <https://example.org/x>\n"},
		{"classes that hide nothing here", `<div class="a hidden b" aria-hidden="true">un</div>`, "un\n"},
		{"links that say themselves", `<a href="https://example.org/">example.org</a> <a href="https://example.org/x">https://example.org/x</a> <a href="mailto:a@b.c">a@b.c</a> <a href="#x">y</a> <a href="javascript:z">w</a>`, "example.org https://example.org/x a@b.c y w\n"},
		{"mail link", `<a href="mailto:a@b.example?subject=x">écrivez-nous</a>`, "écrivez-nous <a@b.example>\n"},
		{"link without words", `<a href="https://example.org/"><img src=x></a>un`, "un\n"},
		{"rule", "un<hr>deux", "un\n" + rule + "\ndeux\n"},
		{"preformatted", "<pre>a\n  b\n\nc</pre>d", "a\n  b\n\nc\nd\n"},
		{"emoji", `Merci <img alt="😀" src=x><img alt="Logo de la maison" src=y>`, "Merci 😀\n"},
		{"ends without beginnings", "</blockquote></ul></pre></div></p>un", "un\n"},
		{"cut off", "un <b>deux</b> <a href=\"x", "un deux\n"},
		{"not HTML", "a < b & c > d <", "a < b & c > d <\n"},
		{"controls", "a\x00b&#1;c&#x85;d", "abc…d\n"},
	} {
		if got := htmlText(cleanText([]byte(c.in), maxBody), maxBody); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

// A token that is too long to keep costs its own words at most.
func TestHTMLTextOfLongTokens(t *testing.T) {
	long := strings.Repeat("x", 2*maxToken)
	for name, c := range map[string]struct{ in, want string }{
		"a picture in a tag":  {"<p>un<img src=\"data:" + long + "\">deux", "undeux\n"},
		"a word":              {"un<p>" + long + "</p>deux", "un\n\n" + long + "\n\ndeux\n"},
		"a script":            {"un<script>" + long + "</script>deux", "undeux\n"},
		"a comment":           {"un<!--" + long + "-->deux", "undeux\n"},
		"a tag without end":   {"un<a " + long, "un\n"},
		"a script, no end":    {"un<script>" + long, "un\n"},
		"text, then elements": {long + "<p>deux", long + "\n\ndeux\n"},
	} {
		if got := htmlText(c.in, maxBody); got != c.want {
			t.Errorf("%s: %d bytes that begin %.30q and end %q", name, len(got), got, got[max(0, len(got)-20):])
		}
	}
}
