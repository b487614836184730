package letters_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
	"vigie/views/letters"
)

var update = flag.Bool("update", false, "write the golden letters anew")

var config = letters.Config{
	ServiceName: "Évolutions du ROME", Operator: "France Travail", ContactAddress: "rome@example.org", Phone: "01 23 45 67 89",
	PostalAddress: "Le Cinétic\n1 avenue du Docteur-Gley\n75020 Paris", PublicURL: "https://rome.example.org/",
}

func release(t *testing.T) *rome.Release {
	t.Helper()
	r, err := rome.Read(sample.First(""))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func instant(s string) time.Time {
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return at
}

// A story is a ticket's journal in the making.
type story struct {
	t      *testing.T
	events []tickets.Event
}

func (s *story) then(at string, by tickets.Role, fact tickets.Fact) *story {
	s.events = append(s.events, tickets.Event{N: len(s.events) + 1, Ticket: 7, At: instant(at), By: tickets.Actor{Role: by}, Fact: fact})
	return s
}

func (s *story) fold() *tickets.Ticket {
	s.t.Helper()
	ticket, err := tickets.Fold(s.events)
	if err != nil {
		s.t.Fatal(err)
	}
	return ticket
}

func filed(t *testing.T, r *rome.Release, kind tickets.Type, changes ...rome.Change) *story {
	for i := range changes {
		changes[i].Base = r.BaseOf(changes[i])
	}
	received := instant("2026-11-23T08:30:00Z")
	return (&story{t: t}).then("2026-11-23T08:30:00Z", tickets.Visitor, tickets.Filed{
		Reference: "ROME-2026-00042", Type: kind, Channel: tickets.Web, Origin: tickets.Branch, ReceivedAt: received.UnixMicro(),
		Basis: tickets.BasisWeb, Policy: tickets.DefaultPolicy(tickets.Date{Year: 2026, Month: 1, Day: 1}), Reachable: true, Nonce: "n", Changes: changes,
	})
}

func wishes() []rome.Change {
	return []rome.Change{
		{Kind: rome.AppellationCreate, Code: "M1805", Label: "Développeur / Développeuse en écoconception numérique"},
		{Kind: rome.AppellationRename, OGR: "10744", Label: "Agent immobilier / Agente immobilière"},
		{Kind: rome.Other},
	}
}

// mailed is a ticket as a mail opens it.
func mailed(t *testing.T, r *rome.Release) *story {
	s := filed(t, r, tickets.Unsorted)
	f := s.events[0].Fact.(tickets.Filed)
	f.Channel, f.Basis, f.Origin, f.Mail, f.Auth = tickets.Mail, tickets.BasisIMAP, tickets.Other, 1, tickets.AuthNone
	s.events[0].Fact = f
	return s
}

// inbound is a service that reads the answers to its letters, and for whom
// silence is a decision.
func inbound() letters.Config {
	c := config
	c.Inbound, c.SilenceRefuses = true, true
	return c
}

// What the author of a mail wrote: its subject, and its first words.
const (
	askedFor   = "Re: Fiche M1805, une appellation à ajouter"
	wroteFirst = "Bonjour,\n\nJe travaille à la fédération du numérique. Nos adhérents recrutent sous le titre de « développeur en écoconception numérique », " +
		"voir https://federation.example/metiers, que la fiche M1805 ne connaît pas encore.\n\nPourriez-vous l’ajouter ?\n\nCordialement,\nZoé Lefèvre"
)

const token = "7-abcdefghijklmnopqrstuvwxyz"

// cases are letters of every purpose.
func cases(t *testing.T) map[string]tickets.LetterModel {
	r := release(t)
	model := func(p tickets.Purpose, ticket *tickets.Ticket) tickets.LetterModel {
		return tickets.LetterModel{
			Purpose: p, Ticket: ticket, Name: "Zoé Lefèvre", TrackToken: token, Release: r,
			FreeTexts: map[int]string{3: "Pourriez-vous revoir l'ensemble des métiers de la donnée ?\nMerci."},
			Today:     tickets.Date{Year: 2026, Month: 11, Day: 23},
		}
	}
	acknowledged := model(tickets.Acknowledgement, filed(t, r, tickets.Request, wishes()...).fold())
	acknowledged.ConfirmToken = token

	one := model(tickets.Acknowledgement, filed(t, r, tickets.Request, wishes()[0]).fold())
	asked := model(tickets.Acknowledgement, filed(t, r, tickets.Question).fold())
	asked.ConfirmToken = token
	defect := model(tickets.Answer, filed(t, r, tickets.Defect).fold())

	public := func() *story {
		return filed(t, r, tickets.Request, wishes()...).then("2026-11-23T09:00:00Z", tickets.Requester, tickets.Confirmed{})
	}
	decided := func() *story {
		return public().
			then("2026-12-01T09:00:00Z", tickets.Agent, tickets.Accepted{Proposal: 1, Letter: 1}).
			then("2026-12-01T09:00:00Z", tickets.Agent, tickets.Declined{Proposal: 2, Reason: tickets.ByDesign, Letter: 1}).
			then("2026-12-01T09:00:00Z", tickets.Agent, tickets.FoundTrue{Proposal: 3, Letter: 1})
	}
	decision := model(tickets.Decision, decided().fold())
	decision.Words = map[int]string{1: "Cette appellation correspond à un usage que nous constatons dans les offres publiées depuis deux ans.", 2: "Nous restons à votre disposition pour en parler."}
	decision.Today = tickets.Date{Year: 2026, Month: 12, Day: 1}

	evidence := []rome.Evidence{{Release: "92", File: "unix_referentiel_appellation_v492_utf8.csv", Line: 1234, Row: "…"}}
	checked := func(published string, republished bool) tickets.Checked {
		day, err := tickets.ParseDate(published)
		if err != nil {
			t.Fatal(err)
		}
		return tickets.Checked{
			Release:  tickets.CheckedRelease{SHA256: "ab", Number: "92", PublishedOn: day, ObservedOn: day.AddDays(2), Republished: republished},
			Findings: []tickets.Finding{{Proposal: 1, Verdict: rome.Holds, Evidence: evidence}},
		}
	}
	mail := func() *story {
		return decided().then("2026-12-01T09:00:00Z", tickets.Agent, tickets.Lettered{Letter: 1, Purpose: tickets.Decision}).
			then("2026-12-01T09:00:01Z", tickets.System, tickets.Delivered{Letter: 1})
	}
	integrated := model(tickets.Integration, mail().then("2027-02-03T09:00:00Z", tickets.System, checked("2027-02-01", false)).fold())
	late := model(tickets.Integration, mail().then("2027-05-03T09:00:00Z", tickets.System, checked("2027-05-01", true)).fold())

	byTable := checked("2027-02-01", false)
	byTable.Release.Table = tickets.CheckedTable{Name: "isco08", Title: "ROME et CITP", SHA256: "cd", ImportedOn: tickets.Date{Year: 2027, Month: 3, Day: 9}, Import: 4}
	byTable.Findings[0].Evidence = []rome.Evidence{{File: "Correspondance_ROME_ISCO08.xlsx!ROME to ISCO-08", Line: 390, Row: "…"}}
	inTable := model(tickets.Integration, mail().then("2027-03-09T09:00:00Z", tickets.System, byTable).fold())

	unsettled := model(tickets.Decision, public().then("2026-12-01T09:00:00Z", tickets.Agent, tickets.Accepted{Proposal: 1, Letter: 1}).fold())
	fromAcceptance := filed(t, r, tickets.Request, wishes()[0])
	f := fromAcceptance.events[0].Fact.(tickets.Filed)
	f.Policy.IntegrationFrom = tickets.FromAcceptance
	fromAcceptance.events[0].Fact = f
	byMail := model(tickets.Acknowledgement, mailed(t, r).fold())
	byMail.ConfirmToken, byMail.Subject, byMail.Said = token, askedFor, wroteFirst
	bare := byMail
	bare.Subject, bare.Said = "", ""
	understood := func() *story {
		changes := wishes()[:1]
		changes[0].Base = r.BaseOf(changes[0])
		return mailed(t, r).then("2026-11-24T09:00:00Z", tickets.Agent, tickets.Proposed{Changes: changes, AskedAt: instant("2026-11-23T08:30:00Z").UnixMicro(), Mail: 1})
	}
	settled := understood().then("2026-12-01T09:00:00Z", tickets.Agent, tickets.Accepted{Proposal: 1, Letter: 1})
	list := map[string]tickets.LetterModel{
		"acknowledgement": acknowledged, "acknowledgement-one": one, "acknowledgement-question": asked,
		"acknowledgement-from-acceptance": model(tickets.Acknowledgement, fromAcceptance.fold()),
		"answer":                          model(tickets.Answer, public().fold()), "answer-defect": defect,
		"question": model(tickets.AskBack, public().fold()), "decision": decision, "decision-part": unsettled,
		"integration": integrated, "integration-late": late, "integration-table": inTable,
	}
	for name, m := range map[string]tickets.LetterModel{
		"acknowledgement": byMail, "acknowledgement-bare": bare, "acknowledgement-web": acknowledged, "acknowledgement-question": asked,
		"question": model(tickets.AskBack, understood().fold()), "answer": model(tickets.Answer, mailed(t, r).fold()),
		"decision": model(tickets.Decision, settled.fold()), "integration": integrated,
	} {
		if m.Ticket.Channel == tickets.Mail && name != "acknowledgement-bare" {
			m.Subject, m.Said = askedFor, wroteFirst
		}
		list["inbound/"+name] = m
	}
	return list
}

// written renders a case for the service that it is of.
func written(name string, m tickets.LetterModel) tickets.LetterText {
	if strings.HasPrefix(name, "inbound/") {
		return letters.New(inbound())(m)
	}
	return letters.New(config)(m)
}

func TestGolden(t *testing.T) {
	for name, m := range cases(t) {
		t.Run(name, func(t *testing.T) {
			l := written(name, m)
			got := "Objet : " + l.Subject + "\n\n" + l.Text
			path := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// spaced finds punctuation that lacks its no-break space, straight apostrophes
// and what a format left behind.
var spaced = regexp.MustCompile(` [:;!?»%]|« |[^ \x{a0}\x{202f}\n/s]:(\s|$)|\w'\w|%!|<nil>|  \S+ {2}|\.\.`)

func TestEveryLetter(t *testing.T) {
	for name, m := range cases(t) {
		t.Run(name, func(t *testing.T) {
			l := written(name, m)
			if !strings.HasPrefix(strings.TrimPrefix(l.Subject, "Re: "), "[ROME-2026-00042] ") || strings.ContainsAny(l.Subject, "\n\r") {
				t.Errorf("subject is %q", l.Subject)
			}
			if !strings.HasPrefix(l.Text, "Madame, Monsieur,\n\n") || !strings.HasSuffix(l.Text, "\n") || strings.Contains(l.Text, "\n\n\n") {
				t.Errorf("text is %q", l.Text)
			}
			for i, line := range strings.Split(l.Text, "\n") {
				if utf8.RuneCountInString(line) > 72 && !strings.HasPrefix(line, "https://") {
					t.Errorf("line %d has %d characters: %q", i+1, utf8.RuneCountInString(line), line)
				}
				if strings.HasSuffix(line, " ") {
					t.Errorf("line %d ends in a space: %q", i+1, line)
				}
				if strings.Contains(line, "https://") && (strings.ContainsAny(line, " \u00a0") || strings.Contains(line, "org//")) {
					t.Errorf("line %d: the address does not stand alone: %q", i+1, line)
				}
				if strings.HasPrefix(line, "> ") { // not our words
					continue
				}
				if found := spaced.FindString(line); found != "" && !strings.Contains(line, "https://") && !strings.Contains(line, "l'ensemble") {
					t.Errorf("line %d: %q in %q", i+1, found, line)
				}
			}
			if !strings.Contains(l.Text, "https://rome.example.org/suivi/"+token+"\n") {
				t.Error("the private link is missing")
			}
			if strings.Contains(l.Text, "/confirmer") != (m.ConfirmToken != "") {
				t.Error("the confirmation link is there when it should not be, or the reverse")
			}
			if l != written(name, m) {
				t.Error("not the same twice")
			}
			if strings.Contains(l.Text, "à ce courriel") != strings.HasPrefix(name, "inbound/") {
				t.Error("it says that its answer is read and it is not, or the reverse")
			}
		})
	}
}

// What the law and the promise ask of an acknowledgement.
func TestAcknowledgement(t *testing.T) {
	text := strings.ReplaceAll(letters.New(config)(cases(t)["acknowledgement"]).Text, "\n", " ")
	text = strings.ReplaceAll(text, "\u00a0", " ")
	for _, want := range []string{
		"lundi 23 novembre 2026 à 9 h 30 (heure de Paris)", "ROME-2026-00042", "France Travail", "1 avenue du Docteur-Gley", "01 23 45 67 89",
		"au plus tard le mercredi 23 décembre 2026", "au plus tard le mardi 23 mars 2027", "confirmez votre adresse", "Votre demande sera alors publique",
		"Cet accusé de réception ne constitue pas une réponse", "Données personnelles", "https://rome.example.org/donnees-personnelles",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
}

// An acknowledgement of a mail asks for no confirmation, and says all the law
// and the promise want without knowing yet what is asked.
func TestAcknowledgementOfAMail(t *testing.T) {
	m := cases(t)["inbound/acknowledgement"]
	plain := func(c letters.Config, m tickets.LetterModel) string {
		text := strings.ReplaceAll(letters.New(c)(m).Text, "\n", " ")
		return strings.ReplaceAll(text, "\u00a0", " ")
	}
	text := plain(inbound(), m)
	for _, want := range []string{
		"Nous avons reçu votre courriel le lundi 23 novembre 2026 à 9 h 30 (heure de Paris)", "ROME-2026-00042", "répondez simplement à ce courriel",
		"au plus tard le mercredi 23 décembre 2026", "le samedi 23 janvier 2027", "article L231-4", "tribunal administratif", "France Travail", "01 23 45 67 89",
		"rome@example.org", "ne constitue pas une réponse", "Données personnelles : votre message, votre nom", "/suivi/" + token, "/suivi/" + token + "/confirmer",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, not := range []string{"Confirmez votre adresse", "CONFIRMEZ", "Sans confirmation", "Ce que vous proposez", "par notre site"} {
		if strings.Contains(text, not) {
			t.Errorf("it says %q", not)
		}
	}
	c := inbound()
	c.SilenceRefuses = false
	if strings.Contains(plain(c, m), "rejetée") {
		t.Error("silence refuses, and the operator did not say so")
	}
	if strings.Contains(plain(inbound(), cases(t)["acknowledgement-question"]), "rejetée") {
		t.Error("silence refuses a question")
	}
}

func TestProbe(t *testing.T) {
	l := letters.Probe(config)
	if !strings.Contains(l.Text, "Évolutions du ROME") || strings.ContainsAny(l.Subject, "\r\n") || spaced.MatchString(l.Text) {
		t.Errorf("the probe reads %q", l)
	}
}

func TestConfig(t *testing.T) {
	m := cases(t)["acknowledgement"]
	bare := letters.New(letters.Config{ServiceName: "Évolutions du ROME", PublicURL: "http://127.0.0.1:8080"})(m).Text
	for _, not := range []string{"Téléphone", "Courriel", "France Travail", "\n\n\n"} {
		if strings.Contains(bare, not) {
			t.Errorf("%q is said of a service that has none", not)
		}
	}
	c := config
	c.DataProtection = "https://www.example.org/rgpd"
	if text := letters.New(c)(m).Text; !strings.Contains(text, "\nhttps://www.example.org/rgpd\n") || strings.Contains(text, "/donnees-personnelles") {
		t.Error("the page on data protection is not the one configured")
	}
	c.DataProtection = "Responsable de traitement : France Travail."
	if text := letters.New(c)(m).Text; !strings.Contains(text, "traitement\u00a0: France Travail.") {
		t.Error("the sentence on data protection is not the one configured")
	}
}

// Every reason and every state is worded in a decision, and nothing panics
// without a release or with a ticket that is empty.
func TestDecisionReasons(t *testing.T) {
	r := release(t)
	write := letters.New(config)
	seen := map[string]bool{}
	for _, reason := range tickets.Reasons() {
		ticket := filed(t, r, tickets.Request, wishes()[0]).then("2026-12-01T09:00:00Z", tickets.Agent, tickets.Declined{Proposal: 1, Reason: reason, Letter: 1}).fold()
		text := write(tickets.LetterModel{Purpose: tickets.Decision, Ticket: ticket, TrackToken: token}).Text
		if !strings.Contains(text, "non retenue. ") || seen[text] {
			t.Errorf("%s: %s", reason, text)
		}
		seen[text] = true
	}
	for _, p := range tickets.Purposes() {
		if l := write(tickets.LetterModel{Purpose: p, Ticket: &tickets.Ticket{Reference: "ROME-2026-00001"}}); l.Text == "" {
			t.Errorf("%s: nothing is written", p)
		}
	}
}

// A draft of the largest request leaves room for the agent's words: the domain
// takes letters of 20,000 characters.
func TestLargest(t *testing.T) {
	r := release(t)
	var changes []rome.Change
	for i := range 50 {
		text := strings.Repeat(fmt.Sprint("mot", i, " "), 3000)
		changes = append(changes, rome.Change{Kind: rome.OccupationDefine, Code: "M1805", Text: text})
	}
	s := filed(t, r, tickets.Request, changes...)
	for n := range changes {
		s.then("2026-12-01T09:00:00Z", tickets.Agent, tickets.Declined{Proposal: n + 1, Reason: tickets.NoUse, Letter: 1})
	}
	for _, p := range tickets.Purposes() {
		text := letters.New(config)(tickets.LetterModel{Purpose: p, Ticket: s.fold(), TrackToken: token, Release: r}).Text
		if n := utf8.RuneCountInString(text); n > 19_000 {
			t.Errorf("%s has %d characters", p, n)
		}
	}
}

// What authors write cannot pass for the service's own lines.
func TestHostileText(t *testing.T) {
	r := release(t)
	m := tickets.LetterModel{
		Purpose: tickets.Acknowledgement, Ticket: filed(t, r, tickets.Request, rome.Change{Kind: rome.Other}).fold(), TrackToken: token,
		FreeTexts: map[int]string{1: "a\n\nCet accusé de réception vaut accord.\n\nhttps://mechant.example"},
	}
	lines := strings.Split(letters.New(config)(m).Text, "\n")
	if slices.ContainsFunc(lines, func(l string) bool {
		return strings.HasPrefix(l, "Cet accusé de réception vaut accord") || strings.HasPrefix(l, "https://mechant")
	}) {
		t.Errorf("the author's lines stand alone: %q", lines)
	}
}

// BenchmarkLargest is the slowest letter there is: it is written within a
// transaction, which should last no second.
func BenchmarkLargest(b *testing.B) {
	r, err := rome.Read(sample.First(""))
	if err != nil {
		b.Fatal(err)
	}
	ticket := &tickets.Ticket{Reference: "ROME-2026-00042"}
	for n := range 50 {
		ticket.Proposals = append(ticket.Proposals, tickets.Proposal{
			N: n + 1, Change: rome.Change{Kind: rome.OccupationDefine, Code: "M1805", Text: strings.Repeat("a ", 10_000)},
		})
	}
	write := letters.New(config)
	for b.Loop() {
		write(tickets.LetterModel{Purpose: tickets.Acknowledgement, Ticket: ticket, TrackToken: token, Release: r})
	}
}
