//go:build race

package message_test

// The race detector makes everything several times slower: hostile messages are
// cut, and take the longer.
const (
	slow = 100
	most = 1 << 20
)
