package views

import "vigie/tickets"

// tableLabel is what a correspondence table is called: by the nomenclature it
// leads to, or by its title where that is not one of ours.
func tableLabel(name, title string) string {
	if _, known := tableWords[name]; known || title == "" {
		return TableText(name)
	}
	return Quote(title)
}

// HolderText names what was found to hold a change, or not to: a release or, of
// a correspondence, a table.
func HolderText(r tickets.CheckedRelease) string {
	if r.Table.Import != 0 {
		return "la table de correspondance " + tableLabel(r.Table.Name, r.Table.Title)
	}
	return "la version" + nbsp + r.Number
}

// HeldSince is HolderText of a table with the only day that it has, that of its
// import.
func HeldSince(r tickets.CheckedRelease) string {
	return HolderText(r) + ", importée le " + LongDate(r.Table.ImportedOn)
}
