package rome

// RIASEC is where an occupation or a macro-skill stands among Holland's six
// types of vocational interest: a letter of "RIASEC", "" where none is given.
type RIASEC struct{ Major, Minor string }

func readRIASEC(r *Release) error {
	columns := []string{"", "riasec_majeur", "riasec_mineur"}
	columns[0] = "code_rome"
	r.optional(fileOccupationRIASEC, columns, func(row *rows) {
		if o := r.byCode[row.key(0)]; o != nil {
			o.RIASEC = RIASEC{row.key(1), row.key(2)}
		} else {
			r.odd(row, OddDangling, row.key(0))
		}
	})
	columns[0] = "code_ogr"
	r.optional(fileMacroRIASEC, columns, func(row *rows) {
		if item, ok := r.Item(row.key(0)); ok {
			item.RIASEC = RIASEC{row.key(1), row.key(2)}
		} else {
			r.odd(row, OddDangling, row.key(0))
		}
	})
	return nil
}
