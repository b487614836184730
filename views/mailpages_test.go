package views

import (
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"vigie/rome"
	"vigie/tickets"
)

// storedMail is a message with every part that a page may show.
func storedMail() *tickets.StoredMail {
	return &tickets.StoredMail{
		ID: 12, Role: tickets.Inbox, ReceivedAt: time.Date(2026, 11, 2, 9, 30, 0, 0, time.UTC), Basis: tickets.BasisIMAP, Size: 60_000_000, Kept: 1_000_000,
		Outcome: tickets.QuarantinedMail, Reason: tickets.ReasonStranger, Guess: 1, GuessRef: "ROME-2026-00441", GuessWhy: tickets.GuessFuzzy, Tries: 2,
		Reading: tickets.Reading{
			MessageID: "a@b.example", Kind: tickets.BounceMail, KindWhy: "report", Auth: tickets.AuthFail, AuthWhy: "dmarc",
			Name: "Max Inconnu", Address: "max@example.net", Recipients: []string{"rome@service.example"}, SentAt: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC),
			Subject: "Re: ROME 2026 441", Said: strings.Repeat("Une ligne.\n", 40), Text: strings.Repeat("Une ligne.\n", 40) + "\n> citée", HTML: true,
			Codes:   []tickets.MailCode{{Code: "M1805", Label: "Études", Current: true}, {Code: "M1899"}, {Code: "M1898", Successor: "M1805"}},
			Changes: []rome.Change{galleryChanges()[0], galleryChanges()[1], galleryChanges()[2]},
			Bounce:  &tickets.MailBounce{Recipient: "claire@example.org", Status: "5.1.1", Failed: true, Permanent: true, Reason: "userunknown"},
			Marks:   []string{"calendar", "encrypted", "signed"}, Degraded: []string{"charset", "head"},
			Files: []tickets.MailFile{
				{N: 1, Name: "note.pdf", Type: "application/pdf", Size: 184_320, Scan: "clean"},
				{N: 2, Name: "facture.exe", Type: "application/x-msdownload", Size: 5, Scan: "threat Eicar"},
				{N: 3, Type: "text/plain", Size: 1, Scan: "unscanned"},
				{N: 4, Name: "image.png", Type: "image/png", Size: 9},
			},
		},
	}
}

// mailCase is a ticket that came by mail, with every sort of message on it.
func mailCase(t *testing.T) *tickets.Case {
	t.Helper()
	c := agentCase(t, tickets.Attached{Mail: 21, As: tickets.AttachedAuto}, tickets.Attached{Mail: 22, As: tickets.AttachedBounce}, tickets.Messaged{Channel: tickets.Mail, Mail: 23, Stranger: true},
		tickets.Messaged{Channel: tickets.Mail, Mail: 24}, tickets.Detached{Mail: 24}, tickets.Attached{Mail: 25, As: tickets.AttachedSent, At: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC).UnixMicro()},
		tickets.Undelivered{Letter: 1, Purpose: tickets.Acknowledgement, Status: "5.1.1", Mail: 26}, tickets.Lettered{Letter: 3, Purpose: tickets.Answer, MessageID: "3@x"})
	c.Mails = map[int64]*tickets.StoredMail{}
	for id, outcome := range map[int64]tickets.MailOutcome{
		21: tickets.AttachedAuto, 22: tickets.AttachedBounce, 23: tickets.AttachedReply, 25: tickets.AttachedSent, 26: tickets.AttachedBounce,
	} {
		m := storedMail()
		m.ID, m.Outcome = id, outcome
		c.Mails[id] = m
	}
	c.Mails[22].Bounce = &tickets.MailBounce{Status: "4.4.1", Reason: "expired"}
	c.Outbox[3] = tickets.LetterStatus{State: "waiting"}
	return listened(c, tickets.TheService)
}

func mailTicket(t *testing.T) AgentTicket {
	t.Helper()
	m := agentModel(mailCase(t), Typed{})
	m.Frames, m.TakeBack, m.Done = true, time.Minute, "detached 24"
	m.Now = m.letter(3).WrittenAt.Add(20 * time.Second)
	return m
}

