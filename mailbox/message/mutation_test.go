package message_test

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// mutate damages a message: cuts, flips, splices, doubles, and changes of line
// ends, the way transport and attackers do.
func mutate(random *rand.Rand, raw, other []byte) []byte {
	b := bytes.Clone(raw)
	for range 1 + random.IntN(4) {
		if len(b) == 0 {
			break
		}
		i, j := random.IntN(len(b)), random.IntN(len(b))
		i, j = min(i, j), max(i, j)
		switch random.IntN(9) {
		case 0:
			b = b[:i]
		case 1:
			b = b[i:]
		case 2:
			for range 1 + random.IntN(20) {
				b[random.IntN(len(b))] ^= 1 << random.IntN(8)
			}
		case 3:
			k := random.IntN(len(other) + 1)
			b = append(b[:i:i], other[k:]...)
		case 4:
			b = append(b[:j:j], b[i:]...)
		case 5:
			b = append(b[:i:i], b[j:]...)
		case 6:
			b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
			b = bytes.ReplaceAll(b, []byte("\n"), []byte([]string{"\r\n", "\r", "\r\r\n"}[random.IntN(3)]))
		case 7:
			b[i] = "\r\n\x00\"<>();=?-: \t%*\xff"[random.IntN(18)]
		case 8:
			piece := bytes.Repeat(b[i:min(j, i+40)], 1+random.IntN(30))
			b = append(b[:i:i], append(piece, b[i:]...)...)
		}
		b = b[:min(len(b), 1<<20)]
	}
	return b
}

// Damaged real messages break no promise and take no longer than others. The
// seed is fixed: a failure comes again.
func TestMutations(t *testing.T) {
	list := samples(t, isMessage)
	rounds := 12
	if testing.Short() {
		rounds = 2
	}
	random := rand.New(rand.NewPCG(20260203, 3))
	for round := range rounds {
		for i, s := range list {
			raw := mutate(random, s.raw, list[random.IntN(len(list))].raw)
			m, took := timed(raw)
			if took > slow*hostileTime {
				t.Errorf("round %d, %s: took %v", round, s.path, took)
			}
			check(t, m)
			if t.Failed() {
				t.Fatalf("round %d, %s (%d): %.2000q", round, s.path, i, raw)
			}
		}
	}
}
