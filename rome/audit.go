package rome

// audit reads the files that say again what others say, and notes where they
// say something else; the sheets, which rest on the links, are auditSheets'.
func audit(r *Release) error {
	readBlocks(r)
	auditItems(r)
	auditOccupationTree(r)
	return nil
}

// letGo lets go of what only repeats others and is not odd: nothing is read from
// it later.
func (r *Release) letGo() {
	odd := make(map[string]bool)
	for _, o := range r.oddities {
		odd[o.Source.File] = true
	}
	for _, file := range []string{fileItems, fileSheets, fileOccupationTree, fileOccupationTreeAll} {
		if t := r.tables[file]; t != nil && !odd[t.member] {
			delete(r.tables, file)
			delete(r.byMember, t.member)
		}
	}
}

func auditItems(r *Release) {
	n := 0
	r.optional(fileItems, []string{"code_ogr", "libelle", "code_rubrique"}, func(row *rows) {
		item, ok := r.Item(row.key(0))
		switch {
		case !ok:
			r.odd(row, OddDangling, row.key(0))
			return
		case item.Rubric() != row.key(2):
			r.odd(row, OddLabel, row.key(2))
		case item.Label != row.text(1) && Fold(item.Label) != Fold(row.text(1)):
			r.odd(row, OddLabel, row.text(1))
		}
		n++
	})
	if t := r.tables[fileItems]; t != nil && n != len(r.items) {
		listed := make(map[string]bool, n)
		r.optional(fileItems, []string{"code_ogr"}, func(row *rows) { listed[row.key(0)] = true })
		for _, item := range r.items {
			if !listed[item.OGR] {
				r.oddAt(Source{File: t.member}, OddMissing, item.OGR)
			}
		}
	}
}

// The blocks of a sheet in liens_rome_referentiels.
const (
	blockOccupation   = "1"
	blockAppellations = "2"
	blockItems        = "5"
	blockContexts     = "6"
)

// auditSheets compares the sheets with the occupations they are of.
func auditSheets(r *Release) error {
	var o *Occupation // rows of one occupation follow each other
	var links map[string]string
	count := make(map[*Occupation]int, len(r.occupations))
	r.optional(fileSheets, []string{"code_rome", "code_compo_bloc", "code_rubrique", "code_ogr"}, func(row *rows) {
		code, ogr := row.key(0), row.key(3)
		if o == nil || o.Code != code {
			if o = r.byCode[code]; o == nil {
				r.odd(row, OddDangling, code)
				return
			}
			links = make(map[string]string, len(o.Links))
			for _, l := range o.Links {
				links[l.Item.OGR] = l.Rubric
			}
		}
		ok := false
		switch row.key(1) {
		case blockOccupation:
			ok = o.OGR == ogr
		case blockAppellations:
			a, found := r.Appellation(ogr)
			ok = found && a.Code == code
		case blockItems, blockContexts:
			var rubric string
			rubric, ok = links[ogr]
			ok = ok && rubric == row.key(2)
		}
		if !ok {
			r.odd(row, OddDangling, code+" "+ogr)
		}
		count[o]++
	})
	if t := r.tables[fileSheets]; t != nil {
		for _, o := range r.occupations {
			if count[o] < 1+len(o.Appellations)+len(o.Links) {
				r.oddAt(Source{File: t.member}, OddMissing, o.Code)
			}
		}
	}
	return nil
}

// auditOccupationTree compares the flattened trees with what they flatten.
func auditOccupationTree(r *Release) {
	columns := []string{"code_rome", "libelle_rome", "code_grand_domaine", "code_domaine_professionel"}
	r.optional(fileOccupationTree, columns, func(row *rows) {
		o := r.byCode[row.key(0)]
		switch {
		case o == nil || o.MajorDomain() != row.key(2) || o.Domain() != row.key(3):
			r.odd(row, OddDangling, row.key(0))
		case o.Label != row.text(1) && Fold(o.Label) != Fold(row.text(1)):
			r.odd(row, OddLabel, row.text(1))
		}
	})
	columns = []string{"type_provenance", "code_grand_domaine", "code_domaine_professionnel", "numero_fiche_rome", "intitule", "libelle_appellation_long", "ogr_appellation"}
	r.optional(fileOccupationTreeAll, columns, func(row *rows) {
		switch row.key(0) {
		case "3":
			code := row.key(1) + row.key(2) + row.key(3)
			if o := r.byCode[code]; o == nil {
				r.odd(row, OddDangling, code)
			} else if label := row.text(4); o.Label != label && Fold(o.Label) != Fold(label) {
				r.odd(row, OddLabel, label)
			}
		case "4":
			if a, ok := r.Appellation(row.key(6)); !ok {
				r.odd(row, OddDangling, row.key(6))
			} else if label := row.text(5); a.Label != label && Fold(a.Label) != Fold(label) {
				r.odd(row, OddLabel, label)
			}
		}
	})
}
