package rome_test

import (
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"vigie/rome"
)

// Every kind has its type, and every type a kind.
func TestLogTypes(t *testing.T) {
	was := func(kind rome.EntityKind, ogr, label string) bool {
		return kind == rome.KindAppellation && (ogr == "12" || label == "Télégraphiste")
	}
	told := make(map[rome.LogType]bool)
	for _, c := range []struct {
		change rome.Change
		want   rome.LogType
	}{
		{rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Testeur"}, rome.LogCreation},
		{rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Télégraphiste"}, rome.LogReactivation},
		{rome.Change{Kind: rome.AppellationCreate, Code: "M1805", OGR: "12", Label: "Testeur"}, rome.LogReactivation},
		{rome.Change{Kind: rome.SkillCreate, Label: "Télégraphiste"}, rome.LogCreation},
		{rome.Change{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{OGR: "7"}}, rome.LogCreation},
		{rome.Change{Kind: rome.OccupationRename, Code: "M1805", Label: "Testeur"}, rome.LogRename},
		{rome.Change{Kind: rome.AppellationPrincipal, OGR: "1"}, rome.LogRename},
		{rome.Change{Kind: rome.AppellationMove, OGR: "1", To: "M1810"}, rome.LogReindex},
		{rome.Change{Kind: rome.KnowledgeReindex, OGR: "7", Parent: "Droit"}, rome.LogReindex},
		{rome.Change{Kind: rome.AppellationRemove, OGR: "1"}, rome.LogRemoval},
		{rome.Change{Kind: rome.MobilityRemove, From: "M1805", To: "M1810"}, rome.LogRemoval},
		{rome.Change{Kind: rome.AppellationRemove, OGR: "1", Successor: "2"}, rome.LogSubstitution},
		{rome.Change{Kind: rome.OccupationDefine, Code: "M1805", Text: "Teste."}, rome.LogEdit},
		{rome.Change{Kind: rome.Other, Text: "Teste."}, rome.LogEdit},
	} {
		if have := c.change.LogType(was); have != c.want {
			t.Errorf("%s is %s, want %s", text(c.change), have, c.want)
		}
		told[c.want] = true
	}
	for _, want := range rome.LogTypes() {
		if !told[want] {
			t.Errorf("no change is %s", want)
		}
	}
	for _, info := range rome.Kinds() {
		if have := (rome.Change{Kind: info.Kind}).LogType(nil); !slices.Contains(rome.LogTypes(), have) {
			t.Errorf("%s is %q", info.Kind, have)
		}
	}
}

// A line of the log names what it is about as it stands, before and after.
func TestLogEntry(t *testing.T) {
	r := sampled(t)
	o, _ := r.Occupation("M1805")
	p, q, link := o.Appellations[0], o.Appellations[1], o.Links[0]
	move := rome.Change{Kind: rome.AppellationMove, OGR: q.OGR, To: "M1810"}
	for _, c := range []struct {
		change rome.Change
		want   rome.LogEntry
	}{
		{move, rome.LogEntry{Type: rome.LogReindex, OGR: q.OGR, Code: "M1805", Label: q.Label, Old: "M1805", New: "M1810"}},
		{
			rome.Change{Kind: rome.OccupationRename, Code: "M1805", Label: "Testeur"},
			rome.LogEntry{Type: rome.LogRename, OGR: o.OGR, Code: "M1805", Label: o.Label, Old: o.Label, New: "Testeur"},
		},
		{
			rome.Change{Kind: rome.AppellationRemove, OGR: q.OGR, Successor: p.OGR},
			rome.LogEntry{Type: rome.LogSubstitution, OGR: q.OGR, Code: "M1805", Label: q.Label, Old: q.Label, Successor: p.Entity()},
		},
		{
			rome.Change{Kind: rome.LinkRemove, Code: "M1805", Item: rome.Ref{OGR: link.Item.OGR}},
			rome.LogEntry{Type: rome.LogRemoval, OGR: link.Item.OGR, Code: "M1805", Label: link.Item.Label, Old: link.Item.Label},
		},
		{
			rome.Change{Kind: rome.OccupationCreate, Domain: "M18", Label: "Testeur"},
			rome.LogEntry{Type: rome.LogCreation, Code: "M18", Label: "Testeur", New: "Testeur"},
		},
		{
			rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Testeur"},
			rome.LogEntry{Type: rome.LogCreation, Code: "M1805", Label: "Testeur", New: "Testeur"},
		},
		{ // gone since it was asked for: the base says what it was
			rome.Change{Kind: rome.AppellationRename, OGR: "999", Label: "Testeur", Base: &rome.Base{Kind: rome.KindAppellation, OGR: "999", Code: "M1805", Label: "Télégraphiste"}},
			rome.LogEntry{Type: rome.LogRename, OGR: "999", Code: "M1805", Label: "Télégraphiste", Old: "Télégraphiste", New: "Testeur"},
		},
	} {
		if diff := gocmp.Diff(c.want, r.LogEntry(c.change, nil)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", text(c.change), diff)
		}
	}
	move.Base = r.BaseOf(move)
	move.To = "D1102"
	if have := move.MajorDomains(); !slices.Equal(have, []string{"D", "M"}) {
		t.Errorf("a move between major domains is of %v", have)
	}
}

// A change is asked anew of a release in which its target has moved or become
// another thing; not of one in which there is nothing to ask it of.
func TestRebase(t *testing.T) {
	first := sampled(t)
	o, _ := first.Occupation("M1805")
	p := o.Appellations[1]
	rename := rome.Change{Kind: rome.AppellationRename, OGR: p.OGR, Label: "Recetteur / Recetteuse"}
	define := rome.Change{Kind: rome.OccupationDefine, Code: "M1805", Text: "Teste des programmes."}
	create := rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Recetteur / Recetteuse"}
	link := rome.Change{Kind: rome.LinkCore, Code: "M1805", Item: rome.Ref{OGR: o.Links[0].Item.OGR}, Core: rome.CoreEmerging}
	for _, c := range []*rome.Change{&rename, &define, &create, &link} {
		c.Base = first.BaseOf(*c)
	}
	for _, c := range []struct {
		name   string
		made   []rome.Change
		asked  rome.Change
		reason rome.Reason
		code   string // of the new base, "" where it cannot be rebased
	}{
		{"moved", []rome.Change{{Kind: rome.AppellationMove, OGR: p.OGR, To: "M1810"}}, rename, rome.ReasonTargetMoved, "M1810"},
		{"repurposed", []rome.Change{{Kind: rome.AppellationRename, OGR: p.OGR, Label: "Zoologue"}}, rename, rome.ReasonTargetRepurposed, "M1805"},
		{"gone", []rome.Change{{Kind: rome.AppellationRemove, OGR: p.OGR}}, rename, rome.ReasonTargetGone, ""},
		{"the sheet gone", []rome.Change{{Kind: rome.OccupationRemove, Code: "M1805"}}, define, rome.ReasonTargetGone, ""},
		{
			"the sheet under another code",
			[]rome.Change{{Kind: rome.OccupationRemove, Code: "M1805"}, {Kind: rome.OccupationCreate, Domain: "M18", Code: "M1898", OGR: o.OGR, Label: o.Label}},
			define, rome.ReasonTargetMoved, "M1898",
		},
		{
			"the sheet under another code, for what is put in it",
			[]rome.Change{{Kind: rome.OccupationRemove, Code: "M1805"}, {Kind: rome.OccupationCreate, Domain: "M18", Code: "M1898", OGR: o.OGR, Label: o.Label}},
			create, rome.ReasonTargetMoved, "M1898",
		},
		{"the code given to another job", []rome.Change{{Kind: rome.OccupationRepurpose, Code: "M1805", OGR: "999", Old: o.Label, New: "Zoologue"}}, define, rome.ReasonTargetRepurposed, "M1805"},
		{"the link gone", []rome.Change{{Kind: rome.SkillRemove, OGR: o.Links[0].Item.OGR}}, link, rome.ReasonTargetGone, ""},
	} {
		next, left := first.Apply(c.made)
		if len(left) > 0 {
			t.Fatalf("%s: %v", c.name, left[0])
		}
		if res := next.Check(c.asked); res.Verdict != rome.Conflict || res.Reason != c.reason {
			t.Errorf("%s: %s %s", c.name, res.Verdict, res.Reason)
		}
		rebased, ok := next.Rebase(c.asked)
		if ok != (c.code != "") {
			t.Errorf("%s: rebased %v onto %+v", c.name, ok, rebased.Base)
			continue
		}
		if !ok {
			continue
		}
		if rebased.Base.Code != c.code || c.asked.Code != "" && rebased.Code != c.code {
			t.Errorf("%s: rebased as %s", c.name, text(rebased))
		}
		if res := next.Check(rebased); res.Verdict != rome.Unmet {
			t.Errorf("%s: the rebased change is %s %s", c.name, res.Verdict, res.Reason)
		}
		if err := rebased.Validate(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
