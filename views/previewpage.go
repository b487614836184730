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

// fewLines is how many lines that do not differ stand in the table; more are
// folded under it.
const fewLines = 8

// shown are the lines that do not differ, where they are few or prose.
func (s PreviewSection) shown() []string {
	if s.prose || len(s.Same) <= fewLines {
		return s.Same
	}
	return nil
}

// folded are those that are many.
func (s PreviewSection) folded() []string {
	if len(s.shown()) > 0 {
		return nil
	}
	return s.Same
}

// words makes one side of a row for the component that marks what differs.
func (r PreviewRow) words() ChangeWords {
	return ChangeWords{Before: r.Before, After: r.After, Bare: true}
}
