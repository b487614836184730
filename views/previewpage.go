package views

// PreviewTitle heads the preview of an occupation.
func PreviewTitle(code string) string { return "Aperçu de " + code }

// changes counts the lines that differ.
func (m PreviewModel) changes() int {
	n := 0
	for _, s := range m.Sections {
		n += len(s.Rows)
	}
	return n
}

func (m PreviewModel) lede() string {
	with := "toutes les évolutions retenues et à intégrer"
	if m.Reference != "" {
		with += ", et celles que demande " + m.Reference
	}
	text := "La fiche telle qu’elle est dans la version" + nbsp + m.Number + ", et telle qu’elle serait avec " + with
	return Typo(text + ".")
}

// verdict says in a sentence what would become of the sheet.
func (m PreviewModel) verdict() (string, Tone) {
	switch {
	case m.Removed:
		return "Ce métier serait supprimé", ToneLate
	case m.Created:
		return "Ce métier serait créé", ToneInfo
	case m.changes() == 0:
		return "Rien ne changerait dans cette fiche", ToneFlat
	}
	return Count(m.changes(), "ligne changerait", "lignes changeraient"), ToneInfo
}

// same heads what does not differ.
func (s PreviewSection) same() string {
	return Count(len(s.Same), "ligne inchangée", "lignes inchangées")
}

// words makes one side of a row for the component that marks what differs.
func (r PreviewRow) words() ChangeWords {
	return ChangeWords{Before: r.Before, After: r.After, Bare: true}
}
