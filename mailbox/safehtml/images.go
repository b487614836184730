package safehtml

import (
	"net/url"
	"regexp"
	"strings"
)

// maxStyleImage is how long the address of a background may be, in bytes; a
// pattern of a few kilobytes fits as a data: URL.
const maxStyleImage = 64 << 10

// images decides which pictures are shown and from where, and counts those that
// the reader may ask for.
type images struct {
	options Options
	known   map[string]string // what Inline said, in the form that is written; "" is none
	blocked int
	written int // bytes of data: URLs
	cut     bool
}

// source is the address that an <img> shows. srcset only counts where there is
// no src: its choice by screen is not worth a second way in.
func (m *images) source(src, srcset string) (string, bool) {
	if src == "" {
		src, _, _ = strings.Cut(srcset, " ")
		src = strings.TrimRight(src, ",")
	}
	return m.show(src)
}

// show gives an address fit for src, or not: of a picture in the mail itself, or
// of a remote one that was asked for.
func (m *images) show(ref string) (string, bool) {
	ref = strings.TrimFunc(ref, func(r rune) bool { return r <= ' ' })
	if strings.HasPrefix(ref, "//") {
		return m.remote("https:" + ref)
	}
	colon := strings.IndexByte(ref[:min(len(ref), 32)], ':')
	if colon < 0 {
		return "", false
	}
	switch strings.ToLower(unbroken(ref[:colon])) {
	case "cid":
		return m.afford(m.inline(ref[colon+1:]))
	case "data":
		return m.afford(data(ref[colon+1:]))
	case "http", "https":
		return m.remote(ref)
	}
	return "", false
}

// unbroken leaves out what a browser leaves out of an address.
func unbroken(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, s)
}

func (m *images) remote(ref string) (string, bool) {
	u, ok := parse(ref, maxLink)
	if !ok || u.Host == "" {
		return "", false // no browser would ask anybody for it
	}
	secure := u.Scheme == "https" || (u.Scheme == "http" && (u.Port() == "" || u.Port() == "80"))
	if !m.options.Remote || !secure {
		m.blocked++
		return "", false
	}
	if u.Scheme == "http" {
		u.Scheme = "https"
		u.Host = strings.TrimSuffix(u.Host, ":80")
	}
	return u.String(), true
}

// inline asks for a picture of the message (RFC 2392: the Content-ID is
// percent-encoded). "" is none.
func (m *images) inline(id string) string {
	if m.options.Inline == nil || len(id) > maxValue {
		return ""
	}
	if plain, err := url.PathUnescape(id); err == nil {
		id = plain
	}
	id = strings.Trim(id, "<> ")
	if to, ok := m.known[id]; ok {
		return to
	}
	to, ok := m.options.Inline(id)
	if rest, pixels := strings.CutPrefix(to, "data:"); !ok {
		to = ""
	} else if pixels {
		to = data(rest)
	} else if u, ok := parse(to, maxLink); !ok || !safeSource.MatchString(u.String()) {
		to = ""
	} else {
		to = u.String()
	}
	if m.known == nil {
		m.known = make(map[string]string)
	}
	m.known[id] = to
	return to
}

// afford lets an address through while there is room for its data.
func (m *images) afford(to string) (string, bool) {
	if strings.HasPrefix(to, "data:") {
		if m.written+len(to) > maxImages {
			m.cut = true
			return "", false
		}
		m.written += len(to)
	}
	return to, to != ""
}

// picture is the head of a data: URL that is let through.
var picture = regexp.MustCompile(`^(?i:image/(png|jpe?g|gif|webp))(?:;[\w-]+=[\w."-]*)*;(?i:base64)$`)

// data reads what follows "data:" (RFC 2397), of the four kinds of picture that
// are pixels and nothing else, and gives it in one form. "" is none.
func data(rest string) string {
	kind, content, found := strings.Cut(rest, ",")
	if !found || len(kind) > 200 {
		return ""
	}
	is := picture.FindStringSubmatch(unbroken(kind))
	if is == nil {
		return ""
	}
	if strings.Contains(content, "%") {
		plain, err := url.PathUnescape(content)
		if err != nil {
			return ""
		}
		content = plain
	}
	content = strings.Join(strings.Fields(content), "")
	if content == "" || strings.Trim(content, base64) != "" {
		return ""
	}
	name := strings.ToLower(is[1])
	if name == "jpg" {
		name = "jpeg"
	}
	return "data:image/" + name + ";base64," + content
}

const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="

// forStyle gives an address fit for CSS's url(), in which nothing needs quotes.
func (m *images) forStyle(ref string) (string, bool) {
	if len(ref) > maxStyleImage {
		return "", false
	}
	to, ok := m.show(ref)
	if !ok || len(to) > maxStyleImage {
		return "", false
	}
	if !strings.HasPrefix(to, "data:") {
		to = strings.NewReplacer("'", "%27", "(", "%28", ")", "%29", ";", "%3B").Replace(to)
	}
	return to, true
}
