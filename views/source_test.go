package views

import (
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"vigie/rome"
	"vigie/rome/source"
	"vigie/tickets"
)

// Every way in which a look at the source may end, and every rule that an archive
// may break, has its own French sentence.
func TestSourceWords(t *testing.T) {
	var codes []string
	for _, c := range source.Codes() {
		codes = append(codes, string(c))
		if _, ok := sourceFaults[string(c)]; !ok {
			t.Errorf("the fault %q has no words", c)
		}
		sentence(t, CatalogueText(tickets.CatalogueSeen{Outcome: string(c)}))
		if w, tone := SourceWord(string(c)); w == "" || tone != ToneLate {
			t.Errorf("%s is %q, %s", c, w, tone)
		}
		if a := sourceAdvice(string(c)); a != "" {
			sentence(t, a)
		}
	}
	if len(sourceFaults) != len(codes) {
		t.Errorf("%d faults have words, and there are %d", len(sourceFaults), len(codes))
	}
	// The list is whole.
	if known := declared(t, "../rome/source/fault.go", "Code"); len(known) != len(codes) {
		t.Errorf("source.Codes has %d of %d codes", len(codes), len(known))
	}
	if known := declared(t, "../tickets/source.go", "Source"); len(known) != len(tickets.SourceOutcomes()) {
		t.Errorf("tickets.SourceOutcomes has %d of %q", len(tickets.SourceOutcomes()), known)
	}
	worded(t, append(codes, tickets.SourceOutcomes()...), func(outcome string) string {
		if _, ours := sourceOutcomes[outcome]; !ours && sourceFaults[outcome] == "" {
			return outcome
		}
		return SourceText(outcome)
	})
	sentence(t, SourceText("nothing known"))
	for _, outcome := range append(codes, tickets.SourceOutcomes()...) {
		sentence(t, SourceText(outcome))
		if outcome != tickets.SourceInterrupted && outcome != tickets.SourceFailed && tickets.SourceReached(outcome) == (sourceFaults[outcome] != "") {
			t.Errorf("%s was reached: %t", outcome, tickets.SourceReached(outcome))
		}
	}
	worded(t, tickets.FindStates(), toned(t, FindStateWord))
	for _, text := range []string{
		CatalogueText(tickets.CatalogueSeen{Outcome: tickets.CatalogueRead}),
		CatalogueText(tickets.CatalogueSeen{Outcome: tickets.CatalogueRead, UpdatedAt: time.Now()}),
		SourceSettled, SourceOff, SourceHeld(time.Now()),
	} {
		sentence(t, text)
	}
}

func TestFormatFaults(t *testing.T) {
	rules := append(declared(t, "../rome/formaterror.go", "Rule"), tickets.RuleImplausibleDay)
	if len(rules) < 20 {
		t.Errorf("only %q", rules)
	}
	worded(t, rules, func(rule string) string { return inFrench(formatRules, rule) })
	for _, rule := range rules {
		sentence(t, FormatFaultText(&rome.FormatError{Rule: rule}))
		sentence(t, FormatFaultText(&rome.FormatError{Rule: rule, File: "texte.csv", Line: 12, Column: "code_rome"}))
	}
	const want = "Une valeur ne convient pas à sa colonne (fichier texte.csv, ligne 12, colonne code_rome)."
	if got := FormatFaultText(&rome.FormatError{Rule: rome.RuleBadValue, File: "texte.csv", Line: 12, Column: "code_rome"}); plainSpaces(got) != want {
		t.Errorf("%q", got)
	}
	if FormatFaultText(nil) != "" {
		t.Error("no fault says something")
	}
}

func plainSpaces(s string) string { return strings.NewReplacer(nbsp, " ", nnbsp, " ").Replace(s) }

func TestTook(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 ms", 340*time.Millisecond + 999*time.Microsecond: "340 ms", time.Second: "1,0 s", 1240 * time.Millisecond: "1,2 s",
		1250 * time.Millisecond: "1,3 s", 59 * time.Second: "59,0 s", time.Minute: "1 min 0 s", 125600 * time.Millisecond: "2 min 6 s",
	} {
		if got := plainSpaces(Took(d)); got != want {
			t.Errorf("%s is %q, want %q", d, got, want)
		}
	}
}

func TestSummaryLines(t *testing.T) {
	lines := SummaryLines(rome.Summary{"occupation.rename": 2, "occupation.rename.typographic": 3, "occupation.rename.feminising": 1, "context.rename.typographic": 4})
	if len(lines) != 2 || lines[0] != (SummaryLine{"Métier renommé", 2, 3, 1}) || lines[1].Typographic != 4 {
		t.Errorf("%+v", lines)
	}
	// None is left out.
	for _, k := range rome.Kinds() {
		if len(SummaryLines(rome.Summary{string(k.Kind): 1})) != 1 {
			t.Errorf("%s is not counted", k.Kind)
		}
	}
}

