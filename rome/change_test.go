package rome_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/rome"
)

// sampleChange returns a valid change of the kind with every field set.
func sampleChange(info rome.KindInfo) rome.Change {
	c := rome.Change{Kind: info.Kind}
	for _, f := range append(slices.Clone(info.Required), info.Optional...) {
		switch f {
		case rome.FieldDomain:
			c.Domain = "M18"
		case rome.FieldCode:
			c.Code = "M1805"
		case rome.FieldOGR:
			c.OGR = "489017"
		case rome.FieldFrom:
			c.From = "M1805"
		case rome.FieldTo:
			c.To = "M1855"
		case rome.FieldLabel:
			c.Label = "Développeur / Développeuse <web> & mobile"
		case rome.FieldShort:
			c.Short = "Dév' web"
		case rome.FieldText:
			c.Text = "Une phrase.\nUne autre.\t"
		case rome.FieldTag:
			c.Tag = rome.TagDigital
		case rome.FieldValue:
			c.Value = "O"
		case rome.FieldSuccessor:
			c.Successor = "489018"
			if info.Kind == rome.OccupationRemove {
				c.Successor = "M1806"
			}
		case rome.FieldParent:
			c.Parent = "300230"
		case rome.FieldItem:
			c.Item = rome.Ref{Label: "Écrire « vite »"}
		case rome.FieldCore:
			c.Core = rome.CorePrincipal
		case rome.FieldRank:
			c.Rank = 3
		case rome.FieldTree:
			c.Tree = "naf"
		case rome.FieldNode:
			c.Node = "01"
		case rome.FieldTable:
			c.Table = "isco08"
		case rome.FieldKey:
			c.Key = "2512"
		case rome.FieldOld:
			c.Old = "Steward"
		case rome.FieldNew:
			c.New = "Auxiliaire"
		}
	}
	return c
}

// TestKinds: the table has every kind of the contract, each change of it is
// valid, and comes back from JSON and CSV as it was.
func TestKinds(t *testing.T) {
	if n := len(rome.Kinds()); n != 44 {
		t.Errorf("%d kinds", n)
	}
	for _, info := range rome.Kinds() {
		t.Run(string(info.Kind), func(t *testing.T) {
			if !info.Kind.Valid() || !slices.Equal(info.Kind.Fields(), append(slices.Clone(info.Required), info.Optional...)) {
				t.Errorf("fields %v", info.Kind.Fields())
			}
			full := sampleChange(info)
			based := full
			based.Base = &rome.Base{Kind: rome.KindOccupation, OGR: "326", Code: "M1805", Label: "É", Release: strings.Repeat("a", 64)}
			based.Old, based.New, based.Typographic = "avant", "après", true
			linked := full
			if full.Item != (rome.Ref{}) {
				linked.Item = rome.Ref{OGR: "100023"}
			}
			bare := full
			for _, f := range info.Optional {
				switch f {
				case rome.FieldCode:
					bare.Code = ""
				case rome.FieldShort:
					bare.Short = ""
				case rome.FieldParent:
					bare.Parent = ""
				case rome.FieldSuccessor:
					bare.Successor = ""
				}
			}
			cleared := bare
			cleared.Value, cleared.Core = "", ""
			for _, c := range []rome.Change{full, based, linked, bare, cleared} {
				if err := c.Validate(); err != nil {
					t.Errorf("%+v: %v", c, err)
				}
				data, err := json.Marshal(c)
				if err != nil {
					t.Fatal(err)
				}
				var back rome.Change
				if err := json.Unmarshal(data, &back); err != nil {
					t.Fatalf("%s: %v", data, err)
				}
				if diff := cmp.Diff(c, back); diff != "" {
					t.Errorf("%s: %s", data, diff)
				}
				if !c.Same(back) || c.WishKey() != back.WishKey() || !strings.HasPrefix(c.WishKey(), string(c.Kind)+":") {
					t.Errorf("%s: not the same wish", data)
				}
			}
			if !full.Same(bare) || full.Same(cleared) == (slices.Contains(info.Required, rome.FieldValue) || slices.Contains(info.Required, rome.FieldCore)) {
				t.Error("what may be left out refines a wish; what is needed makes it")
			}
		})
	}
}

