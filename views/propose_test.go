package views

import (
	"net/url"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

func sampleRelease(t *testing.T) *rome.Release {
	t.Helper()
	r, err := rome.Read(sample.First("2026-05-04"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func proposeStep(errors ...FieldError) ProposeStep {
	p := galleryPage()
	p.Breadcrumb, p.Invalid = ProposeCrumbs(tickets.Request), len(errors) > 0
	return ProposeStep{Page: p, Progress: ProposeProgress(tickets.Request, 2), Errors: errors, Action: "/demandes/nouvelle/abc?etape=2"}
}

// proposed is a wish with every notice there is.
func proposed() []WishModel {
	create := rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Développeur web"}
	found := []rome.Entity{{Kind: rome.KindAppellation, OGR: "126549", Code: "M1810", Label: "Développeur web"}}
	evidence := []rome.Evidence{{Release: "460", File: "unix.csv", Line: 3, Row: "a,b"}}
	var list []WishModel
	for i, v := range rome.Verdicts() {
		w := WishOf("evolution-"+Number(i+1), "key"+Number(i), []WishCheck{{
			Change: create, Release: "460", Asked: []string{"ROME-2026-00001"},
			Result: rome.Result{Verdict: v, Reason: rome.ReasonCaseOnly, Found: found, Evidence: evidence},
		}}, galleryNames)
		list = append(list, w)
	}
	return append(list, WishOf("new", "k", []WishCheck{
		{Change: rome.Change{Kind: rome.SkillCreate, Label: "Coder"}},
		{Change: rome.Change{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{Label: "Coder"}}},
	}, galleryNames))
}

func TestProposePages(t *testing.T) {
	r := sampleRelease(t)
	o, _ := r.Occupation("D1102")
	choice := OccupationChoice{"M1805", "Développeur", "Coder"}
	pages := map[string]templ.Component{
		"start":    ProposeStartPage(ProposeStartModel{ProposeStep: proposeStep(), Type: tickets.Request}),
		"hits":     ProposeStartPage(ProposeStartModel{ProposeStep: proposeStep(), Type: tickets.Question, Query: "x", Hits: []OccupationChoice{choice, choice}, Chosen: &choice, Carried: []Hidden{{"kind", "other"}}}),
		"no hit":   ProposeStartPage(ProposeStartModel{ProposeStep: proposeStep(), Type: tickets.Defect, Query: "x"}),
		"empty":    ProposeStartPage(ProposeStartModel{ProposeStep: proposeStep(FieldError{"q", "Indiquez un métier."}), Type: tickets.Request}),
		"no ROME":  ProposeStartPage(ProposeStartModel{ProposeStep: proposeStep(), Type: tickets.Request, NoRelease: true}),
		"kinds":    ProposeKindPage(ProposeKindModel{ProposeStep: proposeStep(FieldError{"kind", "Choisissez."}), Options: KindOptions([]rome.Kind{rome.Other, rome.LinkAdd}), Beside: BesideOf(r, o, ""), Start: "/a"}),
		"general":  ProposeKindPage(ProposeKindModel{ProposeStep: proposeStep(), Options: KindOptions([]rome.Kind{rome.Other}), Start: "/a", List: "/b"}),
		"list":     ProposeListPage(ProposeListModel{ProposeStep: proposeStep(), Wishes: proposed(), Add: "/a", Next: "/b"}),
		"one":      ProposeListPage(ProposeListModel{ProposeStep: proposeStep(), Wishes: proposed()[:1], Add: "/a", Next: "/b"}),
		"send":     ProposeSendPage(ProposeSendModel{ProposeStep: proposeStep(), Type: "request", Wishes: proposed(), Origins: []Option{{Value: "a", Label: "A"}}}),
		"question": ProposeSendPage(ProposeSendModel{ProposeStep: proposeStep(FieldError{"text", "Écrivez."}, FieldError{"name", "Nom."}), Type: "question"}),
		"defect":   ProposeSendPage(ProposeSendModel{ProposeStep: proposeStep(), Type: "defect", OpenText: true}),
		"gone":     ProposeGonePage(ProposeGoneModel{Page: galleryPage()}),
		"sent":     ProposeGonePage(ProposeGoneModel{Page: galleryPage(), Reference: "ROME-2026-00001", Track: "/suivi/x"}),
	}
	appellations, linked, mobilities := PartOptions(r, o)
	for kind := range changeQuestions {
		m := ProposeChangeModel{
			ProposeStep: proposeStep(FieldError{"to_found", "Choisissez."}), Kind: kind, Values: url.Values{"to": {"x"}, "item": {"x"}},
			Appellations: appellations, Linked: linked, Mobilities: mobilities, Domains: DomainOptions(r), Kinds: "/k",
			Found: []Option{{Value: "M1805", Label: "M1805", Hint: "par un autre nom"}, NewItemOption(rome.KindSkill, "x")},
		}
		pages[string(kind)] = ProposeChangePage(m)
		if !kind.Valid() {
			t.Errorf("%s is no kind", kind)
		}
		markup := render(t, changeFields(m))
		for _, field := range kindNeeds(kind) {
			if !strings.Contains(markup, `name="`+field+`"`) {
				t.Errorf("the form of %s has no %s", kind, field)
			}
		}
	}
	for name, page := range pages {
		checkPage(t, name, strings.ReplaceAll(render(t, page), "&#39;", "’")) // the ROME's own apostrophes are let be
	}
}

// kindNeeds are the fields of a kind that somebody has to fill in: not those
// that the chosen occupation gives.
func kindNeeds(kind rome.Kind) []string {
	info, _ := kind.Info()
	var list []string
	for _, f := range info.Required {
		if f != rome.FieldCode && f != rome.FieldFrom {
			list = append(list, string(f))
		}
	}
	return list
}

func TestProposeWords(t *testing.T) {
	for _, f := range ProposeFaults() {
		text := ProposeFaultText(f)
		if text == "" || !strings.HasSuffix(text, ".") {
			t.Errorf("%s says %q", f, text)
		}
		checkFrench(t, string(f), text)
	}
	for _, tt := range tickets.Types() {
		for step := 1; step <= 3; step++ {
			if m := ProposeProgress(tt, step); m.Step > m.Of || m.Title == "" {
				t.Errorf("%s, step %d: %+v", tt, step, m)
			}
		}
	}
}

// Every reason of a verdict has its sentence, for every kind that can be asked.
func TestCheckNotices(t *testing.T) {
	reasons := []rome.Reason{
		"", rome.ReasonTargetGone, rome.ReasonTargetMoved, rome.ReasonTargetRepurposed, rome.ReasonOtherKind, rome.ReasonCodeUnknown,
		rome.ReasonDomainUnknown, rome.ReasonLabelElsewhere, rome.ReasonLabelOtherKind, rome.ReasonLabelOtherOGR, rome.ReasonCaseOnly,
		rome.ReasonTypography, rome.ReasonShortDiffers, rome.ReasonShortLabel, rome.ReasonPrincipalDiffers, rome.ReasonAlreadyLinked, rome.ReasonItemMissing,
	}
	entity := rome.Entity{Kind: rome.KindAppellation, OGR: "126549", Code: "M1810", Label: "Développeur web"}
	for _, c := range galleryChanges() {
		if _, asked := changeQuestions[c.Kind]; !asked {
			continue
		}
		for _, verdict := range rome.Verdicts() {
			for _, reason := range reasons {
				for _, found := range [][]rome.Entity{nil, {entity}} {
					n, ok := checkNotice(WishCheck{Change: c, Release: "460", Result: rome.Result{Verdict: verdict, Reason: reason, Found: found}}, galleryNames)
					if ok && (n.Title == "" || !strings.HasSuffix(n.Text, ".") && !strings.HasSuffix(n.Text, "?")) {
						t.Errorf("%s, %s, %s: %q", c.Kind, verdict, reason, n.Text)
					}
					checkFrench(t, string(c.Kind), n.Title+" "+n.Text)
				}
			}
		}
	}
}
