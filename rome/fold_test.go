package rome

import (
	"strings"
	"testing"
	"unicode"
)

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "",
		"Éleveur / Éleveuse":                 "eleveur / eleveuse",
		"Cœur, CŒUR, ex æquo":                "coeur, coeur, ex aequo",
		"l’art, l'art, l‘art, lʼart":         "l'art, l'art, l'art, l'art",
		"d''arbres":                          "d'arbres",
		"d’'arbres":                          "d'arbres",
		"a – b — c ‑ d − e":                  "a - b - c - d - e",
		"etc…":                               "etc...",
		"\u00a0 deux\u202f\tmots \n":         "deux mots",
		"zéro\u200blargeur\u00ad, \ufeffbom": "zerolargeur, bom",
		"E\u0301tat, état":                   "etat, etat",
		"Stra\u00dfe Łódź Ørsted":            "strasse lodz orsted",
		"C\u009cur, l\u0092art\u0085":        "coeur, l'art...",
		"C# / C++ (2x8)":                     "c# / c++ (2x8)",
		"Ελλάς":                              "ελλας",
	} {
		if got := Fold(text); got != want {
			t.Errorf("Fold(%q) = %q, want %q", text, got, want)
		}
	}
	for _, pair := range [][2]string{{"a b", "ab"}, {"a-b", "a b"}, {"l'art", "lart"}, {"(a)", "a"}, {"cadre", "cadré e"}} {
		if Fold(pair[0]) == Fold(pair[1]) {
			t.Errorf("%q and %q differ in more than typography", pair[0], pair[1])
		}
	}
}

// FuzzFold: folding is done once, and leaves nothing to unify.
func FuzzFold(f *testing.F) {
	f.Add("Éleveur  d''arbres – l’art…")
	f.Add("\u009c\u0092\u00ad\u200b\u0301 \u0130ß")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		once := Fold(text)
		if twice := Fold(once); twice != once {
			t.Errorf("%q folds to %q, which folds to %q", text, once, twice)
		}
		if Fold(strings.ToUpper(once)) != once && strings.EqualFold(once, text) && isASCII(text) {
			t.Errorf("%q: case changes the fold", text)
		}
		if strings.TrimSpace(once) != once || strings.Contains(once, "  ") || strings.Contains(once, "''") {
			t.Errorf("%q folds to %q", text, once)
		}
		for _, r := range once {
			if unicode.IsControl(r) {
				t.Errorf("%q folds to %q", text, once)
			}
		}
	})
}

func isASCII(s string) bool { return strings.IndexFunc(s, func(r rune) bool { return r > 127 }) < 0 }

func TestStem(t *testing.T) {
	for _, group := range [][]string{
		{"developpeur", "developpeuse", "developpeurs", "developpeuses"},
		{"conducteur", "conductrice", "conductrices"},
		{"infirmier", "infirmiere", "infirmieres"},
		{"technicien", "technicienne"},
		{"chef", "cheffe", "cheffes"},
		{"employe", "employee", "employees"},
		{"sportif", "sportive"},
		{"hote", "hotesse"},
		{"agent", "agente"},
		{"professionnel", "professionnelle"},
	} {
		for _, word := range group {
			if stem(word) != stem(group[0]) {
				t.Errorf("stem(%s) = %s, stem(%s) = %s", word, stem(word), group[0], stem(group[0]))
			}
		}
	}
	if stem("boulanger") == stem("boucher") || stem("chef") == stem("cher") {
		t.Error("different words share a stem")
	}
}

func TestTokens(t *testing.T) {
	for text, want := range map[string]string{
		"Conducteur / Conductrice d'engins de l'État": "conducteur conductrice engins etat",
		"C#, C++ et C":        "c# c++ c",
		"Agro-alimentaire":    "agro alimentaire",
		"de la":               "de la",
		"Aujourd'hui, qu'il":  "aujourd hui il",
		"Travail posté (2x8)": "travail poste 2x8",
		" / - ":               "",
	} {
		if got := strings.Join(tokens(Fold(text)), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
