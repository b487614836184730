package safehtml

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shapes are elements as mails have them, and the one form they get.
var shapes = []struct{ in, want string }{
	{``, ``},
	{`Bonjour`, `Bonjour`},
	{`<p>a<p>b`, `<p>a</p><p>b</p>`},
	{`<P ALIGN=Center>x</P>`, `<p align="Center">x</p>`},
	{`a<br>b<br/>c</br>d`, `a<br/>b<br/>cd`},
	{`<html><head><title>t</title><style>p{}</style></head><body>x</body></html>`, `<div>x</div>`},
	{`<body bgcolor=fafafa text="#111"><div>x</div></body>y`, `<div style="background-color:#fafafa;color:#111;"><div>x</div>y</div>`},
	{`<div><body bgcolor=red>x</div>y`, `<div>x</div>y`},
	{`<section><article>x</section>y`, `<div><div>x</div></div>y`},
	{`<foo>x<bar/>y</foo>`, `xy`},
	{`<o:p>&nbsp;</o:p>`, "\u00a0"},
	{`a<!-- b -->c<!--[if mso]><p>d</p><![endif]-->e<![if !mso]>f<![endif]>`, `acef`},
	{`a<script>b</script>c<noscript>d</noscript>e<title>f</title><iframe>g</iframe>h`, `aceh`},
	{`<textarea><b>x</textarea> <select><option>y<option>z</select>`, `&lt;b&gt;x yz`},
	{`<xmp><b>x</xmp><plaintext></plaintext>`, `<pre>&lt;b&gt;x</pre><pre>&lt;/plaintext&gt;</pre>`},
	{`&lt;b&gt; &amp;amp; &eacute; &#8364; < 3 "x"`, `&lt;b&gt; &amp;amp; é € &lt; 3 &#34;x&#34;`},
	{"<pre>\nx\n\ny</pre><pre>\n\nx</pre><pre>\n</pre>", "<pre>x\n\ny</pre><pre>\n\nx</pre><pre></pre>"},

	// Paragraphs and what ends them.
	{`<p>a<div>b</div>c`, `<p>a</p><div>b</div>c`},
	{`<p>a<table><td>b</table>c`, `<p>a</p><table><tbody><tr><td>b</td></tr></tbody></table>c`},
	{`<p>a<hr>b`, `<p>a</p><hr/>b`},
	{`<span><p>a</span>b</p>c`, `<span><p>ab</p></span>c`}, // the span ends with its block
	{`a</p>b</div>c</b>d`, `abcd`},
	{`<h1>a<h2>b</h1>c`, `<h1>a</h1><h2>b</h2>c`},

	// Formatting that crosses blocks.
	{`<b>a<i>b</b>c</i>d`, `<b>a<i>b</i></b><i>c</i>d`},
	{`<p><b>a</p><p>b</b>c`, `<p><b>a</b></p><p><b>b</b>c</p>`},
	{`<div><b>a</div>b</b>c`, `<div><b>a</b></div><b>b</b>c`},
	{`<b><div>a</b>b</div>c`, `<b><div>ab</div></b>c`},
	{`<font color=red><p>a<p>b</font>c`, `<font color="red"><p>a</p><p>bc</p></font>`},
	{`<p><font size=2>a<p>b</font><p>c`, `<p><font size="2">a</font></p><p><font size="2">b</font></p><p>c</p>`},
	{`<p><b>a</p> <p><b>b`, `<p><b>a</b></p> <p><b><b>b</b></b></p>`},
	{`<div><b><b><b>a</div>b`, `<div><b><b><b>a</b></b></b></div><b>b</b>`}, // the same once
	{`<a href=http://a>x<a href=http://b>y</a>z`, link1("http://a", "x") + link1("http://b", "y") + `z`},
	{`<a href=http://a><div>x</a>y<a href=http://b>z</a></div>`, `<a href="http://a" rel="noopener noreferrer nofollow" target="_blank"><div>xy</div></a>` + link1("http://b", "z")},

	// Lists.
	{`<ul><li>a<li>b<ul><li>c</ul></ul>d`, `<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>d`},
	{`<ul><li><p>a<li>b</ul>`, `<ul><li><p>a</p></li><li>b</li></ul>`},
	{`<ol type=a start=3><li value=7>x</ol>`, `<ol start="3" type="a"><li value="7">x</li></ol>`},
	{`<dl><dt>a<dd>b<dt>c</dl>`, `<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>`},
	{`<ul><li><ul>a</li>b</ul>c</ul>`, `<ul><li><ul>ab</ul>c</li></ul>`},

	// Tables.
	{`<table><tr><td>a<td>b<tr><th>c</table>`, `<table><tbody><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></tbody></table>`},
	{`<table><thead><tr><td>a<tbody><tr><td>b</table>`, `<table><thead><tr><td>a</td></tr></thead><tbody><tr><td>b</td></tr></tbody></table>`},
	{`<table><caption>a<tr><td>b</table>`, `<table><caption>a</caption><tbody><tr><td>b</td></tr></tbody></table>`},
	{"<table>\n <tr>\n <td>a</td>\n </tr>\n</table>", `<table><tbody><tr><td>a</td></tr></tbody></table>`},
	{`<table><form><tr><td>a</form></table>`, `<table><tbody><tr><td>a</td></tr></tbody></table>`},
	{`<table>a<tr><td>b</table>`, `<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>`},
	{`<table><tr>a<td>b</table>`, `<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>`},
	{`<table><colgroup><col width=3></colgroup><td>a</table>`, `<table><tbody><tr><td>a</td></tr></tbody></table>`},
	{`<table><td>a<table><td>b</table>c</table>d`, `<table><tbody><tr><td>a<table><tbody><tr><td>b</td></tr></tbody></table>c</td></tr></tbody></table>d`},
	{`<table><td><b>a<td>b</b></table>c`, `<table><tbody><tr><td><b>a</b></td><td>b</td></tr></tbody></table>c`},
	{`<b><table><td>a</table>b</b>c`, `<b><table><tbody><tr><td>a</td></tr></tbody></table>b</b>c`},
	{`<table><td><div>a</td></div><td>b</table>`, `<table><tbody><tr><td><div>a</div></td><td>b</td></tr></tbody></table>`},
	{`<td>a</td><tr>b`, `ab`},
	{`<table><td>a</tr>b</table>`, `<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>`},
	{`<table><td>a</div></p></b></table>b`, `<table><tbody><tr><td>a</td></tr></tbody></table>b`},
	{`<div><table><td>a</div>b</table>c</div>d`, `<div><table><tbody><tr><td>ab</td></tr></tbody></table>c</div>d`},
	{`<table><tbody></caption></thead><tr><td>a</table>`, `<table><tbody></tbody><tbody><tr><td>a</td></tr></tbody></table>`},
}

