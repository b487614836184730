package web_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"vigie/rome"
	"vigie/tickets"
)

// created asks for an appellation that the second sample release has.
var created = rome.Change{Kind: rome.AppellationCreate, Code: "D1102", Label: "Boulanger / Boulangère au levain"}

func TestPrivateIsUnknown(t *testing.T) {
	s := newSite(t)
	private, c := s.file(filed(created)), s.client()
	for _, suffix := range []string{"", ".json"} {
		hidden, unknown := c.read("/demandes/"+private.Reference+suffix, http.StatusNotFound), c.read("/demandes/ROME-2026-09999"+suffix, http.StatusNotFound)
		if hidden.body != unknown.body {
			t.Errorf("a private reference is told from an unknown one:\n%s\n%s", hidden.body, unknown.body)
		}
		for name := range hidden.Header {
			if got, want := hidden.Header.Get(name), unknown.Header.Get(name); name != "X-Request-Id" && name != "Date" && got != want {
				t.Errorf("%s is %q of a private reference, %q of an unknown one", name, got, want)
			}
		}
	}
	for _, path := range []string{"/demandes", "/demandes.csv", "/demandes.json", "/", "/metiers/D1102"} {
		if p := c.read(path, http.StatusOK); strings.Contains(p.body, private.Reference) {
			t.Errorf("%s shows a private request", path)
		}
	}
	for _, path := range []string{"/demandes/x", "/demandes/%00", "/demandes/ROME-2026-00001%27", "/demandes/..%2f"} {
		c.read(path, http.StatusNotFound)
	}
}

func TestTicketView(t *testing.T) {
	s := newSite(t)
	shown, c := s.show(filed(created, rome.Change{Kind: rome.Other, Text: "Une demande confidentielle"})), s.client()
	p := c.read("/demandes/"+strings.ToLower(shown.Reference), http.StatusOK)
	for selector, want := range map[string]string{
		"h1":                       "Ajouter l’appellation « Boulanger / Boulangère au levain » à D1102",
		"#evolution-1 .change ins": "Boulanger / Boulangère au levain",
		"#evolution-1 .verdict":    "pas encore présente dans la version 491",
		"#evolution-2":             "Autre demande",
		".why":                     "Pourquoi cette date ?",
		".course":                  "Réponse au plus tard",
		"aside":                    "mercredi 1er juillet 2026",
	} {
		if got := p.plain(selector); !strings.Contains(got, want) {
			t.Errorf("%s is %q, want %q", selector, got, want)
		}
	}
	if p.doc.Find("#evolution-1 .verdict pre, #evolution-1 .verdict .small").Length() == 0 {
		t.Error("the verdict has no evidence")
	}

	open := filed(created)
	open.OpenText, open.Text = true, "Les boulangers le disent <b>tous</b>"
	p = c.read("/demandes/"+s.show(open).Reference, http.StatusOK)
	if got := p.text("blockquote"); got != "Les boulangers le disent <b>tous</b>" {
		t.Errorf("the open text is %q", got)
	}
	question := filed()
	question.Type = tickets.Question
	if p = c.read("/demandes/"+s.show(question).Reference, http.StatusOK); p.text("h1") != "Question" || p.doc.Find(".card").Length() != 0 {
		t.Errorf("a question is %q", p.text("h1"))
	}
}

// TestTicketLife follows a public request from its decision to its proof.
func TestTicketLife(t *testing.T) {
	s := newSite(t)
	refused := rome.Change{Kind: rome.AppellationCreate, Code: "D1102", Label: "Boulangiste"}
	shown, c := s.show(filed(created, refused)), s.client()
	agent := tickets.Actor{Role: tickets.Manager, Account: s.manager()}
	kase, err := s.store.Case(t.Context(), agent, shown.Reference)
	must(t, err)
	s.pass(24 * time.Hour)
	must(t, s.store.Decide(t.Context(), agent, kase.ID, kase.Version, []tickets.Choice{
		{Proposal: 1, Outcome: tickets.Accept, Words: "Usage bien établi."},
		{Proposal: 2, Outcome: tickets.Decline, Reason: tickets.NoUse},
	}, tickets.LetterText{Subject: "Votre demande", Text: "Bonjour,\nvotre texte confidentielle."}))
	s.letters()
	path := "/demandes/" + shown.Reference
	plain := func(selector string) string {
		return c.read(path, http.StatusOK).plain(selector)
	}
	for selector, want := range map[string]string{
		"#evolution-1": "Retenue le mardi 2 juin 2026 Usage bien établi.",
		"#evolution-2": "Non retenue le mardi 2 juin 2026 Cette évolution n’apporterait pas",
		"aside":        "Réponse envoyée le mardi 2 juin 2026 29 jours avant la date promise",
	} {
		if got := plain(selector); !strings.Contains(got, want) {
			t.Errorf("%s is %q, want %q", selector, got, want)
		}
	}
	s.pass(30 * 24 * time.Hour)
	s.release(2, "2026-06-30")
	got := plain("#evolution-1")
	for _, want := range []string{"Intégrée", "Dans la version 492 du ROME, publiée le mardi 30 juin 2026", "93 jours avant la date promise", "Version 492, unix_referentiel_appellation_v492_utf8.csv, ligne", "Boulanger / Boulangère au levain"} {
		if !strings.Contains(got, want) {
			t.Errorf("the proof lacks %q: %s", want, got)
		}
	}
	var out struct {
		State, Title string
		RepliedOn    string `json:"replied_on"`
		Proposals    []struct {
			State, Line  string
			IntegratedOn string `json:"integrated_on"`
			Decision     struct{ Words, Reason string }
			Current      struct{ Verdict string }
			Integrated   *struct {
				Release  string
				Evidence []rome.Evidence
			}
			Change rome.Change
		}
	}
	must(t, json.Unmarshal([]byte(c.read(path+".json", http.StatusOK).body), &out))
	first := out.Proposals[0]
	if first.State != "integrated" || first.IntegratedOn != "2026-06-30" || first.Integrated == nil || first.Integrated.Release != "492" ||
		len(first.Integrated.Evidence) == 0 || first.Current.Verdict != "holds" || first.Decision.Words != "Usage bien établi." || !first.Change.Same(created) {
		t.Errorf("%+v", first)
	}
	if second := out.Proposals[1]; second.State != "declined" || second.Decision.Reason != "no_operational_use" || second.Current.Verdict != "unmet" {
		t.Errorf("%+v", second)
	}
}

