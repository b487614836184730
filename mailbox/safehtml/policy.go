package safehtml

import (
	"regexp"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

// allowed is the second pass: a policy that knows no more than which elements,
// attributes and values a page may have. What the first pass writes goes through
// it unchanged, which the tests hold.
var allowed = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	for _, e := range elements {
		p.AllowElements(e.tag)
		p.AllowNoAttrs().OnElements(e.tag)
		for _, a := range e.attrs {
			if v, ok := values[a]; ok {
				p.AllowAttrs(a).Matching(v).OnElements(e.tag)
			}
		}
	}
	for _, a := range []string{"class", "dir", "lang", "title"} {
		p.AllowAttrs(a).Matching(values[a]).Globally()
	}
	// As a plain attribute: bluemonday's own reading of CSS is of no help for
	// values that are of one form already, and takes its time.
	p.AllowAttrs("style").Matching(safeStyle).Globally()
	p.AllowAttrs("href").Matching(regexp.MustCompile(`^(?:https?://|mailto:)`)).OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile(`^` + rel + `$`)).OnElements("a")
	p.AllowAttrs("target").Matching(regexp.MustCompile(`^` + target + `$`)).OnElements("a")
	p.AllowAttrs("src").Matching(safeSource).OnElements("img")
	p.RequireParseableURLs(true)
	p.AllowURLSchemes("http", "https", "mailto", "data")
	p.AllowRelativeURLs(true) // of this site, for src alone
	return p
})

// safeSource is how the address of a picture begins.
var safeSource = regexp.MustCompile(`^(?:data:image/(?:png|jpeg|gif|webp);base64,|https?://[^/]|/[^/\\])`)

// safeStyle is the form in which styles are written.
var safeStyle = regexp.MustCompile(`^(?:` +
	`background-image:url\((?:data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+|(?:https?:/)?/[^'"()<>\\\s;]+)\);` +
	`|[a-z-]+:(?:[\pL\pN#%., /+!_-]|"[\pL\pN ,._-]*"|'[\pL\pN ,._-]*'|(?i:rgba?|hsla?)\([0-9.,%/ deg-]*\))+;)*$`)
