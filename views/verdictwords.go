package views

import (
	"strings"

	"vigie/rome"
)

// VerdictModel is what a release answers to a change, with its evidence.
type VerdictModel struct {
	Change  rome.Change
	Result  rome.Result // of a ticket's record: fill Verdict and Evidence
	Release string      // number of the release asked, "460"
	Open    bool        // unfolded from the start
}

// inflection gives the endings a kind of change wants.
type inflection struct {
	feminine bool
	holds    string // masculine: « présent », « renommé »
	unmet    string // masculine: « pas encore présent », « encore présent »
}

func (i inflection) agree(word string) string {
	if !i.feminine {
		return word
	}
	head, last := "", word
	if at := strings.LastIndexByte(word, ' '); at >= 0 {
		head, last = word[:at+1], word[at+1:]
	}
	if strings.HasSuffix(last, "l") || strings.HasSuffix(last, "é") || strings.HasSuffix(last, "t") {
		last += "e"
	}
	return head + last
}

func inflect(kind rome.Kind) inflection {
	var i inflection
	switch kind.Family() {
	case "appellation", "skill", "mobility", "crosswalk":
		i.feminine = true
	}
	switch kind.Verb() {
	case "rename":
		i.holds, i.unmet = "renommé", "pas encore renommé"
	case "define", "access", "short", "rank", "core":
		i.feminine = kind.Verb() == "define" || kind.Verb() == "core"
		i.holds, i.unmet = "modifié", "pas encore modifié"
		if kind.Verb() == "access" {
			i.holds, i.unmet = "accès modifié", "accès pas encore modifié"
			i.feminine = false
		}
		if kind.Verb() == "short" || kind.Verb() == "rank" {
			i.feminine = false
		}
	case "move":
		i.holds, i.unmet = "déplacé", "pas encore déplacé"
	case "reindex":
		i.holds, i.unmet = "reclassé", "pas encore reclassé"
	case "principal":
		i.holds, i.unmet = "principal", "pas encore principal"
	case "tag":
		i.feminine = true // l’indication
		i.holds, i.unmet = "indiqué", "pas encore indiqué"
	case "remove":
		i.holds, i.unmet = "retiré", "encore présent"
	default:
		i.holds, i.unmet = "présent", "pas encore présent"
	}
	return i
}

// VerdictText words a verdict for the kind of change, with its tone.
func VerdictText(m VerdictModel) (string, Tone) {
	in := ""
	if m.Release != "" {
		in = " dans la version" + nbsp + m.Release
	}
	i := inflect(m.Change.Kind)
	if m.Change.Kind.Family() == "crosswalk" { // a table is of no release
		in = " dans la table de correspondance"
	}
	switch m.Result.Verdict {
	case rome.Holds:
		return i.agree(i.holds) + in, ToneKept
	case rome.Unmet:
		return i.agree(i.unmet) + in, ToneInfo
	case rome.Partial:
		return partialText(m.Result.Reason), ToneSoon
	case rome.Elsewhere:
		return i.agree("présent") + " ailleurs" + elsewhere(m.Result.Found), ToneSoon
	case rome.Conflict:
		return conflictText(m.Result.Reason), ToneLate
	}
	return "à vérifier par une personne", ToneFlat
}

func elsewhere(found []rome.Entity) string {
	var codes []string
	for _, e := range found {
		if e.Code != "" && len(codes) < 3 {
			codes = append(codes, e.Code)
		}
	}
	if len(codes) == 0 {
		return ""
	}
	return " (" + List(codes) + ")"
}

func partialText(r rome.Reason) string {
	switch r {
	case rome.ReasonCaseOnly:
		return "en partie (majuscules)"
	case rome.ReasonTypography, "":
		return "en partie (typographie)"
	case rome.ReasonShortDiffers, rome.ReasonShortLabel:
		return "en partie (libellé court)"
	case rome.ReasonPrincipalDiffers:
		return "en partie (appellation principale)"
	case rome.ReasonParentDiffers:
		return "en partie (classement)"
	case rome.ReasonKeyForm:
		return "en partie (code écrit autrement)"
	case rome.ReasonKeyLevel:
		return "en partie (à un autre niveau de détail)"
	}
	return "en partie"
}

func conflictText(r rome.Reason) string {
	words := map[rome.Reason]string{
		rome.ReasonTargetGone:       "la cible n’existe plus",
		rome.ReasonTargetMoved:      "la cible a été déplacée",
		rome.ReasonTargetRepurposed: "la cible désigne autre chose",
		rome.ReasonOtherKind:        "la cible est d’une autre nature",
		rome.ReasonCodeUnknown:      "le code n’existe pas",
		rome.ReasonDomainUnknown:    "le domaine n’existe pas",
		rome.ReasonCodeTaken:        "le code est déjà pris",
		rome.ReasonParentUnknown:    "le classement visé n’existe pas",
		rome.ReasonNotLinked:        "le lien n’existe pas",
		rome.ReasonItemMissing:      "l’élément n’existe pas",
	}
	if w, ok := words[r]; ok {
		return "en conflit" + nbsp + ": " + w
	}
	return "en conflit" + nbsp + ": la cible a changé"
}

func evidencePlace(e rome.Evidence) string {
	place := "Version" + nbsp + e.Release + ", " + e.File
	if e.Release == "" {
		place = "Table de correspondance, " + e.File
	}
	if e.Line > 0 {
		return place + ", ligne" + nbsp + Number(e.Line)
	}
	return place + nbsp + ": aucune ligne ne correspond"
}
