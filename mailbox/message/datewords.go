package message

import "time"

// months by the letters their names begin with, in English and in the languages
// of machines whose mailers do not write English.
var months = map[string]time.Month{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
	// Mailers that write the date in the language of the machine.
	"janv": 1, "fév": 2, "févr": 2, "fev": 2, "fevr": 2, "mars": 3, "avr": 4, "avri": 4, "mai": 5, "juin": 6, "juil": 7, "jui": 7, "aoû": 8, "août": 8, "aou": 8, "aout": 8, "déc": 12,
	"mär": 3, "mrz": 3, "okt": 10, "dez": 12, "ene": 1, "abr": 4, "ago": 8, "dic": 12, "gen": 1, "mag": 5, "giu": 6, "lug": 7, "set": 9, "ott": 10, "maa": 3, "mei": 5, "out": 10,
}

// zones are the names of RFC 5322, section 4.3, and the European ones.
var zones = map[string]int{
	"ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "met": 60, "mez": 60, "cest": 120, "mest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "jst": 540, "kst": 540, "ist": 330, "hkt": 480, "sgt": 480,
	"aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "akst": -540, "hst": -600, "ast": -240, "brt": -180, "art": -180,
}