func TestChangeJSON(t *testing.T) {
	for text, want := range map[string]rome.Change{
		`{"kind":"appellation.create","code":"M1805","label":"X"}`:                                                    {Kind: rome.AppellationCreate, Code: "M1805", Label: "X"},
		`{"kind":"link.core","code":"M1805","item":"100023","core":""}`:                                               {Kind: rome.LinkCore, Code: "M1805", Item: rome.Ref{OGR: "100023"}},
		`{"kind":"link.add","code":"M1805","item":{"label":"Écrire"}}`:                                                {Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{Label: "Écrire"}},
		`{"kind":"mobility.rank","from":"M1805","to":"M1855","rank":2}`:                                               {Kind: rome.MobilityRank, From: "M1805", To: "M1855", Rank: 2},
		`{"kind":"appellation.rename","ogr":"1","label":"B","base":null,"old":"A","typographic":false}`:               {Kind: rome.AppellationRename, OGR: "1", Label: "B", Old: "A"},
		`{"kind":"occupation.repurpose","ogr":"1","old":"A","new":"B","line":"ce qui est dit à côté"}`:                {Kind: rome.OccupationRepurpose, OGR: "1", Old: "A", New: "B"},
		`{"kind":"other","text":"x","base":{"kind":"occupation","ogr":"1","code":"M1805","label":"L","release":"r"}}`: {Kind: rome.Other, Text: "x", Base: &rome.Base{Kind: rome.KindOccupation, OGR: "1", Code: "M1805", Label: "L", Release: "r"}},
	} {
		var got rome.Change
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Errorf("%s: %v", text, err)
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
	c := rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "A & B", Short: "", Text: "unused"}
	if data, err := json.Marshal(c); err != nil || string(data) != `{"kind":"appellation.create","code":"M1805","label":"A \u0026 B"}` {
		t.Errorf("%s, %v", data, err)
	}
	if _, err := json.Marshal(rome.Change{Kind: "nope"}); err == nil {
		t.Error("an unknown kind has JSON")
	}
}

// TestChangeFaults: what is no change is told by kind, field and rule.
func TestChangeFaults(t *testing.T) {
	for text, want := range map[string]rome.ChangeError{
		`[]`:             {Rule: rome.ChangeBadJSON},
		`"x"`:            {Rule: rome.ChangeBadJSON},
		`null`:           {Rule: rome.ChangeBadJSON},
		`{}`:             {Field: "kind", Rule: rome.ChangeUnknownKind},
		`{"kind":7}`:     {Field: "kind", Rule: rome.ChangeUnknownKind},
		`{"kind":"a.b"}`: {Kind: "a.b", Field: "kind", Rule: rome.ChangeUnknownKind},
		`{"kind":"other","text":"x","code":"M1805"}`:                   {Kind: rome.Other, Field: "code", Rule: rome.ChangeUnknownField},
		`{"kind":"other","text":"x","Text":"y"}`:                       {Kind: rome.Other, Field: "Text", Rule: rome.ChangeUnknownField},
		`{"kind":"occupation.tag","code":"M1805","tag":"eco"}`:         {Kind: rome.OccupationTag, Field: "value", Rule: rome.ChangeMissingField},
		`{"kind":"other","text":null}`:                                 {Kind: rome.Other, Field: "text", Rule: rome.ChangeWrongType},
		`{"kind":"mobility.rank","from":"M1805","to":"M1","rank":"2"}`: {Kind: rome.MobilityRank, Field: "rank", Rule: rome.ChangeWrongType},
		`{"kind":"mobility.rank","from":"M1805","to":"M1","rank":2.5}`: {Kind: rome.MobilityRank, Field: "rank", Rule: rome.ChangeWrongType},
		`{"kind":"link.add","code":"M1805","item":{"ogr":"1"}}`:        {Kind: rome.LinkAdd, Field: "item", Rule: rome.ChangeWrongType},
		`{"kind":"link.add","code":"M1805","item":12}`:                 {Kind: rome.LinkAdd, Field: "item", Rule: rome.ChangeWrongType},
		`{"kind":"other","text":"x","base":{"id":1}}`:                  {Kind: rome.Other, Field: "base", Rule: rome.ChangeUnknownField},
		`{"kind":"other","text":"x","base":[]}`:                        {Kind: rome.Other, Field: "base", Rule: rome.ChangeWrongType},
	} {
		var c rome.Change
		wantChangeError(t, text, json.Unmarshal([]byte(text), &c), want)
	}
}

func wantChangeError(t *testing.T, what string, err error, want rome.ChangeError) {
	t.Helper()
	var got *rome.ChangeError
	if !errors.As(err, &got) {
		t.Errorf("%s: error %v, want %+v", what, err, want)
		return
	}
	if got.Kind != want.Kind || got.Field != want.Field || got.Rule != want.Rule {
		t.Errorf("%s: %+v, want %+v", what, *got, want)
	}
	if s := got.Error(); strings.Contains(s, "  ") || !strings.Contains(s, string(want.Field)) || !strings.HasPrefix(s, "the change ") {
		t.Errorf("%s: sentence %q", what, s)
	}
}

