package views

import (
	"strconv"

	"vigie/rome"
)

var oddityWords = map[rome.OddityRule]string{
	rome.OddFile:      "le fichier n’a pu être lu jusqu’au bout",
	rome.OddDangling:  "désigne ce qu’aucun autre fichier ne contient",
	rome.OddDuplicate: "répète un enregistrement précédent",
	rome.OddLabel:     "donne un autre libellé ou une autre rubrique que le référentiel",
	rome.OddMissing:   "n’a pas ce que les autres fichiers contiennent",
}

// OddityText says where a release contradicts itself, and how.
func OddityText(o rome.Oddity) string {
	s := o.Source.File
	if o.Source.Line > 0 {
		s += ", ligne" + nbsp + strconv.Itoa(o.Source.Line)
	}
	return s + nbsp + ": " + oddityWords[o.Rule] + " (" + o.Value + ")"
}

func oddityLede(n int) string {
	return Plural(n, "Un enregistrement contredit", Number(n)+" enregistrements contredisent") +
		" d’autres fichiers de cette version. Aucune vérification n’en dépend."
}