func link1(to, text string) string {
	return fmt.Sprintf(`<a href="%s" rel="noopener noreferrer nofollow" target="_blank">%s</a>`, to, text)
}

func TestShapes(t *testing.T) {
	for _, c := range shapes {
		if got := inside(check(t, c.in)); got != c.want {
			t.Errorf("%s\ngives %s\nwant  %s", c.in, got, c.want)
		}
	}
}

func TestLinks(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.fr/":                     "https://example.fr/",
		"HTTP://Example.fr/A?b=c&d=%20#e":         "http://Example.fr/A?b=c&d=%20#e",
		" \n https://example.fr/a\n b\tc ":        "https://example.fr/a%20bc",
		"https://example.fr/é?q=à":                "https://example.fr/%C3%A9?q=à",
		"https://example.fr/100%?50%off":          "https://example.fr/100%25?50%25off",
		"https://example.fr/{a}|b\\c":             "https://example.fr/%7Ba%7D%7Cb%5Cc",
		"https://user@example.fr:8443/":           "https://user@example.fr:8443/",
		"mailto:rome@example.fr?subject=M1805 et": "mailto:rome@example.fr?subject=M1805%20et",
		"MAILTO:a@b.fr":                           "mailto:a@b.fr",
		"mailto:":                                 "",
		"mailto://a@b.fr":                         "",
		"https:example.fr":                        "",
		"https:///x":                              "",
		"www.example.fr":                          "",
		"tel:+33123456789":                        "",
		"ftp://example.fr/":                       "",
		"cid:a":                                   "",
		"https://example.fr:port/":                "",
		"https://exa mple.fr/":                    "",
		"https://a/" + strings.Repeat("x", 9000):  "",
	} {
		got, ok := link(in)
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("%.80q leads to %q, want %q", in, got, want)
		}
	}
}