func TestTicketList(t *testing.T) {
	s := newSite(t)
	c := s.client()
	if p := c.read("/demandes", http.StatusOK); !strings.Contains(p.text(".empty"), "Aucune demande publique") {
		t.Error("an empty list does not say why")
	}
	late := s.show(filed(created))
	s.pass(40 * 24 * time.Hour)
	for range 27 {
		s.show(filed(rome.Change{Kind: rome.AppellationCreate, Code: "M1805", Label: "Ingénieur SRE"}))
	}
	p := c.read("/demandes", http.StatusOK)
	if got := p.doc.Find("tbody tr").Length(); got != 25 || p.doc.Find(".pages [aria-current]").Length() != 1 {
		t.Errorf("%d lines on the first page", got)
	}
	if got := p.text(".notice h2"); got != "1 demande en retard" {
		t.Errorf("the notice says %q", got)
	}
	p = c.read("/demandes?page=2", http.StatusOK)
	if got := p.doc.Find("tbody tr").Length(); got != 3 || !strings.Contains(p.text("tbody tr:last-child"), "En retard") {
		t.Errorf("%d lines on the second page, the last is %q", got, p.text("tbody tr:last-child"))
	}
	for query, want := range map[string]int{
		"code=d1102": 1, "etat=retard": 1, "q=levain": 1, "q=LEVAIN+boulangere": 1, "q=absent": 0, "etat=recue&code=M1805": 25,
		"etat=close": 0, "etat=nimporte": 25, "q=%25": 0, "q=%00%ff": 25, "page=99999999999": 3, "page=99&code=D1102": 1, "page=-1": 25,
	} {
		p := c.read("/demandes?"+query, http.StatusOK)
		if got := p.doc.Find("tbody tr").Length(); got != want {
			t.Errorf("%s finds %d, want %d", query, got, want)
		}
	}
	p = c.read("/demandes?code=D1102&etat=retard", http.StatusOK)
	if got := p.text(".chips"); !strings.Contains(got, "D1102") || !strings.Contains(got, "Tout effacer") {
		t.Errorf("the chips are %q", got)
	}
	if got := p.text("tbody th"); got != late.Reference {
		t.Errorf("the late one is %q", got)
	}
	var out []map[string]any
	must(t, json.Unmarshal([]byte(c.read("/demandes.json", http.StatusOK).body), &out))
	if len(out) != 28 || out[27]["reference"] != late.Reference || out[27]["overdue"] != true || out[27]["replied_on"] != nil {
		t.Errorf("%d in JSON, the last %v", len(out), out[len(out)-1])
	}
	must(t, json.Unmarshal([]byte(c.read("/demandes.json?code=D1102", http.StatusOK).body), &out))
	if len(out) != 1 {
		t.Errorf("the twin does not filter: %d", len(out))
	}
}

func TestTicketCSV(t *testing.T) {
	s := newSite(t)
	s.show(filed(rome.Change{Kind: rome.OccupationCreate, Domain: "M18", Label: "=HYPERLINK(\"x\"), \"y\""}))
	p := s.client().read("/demandes.csv", http.StatusOK)
	rows, err := csv.NewReader(strings.NewReader(p.body)).ReadAll()
	must(t, err)
	if len(rows) != 2 || p.Header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.Contains(rows[1][5], `=HYPERLINK("x"), "y"`) {
		t.Errorf("%q", rows)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("a spreadsheet would compute %q", cell)
			}
		}
	}
}
