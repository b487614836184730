package rome

// isCode reports whether s is a code ROME: a letter from A to N, four digits.
func isCode(s string) bool {
	return len(s) == 5 && s[0] >= 'A' && s[0] <= 'N' && digits(s[1:])
}

// isDomain reports whether s is a professional domain's code, "M18".
func isDomain(s string) bool {
	return len(s) == 3 && s[0] >= 'A' && s[0] <= 'N' && digits(s[1:])
}

// isOGR reports whether s can be an OGR: up to ten digits.
func isOGR(s string) bool { return len(s) <= 10 && digits(s) }

// digits reports whether s is one ASCII digit or more.
func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// number returns the value of a string of digits; too large ones are capped.
func number(s string) int {
	n := 0
	for i := 0; i < len(s) && n < 1_000_000_000; i++ {
		n = 10*n + int(s[i]-'0')
	}
	return n
}
