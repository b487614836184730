package views

import "vigie/rome"

// changeFaultText words a rome.ChangeError, given as its field and its rule.
func changeFaultText(args []any) string {
	field, rule := rome.Field(argument(args, 0)), argument(args, 1)
	switch rule {
	case rome.ChangeMissingField:
		return orDefault(missingTexts, string(field), "Complétez cette évolution : il y manque une indication.")
	case rome.ChangeBadCode:
		return "Indiquez un code ROME, par exemple M1805."
	case rome.ChangeBadDomain:
		return "Indiquez le code d’un domaine professionnel, par exemple M18."
	case rome.ChangeBadOGR:
		return "Choisissez un élément dans la liste : son code OGR n’a que des chiffres."
	case rome.ChangeBadRank:
		return "Indiquez un rang : un nombre à partir de 1."
	case rome.ChangeBadRef:
		return "Choisissez un élément dans la liste, ou écrivez le libellé de celui qui n’existe pas encore."
	case rome.ChangeUnknownTag:
		return "Choisissez une des indications proposées."
	case rome.ChangeUnknownCore:
		return "Choisissez une des importances proposées."
	case rome.ChangeUnknownTree:
		return "Choisissez un des classements proposés."
	case rome.ChangeUnknownKind:
		return "Choisissez ce que vous demandez."
	case rome.ChangeTooLong:
		switch field {
		case rome.FieldText, rome.FieldOld, rome.FieldNew:
			return "Raccourcissez ce texte : il peut avoir " + Count(rome.MaxText, "caractère", "caractères") + " au plus."
		case rome.FieldLabel, rome.FieldShort, rome.FieldParent, rome.FieldItem:
			return "Raccourcissez ce libellé : il peut avoir " + Count(rome.MaxLabel, "caractère", "caractères") + " au plus."
		}
		return "Raccourcissez cette indication : elle peut avoir " + Count(rome.MaxName, "caractère", "caractères") + " au plus."
	case rome.ChangeControl:
		return "Retirez les caractères invisibles : recopiez le texte sans mise en forme."
	case rome.ChangeUnknownField:
		return "Retirez une indication qui ne va pas avec ce type d’évolution."
	case rome.ChangeWrongType, rome.ChangeBadJSON:
		return "Corrigez cette évolution : elle n’a pas la forme attendue."
	case rome.ChangeBadBase:
		return "Choisissez de nouveau l’élément concerné : il n’a pas été reconnu."
	}
	return "Vérifiez cette évolution : elle n’est pas complète."
}

var missingTexts = map[string]string{
	"domain":    "Indiquez le domaine professionnel, par exemple M18.",
	"code":      "Indiquez le code ROME du métier, par exemple M1805.",
	"ogr":       "Choisissez l’élément concerné dans la liste.",
	"label":     "Indiquez le libellé souhaité.",
	"short":     "Indiquez le libellé court souhaité.",
	"text":      "Écrivez le texte souhaité.",
	"tag":       "Choisissez l’indication à modifier.",
	"value":     "Choisissez la valeur souhaitée.",
	"parent":    "Indiquez sous quoi classer l’élément.",
	"to":        "Indiquez le code ROME d’arrivée, par exemple M1810.",
	"from":      "Indiquez le code ROME de départ, par exemple M1805.",
	"item":      "Choisissez une compétence, un savoir ou un contexte de travail.",
	"core":      "Choisissez l’importance de l’élément.",
	"rank":      "Indiquez le rang souhaité, à partir de 1.",
	"tree":      "Choisissez le classement.",
	"node":      "Indiquez l’entrée du classement.",
	"table":     "Choisissez l’autre nomenclature.",
	"key":       "Indiquez le code dans l’autre nomenclature.",
	"successor": "Indiquez ce qui remplace l’élément retiré.",
	"old":       "Indiquez le texte d’avant.",
	"new":       "Indiquez le texte d’après.",
}
