package rome_test

import (
	"fmt"
	"strings"
	"testing"

	"vigie/rome"
)

func TestTrees(t *testing.T) {
	r := fixture().read(t)
	var have []string
	for _, tree := range rome.Trees() {
		for _, n := range r.Nodes(tree) {
			have = append(have, fmt.Sprintf("%s %s %q %q", tree, n.Code, n.Label, n.Definition))
		}
	}
	want := `theme 001 "Numérique" "Les métiers\ndu numérique"
theme 002 "Bouche" ""
sector 110 "Services" ""
sector 110/145 "Services / Logiciels" ""
naf 01 "Culture" ""`
	if got := strings.Join(have, "\n"); got != want {
		t.Errorf("nodes:\n%s", got)
	}
	o, _ := r.Occupation("M1805")
	if p, ok := o.Placement(rome.TreeSector, "110/145"); !ok || !p.Principal || !strings.HasPrefix(r.Row(p.Source), `"110","Services","145"`) {
		t.Errorf("%+v", p)
	}
	for _, n := range []string{"458", "460"} {
		real := realRelease(t, n)
		if list, total := real.Oddities(); total != 0 {
			t.Errorf("release %s: %d oddities, %+v", n, total, list[0])
		}
		for tree, want := range map[rome.Tree]int{rome.TreeTheme: 17, rome.TreeSector: 75, rome.TreeInterest: 30, rome.TreeNAF: 89} {
			if have := len(real.Nodes(tree)); have != want {
				t.Errorf("release %s has %d nodes of %s, not %d", n, have, tree, want)
			}
		}
		if have := len(real.Blocks()); have != 8 {
			t.Errorf("release %s has %d blocks", n, have)
		}
		o, _ := real.Occupation("A1201")
		if o.RIASEC.Major != "R" {
			t.Errorf("release %s: A1201 is %+v", n, o.RIASEC)
		}
	}
	path, ok := realRelease(t, "458").SkillPath("103888")
	if !ok || path[0] != "1 Management, Social, Soin" || path[3] != "1A101 Concevoir et animer des activités de détente ou de loisirs" {
		t.Errorf("103888 stands at %q", path)
	}
}

// What nothing rests on does not keep a release from being read, and is said.
func TestOddities(t *testing.T) {
	f := fixture()
	for _, c := range []struct {
		name string
		f    files
		want string
	}{
		{"a place of a code that is gone", f.plus("arborescence_thematique", `"001","Numérique","1","M1899","X"`), "arborescence_thematique:4 dangling M1899"},
		{"a place given twice", f.plus("arborescence_thematique", `"001","Numérique","326","M1805","X"`), "arborescence_thematique:4 duplicate M1805 001"},
		{"a node that its file lacks", f.plus("arborescence_thematique", `"009","Neuf","36","D1102","X"`), "arborescence_thematique:4 dangling 009"},
		{"another label of a node", f.plus("arborescence_thematique", `"002","Bouchée","38","D1104","X"`), "arborescence_thematique:4 label Bouchée"},
		{"typography is no oddity", f.plus("arborescence_thematique", `"002","BOUCHE","38","D1104","X"`), ""},
		{"a sub-sector of nothing", f.plus("sous_secteur_activite", `"146","X","","999"`), "sous_secteur_activite:3 dangling 999"},
		{"a column that is gone", f.edit(t, "arborescence_thematique", `"code_theme"`, `"theme"`), "arborescence_thematique:1 file unix_arborescence_thematique_v499_utf8.csv, line 1, column code_theme: the header has no such column"},
		{"an item that is none", f.with("item", lines(`"code_ogr","libelle","code_rubrique"`, `"201","Écrire un programme","1"`, `"999","X","1"`, `"300","D#","3"`, `"301","Python","1"`)), "item:3 dangling 999; item:4 label D#; item:5 label 1; item:0 missing 200; item:0 missing 202; item:0 missing 203; item:0 missing 302; item:0 missing 400"},
		{"RIASEC of nothing", f.with("referentiel_code_rome_riasec", lines(`"code_rome","riasec_majeur","riasec_mineur"`, `"Z9999","R",""`)), "referentiel_code_rome_riasec:2 dangling Z9999"},
		{"a sheet's other code", f.with("liens_rome_referentiels", lines(`"code_rome","code_compo_bloc","code_rubrique","code_ogr"`, `"M1855","1","","489999"`, `"M1855","2","","13"`, `"M1855","5","3","300"`)), "liens_rome_referentiels:4 dangling M1855 300; liens_rome_referentiels:0 missing D1102; liens_rome_referentiels:0 missing D1104; liens_rome_referentiels:0 missing M1805"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := c.f.read(t)
			list, total := r.Oddities()
			var have []string
			for _, o := range list {
				file := strings.TrimSuffix(strings.TrimPrefix(o.Source.File, "unix_"), "_v499_utf8.csv")
				have = append(have, fmt.Sprintf("%s:%d %s %s", file, o.Source.Line, o.Rule, o.Value))
				if o.Source.Line > 1 && r.Row(o.Source) == "" {
					t.Errorf("the row of %+v is not to be shown", o)
				}
			}
			if got := strings.Join(have, "; "); got != c.want || total != len(list) {
				t.Errorf("have %s", got)
			}
		})
	}
}
