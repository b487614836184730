package tickets

import (
	"fmt"
	"regexp"
	"strconv"
)

// slip is a reference with a slip of the pen: no dashes, spaces or slashes
// instead, missing zeros, a lost letter.
var slip = regexp.MustCompile(`(?i)\b(?:rome|rom|rme|roem)[\s\-–—_/.:#n°]{0,4}(20\d\d)[\s\-–—_/.]{0,3}0{0,6}([1-9]\d{0,6})\b`)

// LikelyReferences are the references that a text probably means, slips of the
// pen included, at most five, each as it is rightly written.
func LikelyReferences(text string) []string {
	var list []string
	for _, m := range slip.FindAllStringSubmatch(text, 5) {
		n, err := strconv.Atoi(m[2])
		if err != nil {
			continue
		}
		list = append(list, fmt.Sprintf("ROME-%s-%05d", m[1], n))
	}
	return list
}