func TestValidate(t *testing.T) {
	ref := func(c rome.Change, r rome.Ref) rome.Change { c.Item = r; return c }
	link := rome.Change{Kind: rome.LinkAdd, Code: "M1805"}
	for name, tt := range map[string]struct {
		change rome.Change
		field  rome.Field
		rule   string
	}{
		"no kind":            {rome.Change{}, "kind", rome.ChangeUnknownKind},
		"blank label":        {rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: " \u00a0"}, "label", rome.ChangeMissingField},
		"code":               {rome.Change{Kind: rome.AppellationCreate, Code: "Z1805", Label: "X"}, "code", rome.ChangeBadCode},
		"lower case":         {rome.Change{Kind: rome.AppellationCreate, Code: "m1805", Label: "X"}, "code", rome.ChangeBadCode},
		"domain":             {rome.Change{Kind: rome.OccupationCreate, Domain: "M1", Label: "X"}, "domain", rome.ChangeBadDomain},
		"ogr":                {rome.Change{Kind: rome.AppellationRemove, OGR: "M1805"}, "ogr", rome.ChangeBadOGR},
		"long ogr":           {rome.Change{Kind: rome.AppellationRemove, OGR: "12345678901"}, "ogr", rome.ChangeBadOGR},
		"successor code":     {rome.Change{Kind: rome.OccupationRemove, Code: "M1805", Successor: "12"}, "successor", rome.ChangeBadCode},
		"successor ogr":      {rome.Change{Kind: rome.SkillRemove, OGR: "1", Successor: "M1805"}, "successor", rome.ChangeBadOGR},
		"to":                 {rome.Change{Kind: rome.AppellationMove, OGR: "1", To: "M180"}, "to", rome.ChangeBadCode},
		"tag":                {rome.Change{Kind: rome.SkillTag, OGR: "1", Tag: "green", Value: "O"}, "tag", rome.ChangeUnknownTag},
		"core":               {rome.Change{Kind: rome.LinkCore, Code: "M1805", Item: rome.Ref{OGR: "1"}, Core: "Principale"}, "core", rome.ChangeUnknownCore},
		"tree":               {rome.Change{Kind: rome.TreeAdd, Code: "M1805", Tree: "oak", Node: "1"}, "tree", rome.ChangeUnknownTree},
		"rank zero":          {rome.Change{Kind: rome.MobilityRank, From: "M1805", To: "M1806"}, "rank", rome.ChangeMissingField},
		"rank below":         {rome.Change{Kind: rome.MobilityRank, From: "M1805", To: "M1806", Rank: -1}, "rank", rome.ChangeBadRank},
		"long label":         {rome.Change{Kind: rome.SkillCreate, Label: strings.Repeat("é", 301)}, "label", rome.ChangeTooLong},
		"long text":          {rome.Change{Kind: rome.Other, Text: strings.Repeat("x", 20_001)}, "text", rome.ChangeTooLong},
		"line break":         {rome.Change{Kind: rome.SkillCreate, Label: "a\nb"}, "label", rome.ChangeControl},
		"C1":                 {rome.Change{Kind: rome.SkillCreate, Label: "a\u0092b"}, "label", rome.ChangeControl},
		"direction":          {rome.Change{Kind: rome.Other, Text: "a\u202eb"}, "text", rome.ChangeControl},
		"not UTF-8":          {rome.Change{Kind: rome.Other, Text: "a\xffb"}, "text", rome.ChangeControl},
		"field of another":   {rome.Change{Kind: rome.Other, Text: "x", OGR: "1"}, "ogr", rome.ChangeUnknownField},
		"no item":            {link, "item", rome.ChangeMissingField},
		"both":               {ref(link, rome.Ref{OGR: "1", Label: "x"}), "item", rome.ChangeBadRef},
		"blank item":         {ref(link, rome.Ref{Label: " "}), "item", rome.ChangeBadRef},
		"item ogr":           {ref(link, rome.Ref{OGR: "x"}), "item", rome.ChangeBadOGR},
		"base of no kind":    {rome.Change{Kind: rome.Other, Text: "x", Base: &rome.Base{}}, "base", rome.ChangeBadBase},
		"base with bad code": {rome.Change{Kind: rome.Other, Text: "x", Base: &rome.Base{Kind: rome.KindSkill, Code: "x"}}, "base", rome.ChangeBadBase},
	} {
		wantChangeError(t, name, tt.change.Validate(), rome.ChangeError{Kind: tt.change.Kind, Field: tt.field, Rule: tt.rule})
	}
}

