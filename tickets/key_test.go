package tickets_test

import (
	"errors"
	"strings"
	"testing"

	"vigie/tickets"
)

func testKeys(t testing.TB) tickets.Keys {
	t.Helper()
	keys, err := tickets.NewKeys(secret)
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestMessageIDs(t *testing.T) {
	keys := testKeys(t)
	id := keys.MessageID("ROME-2026-00042", 3, "vigie.example")
	reference, letter, ok := keys.ReadMessageID("<" + id + ">")
	if !ok || reference != "ROME-2026-00042" || letter != 3 {
		t.Errorf("%s read as %s, %d, %v", id, reference, letter, ok)
	}
	forged := strings.Replace(id, "00042", "00043", 1)
	if _, _, ok := keys.ReadMessageID(forged); ok {
		t.Errorf("%s was taken for ours", forged)
	}
	other, err := tickets.NewKeys([]byte("another secret of thirty-two bytes"))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, ok := other.ReadMessageID(id); ok {
		t.Error("another service's Message-ID was taken for ours")
	}
	if _, err := tickets.NewKeys([]byte("short")); err == nil {
		t.Error("a short secret was taken")
	}
}

func FuzzReadMessageID(f *testing.F) {
	keys := testKeys(f)
	f.Add(keys.MessageID("ROME-2026-00042", 3, "vigie.example"))
	f.Add("<x@y>")
	f.Add("")
	f.Fuzz(func(t *testing.T, id string) {
		reference, letter, ok := keys.ReadMessageID(id)
		if !ok {
			return
		}
		if _, domain, _ := strings.Cut(strings.Trim(id, "<> "), "@"); !strings.EqualFold(keys.MessageID(reference, letter, domain), strings.Trim(id, "<> ")) {
			t.Errorf("%q read as %s, %d, and is not what is written for them", id, reference, letter)
		}
	})
}

func TestLinksAreRevocableAndOfOneTicket(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		agent := b.agent()
		mine, other := b.file(filing()), b.file(filing())
		c, by, err := b.Track(ctx, mine.Track)
		b.must(err)
		if c.Reference != mine.Reference || by.Role != tickets.Requester {
			b.t.Errorf("the link opened %s as %s", c.Reference, by.Role)
		}
		if err := b.Write(ctx, by, other.ID, "Bonjour"); !errors.Is(err, tickets.ErrForbidden) {
			b.t.Errorf("writing on another's ticket answered %v", err)
		}
		for _, bad := range []string{"", "1", "1-", "-x", mine.Track + "x", strings.Replace(mine.Track, "1-", "2-", 1), "zzzzzzzzzzzzzzzzzzzzzz-a"} {
			if _, _, err := b.Track(ctx, bad); !errors.Is(err, tickets.ErrNotFound) {
				b.t.Errorf("the link %q answered %v", bad, err)
			}
		}
		b.must(b.Relink(ctx, agent, mine.ID, c.Version))
		if _, _, err := b.Track(ctx, mine.Track); !errors.Is(err, tickets.ErrNotFound) {
			b.t.Errorf("a revoked link answered %v", err)
		}
	})
}
