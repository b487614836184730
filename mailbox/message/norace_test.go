//go:build !race

package message_test

// slow is how much slower than hostileTime a machine may be that does other work
// at the same time; what is not linear goes over it a thousandfold. most is how
// long a hostile message may be.
const (
	slow = 5
	most = 64 << 20
)