// sourcePages are the page of releases in every state of the source.
func sourcePages() map[string]templ.Component {
	at := time.Date(2026, 6, 15, 4, 12, 0, 0, time.UTC)
	current := &tickets.StoredRelease{Number: "460", SHA256: strings.Repeat("a", 64), PublishedOn: day("2025-09-18"), Current: true, Counts: rome.Counts{Occupations: 1584}}
	look := func(outcome string) *tickets.SourceLook {
		return &tickets.SourceLook{
			ID: 1, Why: tickets.LookAsked, By: "Camille Roy", WantedAt: at, BeganAt: at, EndedAt: at.Add(time.Minute), Outcome: outcome,
			URL: "https://api.francetravail.fr/api-nomenclatureemploi/v1/open-data/csv", Status: 200, Size: 3319011, Took: 1200 * time.Millisecond,
			Catalogue: tickets.CatalogueSeen{Outcome: tickets.CatalogueRead, URL: "https://ailleurs.example/csv", UpdatedAt: at},
		}
	}
	find := func(id int64, state tickets.FindState) tickets.SourceFind {
		return tickets.SourceFind{
			ID: id, State: state, Archive: strings.Repeat("b", 64), Content: strings.Repeat("c", 64), Size: 3400000, Number: "461", Title: "ROME 4.0 version 61 - 26M06",
			PublishedOn: day("2026-06-15"), ValidatedOn: day("2026-05-20"), Counts: rome.Counts{Occupations: 1585}, Against: "460",
			Summary: rome.Summary{"occupation.create": 1, "appellation.rename": 12, "appellation.rename.typographic": 3, "appellation.rename.feminising": 2}, FoundAt: at, SeenAt: at,
		}
	}
	again, old, unreadable, declined, failed := find(2, tickets.FindWaiting), find(3, tickets.FindWaiting), find(4, tickets.FindUnreadable), find(5, tickets.FindDeclined), find(6, tickets.FindWaiting)
	again.Republished, again.Number, again.Summary = true, "460", rome.Summary{}
	old.PublishedOn, old.Against, old.Summary = day("2024-12-16"), "", nil
	unreadable.Number, unreadable.Content, unreadable.Against = "", "", ""
	unreadable.Fault = &rome.FormatError{Rule: rome.RuleBadRow, File: "unix_texte_v461_utf8.csv", Line: 12}
	declined.DecidedAt, declined.DecidedBy = at, "Dominique Faure"
	failed.Fault = &rome.FormatError{Rule: rome.RuleDamaged}
	all := []tickets.SourceFind{declined, unreadable, find(1, tickets.FindAccepted), again, old, failed}
	model := func(role tickets.Role, state tickets.SourceState) SourceModel {
		state.On, state.URL, state.NextAt = true, "https://api.francetravail.fr/api-nomenclatureemploi/v1/open-data/csv", at.Add(24*time.Hour)
		return SourceModel{SourceState: state, Me: role, Today: day("2026-06-15"), Current: current}
	}
	wanted, running := look(""), look("")
	wanted.BeganAt, wanted.EndedAt, running.EndedAt = time.Time{}, time.Time{}, time.Time{}
	pages := map[string]SourceModel{
		"off":       {},
		"never":     model(tickets.Agent, tickets.SourceState{}),
		"wanted":    model(tickets.Agent, tickets.SourceState{Open: wanted}),
		"running":   model(tickets.Manager, tickets.SourceState{Open: running, Last: look(tickets.SourceKnown), Auto: true}),
		"held":      model(tickets.Manager, tickets.SourceState{Last: look("busy"), HoldUntil: at.Add(time.Hour)}),
		"found":     model(tickets.Manager, tickets.SourceState{Last: look(tickets.SourceUnreadable), Finds: all}),
		"for agent": model(tickets.Agent, tickets.SourceState{Last: look(tickets.SourceNew), Finds: all}),
	}
	for _, c := range source.Codes() {
		pages[string(c)] = model(tickets.Admin, tickets.SourceState{Last: look(string(c))})
	}
	done, refused := pages["found"], pages["found"]
	done.Done, refused.Refused = "find_declined 5", SourceSettled
	pages["declined"], pages["refused"] = done, refused
	rendered := make(map[string]templ.Component)
	for name, m := range pages {
		rendered[name] = AgentReleasesPage(agentPage(), AgentReleasesModel{Releases: []tickets.StoredRelease{*current}, Source: m})
	}
	return rendered
}

func TestSourcePages(t *testing.T) {
	for name, page := range sourcePages() {
		doc := checkPage(t, name, render(t, page))
		primary := map[string]int{"found": 1, "declined": 1, "refused": 1}[name]
		if n := doc.Find("main .btn:not(.second,.quiet,.danger)").Length(); n != primary {
			t.Errorf("%s: %d primary acts, want %d", name, n, primary)
		}
		doc.Find("main form button").Each(func(_ int, b *goquery.Selection) {
			if strings.TrimSpace(b.Text()) == "" {
				t.Errorf("%s: a button without words", name)
			}
		})
		switch ask := doc.Find(`form[action="` + AskSourcePath() + `"]`).Length(); name {
		case "off", "wanted", "running", "held":
			if ask != 0 {
				t.Errorf("%s: the source can be asked", name)
			}
		default:
			if ask != 1 {
				t.Errorf("%s: %d ways to ask the source", name, ask)
			}
		}
		decisions := doc.Find(`form[action$="/import"], form[action$="/refus"]`).Length()
		if want := map[string]int{"found": 6, "declined": 6, "refused": 6}[name]; decisions != want {
			t.Errorf("%s: %d decisions, want %d", name, decisions, want)
		}
	}
}
