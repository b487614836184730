package rome

// readItem is the part of reading an item that the three kinds share.
func (r *Release) readItem(row *rows, column, labelColumn string, item *Item) error {
	if item.Label == "" {
		return row.faultf(RuleBadValue, labelColumn, "the label is empty")
	}
	if err := r.claim(row, column, item.OGR, r.firstItem()+entityID(len(r.items))); err != nil {
		return err
	}
	item.Source = row.source()
	r.items = append(r.items, item)
	return nil
}

func readSkills(r *Release) error {
	columns := []string{
		"code_ogr", "libelle_competence", "cat_comp", "sous_cat_comp", "code_ogr_macro_comp",
		"nature", "definition", "transition_eco", "transition_num",
	}
	slab := make([]Item, 0, len(r.tables[fileSkills].lines))
	err := r.each(fileSkills, columns, func(row *rows) error {
		slab = append(slab, Item{
			Kind: KindSkill, OGR: row.key(0), Label: row.text(1), published: row.padded(1),
			Category: row.text(2), Subcategory: row.text(3), Parent: row.key(4),
			Nature: row.text(5), Definition: row.text(6),
			Tags: Tags{Eco: row.text(7), Digital: row.text(8)},
		})
		return r.readItem(row, "code_ogr", "libelle_competence", &slab[len(slab)-1])
	})
	r.counts.Skills = len(slab)
	return err
}

func readKnowledge(r *Release) error {
	columns := []string{
		"code_ogr_savoir", "libelle_savoir", "categorie_savoir", "sous_categorie_savoir",
		"transition_eco", "transition_num",
	}
	slab := make([]Item, 0, len(r.tables[fileKnowledge].lines))
	err := r.each(fileKnowledge, columns, func(row *rows) error {
		slab = append(slab, Item{
			Kind: KindKnowledge, OGR: row.key(0), Label: row.text(1), published: row.padded(1),
			Category: row.text(2), Subcategory: row.text(3), Parent: row.text(3),
			Tags: Tags{Eco: row.text(4), Digital: row.text(5)},
		})
		return r.readItem(row, "code_ogr_savoir", "libelle_savoir", &slab[len(slab)-1])
	})
	r.counts.Knowledge = len(slab)
	return err
}

func readContexts(r *Release) error {
	columns := []string{"code_ogr", "libelle_cont_travail", "code_type_cont_trav", "libelle_type_cont_trav"}
	slab := make([]Item, 0, len(r.tables[fileContexts].lines))
	err := r.each(fileContexts, columns, func(row *rows) error {
		slab = append(slab, Item{
			Kind: KindContext, OGR: row.key(0), Label: row.text(1), published: row.padded(1),
			Parent: row.key(2), Category: row.text(3),
		})
		return r.readItem(row, "code_ogr", "libelle_cont_travail", &slab[len(slab)-1])
	})
	r.counts.Contexts = len(slab)
	return err
}

// collectParents collects what knowledge and contexts are indexed under.
func (r *Release) collectParents() {
	r.parents = map[EntityKind]map[string]bool{KindKnowledge: {}, KindContext: {}}
	seen := make(map[string]bool)
	for _, item := range r.items {
		if item.Kind == KindSkill {
			continue
		}
		if key := item.Parent + "\n" + item.Category; !seen[key] {
			seen[key] = true
			r.parents[item.Kind][Fold(item.Parent)] = true
			if item.Kind == KindContext {
				r.parents[item.Kind][Fold(item.Category)] = true
			}
		}
	}
}

// checkParents makes sure that the macro-skill a skill is indexed under is a
// skill of the release.
func checkParents(r *Release) error {
	r.collectParents()
	for _, item := range r.items {
		if item.Kind != KindSkill || item.Parent == "" {
			continue
		}
		if parent, ok := r.Item(item.Parent); !ok || parent.Kind != KindSkill {
			return &FormatError{
				File: item.Source.File, Line: item.Source.Line, Column: "code_ogr_macro_comp",
				Rule: RuleDanglingReference, Detail: "no skill has the OGR \"" + item.Parent + "\"",
			}
		}
	}
	return nil
}
