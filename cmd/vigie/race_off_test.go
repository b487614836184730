//go:build !race

package main

// raceDetector says that the program under test carries its shadow memory.
const raceDetector = false
