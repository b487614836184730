package rome

import "strings"

// maxTableName is how long a table's name may be.
const maxTableName = 40

// TableName is the one way to write a table's name: small letters and digits.
// "ISCO-08" and "isco 08" are isco08. It is "" of what has neither.
func TableName(s string) string {
	folded := Fold(s)
	var b strings.Builder
	for i := 0; i < len(folded); i++ {
		if c := folded[i]; 'a' <= c && c <= 'z' || '0' <= c && c <= '9' {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// keyForm is what a key and its other ways of being written have in common: its
// letters and digits without dots, spaces and dashes, in one case, and without
// the zeros that spreadsheets drop at the beginning. "01.10Z" and "110z" have one
// form.
func keyForm(key string) string {
	stem := keyStem(key)
	if form := strings.TrimLeft(stem, "0"); form != "" {
		return form
	}
	return stem
}

// keyStem is keyForm with its zeros, which are levels of a nomenclature.
func keyStem(key string) string {
	var b strings.Builder
	for _, r := range Fold(key) {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r >= 0x80 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// sameGroup reports whether one of two keys is a group that the other one is in:
// nomenclatures add a character for each level. One character alone is too large
// a group to say anything.
func sameGroup(a, b string) bool {
	x, y := keyStem(a), keyStem(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	return len(x) >= 2 && len(x) < len(y) && strings.HasPrefix(y, x)
}

// isco08 are the unit groups of the armed forces, the only ones of ISCO-08 that
// begin with a zero, as they read where a spreadsheet took them for numbers.
// Nothing else of ISCO-08 reads so.
var isco08 = map[string]string{"110": "0110", "210": "0210", "310": "0310"}

// meant is the key that a row of the table means.
func meant(table, key string) string {
	if table == "isco08" {
		if k, ok := isco08[key]; ok {
			return k
		}
	}
	return key
}
