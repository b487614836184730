package rome

import (
	"slices"
	"strings"
)

// A Tree names one of the trees that occupations are placed in.
type Tree = string

// The trees.
const (
	TreeTheme    Tree = "theme"    // thématiques
	TreeSector   Tree = "sector"   // secteurs d'activité, with their sub-sectors
	TreeInterest Tree = "interest" // centres d'intérêt
	TreeNAF      Tree = "naf"      // divisions of the NAF
)

// Trees lists the trees, in the order they are shown.
func Trees() []Tree { return []Tree{TreeTheme, TreeSector, TreeInterest, TreeNAF} }

// A Node is a place in a tree.
type Node struct {
	Tree Tree
	// Code is as published, but for a division of the NAF, which gets back the
	// zero that the export drops ("01"), and for a sub-sector, which stands
	// after its sector ("110/145").
	Code       string
	Label      string // of a sub-sector after its sector's: "Services / Logiciels"
	Definition string
	Source     Source
}

// A Placement puts an occupation at a node.
type Placement struct {
	Node      *Node
	Principal bool // of a sector or an interest: it is the occupation's first
	Source    Source
}

// Nodes returns the nodes of a tree, by code; none where the release does not
// publish the tree.
func (r *Release) Nodes(tree Tree) []*Node { return r.nodes[tree] }

// Node finds a node by its code or, failing that, by its label.
func (r *Release) Node(tree Tree, name string) (*Node, bool) {
	if at, ok := slices.BinarySearchFunc(r.nodes[tree], nodeCode(tree, name), func(n *Node, code string) int {
		return strings.Compare(n.Code, code)
	}); ok {
		return r.nodes[tree][at], true
	}
	folded := Fold(name)
	for _, n := range r.nodes[tree] {
		label := Fold(n.Label)
		if label == folded || tree == TreeSector && strings.HasSuffix(label, " / "+folded) {
			return n, true
		}
	}
	return nil, false
}

// nodeCode is how a code is written here.
func nodeCode(tree Tree, code string) string {
	code = strings.TrimSpace(code)
	if tree == TreeNAF && len(code) == 1 && digits(code) {
		return "0" + code
	}
	return code
}

// Placement returns the occupation's place at the node of that code.
func (o *Occupation) Placement(tree Tree, code string) (Placement, bool) {
	for _, p := range o.Placements {
		if p.Node.Tree == tree && p.Node.Code == code {
			return p, true
		}
	}
	return Placement{}, false
}
