package views

import "vigie/tickets"

var majorWords = map[tickets.MajorKind]string{
	tickets.MajorCreated:    "Création de métiers",
	tickets.MajorRemoved:    "Suppression de métiers",
	tickets.MajorRepurposed: "Code attribué à un autre métier",
	tickets.MajorFormat:     "Format des fichiers publiés",
}

// MajorWord names a sort of major change.
func MajorWord(k tickets.MajorKind) string { return inFrench(majorWords, k) }

// MajorText is one major change of a release: « Métier créé : M1899 … ».
func MajorText(m tickets.Major) string {
	const colon = nbsp + ": "
	switch m.Kind {
	case tickets.MajorCreated:
		return "Métier créé" + colon + m.Code + " " + m.Label
	case tickets.MajorRemoved:
		return "Métier supprimé" + colon + m.Code + " " + m.Old
	case tickets.MajorRepurposed:
		return "Code attribué à un autre métier" + colon + m.Code + ", " + Quote(m.Old) + " devient " + Quote(m.Label)
	}
	switch {
	case m.Old == m.File:
		return "Fichier supprimé" + colon + m.File
	case m.Label == m.File:
		return "Fichier ajouté" + colon + m.File
	case m.Old != "":
		return "Colonne supprimée" + colon + m.Old + " de " + m.File
	}
	return "Colonne ajoutée" + colon + m.Label + " à " + m.File
}

// majorsWords say how the current release kept the promise that major changes
// are announced.
func majorsWords(r tickets.ReleaseAnnounced) string {
	n, total := r.Announced(), len(r.Majors)
	name := "version" + nbsp + r.Release.Number
	switch {
	case total == 0:
		return Typo("La " + name + " n’apporte aucun changement majeur.")
	case total == 1 && n == 1:
		return Typo("La " + name + " apporte un changement majeur, annoncé à l’avance.")
	case total == 1:
		return Typo("La " + name + " apporte un changement majeur, qui n’a pas été annoncé à l’avance.")
	case n == total:
		return Typo("La " + name + " apporte " + Count(total, "changement majeur", "changements majeurs") + ", tous annoncés à l’avance.")
	case n == 0:
		return Typo("La " + name + " apporte " + Count(total, "changement majeur", "changements majeurs") + " : aucun n’a été annoncé à l’avance.")
	}
	return Typo("La " + name + " apporte " + Count(total, "changement majeur", "changements majeurs") + ", dont " + Number(n) + Plural(n, " annoncé", " annoncés") + " à l’avance.")
}

// MajorLine is a major change of a release, and whether it was announced.
type MajorLine struct {
	Text      string
	Announced bool
	Href      string // of the announcement
	Since     string // « annoncé le 3 mars 2026 »
}

// MajorLines words what a release changed, those nobody announced first.
func MajorLines(r tickets.ReleaseAnnounced) []MajorLine {
	var said, silent []MajorLine
	for _, m := range r.Majors {
		l := MajorLine{Text: MajorText(m.Major)}
		if m.Announcement == 0 {
			silent = append(silent, l)
			continue
		}
		l.Announced, l.Href, l.Since = true, AnnouncementPath(m.Announcement), "annoncé le "+PlainDate(m.Since)
		said = append(said, l)
	}
	return append(silent, said...)
}
