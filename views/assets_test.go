package views

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestAssetsAreSmall(t *testing.T) {
	css, contentType, ok := Asset(AssetPath("app.css"))
	if !ok || contentType != "text/css; charset=utf-8" {
		t.Fatalf("the style sheet is served as %q", contentType)
	}
	if len(css) > 12_000 {
		t.Errorf("the style sheet has %d bytes, of 12,000", len(css))
	}
	js, _, _ := Asset(AssetPath("app.js"))
	var packed bytes.Buffer
	w, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	w.Write(js)
	w.Close()
	if packed.Len() > 3_000 {
		t.Errorf("the script has %d bytes compressed, of 3,000", packed.Len())
	}
	if _, _, ok := Asset("/assets/app.00000000.css"); ok {
		t.Error("an asset of another version is served")
	}
	if !regexp.MustCompile(`^/assets/app\.[0-9a-f]{8}\.css$`).MatchString(AssetPath("app.css")) {
		t.Error(AssetPath("app.css"))
	}
}

type colour [3]float64

func parseColour(s string) (c colour) {
	s = strings.TrimPrefix(s, "#")
	if len(s) == 3 {
		s = string([]byte{s[0], s[0], s[1], s[1], s[2], s[2]})
	}
	for i := range c {
		v, err := strconv.ParseUint(s[2*i:2*i+2], 16, 8)
		if err != nil {
			panic(err)
		}
		c[i] = float64(v) / 255
	}
	return c
}

func mix(a, b colour, share float64) (c colour) {
	for i := range c {
		c[i] = a[i]*share + b[i]*(1-share)
	}
	return c
}

// luminance and contrast are WCAG 2.2's definitions.
func (c colour) luminance() float64 {
	var l [3]float64
	for i, v := range c {
		if v <= 0.04045 {
			l[i] = v / 12.92
		} else {
			l[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
}

func contrast(a, b colour) float64 {
	x, y := a.luminance(), b.luminance()
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// TestContrast reads the colours of the style sheet in each of its four
// schemes. Grounds of states are mixed as the sheet mixes them.
func TestContrast(t *testing.T) {
	css, _, _ := Asset(AssetPath("app.css"))
	sheet := string(css)
	property := regexp.MustCompile(`--([a-z-]+):(#[0-9a-f]{3}(?:[0-9a-f]{3})?)[;}]`)
	// Blocks of tokens, in the order in which they override each other.
	blocks := regexp.MustCompile(`(?s)(@media ([^{]*)\{)?:root\{(.*?)\}`).FindAllStringSubmatch(sheet, -1)
	ground, err := strconv.ParseFloat(regexp.MustCompile(`--g:color-mix\(in srgb,var\(--b\) (\d+)%`).FindStringSubmatch(sheet)[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	for _, scheme := range []struct{ dark, more bool }{{false, false}, {true, false}, {false, true}, {true, true}} {
		c := map[string]colour{}
		for _, block := range blocks {
			media := block[2]
			if strings.Contains(media, "print") ||
				strings.Contains(media, "dark") && !scheme.dark || strings.Contains(media, "more") && !scheme.more {
				continue
			}
			for _, p := range property.FindAllStringSubmatch(block[3]+"}", -1) {
				c[p[1]] = parseColour(p[2])
			}
		}
		at := func(what string, a, b colour, least float64) {
			t.Helper()
			if got := contrast(a, b); got < least {
				t.Errorf("dark %v, more contrast %v: %s is %.2f:1, at least %.1f", scheme.dark, scheme.more, what, got, least)
			}
		}
		for _, on := range []string{"surface", "raised"} {
			for _, text := range []string{"ink", "muted", "brand", "late", "soon", "kept", "info"} {
				at(text+" on "+on, c[text], c[on], 4.5)
			}
			for _, border := range []string{"edge", "brand", "late-line"} {
				at(border+" on "+on, c[border], c[on], 3)
			}
		}
		at("words of a button", c["on-brand"], c["brand"], 4.5)
		at("words of a button pointed at", c["on-brand"], mix(c["brand"], c["ink"], .85), 4.5)
		at("figure of a late point", colour{1, 1, 1}, c["late-line"], 4.5)
		for _, state := range []string{"late", "soon", "kept", "info"} {
			g := mix(c[state+"-line"], c["surface"], ground/100)
			at(state+" on its ground", c[state], g, 4.5)
			at("ink on the ground of "+state, c["ink"], g, 4.5)
			at("link on the ground of "+state, c["brand"], g, 4.5)
			at("border of "+state, c[state+"-line"], c["surface"], 3)
		}
		at("flat on its ground", c["muted"], mix(c["edge"], c["surface"], ground/100), 4.5)
		if len(c) < 16 {
			t.Fatal(fmt.Sprint("colours were not read: ", c))
		}
	}
}
