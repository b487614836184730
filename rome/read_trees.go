package rome

import (
	"cmp"
	"slices"
)

// A treeLayout is how the export writes one tree: a file of nodes and a file of
// placements, which repeats the nodes' labels. Files and columns differ and say
// the same.
type treeLayout struct {
	tree   Tree
	places string
	// columns of places: the node's code and label, then a sub-node's of a sector.
	code, label       string
	subCode, subLabel string
	principal         bool // there is a column "principal"
	nodes             string
	nodeColumns       []string // of nodes: code, label, definition where there is one
}

var treeLayouts = []treeLayout{
	{
		tree: TreeTheme, places: fileThemePlaces, code: "code_theme", label: "libelle_theme",
		nodes: fileThemes, nodeColumns: []string{"code_theme", "libelle_theme", "definition_theme"},
	},
	{
		tree: TreeSector, places: fileSectorPlaces, code: "code_sect_activite", label: "libelle_sect_activite",
		subCode: "code_ss_sect_activite", subLabel: "libelle_ss_sect_activite", principal: true,
		nodes: fileSectors, nodeColumns: []string{"code_sect_activite", "libelle_sect_activite", "definition_sect_activite"},
	},
	{
		tree: TreeInterest, places: fileInterestPlaces, code: "code_centre_interet", label: "libelle_centre_interet", principal: true,
		nodes: fileInterests, nodeColumns: []string{"code_centre_interet", "libelle_centre_interet", "definition_centre_interet"},
	},
	{
		tree: TreeNAF, places: fileNAFPlaces, code: "code_secteur_naf", label: "libelle_secteur_naf",
		nodes: fileNAFDivisions, nodeColumns: []string{"code_secteur_naf", "libelle_secteur_naf"},
	},
}

// readTrees reads the trees that the archive has. What is wrong in them is an
// Oddity, not a reason to refuse the release: nothing else rests on them.
func readTrees(r *Release) error {
	r.nodes = make(map[Tree][]*Node, len(treeLayouts))
	for i := range treeLayouts {
		t := &treeLayouts[i]
		found := make(map[string]*Node)
		r.readNodes(t, found)
		r.readPlaces(t, found)
		list := make([]*Node, 0, len(found))
		for _, n := range found {
			list = append(list, n)
		}
		slices.SortFunc(list, func(a, b *Node) int { return cmp.Compare(a.Code, b.Code) })
		if len(list) > 0 {
			r.nodes[t.tree] = list
		}
	}
	for _, o := range r.occupations {
		sortPlacements(o)
	}
	return nil
}

// sortPlacements puts an occupation's places in order: by tree, then by code.
func sortPlacements(o *Occupation) {
	order := Trees()
	slices.SortStableFunc(o.Placements, func(a, b Placement) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Node.Tree), slices.Index(order, b.Node.Tree)), cmp.Compare(a.Node.Code, b.Node.Code))
	})
}

func (r *Release) readNodes(t *treeLayout, found map[string]*Node) {
	add := func(row *rows, code string, n Node) {
		if code == "" || found[code] != nil {
			r.odd(row, OddDuplicate, code)
			return
		}
		n.Tree, n.Code, n.Source = t.tree, code, row.source()
		found[code] = &n
	}
	r.optional(t.nodes, t.nodeColumns, func(row *rows) {
		n := Node{Label: row.text(1)}
		if len(t.nodeColumns) > 2 {
			n.Definition = row.text(2)
		}
		add(row, nodeCode(t.tree, row.key(0)), n)
	})
	if t.tree != TreeSector {
		return
	}
	r.optional(fileSubSectors, []string{"code_ss_sect_activite", "libelle_ss_sect_activite", "definition_ss_sect_activite", "code_sect_activite"}, func(row *rows) {
		sector := found[row.key(3)]
		if sector == nil {
			r.odd(row, OddDangling, row.key(3))
			return
		}
		add(row, sector.Code+"/"+row.key(0), Node{Label: sector.Label + " / " + row.text(1), Definition: row.text(2)})
	})
}

func (r *Release) readPlaces(t *treeLayout, found map[string]*Node) {
	columns := []string{t.code, t.label, "code_rome"}
	if t.principal {
		columns = append(columns, "principal")
	}
	if t.subCode != "" {
		columns = append(columns, t.subCode, t.subLabel)
	}
	r.optional(t.places, columns, func(row *rows) {
		code, label := nodeCode(t.tree, row.key(0)), row.text(1)
		if t.subCode != "" && row.key(4) != "" {
			code, label = code+"/"+row.key(4), label+" / "+row.text(5)
		}
		n := found[code]
		if n == nil { // the file of nodes is missing, or lacks it
			n = &Node{Tree: t.tree, Code: code, Label: label, Source: row.source()}
			found[code] = n
			if r.tables[t.nodes] != nil {
				r.odd(row, OddDangling, code)
			}
		} else if Fold(n.Label) != Fold(label) {
			r.odd(row, OddLabel, label)
		}
		o := r.byCode[row.key(2)]
		if o == nil {
			r.odd(row, OddDangling, row.key(2))
			return
		}
		if _, twice := o.Placement(t.tree, code); twice {
			r.odd(row, OddDuplicate, o.Code+" "+code)
			return
		}
		o.Placements = append(o.Placements, Placement{Node: n, Principal: t.principal && Fold(row.text(3)) == "oui", Source: row.source()})
	})
}
