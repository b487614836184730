package views

import (
	"strings"
	"testing"

	"vigie/rome"
)

func TestEveryKindHasItsWords(t *testing.T) {
	for _, info := range rome.Kinds() {
		w, ok := kindWords[info.Kind]
		switch {
		case !ok:
			t.Errorf("%s has no words", info.Kind)
		case info.Observed != (w.Menu == ""):
			t.Errorf("%s: what is only observed, and nothing else, has no menu words", info.Kind)
		case w.Observed == "" || w.Group == "":
			t.Errorf("%s lacks words", info.Kind)
		}
	}
	for _, tag := range rome.TagNames() {
		if TagText(tag) == tag {
			t.Errorf("tag %s has no words", tag)
		}
	}
}

func TestEveryKindIsShown(t *testing.T) {
	shown := map[rome.Kind]bool{}
	for _, names := range []Names{galleryNames, {}, NamesOf(nil)} {
		for _, c := range galleryChanges() {
			shown[c.Kind] = true
			w := ChangeText(c, names)
			if w.Title == "" || len(w.Before)+len(w.After) == 0 {
				t.Errorf("%s: no title or no line: %+v", c.Kind, w)
			}
			if strings.Contains(w.Title, "  ") || strings.Contains(w.Line(), "«\u00a0\u00a0»") {
				t.Errorf("%s: a hole in %q or %q", c.Kind, w.Title, w.Line())
			}
			checkFrench(t, string(c.Kind), render(t, ChangeLine(w)))
		}
	}
	for _, info := range rome.Kinds() {
		if !shown[info.Kind] {
			t.Errorf("the gallery has no %s", info.Kind)
		}
		ChangeText(rome.Change{Kind: info.Kind}, Names{}) // must not panic on an empty one
	}
}

func TestChangeLine(t *testing.T) {
	for _, c := range []struct {
		change      rome.Change
		title, line string
	}{
		{
			rome.Change{Kind: rome.AppellationRename, OGR: "126549", Label: "Développeur / Développeuse web"},
			"Renommer l’appellation «\u00a0Développeur web\u00a0» en «\u00a0Développeur / Développeuse web\u00a0» (M1805)",
			"M1805 · «\u00a0Développeur web\u00a0» → «\u00a0Développeur / Développeuse web\u00a0»",
		},
		{
			rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Ingénieur SRE"},
			"Ajouter l’appellation «\u00a0Ingénieur SRE\u00a0» à M1805 Études et développement informatique",
			"M1805 · +\u00a0«\u00a0Ingénieur SRE\u00a0»",
		},
		{
			rome.Change{Kind: rome.AppellationMove, OGR: "126549", To: "M1810"},
			"Déplacer l’appellation «\u00a0Développeur web\u00a0» (M1805) vers M1810 Production et exploitation de systèmes d’information",
			"«\u00a0Développeur web\u00a0» · M1805 → M1810",
		},
		{
			rome.Change{Kind: rome.LinkRemove, Code: "M1805", Item: rome.Ref{OGR: "404285"}},
			"Retirer la compétence «\u00a0Concevoir une application web\u00a0» de M1805 Études et développement informatique",
			"M1805 · compétence · −\u00a0«\u00a0Concevoir une application web\u00a0»",
		},
	} {
		w := ChangeText(c.change, galleryNames)
		if w.Title != c.title {
			t.Errorf("%s: title %q, want %q", c.change.Kind, w.Title, c.title)
		}
		if w.Line() != c.line {
			t.Errorf("%s: line %q, want %q", c.change.Kind, w.Line(), c.line)
		}
	}
	html := render(t, ChangeLine(ChangeText(rome.Change{Kind: rome.AppellationRename, OGR: "126549", Label: "Développeur / Développeuse web"}, galleryNames)))
	for _, want := range []string{"«\u00a0Développeur web\u00a0»", "«\u00a0Développeur <ins>/ Développeuse</ins> web\u00a0»"} {
		if !strings.Contains(html, want) {
			t.Errorf("%q is not in %q", want, html)
		}
	}
	if html := render(t, ChangeLine(ChangeText(rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "<b>&"}, Names{}))); strings.Contains(html, "<b>") {
		t.Errorf("not escaped: %q", html)
	}
}

func TestWordDiff(t *testing.T) {
	for _, c := range []struct{ before, after string }{
		{"", ""},
		{"a", ""},
		{"", "a"},
		{"a b c", "a b c"},
		{"a b c", "a x c"},
		{"a b", "c d"},
		{"x a b", "a b y"},
		{strings.Repeat("w ", 3000) + "z", strings.Repeat("v ", 3000) + "z"},
	} {
		lost, gained := WordDiff(c.before, c.after)
		if plain(lost) != c.before || plain(gained) != c.after {
			t.Errorf("%.20q → %.20q: got back %.20q and %.20q", c.before, c.after, plain(lost), plain(gained))
		}
		if kept(lost) != kept(gained) {
			t.Errorf("%q → %q keeps %q and %q", c.before, c.after, kept(lost), kept(gained))
		}
	}
}

func kept(in []Segment) string {
	var words []string
	for _, s := range in {
		if !s.Changed {
			words = append(words, strings.Fields(s.Text)...)
		}
	}
	return strings.Join(words, " ")
}

func TestVerdictWords(t *testing.T) {
	for _, c := range []struct {
		kind    rome.Kind
		verdict rome.Verdict
		want    string
		tone    Tone
	}{
		{rome.AppellationCreate, rome.Holds, "présente dans la version\u00a0460", ToneKept},
		{rome.AppellationCreate, rome.Unmet, "pas encore présente dans la version\u00a0460", ToneInfo},
		{rome.AppellationRemove, rome.Holds, "retirée dans la version\u00a0460", ToneKept},
		{rome.AppellationRemove, rome.Unmet, "encore présente dans la version\u00a0460", ToneInfo},
		{rome.OccupationRemove, rome.Unmet, "encore présent dans la version\u00a0460", ToneInfo},
		{rome.OccupationRename, rome.Holds, "renommé dans la version\u00a0460", ToneKept},
		{rome.OccupationDefine, rome.Unmet, "pas encore modifiée dans la version\u00a0460", ToneInfo},
		{rome.AppellationPrincipal, rome.Holds, "principale dans la version\u00a0460", ToneKept},
		{rome.AppellationMove, rome.Holds, "déplacée dans la version\u00a0460", ToneKept},
		{rome.LinkAdd, rome.Holds, "présent dans la version\u00a0460", ToneKept},
		{rome.AppellationCreate, rome.Elsewhere, "présente ailleurs (M1810)", ToneSoon},
		{rome.AppellationRename, rome.Partial, "en partie (typographie)", ToneSoon},
		{rome.AppellationRename, rome.Conflict, "en conflit\u00a0: la cible a changé", ToneLate},
		{rome.Other, rome.Unverifiable, "à vérifier par une personne", ToneFlat},
	} {
		got, tone := VerdictText(VerdictModel{
			Change: rome.Change{Kind: c.kind}, Release: "460",
			Result: rome.Result{Verdict: c.verdict, Found: []rome.Entity{{Code: "M1810"}}},
		})
		if got != c.want || tone != c.tone {
			t.Errorf("%s %s: got %q (%s), want %q (%s)", c.kind, c.verdict, got, tone, c.want, c.tone)
		}
	}
}
