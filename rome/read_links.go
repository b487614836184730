package rome

import (
	"cmp"
	"slices"
)

// cores gives what a published coeur_metier means, by its fold.
var cores = map[string]string{"": CoreOrdinary, "principale": CorePrincipal, "emergente": CoreEmerging}

// A linkRow is a row of coherence_item, small enough to be sorted by the
// hundred thousand.
type linkRow struct {
	key        uint64 // its place on the sheet: rubric and core, then label
	occupation int32
	item       int32
	line       int32
}

// core returns what sheetKey made of the core.
func (l linkRow) core() string { return coreOrder[l.key>>32&3] }

// coreOrder is the order of cores on a sheet.
var coreOrder = [...]string{CorePrincipal, CoreEmerging, CoreOrdinary}

// readLinks reads which items describe which occupation, puts them in the
// order of the sheet (rubric, core, label: labels are indexed by now), and
// turns the relation round for Users.
func readLinks(r *Release) error {
	list, err := r.linkRows()
	if err != nil {
		return err
	}
	r.users = usersOf(list, len(r.items))
	r.counts.Links = len(list)
	member := r.tables[fileLinks].member
	links := make([]Link, 0, len(list))
	for len(list) > 0 {
		at := list[0].occupation
		n := 1
		for n < len(list) && list[n].occupation == at {
			n++
		}
		sheet := list[:n]
		list = list[n:]
		slices.SortFunc(sheet, func(a, b linkRow) int { return cmp.Compare(a.key, b.key) })
		first := len(links)
		for i, row := range sheet {
			item := r.items[row.item]
			if i > 0 && sheet[i-1].item == row.item {
				return &FormatError{
					File: member, Line: int(max(row.line, sheet[i-1].line)), Column: "code_ogr", Rule: RuleDuplicateKey,
					Detail: "the link from " + r.occupations[at].Code + " to " + item.OGR + " was given before",
				}
			}
			links = append(links, Link{
				Item: item, Core: row.core(), Rubric: item.Rubric(), Source: Source{File: member, Line: int(row.line)},
			})
		}
		r.occupations[at].Links = links[first:len(links):len(links)]
	}
	return nil
}

// usersOf collects the occupations of each item, those it is the core of
// first, from rows in the order of occupations.
func usersOf(list []linkRow, items int) [][]int32 {
	perItem := make([]int, items)
	for _, row := range list {
		perItem[row.item]++
	}
	users := make([][]int32, items)
	slab := make([]int32, len(list))
	for i, n := range perItem {
		users[i], slab = slab[:0:n], slab[n:]
	}
	for _, ordinary := range []bool{false, true} {
		for _, row := range list {
			if (row.core() == CoreOrdinary) == ordinary {
				users[row.item] = append(users[row.item], row.occupation)
			}
		}
	}
	return users
}

// linkRows reads the rows, those of one occupation together.
func (r *Release) linkRows() ([]linkRow, error) {
	list := make([]linkRow, 0, len(r.tables[fileLinks].lines))
	folded := make(map[string]string) // the few values of coeur_metier
	var o *Occupation                 // rows of one occupation follow each other
	var at int32
	grouped := true
	err := r.each(fileLinks, []string{"code_rome", "code_ogr", "coeur_metier"}, func(row *rows) error {
		if code := row.key(0); o == nil || o.Code != code {
			var err error
			if o, err = r.occupationAt(row, "code_rome", code); err != nil {
				return err
			}
			before := at
			at = int32(r.byOGR[o.OGR])
			grouped = grouped && (at > before || len(list) == 0)
		}
		id, ok := r.byOGR[row.key(1)]
		if !ok || id < r.firstItem() {
			return row.faultf(RuleDanglingReference, "code_ogr", "no skill, knowledge or work context has the OGR %q", row.key(1))
		}
		published := row.key(2)
		core, ok := folded[published]
		if !ok {
			if core, ok = cores[Fold(published)]; !ok {
				return row.faultf(RuleBadValue, "coeur_metier", "%q is neither empty, Principale nor Émergente", published)
			}
			folded[published] = core
		}
		item := int32(id - r.firstItem())
		list = append(list, linkRow{
			key:        sheetKey(r.items[item].Rubric(), core)<<32 | uint64(r.labels().place[id]),
			occupation: at, item: item, line: int32(row.line),
		})
		return nil
	})
	if !grouped {
		slices.SortStableFunc(list, func(a, b linkRow) int { return cmp.Compare(a.occupation, b.occupation) })
	}
	return list, err
}

// sheetKey orders links on a sheet: by rubric, contexts last, then by core.
func sheetKey(rubric, core string) uint64 {
	key := uint64(9)
	if rubric != RubricContexts {
		key = uint64(rubric[0] - '0')
	}
	return key<<2 | uint64(slices.Index(coreOrder[:], core))
}

func readMobilities(r *Release) error {
	type pair struct{ from, to string }
	seen := make(map[pair]bool)
	err := r.each(fileMobilities, []string{"code_rome", "code_rome_cible", "numero_ordre"}, func(row *rows) error {
		from, err := r.occupationAt(row, "code_rome", row.key(0))
		if err != nil {
			return err
		}
		to, err := r.occupationAt(row, "code_rome_cible", row.key(1))
		if err != nil {
			return err
		}
		rank := row.key(2)
		if !digits(rank) || len(rank) > 6 {
			return row.faultf(RuleBadValue, "numero_ordre", "%q is not a rank, which is a number", rank)
		}
		if seen[pair{from.Code, to.Code}] {
			return row.faultf(RuleDuplicateKey, "code_rome_cible", "the mobility from %s to %s was given before", from.Code, to.Code)
		}
		seen[pair{from.Code, to.Code}] = true
		from.Mobilities = append(from.Mobilities, Mobility{To: to.Code, Rank: number(rank), Source: row.source()})
		r.counts.Mobilities++
		return nil
	})
	for _, o := range r.occupations {
		slices.SortFunc(o.Mobilities, func(a, b Mobility) int {
			return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.To, b.To))
		})
	}
	return err
}
