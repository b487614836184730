package rome_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"vigie/rome"
	"vigie/rome/sample"
)

// appellation is the base of one, as filing freezes it.
func appellation(code, label string) *rome.Base {
	return &rome.Base{Kind: rome.KindAppellation, Code: code, Label: label}
}

func occupation(code, label string) *rome.Base {
	return &rome.Base{Kind: rome.KindOccupation, Code: code, Label: label}
}

var clashes = []struct {
	name string
	a, b rome.Change
	want rome.ClashKind // "" for none
}{
	{
		"one appellation moved to two codes",
		rome.Change{Kind: rome.AppellationMove, OGR: "1", To: "M1805"},
		rome.Change{Kind: rome.AppellationMove, OGR: "1", To: "M1810"},
		rome.ClashMove,
	},
	{
		"moved, and made the principal one where it was",
		rome.Change{Kind: rome.AppellationMove, OGR: "1", To: "M1805"},
		rome.Change{Kind: rome.AppellationPrincipal, OGR: "1", Base: appellation("M1810", "Testeur / Testeuse")},
		rome.ClashPrincipal,
	},
	{
		"an appellation created under a code that goes",
		rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Testeur / Testeuse"},
		rome.Change{Kind: rome.OccupationRemove, Code: "M1805", Successor: "M1810"},
		rome.ClashUnder,
	},
	{
		"an appellation renamed under a code that goes",
		rome.Change{Kind: rome.AppellationRename, OGR: "1", Label: "Testeur / Testeuse", Base: appellation("M1805", "Testeur")},
		rome.Change{Kind: rome.OccupationRemove, Code: "M1805"},
		rome.ClashUnder,
	},
	{
		"moved into a code that goes",
		rome.Change{Kind: rome.AppellationMove, OGR: "1", To: "M1805"},
		rome.Change{Kind: rome.OccupationRemove, Code: "M1805"},
		rome.ClashUnder,
	},
	{
		"moved out of a code that goes",
		rome.Change{Kind: rome.AppellationMove, OGR: "1", To: "M1810", Base: appellation("M1805", "Testeur")},
		rome.Change{Kind: rome.OccupationRemove, Code: "M1805"},
		"",
	},
	{
		"a mobility into a code that goes",
		rome.Change{Kind: rome.MobilityAdd, From: "M1810", To: "M1805"},
		rome.Change{Kind: rome.OccupationRemove, Code: "M1805"},
		rome.ClashUnder,
	},
	{
		"replaced by what goes itself",
		rome.Change{Kind: rome.OccupationRemove, Code: "M1805", Successor: "M1810"},
		rome.Change{Kind: rome.OccupationRemove, Code: "M1810", Successor: "M1805"},
		rome.ClashRemoved,
	},
	{
		"an item linked, and removed",
		rome.Change{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{OGR: "7"}},
		rome.Change{Kind: rome.SkillRemove, OGR: "7"},
		rome.ClashUnder,
	},
	{
		"an item unlinked, and removed",
		rome.Change{Kind: rome.LinkRemove, Code: "M1805", Item: rome.Ref{OGR: "7"}},
		rome.Change{Kind: rome.SkillRemove, OGR: "7"},
		"",
	},
	{
		"removed, and renamed",
		rome.Change{Kind: rome.AppellationRemove, OGR: "1"},
		rome.Change{Kind: rome.AppellationRename, OGR: "1", Label: "Testeur / Testeuse"},
		rome.ClashRemoved,
	},
	{
		"removed, and moved",
		rome.Change{Kind: rome.AppellationRemove, OGR: "1"},
		rome.Change{Kind: rome.AppellationMove, OGR: "1", To: "M1805"},
		rome.ClashRemoved,
	},
	{
		"a sheet removed, and defined",
		rome.Change{Kind: rome.OccupationRemove, Code: "M1805"},
		rome.Change{Kind: rome.OccupationDefine, Code: "M1805", Text: "Teste."},
		rome.ClashRemoved,
	},
	{
		"removed twice",
		rome.Change{Kind: rome.AppellationRemove, OGR: "1"},
		rome.Change{Kind: rome.AppellationRemove, OGR: "1", Successor: "2"},
		"",
	},
	{
		"two renames of one appellation",
		rome.Change{Kind: rome.AppellationRename, OGR: "1", Label: "Testeur / Testeuse"},
		rome.Change{Kind: rome.AppellationRename, OGR: "1", Label: "Recetteur / Recetteuse"},
		rome.ClashRename,
	},
	{
		"one rename, written in two ways",
		rome.Change{Kind: rome.AppellationRename, OGR: "1", Label: "Testeur / Testeuse"},
		rome.Change{Kind: rome.AppellationRename, OGR: "1", Label: "TESTEUR / TESTEUSE"},
		"",
	},
	{
		"two renames of one sheet",
		rome.Change{Kind: rome.OccupationRename, Code: "M1805", Label: "Développement"},
		rome.Change{Kind: rome.OccupationRename, Code: "M1805", Label: "Informatique"},
		rome.ClashRename,
	},
	{
		"two renames of one skill",
		rome.Change{Kind: rome.SkillRename, OGR: "7", Label: "Tester"},
		rome.Change{Kind: rome.SkillRename, OGR: "7", Label: "Recetter"},
		rome.ClashRename,
	},
	{
		"two short labels",
		rome.Change{Kind: rome.AppellationShort, OGR: "1", Short: "Test."},
		rome.Change{Kind: rome.AppellationShort, OGR: "1", Short: "Testeur"},
		rome.ClashRename,
	},
	{
		"a sheet renamed, and its principal appellation otherwise",
		rome.Change{Kind: rome.OccupationRename, Code: "M1805", Label: "Développement", Base: occupation("M1805", "Développeur web")},
		rome.Change{Kind: rome.AppellationRename, OGR: "1", Label: "Informatique", Base: appellation("M1805", "Développeur web")},
		rome.ClashRename,
	},
	{
		"a sheet renamed, and its principal appellation alike",
		rome.Change{Kind: rome.OccupationRename, Code: "M1805", Label: "Développement", Base: occupation("M1805", "Développeur web")},
		rome.Change{Kind: rome.AppellationRename, OGR: "1", Label: "Développement", Base: appellation("M1805", "Développeur web")},
		"",
	},
	{
		"a sheet renamed, and another appellation of it",
		rome.Change{Kind: rome.OccupationRename, Code: "M1805", Label: "Développement", Base: occupation("M1805", "Développeur web")},
		rome.Change{Kind: rome.AppellationRename, OGR: "2", Label: "Testeur / Testeuse", Base: appellation("M1805", "Testeur")},
		"",
	},
	{
		"a sheet renamed, and its principal appellation moved away",
		rome.Change{Kind: rome.OccupationRename, Code: "M1805", Label: "Développement", Base: occupation("M1805", "Développeur web")},
		rome.Change{Kind: rome.AppellationMove, OGR: "1", To: "M1810", Base: appellation("M1805", "Développeur web")},
		rome.ClashPrincipal,
	},
	{
		"a sheet renamed, and an appellation of the name moved in",
		rome.Change{Kind: rome.OccupationRename, Code: "M1805", Label: "Développement", Base: occupation("M1805", "Développeur web")},
		rome.Change{Kind: rome.AppellationMove, OGR: "3", To: "M1805", Base: appellation("M1810", "Développement")},
		rome.ClashLabel,
	},
	{
		"a sheet renamed, and another appellation made the principal one",
		rome.Change{Kind: rome.OccupationRename, Code: "M1805", Label: "Développement", Base: occupation("M1805", "Développeur web")},
		rome.Change{Kind: rome.AppellationPrincipal, OGR: "2", Base: appellation("M1805", "Testeur")},
		rome.ClashPrincipal,
	},
	{
		"a sheet renamed after the appellation that becomes the principal one",
		rome.Change{Kind: rome.OccupationRename, Code: "M1805", Label: "Testeur", Base: occupation("M1805", "Développeur web")},
		rome.Change{Kind: rome.AppellationPrincipal, OGR: "2", Base: appellation("M1805", "Testeur")},
		"",
	},
	{
		"one label created under two codes",
		rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Testeur / Testeuse"},
		rome.Change{Kind: rome.AppellationCreate, Code: "M1810", Label: "testeur / testeuse"},
		rome.ClashLabel,
	},
	{
		"one label created, and another appellation renamed to it elsewhere",
		rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Testeur / Testeuse"},
		rome.Change{Kind: rome.AppellationRename, OGR: "1", Label: "Testeur / Testeuse", Base: appellation("M1810", "Testeur")},
		rome.ClashLabel,
	},
	{
		"one occupation created in two domains",
		rome.Change{Kind: rome.OccupationCreate, Domain: "M18", Label: "Testeur / Testeuse"},
		rome.Change{Kind: rome.OccupationCreate, Domain: "H12", Label: "Testeur / Testeuse"},
		rome.ClashLabel,
	},
	{
		"two occupations created under one code",
		rome.Change{Kind: rome.OccupationCreate, Domain: "M18", Code: "M1899", Label: "Testeur / Testeuse"},
		rome.Change{Kind: rome.OccupationCreate, Domain: "M18", Code: "M1899", Label: "Archiviste"},
		rome.ClashCode,
	},
	{
		"one tag with two values",
		rome.Change{Kind: rome.OccupationTag, Code: "M1805", Tag: rome.TagRegulated, Value: "O"},
		rome.Change{Kind: rome.OccupationTag, Code: "M1805", Tag: rome.TagRegulated, Value: "N"},
		rome.ClashTag,
	},
	{
		"two tags of one entity",
		rome.Change{Kind: rome.AppellationTag, OGR: "1", Tag: rome.TagRegulated, Value: "O"},
		rome.Change{Kind: rome.AppellationTag, OGR: "1", Tag: rome.TagManagerial, Value: "N"},
		"",
	},
	{
		"one link added and removed",
		rome.Change{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{OGR: "7"}},
		rome.Change{Kind: rome.LinkRemove, Code: "M1805", Item: rome.Ref{OGR: "7"}},
		rome.ClashLink,
	},
	{
		"one link weighed and removed",
		rome.Change{Kind: rome.LinkCore, Code: "M1805", Item: rome.Ref{OGR: "7"}, Core: rome.CorePrincipal},
		rome.Change{Kind: rome.LinkRemove, Code: "M1805", Item: rome.Ref{OGR: "7"}},
		rome.ClashLink,
	},
	{
		"one link of an item to be created, added and removed",
		rome.Change{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{Label: "Tester"}},
		rome.Change{Kind: rome.LinkRemove, Code: "M1805", Item: rome.Ref{Label: "tester"}},
		rome.ClashLink,
	},
	{
		"one link with two importances",
		rome.Change{Kind: rome.LinkCore, Code: "M1805", Item: rome.Ref{OGR: "7"}, Core: rome.CorePrincipal},
		rome.Change{Kind: rome.LinkCore, Code: "M1805", Item: rome.Ref{OGR: "7"}, Core: rome.CoreEmerging},
		rome.ClashCore,
	},
	{
		"one mobility added and removed",
		rome.Change{Kind: rome.MobilityAdd, From: "M1805", To: "M1810"},
		rome.Change{Kind: rome.MobilityRemove, From: "M1805", To: "M1810"},
		rome.ClashLink,
	},
	{
		"one mobility at two ranks",
		rome.Change{Kind: rome.MobilityRank, From: "M1805", To: "M1810", Rank: 1},
		rome.Change{Kind: rome.MobilityRank, From: "M1805", To: "M1810", Rank: 2},
		rome.ClashRank,
	},
	{
		"a mobility there and one back",
		rome.Change{Kind: rome.MobilityAdd, From: "M1805", To: "M1810"},
		rome.Change{Kind: rome.MobilityRemove, From: "M1810", To: "M1805"},
		"",
	},
	{
		"one place in a tree taken and left",
		rome.Change{Kind: rome.TreeAdd, Code: "M1805", Tree: rome.TreeTheme, Node: "Numérique"},
		rome.Change{Kind: rome.TreeRemove, Code: "M1805", Tree: rome.TreeTheme, Node: "numerique"},
		rome.ClashLink,
	},
	{
		"one correspondence added and removed",
		rome.Change{Kind: rome.CrosswalkAdd, Code: "M1805", Table: "isco08", Key: "2512"},
		rome.Change{Kind: rome.CrosswalkRemove, Code: "M1805", Table: "isco08", Key: "2512"},
		rome.ClashLink,
	},
	{
		"two principal appellations of one occupation",
		rome.Change{Kind: rome.AppellationPrincipal, OGR: "1", Base: appellation("M1805", "Testeur")},
		rome.Change{Kind: rome.AppellationPrincipal, OGR: "2", Base: appellation("M1805", "Recetteur")},
		rome.ClashPrincipal,
	},
	{
		"two definitions of one occupation",
		rome.Change{Kind: rome.OccupationDefine, Code: "M1805", Text: "Teste des programmes."},
		rome.Change{Kind: rome.OccupationDefine, Code: "M1805", Text: "Teste des logiciels."},
		rome.ClashText,
	},
	{
		"the definition and the access of one occupation",
		rome.Change{Kind: rome.OccupationDefine, Code: "M1805", Text: "Teste des programmes."},
		rome.Change{Kind: rome.OccupationAccess, Code: "M1805", Text: "Avec un diplôme."},
		"",
	},
	{
		"one item indexed under two",
		rome.Change{Kind: rome.SkillReindex, OGR: "7", Parent: "100"},
		rome.Change{Kind: rome.SkillReindex, OGR: "7", Parent: "200"},
		rome.ClashIndex,
	},
	{
		"an item indexed under one that goes",
		rome.Change{Kind: rome.SkillReindex, OGR: "7", Parent: "100"},
		rome.Change{Kind: rome.SkillRemove, OGR: "100"},
		rome.ClashUnder,
	},
	{
		"free text",
		rome.Change{Kind: rome.Other, Text: "Revoir M1805."},
		rome.Change{Kind: rome.OccupationRemove, Code: "M1805"},
		"",
	},
	{
		"the same free text field of nothing",
		rome.Change{Kind: rome.Other, Text: "Revoir M1805."},
		rome.Change{Kind: rome.Other, Text: "Ne pas revoir M1805."},
		"",
	},
}

