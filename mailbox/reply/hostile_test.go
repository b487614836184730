package reply_test

import (
	"strings"
	"testing"
	"time"

	"vigie/mailbox/reply"
)

// hostile are texts of about so many bytes that a careless reader takes
// quadratic time for.
func hostile(size int) map[string]string {
	lines := map[string]string{
		"quotes":        ">\n",
		"deep quotes":   strings.Repeat(">", 200) + "\n",
		"one line":      "a ",
		"one quote":     "> ",
		"blank":         "\n",
		"spaces":        strings.Repeat(" ", 100) + "\n",
		"le":            "Le \n",
		"dates":         "Le 3 mars 2026 à 10:12\n",
		"addresses":     "Jean <jean@example.org>\n",
		"open":          "Le 3 mars 2026 <jean\n>:\n",
		"verbs":         "a écrit :\n",
		"introductions": "Le 3 mars 2026 à 10:12, X a écrit :\n",
		"from":          "De : x@example.org\n",
		"headers":       "A : x\nObjet : y\nCc : z\n",
		"header gaps":   "A : x\n\nObjet : y\n\n",
		"origins":       "-----Message d'origine-----\n",
		"forwards":      "---------- Forwarded message ---------\n",
		"apple":         "> Début du message réexpédié :\n\n",
		"forward gaps":  "---- Message transféré ----\n" + strings.Repeat("\n", 50),
		"delimiters":    "--\n",
		"signatures":    "-- \nJean\n",
		"rules":         "_____\n",
		"signed":        "Cordialement,\n\n",
		"contacts":      "01 02 03 04 05\n\n",
		"signed twice":  "Cordialement,\nJean\n01 02 03 04 05\n",
		"devices":       "Envoyé de mon iPhone\n",
		"notices":       "Ce message est confidentiel, et la suite le dit aussi longuement\n",
		"initials":      "C> text\n",
		"bars":          "Le 3 mars 2026 à 10:12, X <x@y.fr> a écrit :\n| a\n",
		"interleaved":   "> a\nb\n",
		"wrapped":       "> " + strings.Repeat("mot ", 20) + "\nmot\n",
	}
	for name, line := range lines {
		lines[name] = strings.Repeat(line, size/len(line)+1)
	}
	return lines
}

func TestSpansOfHostileTexts(t *testing.T) {
	for name, text := range hostile(20_000) {
		t.Run(name, func(t *testing.T) { check(t, text) })
	}
}

// Ten megabytes of each take some tens of milliseconds. What was quadratic would
// take minutes: the bound is for that, with room for a busy machine.
func TestHostileTextsEnd(t *testing.T) {
	for name, text := range hostile(10 << 20) {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			spans := reply.Spans(text)
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("%d spans took %v", len(spans), took)
			}
		})
	}
}