// mailPages are the pages of what came by mail, in states that show every part.
func mailPages(t *testing.T) map[string]templ.Component {
	t.Helper()
	m := storedMail()
	late := tickets.Quarantined{StoredMail: m, Clock: tickets.Clock{Runs: true, Deadline: tickets.DeadlineAfter(time.Date(2026, 10, 2, 9, 0, 0, 0, time.UTC), 1, tickets.Strict, tickets.Metropole)}}
	other := *m
	other.ID, other.Guess, other.GuessRef, other.Reason, other.Auth = 13, 0, "", tickets.ReasonList, tickets.AuthNone
	unread := other
	unread.ID, unread.Reason, unread.Subject, unread.Said, unread.Text = 14, tickets.ReasonUnreadable, "", "", ""
	dismissed := other
	dismissed.ID, dismissed.Outcome, dismissed.Reason, dismissed.SettledAt, dismissed.SettledBy = 15, tickets.DismissedMail, tickets.ReasonSpam, m.ReceivedAt, 7
	quarantine := QuarantineModel{
		QuarantinePart: tickets.QuarantinePart{
			List:  []tickets.Quarantined{late, {StoredMail: &other}, {StoredMail: &unread, Reference: "ROME-2026-00450"}},
			Total: 70, Late: 1, Earlier: 3, Previous: 9, Next: 17,
		}, From: 12, Today: day("2026-11-23"),
		Lines:     map[int64]tickets.Summary{1: {Reference: "ROME-2026-00441", Type: tickets.Unsorted, Author: tickets.Personal{Subject: "Deux appellations"}}},
		Dismissed: []*tickets.StoredMail{&dismissed}, Staff: map[int64]string{7: "Paul Durand"}, Done: "dismissed 15",
	}
	refused, settled, placed := quarantine, quarantine, quarantine
	refused.Typed = Typed{Form: FormPlace(13), Values: map[string][]string{"reference": {"ROME-1"}}, Faults: []tickets.FieldFault{{Field: "reference", Rule: tickets.RuleChoice}}}
	settled.Typed = Typed{Form: FormSettle, Error: MailSettled}
	placed.Done = "placed ROME-2026-00441"
	folders := []tickets.MailFolder{
		{ID: 1, Mailbox: "contact", Folder: "INBOX", Role: tickets.Inbox, UIDValidity: 42, ReadAt: m.ReceivedAt, Reconciliation: tickets.Reconciliation{OnServer: 3, Stored: 2, Missing: 1}},
		{ID: 2, Mailbox: "contact", Folder: "Envoyés", Role: tickets.SentFolder, Fault: "auth", FaultAt: m.ReceivedAt},
		{ID: 3, Mailbox: "ancienne", Folder: "INBOX", Role: tickets.Inbox},
		{ID: 4, Mailbox: "passé", Folder: "a.mbox", Role: tickets.ImportRole},
		{ID: 5, Mailbox: "contact", Folder: "Autres", Role: tickets.OtherFolder, ReadAt: m.ReceivedAt, Reconciliation: tickets.Reconciliation{OnServer: 9, Waiting: 9}},
	}
	erased := MailModel{MailView: MailView{StoredMail: &tickets.StoredMail{ID: 16, Outcome: tickets.ErasedMail}}}
	page := agentPage()
	page.Agent.Quarantined = 70
	proposing := AgentProposeModel{
		AgentNewModel: AgentNewModel{Changes: 2, Typed: Typed{Form: FormNew, Faults: []tickets.FieldFault{{Field: "changes", Rule: tickets.RuleRequired}}}},
		Reference:     "ROME-2026-00441", Version: 3, Title: "Deux appellations", Messages: ProposeMessages(mailCase(t)),
	}
	ticket := mailTicket(t)
	unsorted := ticket
	asked := *ticket.Case
	asked.Ticket = &tickets.Ticket{ID: 1, Reference: "ROME-2026-00441", Type: tickets.Unsorted, Channel: tickets.Mail, State: tickets.Opened, ReceivedAt: ticket.ReceivedAt, Assignee: 7, Reachable: true, Policy: ticket.Policy, Reply: ticket.Reply}
	unsorted.Case, unsorted.Typed = &asked, Typed{Form: FormRecall, Faults: []tickets.FieldFault{{Field: "letter", Rule: tickets.RuleSent}}}
	sent, gone, unreadYet := *m, *m, *m
	sent.ID, sent.Role, sent.Outcome, sent.Recipients, sent.Guess = 17, tickets.SentFolder, tickets.UnrelatedMail, []string{"maire@mairie.example", "b@x.example", "c@x.example", "d@x.example"}, 0
	gone.ID, gone.Outcome, gone.Reading, gone.TicketRef = 18, tickets.ErasedMail, tickets.Reading{}, "ROME-2026-00441"
	unreadYet.ID, unreadYet.Outcome, unreadYet.Reading = 19, "", tickets.Reading{}
	mails := MailsModel{
		MailListing: tickets.MailListing{Rows: []*tickets.StoredMail{&unreadYet, &sent, m, &dismissed, &gone}, Next: 16},
		Filter:      tickets.MailFilter{Outcome: tickets.UnrelatedMail, Query: "comité", Before: 20}, Counts: map[tickets.MailOutcome]int{tickets.UnrelatedMail: 3, tickets.OpenedTicket: 1584},
	}
	unfinished, searched := mails, mails
	unfinished.Unfinished = true
	searched.Rows, searched.Next = nil, 0
	further := searched
	further.Next, further.Unfinished = 16, true
	placing := MailModel{MailView: MailView{StoredMail: &sent}, Place: PlaceModel{Mail: &sent, Typed: Typed{Form: FormPlace(17), Values: map[string][]string{"reference": {"ROME-1"}}, Faults: []tickets.FieldFault{{Field: "reference", Rule: tickets.RuleChoice}}}}}
	taken := MailModel{MailView: MailView{StoredMail: &dismissed}, Place: PlaceModel{Mail: &dismissed, Typed: Typed{Form: FormSettle, Error: MailSettled}}}
	part := ticket
	part.Before = 7
	within := *ticket.Case
	within.Part.Earlier, within.Part.Before, within.Part.Later, within.Part.After, within.Part.Next = 61, 1, 31, 99, 130
	part.Case = &within
	return map[string]templ.Component{
		"messages":            MailsPage(page, mails),
		"messages unfinished": MailsPage(page, unfinished),
		"messages none found": MailsPage(page, searched),
		"messages none yet":   MailsPage(page, further),
		"messages empty":      MailsPage(page, MailsModel{}),
		"message unrelated":   MailPage(page, placing),
		"message settled":     MailPage(page, taken),
		"ticket in part":      AgentTicketPage(page, part),

		"quarantine":         QuarantinePage(page, quarantine),
		"quarantine refused": QuarantinePage(page, refused),
		"quarantine settled": QuarantinePage(page, settled),
		"quarantine placed":  QuarantinePage(page, placed),
		"quarantine empty":   QuarantinePage(agentPage(), QuarantineModel{}),
		"message":            MailPage(page, MailModel{MailView: MailView{StoredMail: m, Frames: true, Blocked: 3}, Place: PlaceModel{Mail: m, Guess: "Deux appellations"}}),
		"message images":     MailPage(page, MailModel{MailView: MailView{StoredMail: m, Frames: true, Images: true, Blocked: 1}, Reference: "ROME-2026-00441", Place: PlaceModel{Mail: m, Minimal: "ROME-2026-00441"}}),
		"message dismissed":  MailPage(page, MailModel{MailView: MailView{StoredMail: &dismissed}, Staff: quarantine.Staff}),
		"message erased":     MailPage(page, erased),
		"mailboxes":          MailboxesPage(page, MailboxesModel{Folders: folders, Health: tickets.MailHealth{Folders: append(folders[:2:2], folders[4]), Unread: 1584}, Passed: map[int64]map[string]int{1: {"refused": 1, "size": 2}}}),
		"mailboxes well":     MailboxesPage(page, MailboxesModel{Folders: folders[3:4]}),
		"mailboxes none":     MailboxesPage(page, MailboxesModel{}),
		"by hand":            AgentProposePage(page, proposing),
		"ticket by mail":     AgentTicketPage(page, ticket),
		"ticket unsorted":    AgentTicketPage(page, unsorted),
	}
}

