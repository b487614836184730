package rome_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/rome"
)

// existingFacts returns a change for each fact of a release that its kinds can
// speak of: each of them holds. They are dealt out in turns, so that any part
// of the list has something of everything.
func existingFacts(r *rome.Release) []rome.Change {
	var lists [][]rome.Change
	var list []rome.Change
	add := func(c rome.Change) { list = append(list, c) }
	flush := func() { lists = append(lists, list); list = nil }
	for _, o := range r.Occupations() {
		add(rome.Change{Kind: rome.OccupationCreate, Domain: o.Domain(), Label: o.Label})
		add(rome.Change{Kind: rome.OccupationRename, Code: o.Code, Label: o.Label})
		add(rome.Change{Kind: rome.OccupationDefine, Code: o.Code, Text: o.Definition})
		add(rome.Change{Kind: rome.OccupationAccess, Code: o.Code, Text: o.Access})
		add(rome.Change{Kind: rome.OccupationTag, Code: o.Code, Tag: rome.TagManagerial, Value: o.Tags.Managerial})
	}
	flush()
	for _, o := range r.Occupations() {
		for _, l := range o.Links {
			add(rome.Change{Kind: rome.LinkAdd, Code: o.Code, Item: rome.Ref{OGR: l.Item.OGR}})
			add(rome.Change{Kind: rome.LinkAdd, Code: o.Code, Item: rome.Ref{Label: l.Item.Label}})
			add(rome.Change{Kind: rome.LinkCore, Code: o.Code, Item: rome.Ref{OGR: l.Item.OGR}, Core: l.Core})
		}
		for _, m := range o.Mobilities {
			add(rome.Change{Kind: rome.MobilityAdd, From: o.Code, To: m.To})
			add(rome.Change{Kind: rome.MobilityRank, From: o.Code, To: m.To, Rank: m.Rank})
		}
	}
	flush()
	for _, a := range r.Appellations() {
		add(rome.Change{Kind: rome.AppellationCreate, Code: a.Code, Label: a.Label, Short: a.Short})
		add(rome.Change{Kind: rome.AppellationRename, OGR: a.OGR, Label: a.Label})
		add(rome.Change{Kind: rome.AppellationShort, OGR: a.OGR, Short: a.Short})
		add(rome.Change{Kind: rome.AppellationMove, OGR: a.OGR, To: a.Code})
		add(rome.Change{Kind: rome.AppellationTag, OGR: a.OGR, Tag: rome.TagRarelyUsed, Value: a.Tags.RarelyUsed})
		if a.Principal {
			add(rome.Change{Kind: rome.AppellationPrincipal, OGR: a.OGR})
		}
	}
	flush()
	for _, item := range r.Items() {
		family := rome.Kind(item.Kind)
		add(rome.Change{Kind: family + ".create", Label: item.Label, Parent: item.Parent})
		add(rome.Change{Kind: family + ".rename", OGR: item.OGR, Label: item.Label})
		if item.Parent != "" {
			add(rome.Change{Kind: family + ".reindex", OGR: item.OGR, Parent: item.Parent})
		}
		if item.Kind != rome.KindContext {
			add(rome.Change{Kind: family + ".tag", OGR: item.OGR, Tag: rome.TagDigital, Value: item.Tags.Digital})
		}
	}
	flush()
	var all []rome.Change
	for i := 0; ; i++ {
		done := true
		for _, list := range lists {
			if i < len(list) {
				all = append(all, list[i])
				done = false
			}
		}
		if done {
			return all
		}
	}
}

// TestFactsHold: whatever a release says, a change that wants it so holds, and
// shows the row that says it. One fact in five is tried.
func TestFactsHold(t *testing.T) {
	r := realRelease(t, "460")
	faults := 0
	for i, c := range existingFacts(r) {
		if i%5 != 0 {
			continue
		}
		res := r.Check(c)
		if res.Verdict != rome.Holds || len(res.Evidence) == 0 || res.Evidence[0].Row == "" {
			t.Errorf("%+v: %+v", c, res)
			if faults++; faults > 20 {
				t.FailNow()
			}
		}
		if err := c.Validate(); err != nil {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// TestFactsAreNotGone: a removal of what is there does not hold, and what was
// added since the release before was unmet, or elsewhere, there.
func TestFactsAreNotGone(t *testing.T) {
	a, b := realRelease(t, "458"), realRelease(t, "460")
	for i, x := range b.Appellations() {
		if i%7 != 0 {
			continue
		}
		if res := b.Check(rome.Change{Kind: rome.AppellationRemove, OGR: x.OGR}); res.Verdict != rome.Unmet {
			t.Errorf("removal of %s: %+v", x.OGR, res)
		}
		if _, there := a.Appellation(x.OGR); there {
			continue
		}
		res := a.Check(rome.Change{Kind: rome.AppellationRemove, OGR: x.OGR})
		if _, other := a.Entity(x.OGR); res.Verdict != rome.Holds && !other {
			t.Errorf("removal of %s from v458: %+v", x.OGR, res)
		}
	}
	for _, o := range b.Occupations() {
		if _, there := a.Occupation(o.Code); there {
			continue
		}
		res := a.Check(rome.Change{Kind: rome.OccupationRename, Code: o.Code, Label: o.Label})
		if res.Verdict != rome.Conflict || res.Reason != rome.ReasonTargetGone {
			t.Errorf("%s in v458: %+v", o.Code, res)
		}
	}
}

// TestRealDrift: of the occupations renamed between two real releases, these
// have become other jobs. All the others are still what they were.
func TestRealDrift(t *testing.T) {
	a, b := realRelease(t, "458"), realRelease(t, "460")
	var repurposed []string
	for _, o := range a.Occupations() {
		c := rome.Change{Kind: rome.OccupationRename, Code: o.Code, Label: "Un libellé que rien ne porte"}
		c.Base = a.BaseOf(c)
		switch res := b.Check(c); {
		case res.Reason == rome.ReasonTargetRepurposed:
			repurposed = append(repurposed, o.Code)
		case res.Verdict != rome.Unmet:
			t.Errorf("%s: %+v", o.Code, res)
		}
	}
	want := []string{
		"B1608", "D1301", "E1110", "E1305", "F1501", "F1502", "I1307", "M1202", "M1404", "M1411", "M1616", "M1806", "N4132",
	}
	if diff := cmp.Diff(want, repurposed); diff != "" {
		t.Error(diff)
	}
}