// Each kind of clash, in both its forms.
func TestClash(t *testing.T) {
	told := make(map[rome.ClashKind]bool)
	for _, c := range clashes {
		for _, change := range []rome.Change{c.a, c.b} {
			change.Base = nil
			if err := change.Validate(); err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		for _, pair := range [][2]rome.Change{{c.a, c.b}, {c.b, c.a}} {
			kind, clash := rome.Clash(pair[0], pair[1])
			if kind != c.want || clash != (c.want != "") {
				t.Errorf("%s: %q, %v", c.name, kind, clash)
			}
			if clash && !shareAThing(pair[0], pair[1]) {
				t.Errorf("%s: no claim on one thing finds it", c.name)
			}
		}
		if _, clash := rome.Clash(c.a, c.a); clash {
			t.Errorf("%s: a change clashes with itself", c.name)
		}
		told[c.want] = true
	}
	for _, k := range rome.ClashKinds() {
		if !told[k] {
			t.Errorf("no example of %s", k)
		}
	}
}

// shareAThing reports whether an index of claims finds one change by the other.
func shareAThing(a, b rome.Change) bool {
	for _, x := range a.Claims() {
		for _, y := range b.Claims() {
			if x.Thing == y.Thing && x.Want != y.Want {
				return true
			}
		}
	}
	return false
}

// What clashes, clashes both ways round and is found by an index of claims; what
// does not, and does not rest on the other, gives one release in either order.
func TestChangesThatDoNotClashCommute(t *testing.T) {
	base := sampled(t)
	const pairs = 8000
	random := rand.New(rand.NewPCG(8, 8))
	w := newWisher(random, base)
	kinds, clashing := make(map[rome.Kind]int), make(map[rome.ClashKind]int)
	commuting, resting := 0, 0
	for range pairs {
		f := w.focus()
		a := f.wish("")
		b := f.wish(f.pick("", a.Kind.Family(), a.Kind.Family(), "occupation", "appellation"))
		if a.Same(b) {
			continue
		}
		kind, clash := rome.Clash(a, b)
		if back, too := rome.Clash(b, a); back != kind || too != clash {
			t.Fatalf("%s and %s clash as %q one way, %q the other", text(a), text(b), kind, back)
		}
		if clash {
			clashing[kind]++
			if !shareAThing(a, b) {
				t.Fatalf("%s and %s clash, and no index finds it", text(a), text(b))
			}
			continue
		}
		kinds[a.Kind]++
		if rome.Needs(a, b) || rome.Needs(b, a) {
			resting++
			if rome.Needs(a, b) && a.Phase() < b.Phase() || rome.Needs(b, a) && b.Phase() < a.Phase() {
				t.Fatalf("%s and %s are put in an order in which they cannot be made", text(a), text(b))
			}
			same(t, base, rome.InOrder([]rome.Change{a, b}), rome.InOrder([]rome.Change{b, a}))
			continue
		}
		same(t, base, []rome.Change{a, b}, []rome.Change{b, a})
		commuting++
	}
	t.Logf("%d commute, %d rest on another, clashes %v", commuting, resting, clashing)
	for _, info := range rome.Kinds() {
		if kinds[info.Kind] == 0 && !info.Observed && info.Kind.Family() != "crosswalk" && info.Kind != rome.ContextTag {
			t.Errorf("no %s was tried", info.Kind)
		}
	}
	for _, k := range rome.ClashKinds() {
		if clashing[k] == 0 {
			t.Errorf("no clash of kind %s was generated", k)
		}
	}
}

// Whole lists without a clash come out the same however they were shuffled.
func TestInOrder(t *testing.T) {
	base := sampled(t)
	random := rand.New(rand.NewPCG(3, 5))
	w := newWisher(random, base)
	for range 150 {
		var list []rome.Change
		for range 25 {
			c := w.wish("")
			if !slices.ContainsFunc(list, func(d rome.Change) bool {
				_, clash := rome.Clash(c, d)
				return clash || c.Same(d) || c.Kind.Verb() == "create" && d.Kind.Verb() == "create" && rome.Fold(c.Label) == rome.Fold(d.Label)
			}) {
				list = append(list, c)
			}
		}
		shuffled := slices.Clone(list)
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		same(t, base, rome.InOrder(list), rome.InOrder(shuffled))
	}
}

// same applies two lists of the same changes and compares the releases, but for
// the order of lists, and what could not be applied. What was created is known by
// its OGR; the rank of a mobility that asked for none is not compared.
func same(t *testing.T, base *rome.Release, one, other []rome.Change) {
	t.Helper()
	x, leftX := base.Apply(one)
	y, leftY := base.Apply(other)
	unranked := make(map[string]bool)
	for _, c := range one {
		if c.Kind == rome.MobilityAdd && c.Rank == 0 {
			unranked[c.From+c.To] = true
		}
	}
	for _, d := range slices.Concat(rome.Diff(x, y), rome.Diff(y, x)) {
		if !unranked[d.From+d.To] {
			t.Fatalf("%s then %s is not the same the other way round: %s", text(one[0]), text(one[len(one)-1]), text(d))
		}
	}
	if have, want := principals(x), principals(y); !slices.Equal(have, want) || x.Counts() != y.Counts() {
		t.Fatalf("%s then %s is not the same the other way round: %v %v, %v %v", text(one[0]), text(one[len(one)-1]), x.Counts(), have, y.Counts(), want)
	}
	var refused [2][]string
	for i, left := range [2][]*rome.ApplyError{leftX, leftY} {
		for _, e := range left {
			refused[i] = append(refused[i], text(e.Change)+" "+string(e.Reason))
		}
		slices.Sort(refused[i])
	}
	if !slices.Equal(refused[0], refused[1]) {
		t.Fatalf("left out %v one way, %v the other", refused[0], refused[1])
	}
}

// principals lists the appellations that are principal ones: Diff tells only of
// those that become it.
func principals(r *rome.Release) []string {
	var list []string
	for _, o := range r.Occupations() {
		for _, p := range o.Appellations {
			if p.Principal {
				list = append(list, o.Code+" "+p.OGR)
			}
		}
	}
	return list
}

// A wisher makes up changes of a release, about few things so that they meet.
type wisher struct {
	random               *rand.Rand
	release              *rome.Release
	codes, labels        []string
	appellations, macros []string
	items                map[rome.EntityKind][]string
	made                 int
}

// newWisher takes the things of a few occupations.
func newWisher(random *rand.Rand, r *rome.Release) *wisher {
	w := &wisher{
		random: random, release: r, codes: []string{"M1805", "M1810", "D1102"},
		labels: []string{"Testeur / Testeuse", "Compter la nuit"}, items: make(map[rome.EntityKind][]string),
	}
	for _, code := range w.codes {
		o, _ := r.Occupation(code)
		for _, p := range o.Appellations[:2] {
			w.appellations, w.labels = append(w.appellations, p.OGR), append(w.labels, p.Label)
		}
		for _, l := range o.Links {
			if kind := l.Item.Kind; len(w.items[kind]) < 2 {
				w.items[kind] = append(w.items[kind], l.Item.OGR)
			}
		}
	}
	for _, i := range r.Items() {
		if i.Kind == rome.KindSkill && i.Parent == "" && len(w.macros) < 2 {
			w.macros = append(w.macros, i.OGR)
		}
	}
	w.items[rome.KindSkill] = append(w.items[rome.KindSkill], w.macros[0])
	return w
}

func (w *wisher) pick(list ...string) string { return list[w.random.IntN(len(list))] }

// focus gives a wisher that speaks of the half of it, chosen at random.
func (w *wisher) focus() *wisher {
	half := func(list []string) []string {
		list = slices.Clone(list)
		w.random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		return list[:(len(list)+1)/2]
	}
	f := *w
	w.made += 10
	f.codes, f.labels, f.appellations, f.macros = half(w.codes), half(w.labels), half(w.appellations), w.macros
	f.items = make(map[rome.EntityKind][]string)
	for kind, list := range w.items {
		f.items[kind] = half(list)
	}
	return &f
}

func (w *wisher) one(in int) bool { return w.random.IntN(in) == 0 }

// wish is one change that the release does not hold, with its base, as filing
// freezes it; of a family, where one is named.
func (w *wisher) wish(family string) rome.Change {
	for {
		info := rome.Kinds()[w.random.IntN(len(rome.Kinds()))]
		if info.Observed || family != "" && info.Kind.Family() != family {
			continue
		}
		c := rome.Change{Kind: info.Kind}
		for _, f := range info.Required {
			w.fill(&c, f)
		}
		for _, f := range info.Optional {
			if f != rome.FieldOGR && w.one(2) {
				w.fill(&c, f)
			}
		}
		w.made++
		switch {
		case c.Kind == rome.OccupationCreate:
			c.Code, c.OGR = c.Domain+w.pick("98", "99"), fmt.Sprint(9_000_000+w.made)
		case c.Kind.Verb() == "create":
			c.OGR = fmt.Sprint(9_000_000 + w.made)
		}
		c.Base = w.release.BaseOf(c)
		if c.Validate() == nil && w.release.Check(c).Verdict != rome.Holds {
			return c
		}
	}
}

// fill sets one field of a change.
func (w *wisher) fill(c *rome.Change, f rome.Field) {
	code := func() string {
		if w.one(8) { // one that another change may create
			return w.pick("M1899", "D1198")
		}
		return w.pick(w.codes...)
	}
	switch f {
	case rome.FieldDomain:
		c.Domain = w.pick("M18", "D11")
	case rome.FieldCode:
		c.Code = code()
	case rome.FieldFrom:
		c.From = code()
	case rome.FieldTo:
		c.To = code()
	case rome.FieldOGR:
		c.OGR = w.pick(append(w.appellations, w.items[rome.EntityKind(c.Kind.Family())]...)...)
	case rome.FieldLabel:
		c.Label = w.pick(w.labels...)
	case rome.FieldShort:
		c.Short = w.pick("Un", "Deux")
	case rome.FieldText:
		c.Text = w.pick("Un", "Deux")
	case rome.FieldTag:
		c.Tag = w.pick(rome.TagNames()...)
	case rome.FieldValue:
		c.Value = w.pick("", "O", "N")
	case rome.FieldParent:
		c.Parent = w.pick(w.macros...)
	case rome.FieldSuccessor:
		c.Successor = w.pick(slices.Concat(w.codes, w.appellations)...)
	case rome.FieldItem:
		c.Item = rome.Ref{OGR: w.pick(w.items[rome.EntityKinds()[2+w.random.IntN(3)]]...)}
		if w.one(4) {
			c.Item = rome.Ref{Label: "Compter la nuit"}
		}
	case rome.FieldCore:
		c.Core = w.pick("", rome.CorePrincipal, rome.CoreEmerging)
	case rome.FieldRank:
		c.Rank = 1 + w.random.IntN(3)
	case rome.FieldTree:
		c.Tree = rome.TreeTheme // the one of the sample
	case rome.FieldNode:
		c.Node = w.release.Nodes(rome.TreeTheme)[w.random.IntN(2)].Code
	case rome.FieldTable:
		c.Table = "isco08"
	case rome.FieldKey:
		c.Key = w.pick("2512", "2513")
	}
}

// sampled is the first release of the sample.
func sampled(t *testing.T) *rome.Release {
	t.Helper()
	r, err := rome.Read(sample.First(""))
	if err != nil {
		t.Fatal(err)
	}
	return r
}