func TestMailPages(t *testing.T) {
	for name, page := range mailPages(t) {
		doc := checkPage(t, name, render(t, page))
		doc.Find(".summary a").Each(func(_ int, a *goquery.Selection) {
			if id := a.AttrOr("href", ""); doc.Find(id).Length() != 1 {
				t.Errorf("%s: the summary leads to no %s", name, id)
			}
		})
		doc.Find(`form[method=post][action^="/agents/demandes/ROME"]`).Each(func(_ int, f *goquery.Selection) {
			if f.Find(`input[name=version]`).Length() != 1 && !strings.HasSuffix(f.AttrOr("action", ""), "/effacement") {
				t.Errorf("%s: the form to %s carries no version", name, f.AttrOr("action", ""))
			}
		})
		doc.Find("iframe").Each(func(_ int, f *goquery.Selection) {
			if f.AttrOr("sandbox", "") != "allow-popups allow-popups-to-escape-sandbox" || f.AttrOr("title", "") == "" || !strings.HasPrefix(f.AttrOr("src", ""), "/agents/messages/") {
				t.Errorf("%s: a frame is not fenced: %v", name, f.Nodes[0].Attr)
			}
		})
		doc.Find("article[data-item],section.card").Each(func(_ int, card *goquery.Selection) {
			if n := card.Find(".btn:not(.second)").Length(); n != 1 {
				t.Errorf("%s: %d primary acts on one message", name, n)
			}
		})
	}
}

