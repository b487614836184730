package rome

// treeFiles are the files that place occupations in each tree.
var treeFiles = map[Tree]string{
	TreeTheme: fileThemePlaces, TreeSector: fileSectorPlaces, TreeInterest: fileInterestPlaces, TreeNAF: fileNAFPlaces,
}

// checkTree answers where an occupation is placed. The node may be given by its
// code or its label.
func (r *Release) checkTree(c Change) Result {
	if _, published := r.tables[treeFiles[c.Tree]]; !published {
		return r.unverifiable(c, ReasonTreeNotPublished)
	}
	file := treeFiles[c.Tree]
	node, there := r.Node(c.Tree, c.Node)
	o, known := r.Occupation(c.Code)
	if known && there {
		if p, ok := o.Placement(c.Tree, node.Code); ok {
			if c.Kind == TreeRemove {
				return r.unmet(c, o.Entity(), ReasonStillThere, p.Source)
			}
			return r.result(Holds, "", p.Source)
		}
	}
	switch {
	case c.Kind == TreeRemove:
		return r.result(Holds, "", r.nowhere(file))
	case !known:
		return r.gone(c, KindOccupation, "")
	}
	res := r.unmet(c, o.Entity(), "", r.nowhere(file))
	if !there && res.Verdict == Unmet {
		return r.result(Conflict, ReasonNodeUnknown, r.nowhere(file))
	}
	return res
}
