//go:build !race

package fetch

const raceMemory = 1
