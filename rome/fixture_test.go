package rome_test

import (
	"archive/zip"
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"vigie/rome"
)

// files are the files of a release by the short name of their table
// ("texte"), or by their full name ("version.txt").
type files map[string]string

// memberName returns the name a file has in the archive.
func memberName(name string) string {
	if strings.Contains(name, ".") {
		return name
	}
	return "unix_" + name + "_v499_utf8.csv"
}

// fixture returns a small release that has a little of everything.
func fixture() files {
	const tags = `"transition_eco","transition_num","transition_demo","emploi_reglemente","emploi_cadre"`
	return files{
		"version.txt": "Numero de version : 99\n\nDate de publication : 18/09/2026\n\nDate de validation : 27/08/2026\n\n" +
			"Titre/commentaire :  ROME 4.0 version 99 - 26M09\n\nDescription : Une version\n\nd'essai : trois lignes.\n",
		"grand_domaine": lines(`"code_grand_domaine","libelle_grand_domaine"`,
			`"M","Support à l'entreprise"`, `"D","Commerce, Vente et Grande distribution"`),
		"domaine_professionnel": lines(`"code_domaine_professionnel","libelle_domaine_professionnel"`,
			`"M18","Systèmes d'information et de télécommunication"`, `"D11","Commerce alimentaire"`),
		"referentiel_code_rome": lines(
			`"code_rome","code_fiche_metier","code_ogr","libelle_rome",`+tags+`,"code_rome_parent"`,
			`"M1805","315","326","Développeur / Développeuse informatique","Emploi Blanc","O","N","","O","M1805"`,
			`"D1104","47","38","Pâtissier / Pâtissière","Emploi Blanc","","","","","D1104"`,
			`"D1102","45","36","Boulanger / Boulangère","","","","N","","D1102"`,
			`"M1855","9001","489999","Développeur / Développeuse web","","O","N","","","M1805"`),
		"referentiel_appellation": lines(
			`"code_ogr","libelle_appellation_long","libelle_appellation_court","code_rome",`+tags+`,"classification","origine","code_rome_parent","peu_usite"`,
			`"10","Développeur / Développeuse informatique","Développeur / Développeuse informatique","M1805","Emploi Blanc","O","N","","O","PRINCIPALE","","M1805","N"`,
			`"11","Analyste-programmeur / Analyste-programmeuse","Analyste-programmeur / -programmeuse","M1805","","","","","","SYNONYME","","M1805","N"`,
			`"12","Cœur de métier d'art","Cœur de métier","M1805","","","","","","SYNONYME","","M1805","O"`,
			`"13","Développeur / Développeuse web","Développeur / Développeuse web","M1855","","","","","","PRINCIPALE","","M1805","N"`,
			`"14","Boulanger / Boulangère","Boulanger / Boulangère","D1102","","","","","","PRINCIPALE","","D1102","N"`,
			`"15","Pâtissier / Pâtissière","Pâtissier / Pâtissière","D1104","","","","","","PRINCIPALE","","D1104","N"`,
			`"16","Chef de fournil","Chef de fournil","D1102","","","","","","SYNONYME","","D1102","N"`,
			`"17","Chef de fournil","Chef de fournil","D1104","","","","","","SYNONYME","","D1104","N"`),
		"referentiel_competence": lines(
			`"code_ogr","nature","libelle_competence","definition","code_ogr_macro_comp","code_macro_comp","cat_comp","sous_cat_comp","transition_eco","transition_num","libelle_heterogeneite","libelle_origine"`,
			`"200","Macro-compétence","Concevoir un logiciel","","","1","Savoir-faire","Technique","","O","Homogène",""`,
			`"201","Compétence","Écrire un programme","","200","","Savoir-faire","Technique","N","O","",""`,
			`"202","Compétence","Faire preuve de rigueur","","203","","Savoir-être professionnel","Transverse","","","",""`,
			`"203","Macro-compétence","Organiser son travail","","","2","Savoir-être professionnel","Transverse","","","",""`),
		"referentiel_savoir": lines(
			`"code_ogr_savoir","libelle_savoir","categorie_savoir","sous_categorie_savoir","transition_eco","transition_num"`,
			`"300","C#","Domaines d'expertise","Langages informatiques","","O"`,
			`"301","Python","Domaines d'expertise","Langages informatiques","","O"`,
			`"302","Farines","Produits, outils et matières","Matières, matériaux","",""`),
		"referentiel_contexte_travail": lines(
			`"code_ogr","libelle_cont_travail","code_type_cont_trav","libelle_type_cont_trav"`,
			`"400","Travail de nuit","2","Horaires et durée du travail"`),
		"coherence_item": lines(`"code_rome","code_ogr","coeur_metier"`,
			`"D1102","302","Principale"`, `"D1102","400",""`,
			`"M1805","301",""`, `"M1805","202",""`, `"M1805","201","Principale"`, `"M1805","300","Émergente"`,
			`"M1855","301","Principale"`),
		"texte": lines(`"code_rome","code_compo_bloc","libelle_type_texte","position_phrase","libelle_texte"`,
			`"M1805","3","definition","2","Il l''écrit avec ""soin""."`,
			`"M1805","3","definition","1","Conçoit un logiciel."`,
			`"M1805","4","acces_metier","1","Bac+2 à Bac+5."`),
		"themes": lines(`"code_theme","libelle_theme","definition_theme"`,
			`"001","Numérique","Les métiers`+"\n"+`du numérique"`, `"002","Bouche",""`),
		"arborescence_thematique": lines(`"code_theme","libelle_theme","code_ogr_rome","code_rome","libelle_rome"`,
			`"001","Numérique","326","M1805","Développeur / Développeuse informatique"`, `"002","Bouche","36","D1102","Boulanger / Boulangère"`),
		"secteur_activite":      lines(`"code_sect_activite","libelle_sect_activite","definition_sect_activite"`, `"110","Services",""`),
		"sous_secteur_activite": lines(`"code_ss_sect_activite","libelle_ss_sect_activite","definition_ss_sect_activite","code_sect_activite"`, `"145","Logiciels","","110"`),
		"arborescence_secteur_activite": lines(
			`"code_sect_activite","libelle_sect_activite","code_ss_sect_activite","libelle_ss_sect_activite","code_ogr_rome","code_rome","libelle_rome","principal"`,
			`"110","Services","145","Logiciels","326","M1805","Développeur / Développeuse informatique","oui"`,
			`"110","Services","","","489999","M1855","Développeur / Développeuse web","non"`),
		"arborescence_secteur_naf": lines(`"code_secteur_naf","libelle_secteur_naf","code_ogr_rome","code_rome","libelle_rome"`,
			`"1","Culture","36","D1102","Boulanger / Boulangère"`),
		"rubrique_mobilite": lines(`"code_rome","code_rome_cible","numero_ordre"`,
			`"M1805","M1855","2"`, `"M1805","D1102","1"`),
	}
}

