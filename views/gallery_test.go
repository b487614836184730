package views

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"vigie/rome"
	"vigie/tickets"
)

func day(s string) tickets.Date {
	d, err := tickets.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// raw is markup of the gallery itself, the sort that pages write.
func raw(html string) templ.Component { return templ.Raw(html) }

func join(parts ...templ.Component) templ.Component { return templ.Join(parts...) }

// with gives a component its children.
func with(c templ.Component, children templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return c.Render(templ.WithChildren(ctx, children), w)
	})
}

func render(t *testing.T, c templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var galleryNames = Names{
	Occupation: func(code string) string {
		return map[string]string{
			"M1805": "Études et développement informatique",
			"M1810": "Production et exploitation de systèmes d’information",
			"A1203": "Aménagement et entretien des espaces verts",
		}[code]
	},
	Domain: func(string) string { return "Systèmes d’information et de télécommunication" },
	Entity: func(ogr string) (rome.Entity, bool) {
		e, ok := map[string]rome.Entity{
			"126549": {Kind: rome.KindAppellation, OGR: "126549", Code: "M1805", Label: "Développeur web"},
			"404285": {Kind: rome.KindSkill, OGR: "404285", Label: "Concevoir une application web"},
		}[ogr]
		return e, ok
	},
}

const galleryText = "Conçoit, développe et met au point un projet d’application informatique, de la phase d’étude à son intégration, pour un client ou une entreprise, selon des besoins fonctionnels et un cahier des charges."

// galleryChanges has one change of every kind.
func galleryChanges() []rome.Change {
	base := &rome.Base{Kind: rome.KindAppellation, OGR: "126549", Code: "M1805", Label: "Développeur web"}
	cs := []rome.Change{
		{Kind: rome.OccupationCreate, Domain: "M18", Label: "Ingénieur / Ingénieure en fiabilité de site"},
		{Kind: rome.OccupationRename, Code: "M1805", Label: "Études et développement du numérique"},
		{Kind: rome.OccupationDefine, Code: "M1805", Text: strings.Replace(galleryText, "informatique", "numérique", 1), Old: galleryText},
		{Kind: rome.OccupationAccess, Code: "M1805", Text: "Cet emploi est accessible avec un diplôme de niveau 6."},
		{Kind: rome.OccupationTag, Code: "M1805", Tag: rome.TagRegulated, Value: "O"},
		{Kind: rome.OccupationRemove, Code: "M1805", Successor: "M1810"},
		{Kind: rome.AppellationCreate, Code: "M1805", Label: "Ingénieur / Ingénieure SRE", Short: "Ingénieur SRE"},
		{Kind: rome.AppellationRename, OGR: "126549", Label: "Développeur / Développeuse web", Base: base},
		{Kind: rome.AppellationShort, OGR: "126549", Short: "Dév. web", Old: "Développeur web"},
		{Kind: rome.AppellationMove, OGR: "126549", To: "M1810", Base: base},
		{Kind: rome.AppellationPrincipal, OGR: "126549"},
		{Kind: rome.AppellationTag, OGR: "126549", Tag: rome.TagRarelyUsed, Value: "N", Old: "O"},
		{Kind: rome.AppellationRemove, OGR: "126549", Base: base},
		{Kind: rome.LinkAdd, Code: "M1805", Item: rome.Ref{Label: "Accessibilité numérique"}},
		{Kind: rome.LinkRemove, Code: "M1805", Item: rome.Ref{OGR: "404285"}},
		{Kind: rome.LinkCore, Code: "M1805", Item: rome.Ref{OGR: "404285"}, Core: rome.CorePrincipal},
		{Kind: rome.MobilityAdd, From: "M1805", To: "M1810"},
		{Kind: rome.MobilityRemove, From: "M1805", To: "M1810"},
		{Kind: rome.MobilityRank, From: "M1805", To: "M1810", Rank: 3, Old: "7"},
		{Kind: rome.TreeAdd, Code: "M1805", Tree: "theme", Node: "Numérique"},
		{Kind: rome.TreeRemove, Code: "M1805", Tree: "naf", Node: "62"},
		{Kind: rome.CrosswalkAdd, Code: "M1805", Table: "isco08", Key: "2512"},
		{Kind: rome.CrosswalkRemove, Code: "M1805", Table: "isco08", Key: "2512"},
		{Kind: rome.Other, Text: "Pourriez-vous revoir l’ensemble des métiers de la donnée\u00a0?"},
	}
	for _, family := range []string{"skill", "knowledge", "context"} {
		k := func(verb string) rome.Kind { return rome.Kind(family + "." + verb) }
		cs = append(cs,
			rome.Change{Kind: k("create"), Label: "Éco-concevoir un service numérique", Parent: "404285"},
			rome.Change{Kind: k("rename"), OGR: "404285", Label: "Concevoir un service web"},
			rome.Change{Kind: k("remove"), OGR: "404285", Successor: "404285"},
			rome.Change{Kind: k("reindex"), OGR: "404285", Parent: "300100"},
			rome.Change{Kind: k("tag"), OGR: "404285", Tag: rome.TagDigital, Value: "O"},
		)
	}
	for _, kind := range rome.EntityKinds() {
		cs = append(cs, rome.Change{Kind: rome.Kind(kind) + ".repurpose", OGR: "404285", Old: "Opérateur vidéo", New: "Chargé d’affaires"})
	}
	return cs
}

func galleryCourse(kind string) CourseModel {
	m := CourseModel{Today: day("2026-11-23"), Points: []CoursePoint{
		{Label: "Demande reçue", Day: day("2026-10-26"), Kind: PointDone},
		{Label: "Réponse au plus tard", Day: day("2026-11-26"), Kind: PointDue},
		{Label: "Version attendue", Day: day("2026-12-18"), Kind: PointExpected},
		{Label: "Intégration au plus tard", Day: day("2027-02-26"), Kind: PointDue},
	}}
	switch kind {
	case "late":
		m.Points[0].Day, m.Points[1].Day = day("2026-09-21"), day("2026-10-21")
		m.Points[1].Kind = PointLate
		m.Points[3].Day = day("2027-01-21")
	case "done":
		m.Points[1] = CoursePoint{Label: "Réponse envoyée", Day: day("2026-11-12"), Kind: PointDone, Note: "14 jours avant la date promise"}
		m.Points = append(m.Points[:3], CoursePoint{Label: "Version attendue", Day: day("2027-01-18"), Kind: PointExpected}, m.Points[3])
	}
	return m
}

func galleryPage() Page {
	return Page{
		Title: "Demandes d’évolution", Section: SectionTickets,
		Breadcrumb: []Crumb{{Label: "Demandes"}},
		Service:    Service{Name: "Évolutions du ROME", Tagline: "Proposer et suivre une évolution du répertoire", Operator: "France Travail"},
		Release:    &ReleaseLine{Number: "460", PublishedOn: day("2025-09-18")},
		Demo:       &DemoBar{Letters: "/demo/courriels"},
	}
}

func galleryList() templ.Component {
	today := day("2026-11-23")
	row := func(ref, code, what string, tone Tone, state, received, due string) templ.Component {
		return join(raw(`<tr><th scope="row" data-label="Référence"><a href="/demandes/`+ref+`">`+ref+`</a></th><td data-label="Objet"><span class="code">`+code+`</span> `+what+`</td><td data-label="État">`),
			Badge(tone, state), raw(`</td><td data-label="Reçue le">`), DayShort(day(received)),
			raw(`</td><td class="first" data-label="Réponse au plus tard">`), Due(day(due), today), raw(`</td></tr>`))
	}
	return join(
		raw(`<h1>Demandes d’évolution</h1>`),
		with(Notice(ToneSoon, "2 demandes en retard"), raw(`<p>La réponse était due dans un délai d’un mois.</p>`)),
		Tabs("Vues", []Tab{{Label: "Toutes", Href: "/demandes", Current: true, Count: 1584, Counted: true}, {Label: "En retard", Href: "/demandes?etat=retard", Count: 2, Counted: true}, {Label: "À répondre", Href: "#", Count: 7, Counted: true}}),
		raw(`<form class="row" action="/demandes">`),
		TextField(Field{Name: "code", Label: "Code ROME", Hint: "Par exemple M1805", Bare: true}),
		Select(Field{Name: "etat", Label: "État", Hint: "Toutes les demandes par défaut", Bare: true}, []Option{{Value: "", Label: "Tous"}, {Value: "retard", Label: "En retard"}}),
		raw(`<button class="btn">Filtrer</button></form>`),
		Chips([]Chip{{Label: Typo("Code : M1805"), Href: "/demandes"}, {Label: Typo("État : en retard"), Href: "/demandes"}}, "/demandes"),
		raw(`<table class="list"><caption>Demandes, de la plus urgente à la moins urgente</caption><thead><tr><th scope="col">Référence</th><th scope="col">Objet</th><th scope="col">État</th><th scope="col">Reçue le</th><th scope="col">Réponse au plus tard</th></tr></thead><tbody>`),
		row("ROME-2026-00412", "M1805", "Ajouter l’appellation «\u00a0Ingénieur SRE\u00a0»", ToneLate, "En retard", "2026-09-21", "2026-10-21"),
		row("ROME-2026-00441", "K1304", "Libellé à féminiser", ToneSoon, "À répondre", "2026-10-26", "2026-11-26"),
		row("ROME-2026-00455", "A1203", "Correspondance avec la NAF", ToneKept, "Retenue", "2026-11-02", "2026-12-02"),
		row("ROME-2026-00460", "G1602", "Nouvelle mobilité professionnelle", ToneInfo, "Reçue", "2026-11-20", "2026-12-20"),
		row("ROME-2026-00461", "G1602", "Une question", ToneFlat, "Close", "2026-11-20", "2026-12-20"),
		raw(`</tbody></table>`),
		Pagination(PaginationModel{Page: 5, Pages: 12, Href: func(n int) string { return "/demandes?page=" + strconv.Itoa(n) }}),
		EmptyState(EmptyModel{Title: "Aucune demande ne correspond à ces filtres", Text: "Retirez un filtre, ou proposez la première évolution de ce métier.", Action: "Proposer une évolution", Href: NewTicketPath()}),
	)
}

func galleryForm() templ.Component {
	return join(
		raw(`<div class="read">`),
		Progress(ProgressModel{Step: 2, Of: 3, Title: "L’évolution demandée", Next: "Vous et vos raisons"}),
		raw(`<h1>Quelle évolution proposez-vous&nbsp;?</h1><p class="lede">Vous pouvez en proposer plusieurs dans la même demande.</p>`),
		ErrorSummary([]FieldError{{"code", "Indiquez un code ROME, par exemple M1805."}, {"nom", "Indiquez votre nom."}}),
		raw(`<form method="post" action="/demandes/nouvelle" novalidate>`),
		TextField(Field{Name: "metier", Label: "Métier concerné", Hint: "Un code, un métier ou une appellation", Required: true, Combobox: OccupationsJSONPath(), Key: "/"}),
		TextField(Field{Name: "code", Label: "Code ROME", Value: "18", Error: "Indiquez un code ROME, par exemple M1805.", Required: true, Short: true}),
		Radios(Field{Name: "kind", Label: "Ce que vous souhaitez", Required: true, Value: "appellation.create"}, []Option{
			{Value: "appellation.create", Label: "Ajouter une appellation", Hint: "Un intitulé d’emploi qui manque à ce métier", Group: "Appellations"},
			{Value: "appellation.rename", Label: "Renommer une appellation", Group: "Appellations"},
			{Value: "other", Label: "Demander autre chose, en texte libre", Group: "Autre"},
		}),
		Select(Field{Name: "menu", Label: "Ou dans un menu", Required: true}, KindOptions(kindsOf(galleryChanges()))),
		TextArea(Field{Name: "why", Label: "Pourquoi cette évolution", Hint: "Usages constatés, offres d’emploi, textes officiels", Rows: 4}),
		Checkbox(Field{Name: "open", Label: "J’accepte que ce texte soit public", Bare: true}, true),
		with(Notice(ToneInfo, "Cette appellation existe déjà sous M1810"), raw(`<p>Souhaitez-vous proposer de la déplacer&nbsp;?</p>`)),
		raw(`<div class="actions"><button class="btn">Continuer</button><button class="btn second">Revenir</button><button class="btn danger">Retirer cette évolution</button><a class="btn quiet" href="/">Abandonner</a></div></form></div>`),
	)
}

func kindsOf(changes []rome.Change) []rome.Kind {
	var out []rome.Kind
	for _, c := range changes {
		out = append(out, c.Kind)
	}
	return out
}

func galleryTicket() templ.Component {
	rename := galleryChanges()[7]
	result := rome.Result{Verdict: rome.Elsewhere, Found: []rome.Entity{{Code: "M1810"}}, Evidence: []rome.Evidence{{Release: "460", File: "unix_referentiel_appellation_v460_utf8.csv", Line: 1207, Row: `"126549","Développeur / Développeuse web","Développeur / Développeuse web","M1810","","O","","","","PRINCIPALE","","M1805","N"`}}}
	parts := []templ.Component{
		raw(`<h1>Renommer l’appellation «&nbsp;Développeur web&nbsp;»</h1>`),
		Course(galleryCourse("")),
		raw(`<div class="cols"><div><h2>Conversation</h2>`),
		Message(MessageModel{ID: "m1", Author: "Claire Martin", What: "Fédération du numérique", At: time.Date(2026, 10, 26, 9, 5, 0, 0, time.UTC), Text: "Bonjour,\n\nL’appellation n’est pas féminisée.\n\nCordialement", Quoted: "Le 25 octobre, vous écriviez…"}),
		Message(MessageModel{ID: "m2", Kind: MessageSent, Author: "Équipe ROME", What: "Question", At: time.Date(2026, 11, 2, 15, 40, 0, 0, time.UTC), Status: "Remise", Tone: ToneKept, Text: "Avez-vous des offres d’emploi à nous signaler\u00a0?"}),
		Message(MessageModel{ID: "m3", Kind: MessageNote, Author: "Paul Durand", What: "Note interne", At: time.Date(2026, 11, 3, 8, 0, 0, 0, time.UTC), Text: "À voir avec la branche."}),
		raw(`</div><aside>`),
		raw(`<h2>Déroulement</h2>`), Course(galleryCourse("done")), Course(galleryCourse("late")),
		DeadlineExplained(DeadlineModel{Due: day("2026-11-26"), LateFrom: day("2026-11-27").Start(), Steps: []string{"Demande reçue le lundi 26 octobre 2026.", "L’engagement en vigueur ce jour-là promet une réponse en un mois."}}),
		raw(`<h2>Évolutions demandées</h2><div class="card">`),
		ChangeLine(ChangeText(rename, galleryNames)),
		Verdict(VerdictModel{Change: rename, Result: result, Release: "460", Open: true}),
		raw(`</div>`),
		Facts([]Fact{{Label: "Référence", Value: "ROME-2026-00441"}, {Label: "Reçue le", Content: Day(day("2026-10-26"))}, {Label: "Déroulement", Content: CourseMini(galleryCourse(""))}, {Label: "En retard", Content: CourseMini(galleryCourse("late"))}}),
		raw(`</aside></div>`),
		StatTiles([]StatTileModel{
			{Figure: Percent(97, 100), Label: "de réponses dans le mois", Note: "Octobre 2026, promis 100" + nbsp + "%", Href: "#", Tone: ToneSoon, Spark: []int{90, 95, 100, 100, 97, 92, 88, 99, 100, 100, 98, 97}},
			{Figure: Number(3), Label: "demandes en retard", Href: "#", Tone: ToneLate},
			{Figure: Number(1584), Label: "métiers", Note: "Version 460"},
		}),
		raw(`<h2>Toutes les évolutions</h2>`),
	}
	for _, c := range galleryChanges() {
		w := ChangeText(c, galleryNames)
		parts = append(parts, raw(`<p class="small muted">`+templ.EscapeString(w.Title)+`</p>`), ChangeLine(w))
	}
	for _, verdict := range rome.Verdicts() {
		for _, kind := range []rome.Kind{rome.AppellationCreate, rome.AppellationRemove, rome.OccupationRename} {
			parts = append(parts, Verdict(VerdictModel{Change: rome.Change{Kind: kind}, Result: rome.Result{Verdict: verdict}, Release: "460"}))
		}
	}
	return join(parts...)
}

// galleryPages are whole pages with every component on one of them.
func galleryPages() map[string]templ.Component {
	form := galleryPage()
	form.Title, form.Invalid, form.Section, form.Demo = "Proposer une évolution", true, "", nil
	form.Breadcrumb = []Crumb{{"Demandes", TicketsPath()}, {Label: "Proposer une évolution"}}
	agent := galleryPage()
	agent.Agent = &AgentBar{Name: "Paul Durand", Role: "responsable"}
	agent.Section = SectionQueue
	agent.Breadcrumb = []Crumb{{Label: "ROME-2026-00441"}}
	return map[string]templ.Component{
		"list":   with(Layout(galleryPage()), galleryList()),
		"form":   with(Layout(form), galleryForm()),
		"ticket": with(Layout(agent), galleryTicket()),
	}
}

// TestGallery writes the pages to look at to the folder VIGIE_GALLERY names,
// with the assets beside.
func TestGallery(t *testing.T) {
	folder := os.Getenv("VIGIE_GALLERY")
	if folder == "" {
		folder = t.TempDir()
	}
	for name, page := range galleryPages() {
		html := strings.ReplaceAll(render(t, page), `="/assets/`, `="assets/`)
		write(t, filepath.Join(folder, name+".html"), []byte(html))
	}
	for at, a := range assetFiles {
		write(t, filepath.Join(folder, at), a.content)
	}
}

func write(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, content, 0o644); err != nil {
		t.Fatal(err)
	}
}