func TestSame(t *testing.T) {
	create := func(code, label string) rome.Change {
		return rome.Change{Kind: rome.AppellationCreate, Code: code, Label: label}
	}
	a := create("M1805", "Éleveur d’abeilles")
	for _, same := range []rome.Change{
		create("M1805", "ELEVEUR  D'ABEILLES "), create("m1805", "éleveur d''abeilles"),
		{Kind: rome.AppellationCreate, Code: "M1805", Label: a.Label, Short: "Éleveur", Base: &rome.Base{}},
	} {
		if !a.Same(same) {
			t.Errorf("%+v is the same wish", same)
		}
	}
	for _, other := range []rome.Change{create("M1806", a.Label), create("M1805", "Éleveuse d’abeilles"), {Kind: rome.SkillCreate, Label: a.Label}} {
		if a.Same(other) {
			t.Errorf("%+v is another wish", other)
		}
	}
	// Values do not run into each other.
	x := rome.Change{Kind: rome.MobilityAdd, From: "A1", To: "01A"}
	y := rome.Change{Kind: rome.MobilityAdd, From: "A10", To: "1A"}
	if x.Same(y) {
		t.Error("keys run together")
	}
	// Kept in databases: it must not change from version to version.
	if got := a.WishKey(); got != "appellation.create:01434f2ff3d328a5b2784029f5ceec50" {
		t.Errorf("the key is %s now", got)
	}
}

func TestParseChanges(t *testing.T) {
	want := []rome.Change{
		{Kind: rome.AppellationCreate, Code: "M1805", Label: "Dév, web"},
		{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{Label: "Écrire"}},
		{Kind: rome.MobilityRank, From: "M1805", To: "M1855", Rank: 2},
	}
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"JSON":       string(data),
		"commas":     "kind,code,label,item,from,to,rank\nappellation.create,M1805,\"Dév, web\",,,,\nlink.add,M1805,,Écrire,,,\nmobility.rank,,,,M1805,M1855,2\n",
		"semicolons": "\uFEFFkind;code;label;item;from;to;rank\r\nappellation.create;M1805;Dév, web;;;;\r\nlink.add;M1805;;Écrire;;;\r\nmobility.rank;;;;M1805;M1855;2\r\n",
		"Latin 9":    "kind;code;label;item;from;to;rank\nappellation.create;M1805;D\xe9v, web;;;;\nlink.add;M1805;;\xc9crire;;;\nmobility.rank;;;;M1805;M1855;2\n",
	} {
		got, err := rome.ParseChanges([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for text, want := range map[string]string{
		`[{"kind":"other","text":"x"},{"kind":"other"}]`: "change 2: the change other lacks a field",
		`[{"kind":"skill.remove","ogr":"x"}]`:            "change 1: the change skill.remove has an OGR that is not a number: ogr \"x\"",
		"kind,code,nope\nother,,x\n":                     "change 1: the change other has a field its kind does not use: nope",
		"kind,rank\nmobility.rank,two\n":                 "change 1: the change mobility.rank has a field of the wrong JSON type: rank \"two\"",
		"":                                               "no CSV header",
		"{":                                              "neither a JSON array nor an object",
	} {
		if _, err := rome.ParseChanges([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
	for _, info := range rome.Kinds() {
		c := sampleChange(info)
		text := strings.Join(rome.Columns(), "\t") // any separator will do for the lengths
		if strings.Count(text, "\t") != len(c.Record())-1 {
			t.Errorf("%s: a record of %d fields", info.Kind, len(c.Record()))
		}
	}
}

// FuzzChangeJSON: what is read can be written and read again.
func FuzzChangeJSON(f *testing.F) {
	for _, info := range rome.Kinds() {
		data, err := json.Marshal(sampleChange(info))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"kind":"other","text":"x","base":{"kind":"skill"},"line":3}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var c, back rome.Change
		if err := c.UnmarshalJSON(data); err != nil {
			var e *rome.ChangeError
			if !errors.As(err, &e) || e.Error() == "" {
				t.Fatalf("%s: %v", data, err)
			}
			return
		}
		_ = c.Validate()
		again, err := json.Marshal(c)
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		if err := json.Unmarshal(again, &back); err != nil {
			t.Fatalf("%s: %v", again, err)
		}
		if diff := cmp.Diff(c, back); diff != "" {
			t.Fatalf("%s: %s", data, diff)
		}
	})
}