func TestAttributes(t *testing.T) {
	for in, want := range map[string]string{
		`<p class=MsoNormal lang=FR dir=rtl title="a&#10;b">`:                                                                     `<p class="MsoNormal" dir="rtl" lang="FR" title="a b"></p>`,
		`<p class="MsoNormal x" lang="x y" dir=up id=a name=b onclick=c data-x=d>`:                                                `<p></p>`,
		`<font face="Comic Sans MS, cursive" size=+1 color=#F00>x`:                                                                `<font color="#F00" face="Comic Sans MS, cursive" size="+1">x</font>`,
		`<font face="a;b" size=100 color="url(x)">x`:                                                                              `<font>x</font>`,
		`<table border=1 cellpadding=0 cellspacing=0 width="100%" height=40px align=center bgcolor=white role=presentation><td>x`: `<table align="center" bgcolor="white" border="1" cellpadding="0" cellspacing="0" height="40px" role="presentation" width="100%"><tbody><tr><td>x</td></tr></tbody></table>`,
		`<table border=9999 width=99999 role=alert bgcolor="javascript:1"><td colspan=2 rowspan=1000 nowrap valign=top>x`:         `<table><tbody><tr><td colspan="2" nowrap="" valign="top">x</td></tr></tbody></table>`,
		`<img alt="` + strings.Repeat("é", 600) + `">`:                                                                            `<img alt="` + strings.Repeat("é", 500) + `"/>`,
		`<hr width=50% size=1 color=red noshade>`:                                                                                 `<hr color="red" size="1" width="50%"/>`,
	} {
		if got := inside(check(t, in)); got != want {
			t.Errorf("%s\ngives %s\nwant  %s", in, got, want)
		}
	}
}

func TestStyles(t *testing.T) {
	for in, want := range map[string]string{
		`color: RED ; Font-Size:12pt`:                                 `color:RED;font-size:12pt;`,
		`margin:0cm -18.0pt 0 .5em!important`:                         `margin:0cm -18.0pt 0 .5em!important;`,
		`font-family:'Segoe UI', "Calibri",sans-serif`:                `font-family:'Segoe UI', "Calibri",sans-serif;`,
		`color:rgb(0, 10, 20); background:RGBA(0,0,0,.5)`:             `color:rgb(0, 10, 20);background:RGBA(0,0,0,.5);`,
		`color:#000000;background-color:#1e1e1e;width:33.33333%`:      `color:#000000;background-color:#1e1e1e;width:33.33333%;`,
		`border:solid windowtext 1.0pt;border-top-color:#fff`:         `border:solid windowtext 1.0pt;border-top-color:#fff;`,
		`display:block;display:none;display:inline-block`:             `display:block;display:inline-block;`,
		`color:red/* a;b */;/**/text-align:/**/center`:                `color:red;text-align:center;`,
		`color:red;/* unclosed;width:1px`:                             `color:red;`,
		`mso-line-height-rule:exactly;-webkit-text-size-adjust:100%`:  ``,
		`position:fixed;z-index:9;opacity:0;visibility:hidden`:        ``,
		`width:99999px;height:1e5px;text-indent:-999px;margin:-1E2in`: ``,
		`width:calc(1px + 1px);color:var(--x);width:expression(1)`:    ``,
		`color:\72 ed;co\6cor:red;color:"a`:                           ``,
		`color:red;;;:x;color;font-family:'a;b';clear:both`:           `color:red;clear:both;`,
		`font-family:"a:b";color:a:b;color:{x};color:@x;color:<x`:     ``,
		`filter:alpha(opacity=0);behavior:url(x);content:"x"`:         ``,
		`background:#fff url(x.png) no-repeat`:                        `background:#fff no-repeat;`,
		`background:url(`:                                             ``,
		`color:` + strings.Repeat("x", 400):                           ``,
	} {
		m := &images{}
		if got := strings.Join(m.declarations(in), ""); got != want {
			t.Errorf("%q\ngives %q\nwant  %q", in, got, want)
		} else if got != "" && !safeStyle.MatchString(got) {
			t.Errorf("%q is not let through", got)
		}
	}
}

