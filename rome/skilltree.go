package rome

// A SkillPath is where a skill stands in the tree of skills, which not every
// release publishes: domain (domaine), stake (enjeu), objective (objectif) and
// macro-skill, each "code label".
type SkillPath [4]string

// SkillPath returns the place of the skill of that OGR in the tree of skills.
func (r *Release) SkillPath(ogr string) (SkillPath, bool) {
	p, ok := r.skillPaths[ogr]
	if !ok {
		return SkillPath{}, false
	}
	return *p, true
}

func readSkillTree(r *Release) error {
	if r.tables[fileSkillTree] == nil {
		return nil
	}
	r.skillPaths = make(map[string]*SkillPath)
	var last *SkillPath // the rows of one macro-skill follow each other
	columns := []string{
		"code_domaine_competence", "domaine_competence", "code_enjeu", "enjeu", "code_objectif", "objectif",
		"code_macro_competence", "libelle_macro_competence", "code_ogr_macro_competence", "code_ogr_competence",
	}
	r.optional(fileSkillTree, columns, func(row *rows) {
		if last == nil || last[3] != row.key(6)+" "+row.text(7) {
			last = new(SkillPath)
			for i := range last {
				last[i] = row.key(2*i) + " " + row.text(2*i+1)
			}
		}
		for _, at := range []int{8, 9} {
			ogr := row.key(at)
			if ogr == "" || r.skillPaths[ogr] != nil {
				continue
			}
			if item, ok := r.Item(ogr); !ok || item.Kind != KindSkill {
				r.odd(row, OddDangling, ogr)
				continue
			}
			r.skillPaths[ogr] = last
		}
	})
	return nil
}
