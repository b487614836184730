//go:build race

package fetch

// raceMemory is how much more memory the race detector takes for the same work,
// by its own manual five to ten times.
const raceMemory = 5