func TestImages(t *testing.T) {
	const pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
	var asked []string
	inline := func(id string) (string, bool) {
		asked = append(asked, id)
		to := map[string]string{
			"image001.png@01DA": "/messages/1/pictures/2?until=3&mac=x", "b c": pixel, "cdn": "https://pictures.example.fr/1",
			"odd": "javascript:alert(1)", "svg": "data:image/svg+xml;base64,AAAA", "twice": "//evil.example/x",
		}[id]
		return to, to != ""
	}
	for _, c := range []struct {
		in             string
		plain, remote  string // what is inside, without and with remote images
		blocked, still int
	}{
		{`<img src=https://a.example/x.png alt=Logo width=120>`, `<img alt="Logo" width="120"/>`, `<img alt="Logo" src="https://a.example/x.png" width="120"/>`, 1, 0},
		{`<img src=http://a.example/x.png>`, ``, `<img src="https://a.example/x.png"/>`, 1, 0},
		{`<img src=http://a.example:80/x.png>`, ``, `<img src="https://a.example/x.png"/>`, 1, 0},
		{`<img src=http://a.example:8080/x.png>`, ``, ``, 1, 1},
		{`<img src=//a.example/x.png>`, ``, `<img src="https://a.example/x.png"/>`, 1, 0},
		{`<img srcset="//a.example/x.png, //a.example/y.png 2x">`, ``, `<img src="https://a.example/x.png"/>`, 1, 0},
		{`<img src=cid:cdn srcset="//a.example/x.png 2x">`, `<img src="https://pictures.example.fr/1"/>`, `<img src="https://pictures.example.fr/1"/>`, 0, 0},
		{`<table background=//a.example/x><td background=//a.example/y>z</table>`, `<table><tbody><tr><td>z</td></tr></tbody></table>`, `<table style="background-image:url(https://a.example/x);"><tbody><tr><td style="background-image:url(https://a.example/y);">z</td></tr></tbody></table>`, 2, 0},
		{`<p style="background:url('//a.example/x y.png') red">z`, `<p style="background:red;">z</p>`, `<p style="background:red;background-image:url(https://a.example/x%20y.png);">z</p>`, 1, 0},
		{`<p style="background-image:url(//a.example/(x);'y')">z`, `<p>z</p>`, `<p>z</p>`, 0, 0},
		{`<p style="background-image:url('//a.example/(x);')">z`, `<p>z</p>`, `<p style="background-image:url(https://a.example/%28x%29%3B);">z</p>`, 1, 0},
		{`<p style="list-style:url(//a.example/x)">z`, `<p>z</p>`, `<p>z</p>`, 1, 1},
		{`<style>a{background:url(//a.example/x)}b{background:url("http://a.example/y")}</style>z`, `z`, `z`, 2, 2},
		{`<style>/*url(//a.example/x)*/ a{background:url(x.png)} b{x:url(#y)}</style>z`, `z`, `z`, 0, 0},
		{`<img src=x.png><img src=/x.png><img src=file:///x><img src="">`, ``, ``, 0, 0},
		{`<img src="` + pixel + `">`, `<img src="` + pixel + `"/>`, `<img src="` + pixel + `"/>`, 0, 0},
		{`<img src="data:image/svg+xml;base64,AAAA" alt=a><img src="data:image/png,x"><img src="data:,x">`, `<img alt="a"/>`, `<img alt="a"/>`, 0, 0},
		{`<img src="cid:image001.png@01DA">`, `<img src="/messages/1/pictures/2?until=3&amp;mac=x"/>`, `<img src="/messages/1/pictures/2?until=3&amp;mac=x"/>`, 0, 0},
		{`<img src="cid:%3Cb%20c%3E"><p style="background:url(cid:b%20c)">`, `<img src="` + pixel + `"/><p style="background-image:url(` + pixel + `);"></p>`, `<img src="` + pixel + `"/><p style="background-image:url(` + pixel + `);"></p>`, 0, 0},
		{`<img src=cid:unknown alt=a><img src=cid:odd><img src=cid:svg><img src=cid:twice>`, `<img alt="a"/>`, `<img alt="a"/>`, 0, 0},
	} {
		for _, remote := range []bool{false, true} {
			want, blocked := c.plain, c.blocked
			if remote {
				want, blocked = c.remote, c.still
			}
			asked = nil
			p := Sanitise(c.in, Options{Remote: remote, Inline: inline})
			if got := inside(p); got != want || p.Blocked != blocked || p.Cut {
				t.Errorf("%s, remote %v\ngives %s, %d blocked\nwant  %s, %d", c.in, remote, got, p.Blocked, want, blocked)
			}
			if slices.Sort(asked); len(slices.Compact(asked)) != len(asked) {
				t.Errorf("%s: asked for %q", c.in, asked)
			}
		}
		check(t, c.in)
	}
}

// Every attribute that is read is either made by us or has a rule for its value,
// and every rule is for one that is read.
func TestTablesAgree(t *testing.T) {
	made := []string{"background", "href", "src", "srcset", "text"}
	read := []string{"class", "dir", "lang", "title"}
	for name, e := range elements {
		read = append(read, e.attrs...)
		if mayHave[e.tag] == "" && len(e.attrs) > 0 && name != "body" {
			t.Errorf("<%s> has attributes that the check does not know", name)
		}
	}
	slices.Sort(read)
	var ruled []string
	for key := range values {
		ruled = append(ruled, key)
	}
	for _, key := range made {
		if values[key] != nil {
			t.Errorf("%s is copied and made", key)
		}
	}
	ruled = append(ruled, made...)
	slices.Sort(ruled)
	if diff := cmp.Diff(ruled, slices.Compact(read)); diff != "" {
		t.Error(diff)
	}
}