// lines joins records as the export writes them.
func lines(records ...string) string { return strings.Join(records, "\n") + "\n" }

// with returns a copy with one file replaced; "" takes it away.
func (f files) with(name, content string) files {
	f = maps.Clone(f)
	if content == "" {
		delete(f, name)
	} else {
		f[name] = content
	}
	return f
}

// plus returns a copy with records added to a file.
func (f files) plus(name string, records ...string) files {
	return f.with(name, f[name]+lines(records...))
}

// edit returns a copy with a text of a file replaced by another.
func (f files) edit(t testing.TB, name, old, new string) files {
	t.Helper()
	if !strings.Contains(f[name], old) {
		t.Fatalf("the fixture's %s does not contain %q", name, old)
	}
	return f.with(name, strings.ReplaceAll(f[name], old, new))
}

// folder returns the files as a file system.
func (f files) folder() fstest.MapFS {
	fsys := make(fstest.MapFS)
	for name, content := range f {
		fsys[memberName(name)] = &fstest.MapFile{Data: []byte(content)}
	}
	return fsys
}

// zip returns the files as an archive, in a folder of it if one is named.
func (f files) zip(t testing.TB, folder string) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, name := range slices.Sorted(maps.Keys(f)) {
		m, err := w.Create(folder + memberName(name))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Write([]byte(f[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// read reads the files as a release.
func (f files) read(t testing.TB) *rome.Release {
	t.Helper()
	r, err := rome.Read(f.folder())
	if err != nil {
		t.Fatal(err)
	}
	return r
}