func TestTheConversationOfATicketByMail(t *testing.T) {
	m := mailTicket(t)
	if got := strings.ReplaceAll(m.leavingTitle(), nbsp, " "); got != "La réponse part dans 40 secondes" {
		t.Error(got)
	}
	var lines, at []string
	for _, e := range m.conversation() {
		at = append(at, e.At.Format(time.RFC3339))
		if e.Line != "" {
			lines = append(lines, strings.ReplaceAll(e.Line, nbsp, " "))
		}
	}
	for i := 1; i < len(at); i++ {
		if at[i] < at[i-1] {
			t.Errorf("the conversation is out of order: %q", at)
			break
		}
	}
	want := []string{
		"Un message a été détaché de cette demande",
		"Réponse automatique de Max Inconnu <max@example.net>, gardée sans effet",
		"Avis de retard de remise : le délai de remise est dépassé (4.4.1), gardé sans effet",
		"Avis de non-remise de la lettre « Accusé de réception » : l’adresse n’existe pas (5.1.1)",
	}
	if strings.Join(lines, "|") != strings.Join(want, "|") {
		t.Errorf("the lines are %q", lines)
	}
	doc := parse(t, render(t, AgentTicketPage(agentPage(), m)))
	if n := doc.Find(`form[action$="/reprise"]`).Length(); n != 1 {
		t.Errorf("the letter that leaves can be taken back in %d ways", n)
	}
	if doc.Find(`form[action$="/reponse-trouvee"]`).Length() != 1 || doc.Find(`form[action$="/detachement"]`).Length() != 3 {
		t.Error("what was found cannot be confirmed, or what was attached not be detached")
	}
	if doc.Find(`.notice form[action="/agents/quarantaine/24/rattachement"]`).Length() != 1 {
		t.Error("detaching cannot be undone")
	}
	// A minute later it can still be taken back where it stands, but leaves no more.
	m.Now = m.Now.Add(time.Hour)
	doc = parse(t, render(t, AgentTicketPage(agentPage(), m)))
	if doc.Find(`.notice form[action$="/reprise"]`).Length() != 0 || doc.Find(`.msg form[action$="/reprise"]`).Length() != 1 {
		t.Error("a letter that nobody took yet cannot be taken back, or is said to leave now")
	}
	m.Outbox[3] = tickets.LetterStatus{State: "waiting", Attempts: 1}
	if doc = parse(t, render(t, AgentTicketPage(agentPage(), m))); doc.Find(`form[action$="/reprise"]`).Length() != 0 {
		t.Error("a letter that a server was asked to take can be taken back")
	}
}

func TestSuggestionsAreWhatIsNotAskedYet(t *testing.T) {
	c := mailCase(t)
	changes := galleryChanges()
	c.Mails[23].Changes = append([]rome.Change{changes[6]}, c.Mails[23].Changes...) // the first proposal of the ticket
	c.Mails[23].Changes = append(c.Mails[23].Changes, changes[0])                   // and one said twice
	c.Mails[21].Changes = changes[10:12]                                            // a robot asks for nothing
	got := Suggestions(c)
	if len(got) != 3 {
		t.Fatalf("%d suggestions: %+v", len(got), got)
	}
	for i, s := range got {
		if s.Mail != 23 || !s.Change.Same(changes[i]) {
			t.Errorf("%d is %+v", i, s)
		}
		if want := "23 " + changes[i].WishKey(); s.Wish() != want {
			t.Errorf("%q, want %q", s.Wish(), want)
		}
	}
	closed := agentModel(c, Typed{})
	closed.State = tickets.Ended
	if len(closed.suggestions()) != 0 {
		t.Error("something is suggested on a ticket that is closed")
	}
}
