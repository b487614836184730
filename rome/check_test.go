package rome_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/rome"
)

// TestCheck: each kind, each verdict, against the fixture.
func TestCheck(t *testing.T) {
	r := fixture().read(t)
	base := func(kind rome.EntityKind, ogr, code, label string) *rome.Base {
		return &rome.Base{Kind: kind, OGR: ogr, Code: code, Label: label}
	}
	type change = rome.Change
	tests := []struct {
		name    string
		change  change
		verdict rome.Verdict
		reason  rome.Reason
		where   string // "file:line" of the evidence, file without affixes
		found   string // OGR found
	}{
		{"create occupation", change{Kind: rome.OccupationCreate, Domain: "M18", Label: "Développeur / Développeuse web"}, rome.Holds, "", "referentiel_code_rome:5", "489999"},
		{"under another code than suggested", change{Kind: rome.OccupationCreate, Domain: "M18", Label: "Développeur / Développeuse web", Code: "M1899"}, rome.Holds, "", "referentiel_code_rome:5", "489999"},
		{"in another case", change{Kind: rome.OccupationCreate, Domain: "M18", Label: "développeur / développeuse Web"}, rome.Partial, rome.ReasonCaseOnly, "referentiel_code_rome:5", "489999"},
		{"without accents", change{Kind: rome.OccupationCreate, Domain: "D11", Label: "Patissier / Patissière"}, rome.Partial, rome.ReasonTypography, "referentiel_code_rome:3", "38"},
		{"in another domain", change{Kind: rome.OccupationCreate, Domain: "D11", Label: "Développeur / Développeuse web"}, rome.Elsewhere, rome.ReasonLabelElsewhere, "referentiel_code_rome:5", "489999"},
		{"not there", change{Kind: rome.OccupationCreate, Domain: "M18", Label: "Dompteur / Dompteuse"}, rome.Unmet, "", "referentiel_code_rome:0", ""},
		{"an appellation so far", change{Kind: rome.OccupationCreate, Domain: "M18", Label: "Cœur de métier d'art"}, rome.Unmet, "", "referentiel_code_rome:0", "12"},
		{"its code taken", change{Kind: rome.OccupationCreate, Domain: "M18", Label: "Dompteur / Dompteuse", Code: "M1805"}, rome.Unmet, rome.ReasonCodeTaken, "referentiel_code_rome:2", "326"},
		{"no such domain", change{Kind: rome.OccupationCreate, Domain: "N11", Label: "Dompteur / Dompteuse"}, rome.Conflict, rome.ReasonDomainUnknown, "domaine_professionnel:0", ""},

		{"rename", change{Kind: rome.OccupationRename, Code: "M1805", Label: "Développeur / Développeuse informatique"}, rome.Holds, "", "referentiel_code_rome:2 referentiel_appellation:2", ""},
		{"rename to come", change{Kind: rome.OccupationRename, Code: "M1805", Label: "Codeur / Codeuse"}, rome.Unmet, "", "referentiel_code_rome:2", ""},
		{"renamed to another's label", change{Kind: rome.OccupationRename, Code: "M1805", Label: "Boulanger / Boulangère"}, rome.Elsewhere, rome.ReasonLabelElsewhere, "referentiel_code_rome:2 referentiel_code_rome:4", "36"},
		{"rename of a retired code", change{Kind: rome.OccupationRename, Code: "M1899", Label: "X"}, rome.Conflict, rome.ReasonTargetGone, "referentiel_code_rome:0", ""},
		{"rename of one with another code now", change{Kind: rome.OccupationRename, Code: "M1899", Label: "X", Base: base(rome.KindOccupation, "326", "M1899", "Y")}, rome.Conflict, rome.ReasonTargetMoved, "referentiel_code_rome:2", "326"},
		{"rename of a code given away", change{Kind: rome.OccupationRename, Code: "M1805", Label: "X", Base: base(rome.KindOccupation, "7", "M1805", "Développeur / Développeuse informatique")}, rome.Conflict, rome.ReasonTargetRepurposed, "referentiel_code_rome:2", "326"},
		{"rename of what became another job", change{Kind: rome.OccupationRename, Code: "M1805", Label: "X", Base: base(rome.KindOccupation, "326", "M1805", "Steward / Hôtesse au sol")}, rome.Conflict, rome.ReasonTargetRepurposed, "referentiel_code_rome:2", "326"},
		{"rename after another rename", change{Kind: rome.OccupationRename, Code: "M1805", Label: "X", Base: base(rome.KindOccupation, "326", "M1805", "Analyste-programmeur / Analyste-programmeuse")}, rome.Unmet, "", "referentiel_code_rome:2", ""},
		{"held whatever the base", change{Kind: rome.OccupationRename, Code: "M1805", Label: "Développeur / Développeuse informatique", Base: base(rome.KindOccupation, "7", "M1805", "Steward")}, rome.Holds, "", "referentiel_code_rome:2 referentiel_appellation:2", ""},

		{"define", change{Kind: rome.OccupationDefine, Code: "M1805", Text: "Conçoit un logiciel.\r\nIl l'écrit avec \"soin\"."}, rome.Holds, "", "texte:3 texte:2", ""},
		{"define, nearly", change{Kind: rome.OccupationDefine, Code: "M1805", Text: "Conçoit un logiciel. Il l’écrit avec \"soin\"."}, rome.Partial, rome.ReasonTypography, "texte:3 texte:2", ""},
		{"define, to come", change{Kind: rome.OccupationDefine, Code: "M1805", Text: "Autre chose."}, rome.Unmet, "", "texte:3 texte:2", ""},
		{"define what has no text", change{Kind: rome.OccupationDefine, Code: "D1102", Text: "Autre chose."}, rome.Unmet, "", "texte:0", ""},
		{"access", change{Kind: rome.OccupationAccess, Code: "M1805", Text: "Bac+2 à Bac+5."}, rome.Holds, "", "texte:4", ""},
		{"tag", change{Kind: rome.OccupationTag, Code: "M1805", Tag: rome.TagEco, Value: "Emploi Blanc"}, rome.Holds, "", "referentiel_code_rome:2", ""},
		{"tag in another case", change{Kind: rome.OccupationTag, Code: "M1805", Tag: rome.TagEco, Value: "emploi blanc"}, rome.Partial, rome.ReasonCaseOnly, "referentiel_code_rome:2", ""},
		{"tag cleared", change{Kind: rome.OccupationTag, Code: "M1805", Tag: rome.TagRegulated, Value: ""}, rome.Holds, "", "referentiel_code_rome:2", ""},
		{"tag to clear", change{Kind: rome.OccupationTag, Code: "M1805", Tag: rome.TagDigital, Value: ""}, rome.Unmet, "", "referentiel_code_rome:2", ""},
		{"no such tag here", change{Kind: rome.OccupationTag, Code: "M1805", Tag: rome.TagRarelyUsed, Value: "O"}, rome.Unverifiable, rome.ReasonTagNotPublished, "referentiel_code_rome:2", ""},
		{"removed", change{Kind: rome.OccupationRemove, Code: "M1899", Successor: "M1805"}, rome.Holds, "", "referentiel_code_rome:0", "326"},
		{"still there", change{Kind: rome.OccupationRemove, Code: "M1805"}, rome.Unmet, rome.ReasonStillThere, "referentiel_code_rome:2", ""},
		{"still there, another job", change{Kind: rome.OccupationRemove, Code: "M1805", Base: base(rome.KindOccupation, "326", "M1805", "Steward")}, rome.Conflict, rome.ReasonTargetRepurposed, "referentiel_code_rome:2", "326"},
		{"repurposed", change{Kind: rome.OccupationRepurpose, OGR: "326", Old: "X", New: "Développeur / Développeuse informatique"}, rome.Holds, "", "referentiel_code_rome:2", ""},

		{"create appellation", change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Cœur de métier d'art"}, rome.Holds, "", "referentiel_appellation:4", "12"},
		{"with its short label", change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Cœur de métier d'art", Short: "Cœur de métier"}, rome.Holds, "", "referentiel_appellation:4", "12"},
		{"with another short label", change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Cœur de métier d'art", Short: "Cœur"}, rome.Partial, rome.ReasonShortDiffers, "referentiel_appellation:4", "12"},
		{"with another apostrophe", change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Cœur de métier d’art"}, rome.Partial, rome.ReasonTypography, "referentiel_appellation:4", "12"},
		{"as a short label", change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Coeur de métier"}, rome.Partial, rome.ReasonShortLabel, "referentiel_appellation:4", "12"},
		{"composed otherwise", change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Cœur de me\u0301tier d'art"}, rome.Holds, "", "referentiel_appellation:4", "12"},
		{"one of two of the label", change{Kind: rome.AppellationCreate, Code: "D1104", Label: "Chef de fournil"}, rome.Holds, "", "referentiel_appellation:9", "17"},
		{"under two other codes", change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Chef de fournil"}, rome.Elsewhere, rome.ReasonLabelElsewhere, "referentiel_appellation:8 referentiel_appellation:9", "16 17"},
		{"under a retired code, elsewhere", change{Kind: rome.AppellationCreate, Code: "M1899", Label: "chef de fournil"}, rome.Elsewhere, rome.ReasonLabelElsewhere, "referentiel_appellation:8 referentiel_appellation:9", "16 17"},
		{"under a retired code", change{Kind: rome.AppellationCreate, Code: "M1899", Label: "X"}, rome.Conflict, rome.ReasonCodeUnknown, "referentiel_code_rome:0", ""},
		{"under another job", change{Kind: rome.AppellationCreate, Code: "M1805", Label: "X", Base: base(rome.KindOccupation, "326", "M1805", "Steward")}, rome.Conflict, rome.ReasonTargetRepurposed, "referentiel_code_rome:2", "326"},
		{"appellation to come", change{Kind: rome.AppellationCreate, Code: "M1805", Label: "X"}, rome.Unmet, "", "referentiel_appellation:0", ""},
		{"rename appellation", change{Kind: rome.AppellationRename, OGR: "12", Label: "Cœur de métier d'art"}, rome.Holds, "", "referentiel_appellation:4", ""},
		{"rename appellation to come", change{Kind: rome.AppellationRename, OGR: "12", Label: "X", Base: base(rome.KindAppellation, "12", "M1805", "Cœur de métier d'art")}, rome.Unmet, "", "referentiel_appellation:4", ""},
		{"rename of one moved", change{Kind: rome.AppellationRename, OGR: "12", Label: "X", Base: base(rome.KindAppellation, "12", "M1855", "Cœur de métier d'art")}, rome.Conflict, rome.ReasonTargetMoved, "referentiel_appellation:4", "12"},
		{"rename of one gone, label there", change{Kind: rome.AppellationRename, OGR: "77", Label: "Chef de fournil"}, rome.Conflict, rome.ReasonTargetGone, "referentiel_appellation:0", "16 17"},
		{"rename of what is a skill", change{Kind: rome.AppellationRename, OGR: "201", Label: "X"}, rome.Conflict, rome.ReasonOtherKind, "referentiel_competence:3", "201"},
		{"short", change{Kind: rome.AppellationShort, OGR: "12", Short: "Cœur de métier"}, rome.Holds, "", "referentiel_appellation:4", ""},
		{"move", change{Kind: rome.AppellationMove, OGR: "12", To: "M1805"}, rome.Holds, "", "referentiel_appellation:4", ""},
		{"move to come", change{Kind: rome.AppellationMove, OGR: "12", To: "M1855", Base: base(rome.KindAppellation, "12", "M1805", "Cœur de métier d'art")}, rome.Unmet, "", "referentiel_appellation:4", ""},
		{"move of one moved elsewhere", change{Kind: rome.AppellationMove, OGR: "12", To: "M1855", Base: base(rome.KindAppellation, "12", "D1102", "Cœur de métier d'art")}, rome.Conflict, rome.ReasonTargetMoved, "referentiel_appellation:4", "12"},
		{"moved, whatever the base", change{Kind: rome.AppellationMove, OGR: "12", To: "M1805", Base: base(rome.KindAppellation, "12", "D1102", "Autre")}, rome.Holds, "", "referentiel_appellation:4", ""},
		{"move of one gone", change{Kind: rome.AppellationMove, OGR: "77", To: "M1805"}, rome.Conflict, rome.ReasonTargetGone, "referentiel_appellation:0", ""},
		{"move to a retired code", change{Kind: rome.AppellationMove, OGR: "12", To: "M1899"}, rome.Conflict, rome.ReasonCodeUnknown, "referentiel_appellation:4 referentiel_code_rome:0", ""},
		{"move where its twin is", change{Kind: rome.AppellationMove, OGR: "16", To: "D1104"}, rome.Partial, rome.ReasonLabelOtherOGR, "referentiel_appellation:8 referentiel_appellation:9", "17"},
		{"principal", change{Kind: rome.AppellationPrincipal, OGR: "10"}, rome.Holds, "", "referentiel_appellation:2", ""},
		{"not principal", change{Kind: rome.AppellationPrincipal, OGR: "11"}, rome.Unmet, "", "referentiel_appellation:3 referentiel_appellation:2", "10"},
		{"rarely used", change{Kind: rome.AppellationTag, OGR: "12", Tag: rome.TagRarelyUsed, Value: "O"}, rome.Holds, "", "referentiel_appellation:4", ""},
		{"appellation removed", change{Kind: rome.AppellationRemove, OGR: "77", Successor: "10"}, rome.Holds, "", "referentiel_appellation:0", "10"},
		{"appellation still there", change{Kind: rome.AppellationRemove, OGR: "10"}, rome.Unmet, rome.ReasonStillThere, "referentiel_appellation:2", ""},

		{"create skill", change{Kind: rome.SkillCreate, Label: "Écrire un programme"}, rome.Holds, "", "referentiel_competence:3", "201"},
		{"under its macro-skill", change{Kind: rome.SkillCreate, Label: "Écrire un programme", Parent: "200"}, rome.Holds, "", "referentiel_competence:3", "201"},
		{"by the macro-skill's label", change{Kind: rome.SkillCreate, Label: "Écrire un programme", Parent: "concevoir un logiciel"}, rome.Holds, "", "referentiel_competence:3", "201"},
		{"under another", change{Kind: rome.SkillCreate, Label: "Écrire un programme", Parent: "203"}, rome.Partial, rome.ReasonParentDiffers, "referentiel_competence:3", "201"},
		{"É became E", change{Kind: rome.SkillCreate, Label: "Ecrire un programme"}, rome.Partial, rome.ReasonTypography, "referentiel_competence:3", "201"},
		{"a knowledge instead", change{Kind: rome.SkillCreate, Label: "Python"}, rome.Elsewhere, rome.ReasonLabelOtherKind, "referentiel_savoir:3", "301"},
		{"skill to come", change{Kind: rome.SkillCreate, Label: "Dompter un lion"}, rome.Unmet, "", "referentiel_competence:0", ""},
		{"context", change{Kind: rome.ContextCreate, Label: "Travail de nuit", Parent: "Horaires et durée du travail"}, rome.Holds, "", "referentiel_contexte_travail:2", "400"},
		{"rename knowledge", change{Kind: rome.KnowledgeRename, OGR: "301", Label: "Python"}, rome.Holds, "", "referentiel_savoir:3", ""},
		{"rename knowledge, by another kind", change{Kind: rome.SkillRename, OGR: "301", Label: "Python"}, rome.Conflict, rome.ReasonOtherKind, "referentiel_savoir:3", "301"},
		{"rename of one repurposed", change{Kind: rome.KnowledgeRename, OGR: "301", Label: "X", Base: base(rome.KindKnowledge, "301", "", "Cobol")}, rome.Conflict, rome.ReasonTargetRepurposed, "referentiel_savoir:3", "301"},
		{"reindex", change{Kind: rome.KnowledgeReindex, OGR: "301", Parent: "Langages informatiques"}, rome.Holds, "", "referentiel_savoir:3", ""},
		{"reindex to come", change{Kind: rome.KnowledgeReindex, OGR: "301", Parent: "Matières, matériaux"}, rome.Unmet, "", "referentiel_savoir:3", ""},
		{"reindex under nothing", change{Kind: rome.KnowledgeReindex, OGR: "301", Parent: "Serpents"}, rome.Conflict, rome.ReasonParentUnknown, "referentiel_savoir:3 referentiel_savoir:0", ""},
		{"skill under nothing", change{Kind: rome.SkillReindex, OGR: "201", Parent: "999"}, rome.Conflict, rome.ReasonParentUnknown, "referentiel_competence:3 referentiel_competence:0", ""},
		{"skill under another", change{Kind: rome.SkillReindex, OGR: "201", Parent: "203"}, rome.Unmet, "", "referentiel_competence:3", ""},
		{"item tag", change{Kind: rome.SkillTag, OGR: "201", Tag: rome.TagEco, Value: "N"}, rome.Holds, "", "referentiel_competence:3", ""},
		{"contexts have no tags", change{Kind: rome.ContextTag, OGR: "400", Tag: rome.TagEco, Value: "N"}, rome.Unverifiable, rome.ReasonTagNotPublished, "referentiel_contexte_travail:2", ""},
		{"item removed", change{Kind: rome.ContextRemove, OGR: "499"}, rome.Holds, "", "referentiel_contexte_travail:0", ""},
		{"item there", change{Kind: rome.ContextRemove, OGR: "400"}, rome.Unmet, rome.ReasonStillThere, "referentiel_contexte_travail:2", ""},

		{"link", change{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{OGR: "301"}}, rome.Holds, rome.ReasonAlreadyLinked, "coherence_item:4 referentiel_savoir:3", "301"},
		{"link by label", change{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{Label: "Python"}}, rome.Holds, rome.ReasonAlreadyLinked, "coherence_item:4 referentiel_savoir:3", "301"},
		{"link by label, nearly", change{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{Label: "PYTHON"}}, rome.Partial, rome.ReasonCaseOnly, "coherence_item:4 referentiel_savoir:3", "301"},
		{"link to come", change{Kind: rome.LinkAdd, Code: "D1102", Item: rome.Ref{OGR: "301"}}, rome.Unmet, rome.ReasonNotLinked, "coherence_item:0", "301"},
		{"link to an item to come", change{Kind: rome.LinkAdd, Code: "D1102", Item: rome.Ref{Label: "Levains"}}, rome.Unmet, rome.ReasonItemMissing, "referentiel_competence:0 referentiel_savoir:0 referentiel_contexte_travail:0", ""},
		{"link to an item gone", change{Kind: rome.LinkAdd, Code: "D1102", Item: rome.Ref{OGR: "399"}}, rome.Conflict, rome.ReasonTargetGone, "referentiel_competence:0 referentiel_savoir:0 referentiel_contexte_travail:0", ""},
		{"link to an appellation", change{Kind: rome.LinkAdd, Code: "D1102", Item: rome.Ref{OGR: "10"}}, rome.Conflict, rome.ReasonOtherKind, "referentiel_appellation:2", "10"},
		{"link of a retired code", change{Kind: rome.LinkAdd, Code: "D1199", Item: rome.Ref{OGR: "301"}}, rome.Conflict, rome.ReasonTargetGone, "referentiel_code_rome:0", ""},
		{"link of another job", change{Kind: rome.LinkAdd, Code: "D1102", Item: rome.Ref{OGR: "301"}, Base: base(rome.KindOccupation, "36", "D1102", "Steward")}, rome.Conflict, rome.ReasonTargetRepurposed, "referentiel_code_rome:4", "36"},
		{"link gone", change{Kind: rome.LinkRemove, Code: "D1102", Item: rome.Ref{OGR: "301"}}, rome.Holds, "", "coherence_item:0", ""},
		{"link there", change{Kind: rome.LinkRemove, Code: "M1805", Item: rome.Ref{OGR: "301"}}, rome.Unmet, rome.ReasonStillThere, "coherence_item:4 referentiel_savoir:3", "301"},
		{"core", change{Kind: rome.LinkCore, Code: "M1805", Item: rome.Ref{OGR: "300"}, Core: rome.CoreEmerging}, rome.Holds, "", "coherence_item:7 referentiel_savoir:2", "300"},
		{"core to come", change{Kind: rome.LinkCore, Code: "M1805", Item: rome.Ref{OGR: "300"}, Core: ""}, rome.Unmet, "", "coherence_item:7 referentiel_savoir:2", "300"},
		{"core of no link", change{Kind: rome.LinkCore, Code: "D1104", Item: rome.Ref{OGR: "300"}, Core: ""}, rome.Unmet, rome.ReasonNotLinked, "coherence_item:0", "300"},

		{"mobility", change{Kind: rome.MobilityAdd, From: "M1805", To: "M1855"}, rome.Holds, rome.ReasonAlreadyLinked, "rubrique_mobilite:2", ""},
		{"mobility to come", change{Kind: rome.MobilityAdd, From: "M1855", To: "M1805"}, rome.Unmet, rome.ReasonNotLinked, "rubrique_mobilite:0", ""},
		{"mobility from nowhere", change{Kind: rome.MobilityAdd, From: "M1899", To: "M1805"}, rome.Conflict, rome.ReasonTargetGone, "referentiel_code_rome:0", ""},
		{"mobility to nowhere", change{Kind: rome.MobilityAdd, From: "M1805", To: "M1899"}, rome.Conflict, rome.ReasonCodeUnknown, "referentiel_code_rome:0", ""},
		{"mobility gone", change{Kind: rome.MobilityRemove, From: "M1855", To: "M1805"}, rome.Holds, "", "rubrique_mobilite:0", ""},
		{"mobility there", change{Kind: rome.MobilityRemove, From: "M1805", To: "M1855"}, rome.Unmet, rome.ReasonStillThere, "rubrique_mobilite:2", ""},
		{"rank", change{Kind: rome.MobilityRank, From: "M1805", To: "M1855", Rank: 2}, rome.Holds, "", "rubrique_mobilite:2", ""},
		{"rank to come", change{Kind: rome.MobilityRank, From: "M1805", To: "M1855", Rank: 1}, rome.Unmet, "", "rubrique_mobilite:2", ""},

		{"mobility at another rank", change{Kind: rome.MobilityAdd, From: "M1805", To: "M1855", Rank: 9}, rome.Partial, rome.ReasonRankDiffers, "rubrique_mobilite:2", ""},
		{"link with another core", change{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{OGR: "300"}, Core: rome.CorePrincipal}, rome.Partial, rome.ReasonCoreDiffers, "coherence_item:7 referentiel_savoir:2", "300"},

		{"tree", change{Kind: rome.TreeAdd, Code: "M1805", Tree: "theme", Node: "001"}, rome.Holds, "", "arborescence_thematique:2", ""},
		{"tree by label", change{Kind: rome.TreeAdd, Code: "M1805", Tree: "theme", Node: "numerique"}, rome.Holds, "", "arborescence_thematique:2", ""},
		{"a sub-sector", change{Kind: rome.TreeAdd, Code: "M1805", Tree: "sector", Node: "110/145"}, rome.Holds, "", "arborescence_secteur_activite:2", ""},
		{"a sub-sector by its label", change{Kind: rome.TreeAdd, Code: "M1805", Tree: "sector", Node: "Logiciels"}, rome.Holds, "", "arborescence_secteur_activite:2", ""},
		{"its sector", change{Kind: rome.TreeAdd, Code: "M1805", Tree: "sector", Node: "110"}, rome.Unmet, "", "arborescence_secteur_activite:0", ""},
		{"a division as the NAF writes it", change{Kind: rome.TreeAdd, Code: "D1102", Tree: "naf", Node: "01"}, rome.Holds, "", "arborescence_secteur_naf:2", ""},
		{"a division as the export writes it", change{Kind: rome.TreeAdd, Code: "D1102", Tree: "naf", Node: "1"}, rome.Holds, "", "arborescence_secteur_naf:2", ""},
		{"tree to come", change{Kind: rome.TreeAdd, Code: "D1104", Tree: "theme", Node: "002"}, rome.Unmet, "", "arborescence_thematique:0", ""},
		{"tree of a retired code", change{Kind: rome.TreeAdd, Code: "D1199", Tree: "theme", Node: "002"}, rome.Conflict, rome.ReasonTargetGone, "referentiel_code_rome:0", ""},
		{"no such node", change{Kind: rome.TreeAdd, Code: "M1805", Tree: "naf", Node: "62"}, rome.Conflict, rome.ReasonNodeUnknown, "arborescence_secteur_naf:0", ""},
		{"out of a tree", change{Kind: rome.TreeRemove, Code: "D1104", Tree: "theme", Node: "002"}, rome.Holds, "", "arborescence_thematique:0", ""},
		{"still in a tree", change{Kind: rome.TreeRemove, Code: "D1102", Tree: "theme", Node: "002"}, rome.Unmet, rome.ReasonStillThere, "arborescence_thematique:3", ""},
		{"a tree that is not there", change{Kind: rome.TreeAdd, Code: "M1805", Tree: "interest", Node: "1"}, rome.Unverifiable, rome.ReasonTreeNotPublished, "", ""},
		{"crosswalk", change{Kind: rome.CrosswalkRemove, Code: "M1805", Table: "isco08", Key: "2512"}, rome.Unverifiable, rome.ReasonTableNotLoaded, "", ""},
		{"free text", change{Kind: rome.Other, Text: "Bonjour"}, rome.Unverifiable, rome.ReasonFreeText, "", ""},
		{"no kind", change{}, rome.Unverifiable, rome.ReasonUnknownKind, "", ""},
		{"no verb", change{Kind: "appellation.paint", OGR: "10"}, rome.Unverifiable, rome.ReasonUnknownKind, "", ""},
	}
	seen := make(map[rome.Kind]bool)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			seen[tt.change.Kind] = true
			res := r.Check(tt.change)
			if res.Verdict != tt.verdict || res.Reason != tt.reason {
				t.Errorf("%s (%s), want %s (%s)", res.Verdict, res.Reason, tt.verdict, tt.reason)
			}
			var where, found []string
			for _, e := range res.Evidence {
				file := strings.TrimSuffix(strings.TrimPrefix(e.File, "unix_"), "_v499_utf8.csv")
				where = append(where, file+":"+string(rune('0'+e.Line)))
				if e.Release != "499" || (e.Line == 0) != (e.Row == "") || e.Row != r.Row(rome.Source{File: e.File, Line: e.Line}) {
					t.Errorf("evidence %+v", e)
				}
			}
			for _, e := range res.Found {
				found = append(found, e.OGR)
			}
			if diff := cmp.Diff(tt.where, strings.Join(where, " ")); diff != "" {
				t.Errorf("evidence: %s", diff)
			}
			if diff := cmp.Diff(tt.found, strings.Join(found, " ")); diff != "" {
				t.Errorf("found: %s", diff)
			}
			if res.Evidence == nil {
				t.Error("evidence is null in JSON")
			}
		})
	}
	for _, info := range rome.Kinds() {
		switch family := info.Kind.Family(); {
		case seen[info.Kind], info.Observed, family == "tree", family == "crosswalk", family == "skill", family == "knowledge", family == "context":
		default:
			t.Errorf("%s is not checked by this test", info.Kind)
		}
	}
}

// TestPrincipalLagsBehind: a rename is done when the principal appellation has
// it too.
func TestPrincipalLagsBehind(t *testing.T) {
	r := fixture().edit(t, "referentiel_code_rome", "Développeur / Développeuse web", "Intégrateur / Intégratrice web").read(t)
	res := r.Check(rome.Change{Kind: rome.OccupationRename, Code: "M1855", Label: "Intégrateur / Intégratrice web"})
	if res.Verdict != rome.Partial || res.Reason != rome.ReasonPrincipalDiffers || len(res.Evidence) != 2 || res.Found[0].OGR != "13" {
		t.Errorf("%+v", res)
	}
}

func TestBaseOf(t *testing.T) {
	r := fixture().read(t)
	occupation := &rome.Base{Kind: rome.KindOccupation, OGR: "326", Code: "M1805", Label: "Développeur / Développeuse informatique", Release: r.SHA256}
	for _, tt := range []struct {
		change rome.Change
		want   *rome.Base
	}{
		{rome.Change{Kind: rome.OccupationCreate, Domain: "M18", Code: "M1805"}, nil},
		{rome.Change{Kind: rome.OccupationRename, Code: "M1805"}, occupation},
		{rome.Change{Kind: rome.OccupationRepurpose, OGR: "326"}, occupation},
		{rome.Change{Kind: rome.AppellationCreate, Code: "M1805"}, occupation},
		{rome.Change{Kind: rome.AppellationCreate, Code: "M1899"}, nil},
		{rome.Change{Kind: rome.AppellationMove, OGR: "12", To: "D1102"}, &rome.Base{Kind: rome.KindAppellation, OGR: "12", Code: "M1805", Label: "Cœur de métier d'art", Release: r.SHA256}},
		{rome.Change{Kind: rome.AppellationMove, OGR: "201"}, nil},
		{rome.Change{Kind: rome.SkillCreate, Label: "X"}, nil},
		{rome.Change{Kind: rome.SkillRename, OGR: "201"}, &rome.Base{Kind: rome.KindSkill, OGR: "201", Label: "Écrire un programme", Release: r.SHA256}},
		{rome.Change{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{OGR: "301"}}, occupation},
		{rome.Change{Kind: rome.MobilityAdd, From: "M1805", To: "D1102"}, occupation},
		{rome.Change{Kind: rome.TreeAdd, Code: "M1805"}, occupation},
		{rome.Change{Kind: rome.Other, Text: "x"}, nil},
	} {
		if diff := cmp.Diff(tt.want, r.BaseOf(tt.change)); diff != "" {
			t.Errorf("%+v: %s", tt.change, diff)
		}
	}
}
