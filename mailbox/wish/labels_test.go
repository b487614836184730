package wish_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// latin9 reads ISO-8859-15 as far as ROME's labels need it.
func latin9(raw []byte) string {
	var b strings.Builder
	for _, c := range raw {
		switch c {
		case 0xBD:
			b.WriteRune('œ')
		default:
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}

// oldLabels returns the labels of version 3 by code.
func oldLabels(t *testing.T) map[string]string {
	t.Helper()
	dir := os.Getenv("VIGIE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	raw, err := os.ReadFile(filepath.Join(dir, "rome", "v3-xml", "unix_referentiel_code_rome_v344_iso8859-15.xml"))
	if err != nil {
		t.Skipf("no export of version 3: %v (set VIGIE_SHARED)", err)
	}
	labels := make(map[string]string)
	for _, m := range regexp.MustCompile(`<code_rome>(\w+)</code_rome>\s*<libelle>(.*?)</libelle>`).FindAllStringSubmatch(latin9(raw), -1) {
		labels[m[1]] = strings.ReplaceAll(m[2], "&apos;", "'")
	}
	if len(labels) < 500 {
		t.Fatalf("%d labels", len(labels))
	}
	return labels
}

// glosses are ways to write a code beside a label.
var glosses = []string{
	"Bonjour, concernant « L » (C), une question.",
	"Bonjour, concernant L (C), une question.",
	"C - L",
	"C L",
	"L C",
	"L : C",
	"Nous embauchons : L (C).",
	"L – C – CDI",
}

// nothings are ways to write what has the shape of a code and is none.
var nothings = []string{
	"Votre facture C est payée.", "Rendez-vous salle C à 10 h.", "Le bâtiment C est fermé.", "Bon de commande n° C.", "N° de client : C",
	"Imprimante modèle C en panne", "Réf. C", "Mot de passe : C", "Dossier C", "contrat n°C", "badge C, porte 2", "CMD-C", "C/2024/12", "mail : C@example.org",
	"https://www.example.org/boutique/C.html", "Cerfa C", "Vol C de 10 h", "Chambre C, 2e étage", "Devis C signé", "Code client C", "Code postal C",
}

// TestEveryCode writes every code with its label, that of version 3 too, and
// every code as something else.
func TestEveryCode(t *testing.T) {
	r, release := realReader()(t), realRelease(t, "460")
	var s score
	read := func(template, code, label string) bool {
		text := regexp.MustCompile(`\b[CL]\b`).ReplaceAllStringFunc(template, func(m string) string {
			if m == "C" {
				return code
			}
			return label
		})
		if strings.HasPrefix(template, "C") && label == "" {
			text = code + template[1:]
		}
		for _, c := range r.Read("", text).Codes {
			if c.Code == code {
				return true
			}
		}
		return false
	}
	missed := make(map[string]int)
	gloss := func(code, label string) {
		for _, template := range glosses {
			s.wanted++
			if read(template, code, label) {
				s.right++
				s.found++
			} else if missed[template]++; missed[template] <= 8 {
				t.Logf("missed: %s with %s, %s", template, code, label)
			}
		}
	}
	for code, label := range oldLabels(t) {
		gloss(code, label)
	}
	for _, o := range release.Occupations() {
		gloss(o.Code, o.Label)
		for _, template := range nothings {
			text := replaceCode(template, o.Code)
			if got := r.Read("", text).Codes; len(got) > 0 {
				s.found++
				if missed[template]++; missed[template] <= 3 {
					t.Logf("%q: %v", text, got)
				}
			}
		}
	}
	t.Logf("precision %.2f %% (%d of %d), recall %.2f %% (%d of %d)", s.precision(), s.right, s.found, s.recall(), s.right, s.wanted)
	if s.precision() < 99 || s.recall() < 98 {
		t.Errorf("precision %.2f %%, recall %.2f %%", s.precision(), s.recall())
	}
}

// replaceCode puts the code in place of the C that stands alone.
func replaceCode(template, code string) string {
	return regexp.MustCompile(`\bC\b`).ReplaceAllString(template, code)
}

// TestLabelsAskNothing writes the labels of the release, many of which begin
// with a verb that asks or speak of tags and sectors, in sentences that ask for
// nothing; and in sentences that do.
func TestLabelsAskNothing(t *testing.T) {
	r, release := realReader()(t), realRelease(t, "460")
	said, wrong, asked, missed := 0, 0, 0, 0
	say := func(text string) {
		said++
		if got := r.Read("CV", text).Changes; len(got) > 0 {
			if wrong++; wrong < 20 {
				t.Logf("%q asks %+v", text, got[0])
			}
		}
	}
	ask := func(text string) {
		asked++
		if len(r.Read("demande", text).Changes) == 0 {
			if missed++; missed < 20 {
				t.Logf("%q asks nothing", text)
			}
		}
	}
	for i, item := range release.Items() {
		if i%7 != 0 || strings.ContainsAny(item.Label, "«»") {
			continue
		}
		say("Fiche M1805. Mes compétences :\n- " + item.Label + "\n- Autre chose")
		say("Je sais " + item.Label + " et je relève du M1805.")
		say("Missions : " + item.Label + ", code M1805")
		say("La fiche M1805 contient « " + item.Label + " ».")
		say("Dans M1805 la compétence " + item.Label + " est bien présente.")
		ask("Merci d'ajouter la compétence « " + item.Label + " » à la fiche B1604.")
	}
	for i, a := range release.Appellations() {
		if i%7 != 0 || a.Code == "B1604" {
			continue
		}
		say("Je suis " + a.Label + " inscrit en M1805.")
		say("Nous recrutons un " + a.Label + " (M1805).")
		say("Poste : " + a.Label + "\nCode ROME : M1805\nLieu : Paris")
		ask("Merci d'ajouter l'appellation « " + a.Label + " » à la fiche B1604.")
		ask("Merci d'ajouter l'appellation " + a.Label + " à la fiche B1604.")
		ask("L'appellation " + a.Label + " devrait être rattachée à B1604.")
	}
	t.Logf("%d of %d ask without being asked to, %d of %d are not understood", wrong, said, missed, asked)
	if 2000*wrong > said || 100*missed > 2*asked {
		t.Fail()
	}
}
