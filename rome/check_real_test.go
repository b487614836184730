package rome_test

import (
	"strings"
	"testing"

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
// shows the row that says it.
func TestFactsHold(t *testing.T) {
	r := realRelease(t, "460")
	faults := 0
	for _, c := range existingFacts(r) {
		res := r.Check(c)
		if res.Verdict != rome.Holds || len(res.Evidence) == 0 || res.Evidence[0].Row == "" && c.Text != "" {
			t.Errorf("%+v: %+v", c, res)
			if faults++; faults > 20 {
				t.FailNow()
			}
		}
		if err := c.Validate(); err != nil && c.Text+c.Kind.Verb() != "access" && !strings.Contains(err.Error(), "short") {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
