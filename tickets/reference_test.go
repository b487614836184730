package tickets_test

import (
	"fmt"
	"testing"

	"vigie/tickets"
)

func TestLikelyReferences(t *testing.T) {
	for text, want := range map[string]string{
		"ma demande ROME 2026 42": "[ROME-2026-00042]", "rome_2026_0042": "[ROME-2026-00042]", "ROME2026-00042": "[ROME-2026-00042]",
		"ROME n° 2026/42": "[ROME-2026-00042]", "à Rome en 2026": "[]", "ROME 4.0 version 60": "[]", "Rome, 2026": "[]",
	} {
		if have := fmt.Sprint(tickets.LikelyReferences(text)); have != want {
			t.Errorf("%q means %s, not %s", text, have, want)
		}
	}
}
