package rome

// A Block is a part of a sheet as the release lays it out, with its rubrics.
type Block struct {
	Code    string
	Label   string
	Rubrics []Block // of a block; empty of a rubric
}

// Blocks returns the parts of a sheet, in the order of the release.
func (r *Release) Blocks() []Block { return r.blocks }

func readBlocks(r *Release) {
	at := make(map[string]int)
	r.optional(fileBlocks, []string{"code_compo_bloc", "libelle_bloc"}, func(row *rows) {
		at[row.key(0)] = len(r.blocks)
		r.blocks = append(r.blocks, Block{Code: row.key(0), Label: row.text(1)})
	})
	r.optional(fileRubrics, []string{"code_rubrique", "code_compo_bloc", "libelle_rubrique"}, func(row *rows) {
		block, ok := at[row.key(1)]
		if !ok {
			r.odd(row, OddDangling, row.key(1))
			return
		}
		b := &r.blocks[block]
		b.Rubrics = append(b.Rubrics, Block{Code: row.key(0), Label: row.text(2)})
	})
	r.optional(fileReferentials, []string{"code_type_referentiel", "libelle_type_referentiel"}, func(*rows) {})
}
