package views

import "vigie/rome"

// KindWords names a kind of change to people.
type KindWords struct {
	Group    string // heading of the form's menu: « Appellations »
	Menu     string // what one may ask for: « Ajouter une appellation »
	Observed string // what a release did: « Appellation ajoutée »
}

const (
	groupOccupation  = "Métier"
	groupAppellation = "Appellations"
	groupItem        = "Compétences, savoirs et contextes"
	groupMobility    = "Mobilités"
	groupTree        = "Classements et correspondances"
	groupOther       = "Autre"
)

var kindWords = map[rome.Kind]KindWords{
	"occupation.create":    {groupOccupation, "Créer un métier", "Métier créé"},
	"occupation.rename":    {groupOccupation, "Renommer un métier", "Métier renommé"},
	"occupation.define":    {groupOccupation, "Modifier la définition d’un métier", "Définition modifiée"},
	"occupation.access":    {groupOccupation, "Modifier les conditions d’accès à un métier", "Conditions d’accès modifiées"},
	"occupation.tag":       {groupOccupation, "Modifier une indication d’un métier", "Indication du métier modifiée"},
	"occupation.remove":    {groupOccupation, "Supprimer un métier", "Métier supprimé"},
	"occupation.repurpose": {groupOccupation, "", "Code attribué à un autre métier"},

	"appellation.create":    {groupAppellation, "Ajouter une appellation", "Appellation ajoutée"},
	"appellation.rename":    {groupAppellation, "Renommer une appellation", "Appellation renommée"},
	"appellation.short":     {groupAppellation, "Modifier le libellé court d’une appellation", "Libellé court modifié"},
	"appellation.move":      {groupAppellation, "Déplacer une appellation vers un autre métier", "Appellation déplacée"},
	"appellation.principal": {groupAppellation, "Choisir l’appellation principale d’un métier", "Appellation principale changée"},
	"appellation.tag":       {groupAppellation, "Modifier une indication d’une appellation", "Indication de l’appellation modifiée"},
	"appellation.remove":    {groupAppellation, "Retirer une appellation", "Appellation retirée"},
	"appellation.repurpose": {groupAppellation, "", "Code OGR attribué à une autre appellation"},

	"skill.create":    {groupItem, "Créer une compétence", "Compétence créée"},
	"skill.rename":    {groupItem, "Renommer une compétence", "Compétence renommée"},
	"skill.remove":    {groupItem, "Supprimer une compétence", "Compétence supprimée"},
	"skill.reindex":   {groupItem, "Reclasser une compétence", "Compétence reclassée"},
	"skill.tag":       {groupItem, "Modifier une indication d’une compétence", "Indication de la compétence modifiée"},
	"skill.repurpose": {groupItem, "", "Code OGR attribué à une autre compétence"},

	"knowledge.create":    {groupItem, "Créer un savoir", "Savoir créé"},
	"knowledge.rename":    {groupItem, "Renommer un savoir", "Savoir renommé"},
	"knowledge.remove":    {groupItem, "Supprimer un savoir", "Savoir supprimé"},
	"knowledge.reindex":   {groupItem, "Reclasser un savoir", "Savoir reclassé"},
	"knowledge.tag":       {groupItem, "Modifier une indication d’un savoir", "Indication du savoir modifiée"},
	"knowledge.repurpose": {groupItem, "", "Code OGR attribué à un autre savoir"},

	"context.create":    {groupItem, "Créer un contexte de travail", "Contexte de travail créé"},
	"context.rename":    {groupItem, "Renommer un contexte de travail", "Contexte de travail renommé"},
	"context.remove":    {groupItem, "Supprimer un contexte de travail", "Contexte de travail supprimé"},
	"context.reindex":   {groupItem, "Reclasser un contexte de travail", "Contexte de travail reclassé"},
	"context.tag":       {groupItem, "Modifier une indication d’un contexte de travail", "Indication du contexte de travail modifiée"},
	"context.repurpose": {groupItem, "", "Code OGR attribué à un autre contexte de travail"},

	"link.add":    {groupItem, "Ajouter une compétence, un savoir ou un contexte à un métier", "Élément ajouté au métier"},
	"link.remove": {groupItem, "Retirer une compétence, un savoir ou un contexte d’un métier", "Élément retiré du métier"},
	"link.core":   {groupItem, "Modifier l’importance d’un élément dans un métier", "Importance de l’élément modifiée"},

	"mobility.add":    {groupMobility, "Ajouter une mobilité entre deux métiers", "Mobilité ajoutée"},
	"mobility.remove": {groupMobility, "Retirer une mobilité entre deux métiers", "Mobilité retirée"},
	"mobility.rank":   {groupMobility, "Changer le rang d’une mobilité", "Rang de la mobilité modifié"},

	"tree.add":         {groupTree, "Rattacher un métier à un thème, un secteur ou un centre d’intérêt", "Rattachement ajouté"},
	"tree.remove":      {groupTree, "Détacher un métier d’un thème, d’un secteur ou d’un centre d’intérêt", "Rattachement retiré"},
	"crosswalk.add":    {groupTree, "Ajouter une correspondance avec une autre nomenclature", "Correspondance ajoutée"},
	"crosswalk.remove": {groupTree, "Retirer une correspondance avec une autre nomenclature", "Correspondance retirée"},

	"other": {groupOther, "Demander autre chose, en texte libre", "Autre changement"},
}

// KindText gives the words of a kind; a kind without words, which a test
// excludes for those of rome, is shown by its name.
func KindText(kind rome.Kind) KindWords {
	if w, ok := kindWords[kind]; ok {
		return w
	}
	return KindWords{groupOther, string(kind), string(kind)}
}

// KindOptions lists kinds for the form's menu, under the headings of their
// groups, in the order given. What is only observed is left out.
func KindOptions(kinds []rome.Kind) []Option {
	var out []Option
	for _, k := range kinds {
		if w := KindText(k); w.Menu != "" {
			out = append(out, Option{Value: string(k), Label: w.Menu, Group: w.Group})
		}
	}
	return out
}

var tagWords = map[string]string{
	"eco":         "transition écologique",
	"digital":     "transition numérique",
	"demographic": "transition démographique",
	"regulated":   "emploi réglementé",
	"managerial":  "emploi cadre",
	"rarely_used": "appellation peu usitée",
}

// TagText names a tag: « emploi réglementé ».
func TagText(tag string) string { return orRaw(tagWords, tag) }

// TagValue words a tag's value as the export writes it: O and N are « oui » and
// « non », nothing is « sans indication », a text stays itself.
func TagValue(value string) string {
	switch value {
	case "":
		return "sans indication"
	case "O":
		return "oui"
	case "N":
		return "non"
	}
	return value
}

var coreWords = map[string]string{
	"":          "sans distinction",
	"principal": "principale (cœur de métier)",
	"emerging":  "émergente (cœur de métier)",
}

// CoreText words the importance of an item in an occupation.
func CoreText(core string) string { return orRaw(coreWords, core) }

var treeWords = map[string]string{
	"theme": "thème", "sector": "secteur d’activité", "interest": "centre d’intérêt", "naf": "secteur NAF",
}

// TreeText names a classification of occupations: « thème ».
func TreeText(tree string) string { return orRaw(treeWords, tree) }

var tableWords = map[string]string{"isco08": "CITP-08", "naf": "NAF", "fap": "FAP", "pcs": "PCS", "esco": "ESCO"}

// TableText names another nomenclature: « CITP-08 ».
func TableText(table string) string { return orRaw(tableWords, table) }

func orRaw(words map[string]string, key string) string {
	if w, ok := words[key]; ok {
		return w
	}
	return key
}
