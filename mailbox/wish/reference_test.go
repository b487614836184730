package wish_test

import (
	"slices"
	"strings"
	"testing"

	"vigie/mailbox/wish"
)

func TestReferences(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"ROME-2026-00042", "ROME-2026-00042"},
		{"Re: [ROME-2026-00042] votre demande rome-2026-00042", "ROME-2026-00042"},
		{"Rome-2026-00042, ROME-2025-12345.", "ROME-2026-00042 ROME-2025-12345"},
		{"ROME–2026–00042 ROME‑2026‑00043", "ROME-2026-00042 ROME-2026-00043"},
		{"ROME-2026-123456", "ROME-2026-123456"},
		{"ROME-2026-0042", ""},
		{"ROME-26-00042", ""},
		{"ROME-2026", ""},
		{"ROME-2026-", ""},
		{"XROME-2026-00042", ""},
		{"ROME-2026-00042A", ""},
		{"ROME-2026-1234567890", ""},
		{"ROME 2026 00042", ""},
		{"romeROME-2026-00042", ""},
		{"rome ROME-2026-00042", "ROME-2026-00042"},
		{"", ""},
	} {
		if got := strings.Join(wish.References(tt.text), " "); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
	many := ""
	for i := range 100 {
		many += "ROME-2026-" + string([]byte{'1', '0', '0', byte('0' + i/10), byte('0' + i%10)}) + " "
	}
	if got := wish.References(many); len(got) != wish.MaxReferences || !slices.IsSorted(got) {
		t.Errorf("%d references", len(got))
	}
}
