package web_test

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"vigie/tickets"
	"vigie/web"
)

func TestOneMessage(t *testing.T) {
	s := mailSite(t)
	r := request(t)
	r.Text += "\nhttps://pictures.example/pixel.gif"
	r.Degraded = []string{"charset"}
	id, placed := s.mail(tickets.Inbox, r)
	c := s.agent(tickets.Agent)
	at := "/agents/messages/" + strconv.FormatInt(id, 10)
	p := c.get(at).answers(t, "message", 200)
	p.says(t, "Deux appellations", placed.Reference, "A ouvert une demande", "Léa Petit <lea@example.org>", "rome@service.example",
		"Message d’une personne", "Expéditeur authentifié (DMARC)", "first@example.org", "Réception", "Signé",
		"il ne dit pas dans quel alphabet il est écrit, ou se trompe", "Voir tout le message",
		"Une image d’un autre serveur n’est pas montrée", "Aucun virus trouvé", "Dangereux : Eicar-Test", "Non vérifié, l’antivirus n’a pas répondu",
		"un fichier qu’elle contient est dangereux")
	frame := p.doc.Find("iframe")
	if frame.AttrOr("src", "") != at+"/html" || frame.AttrOr("sandbox", "") != "allow-popups allow-popups-to-escape-sandbox" || frame.AttrOr("title", "") == "" {
		t.Errorf("the frame is %v", frame.Nodes)
	}
	if csp := p.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "frame-src 'self'") || !strings.Contains(csp, "frame-ancestors 'none'") {
		t.Errorf("the page's policy is %q", csp)
	}
	if p.doc.Find(`a[href="`+at+`/fichiers/3"]`).Length() != 0 {
		t.Error("a dangerous file is offered")
	}
	with := c.get(at + "?images=1")
	if got := with.doc.Find("iframe").AttrOr("src", ""); got != at+"/html?images=1" || strings.Contains(with.body, "Montrer l’image") {
		t.Errorf("with pictures the frame is %q", got)
	}
	if got := c.get("/agents/messages/99999"); got.StatusCode != http.StatusNotFound {
		t.Errorf("no message: %d", got.StatusCode)
	}
	if got := c.get("/agents/messages/x"); got.StatusCode != http.StatusNotFound {
		t.Errorf("no number: %d", got.StatusCode)
	}
}

func TestTheLayoutOfAMessageIsFenced(t *testing.T) {
	s := mailSite(t)
	id, _ := s.mail(tickets.Inbox, request(t))
	c := s.agent(tickets.Agent)
	at := "/agents/messages/" + strconv.FormatInt(id, 10) + "/html"
	for path, want := range map[string]string{
		at:               "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
		at + "?images=1": "default-src 'none'; img-src data: https:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
	} {
		p := c.get(path).answers(t, path, 200)
		if got := p.Header.Values("Content-Security-Policy"); len(got) != 1 || got[0] != want {
			t.Errorf("%s: the policy is %q", path, got)
		}
		if p.Header.Get("Referrer-Policy") != "no-referrer" || p.Header.Get("Content-Type") != "text/html; charset=UTF-8" {
			t.Errorf("%s: %v", path, p.Header)
		}
		if got := p.doc.Find("p").First().Text(); got != "remote="+strconv.FormatBool(strings.HasSuffix(path, "1")) {
			t.Errorf("%s: %s", path, got)
		}
		// A picture of the message is within the page; what claims to be one, and
		// what is not there, is not.
		inline := p.doc.Find(".inline")
		if got := inline.Eq(0).Text(); got != "true data:image/png;base64,YSBwaWN0dXJl" {
			t.Errorf("%s: the picture is %q", path, got)
		}
		if inline.Eq(1).Text() != "false " || inline.Eq(2).Text() != "false " {
			t.Errorf("%s: %s", path, inline.Text())
		}
	}
	plain := request(t)
	plain.HTML, plain.MessageID, plain.BodyKey, plain.Files = false, "plain@example.org", "plain", nil
	other, _ := s.mail(tickets.Inbox, plain)
	if got := c.get("/agents/messages/" + strconv.FormatInt(other, 10) + "/html"); got.StatusCode != http.StatusNotFound {
		t.Errorf("a message without HTML: %d", got.StatusCode)
	}
}

// Where no renderer is given, no layout is offered.
func TestWithoutARenderer(t *testing.T) {
	s := newSite(t)
	id, placed := s.mail(tickets.Inbox, request(t))
	c := s.agent(tickets.Agent)
	at := "/agents/messages/" + strconv.FormatInt(id, 10)
	for _, path := range []string{at, "/agents/demandes/" + placed.Reference} {
		if p := c.get(path).answers(t, path, 200); p.doc.Find("iframe").Length() != 0 {
			t.Errorf("%s has a frame", path)
		}
	}
	c.get(at+"/html").answers(t, "layout", 404)
}

func TestSourceAndFiles(t *testing.T) {
	s := mailSite(t)
	id, _ := s.mail(tickets.Inbox, request(t))
	c := s.agent(tickets.Agent)
	at := "/agents/messages/" + strconv.FormatInt(id, 10)
	source, err := s.store.MailSource(t.Context(), tickets.Machine, id)
	must(t, err)
	p := c.get(at+"/source").answers(t, "source", 200)
	if p.body != string(source) || p.Header.Get("Content-Type") != "text/plain; charset=utf-8" || p.Header.Get("Content-Disposition") != `attachment; filename="message-`+strconv.FormatInt(id, 10)+`.eml"` {
		t.Errorf("the source is %q, %v", p.body, p.Header)
	}
	for n, want := range map[int]struct{ kind, name, body string }{
		1: {"image/png", "logo.png", "a picture"},
		2: {"application/octet-stream", "page – été.html", "<script>"},
		4: {"application/pdf", "note.pdf", "%PDF"},
	} {
		p := c.get(at+"/fichiers/"+strconv.Itoa(n)).answers(t, want.name, 200)
		disposition, params, err := mime.ParseMediaType(p.Header.Get("Content-Disposition"))
		if err != nil || disposition != "attachment" || params["filename"] != want.name {
			t.Errorf("file %d: %q (%v)", n, p.Header.Get("Content-Disposition"), err)
		}
		if p.body != want.body || p.Header.Get("Content-Type") != want.kind || p.Header.Get("X-Content-Type-Options") != "nosniff" || !strings.HasSuffix(p.Header.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("file %d: %q, %v", n, p.body, p.Header)
		}
	}
	c.get(at+"/fichiers/3").answers(t, "threat", 403).says(t, "Fichier dangereux", "L’antivirus tient ce fichier pour dangereux (Eicar-Test)")
	for _, n := range []string{"0", "5", "-1", "x"} {
		c.get(at+"/fichiers/"+n).answers(t, n, 404)
	}
}

// What is erased with its request is gone from every page.
func TestErasedMailIsGone(t *testing.T) {
	s := mailSite(t)
	id, placed := s.mail(tickets.Inbox, request(t))
	c := s.agent(tickets.Admin)
	at := "/agents/demandes/" + placed.Reference
	c.act(at, "/effacement", "reference", placed.Reference).answers(t, "erase", 200)
	message := "/agents/messages/" + strconv.FormatInt(id, 10)
	for _, path := range []string{at, message} {
		p := c.get(path).answers(t, path, 200)
		if strings.Contains(p.body, "ces deux appellations") || strings.Contains(p.body, "lea@example.org") || strings.Contains(p.body, "logo.png") {
			t.Errorf("%s still says what was erased", path)
		}
	}
	c.get(message).says(t, "Ce message a été effacé")
	for _, path := range []string{"/html", "/source", "/fichiers/1"} {
		c.get(message+path).answers(t, path, 404)
	}
}

func TestMailboxesAreShown(t *testing.T) {
	s := mailSite(t)
	c := s.agent(tickets.Agent)
	c.get("/agents/messagerie").answers(t, "none", 200).says(t, "Aucune boîte n’est relevée")
	folder, err := s.store.MailFolder(t.Context(), "contact", "INBOX", tickets.Inbox)
	must(t, err)
	must(t, s.store.WatchMailboxes(t.Context(), []string{"contact"}))
	c.get("/agents/messagerie").says(t, "contact · INBOX", "Réception", "Pas encore relevé", "jamais")
	must(t, s.store.RenewMailFolder(t.Context(), &folder, 1234567890))
	must(t, s.store.PassMail(t.Context(), &folder, 7, "refused"))
	must(t, s.store.SaveReconciliation(t.Context(), &folder, tickets.Reconciliation{OnServer: 1584, Stored: 1582, Missing: 1, Waiting: 1}))
	must(t, s.store.MailPass(t.Context(), &folder, ""))
	p := c.get("/agents/messagerie")
	p.says(t, "1 message manque et 1 message attend d’être relevé.", "1 584", "1 582", "UIDVALIDITY 1234567890", "Refusé par le serveur (1)")
	must(t, s.store.MailPass(t.Context(), &folder, "auth"))
	c.get("/agents/messagerie").says(t, "En panne", "Le serveur refuse les identifiants de la boîte.", "1 dossier en panne")
	j := c.get("/agents/messagerie.json").answers(t, "json", 200)
	for _, want := range []string{`"mailbox":"contact"`, `"on_server":1584`, `"uidvalidity":1234567890`, `"fault":"auth"`, `"passed":{"refused":1}`, `"read_at":"2026-06-01T08:00:00Z"`} {
		if !strings.Contains(j.body, want) {
			t.Errorf("the document lacks %s: %s", want, j.body)
		}
	}
	must(t, s.store.WatchMailboxes(t.Context(), nil))
	c.get("/agents/messagerie").says(t, "N’est plus relevé")
}

func TestAttachmentNames(t *testing.T) {
	for name, want := range map[string]string{
		"note.pdf":        `attachment; filename="note.pdf"`,
		"a b (1).pdf":     `attachment; filename="a b (1).pdf"`,
		"été.pdf":         `attachment; filename="_t_.pdf"; filename*=UTF-8''%C3%A9t%C3%A9.pdf`,
		`a"b\c.txt`:       `attachment; filename="a_b_c.txt"; filename*=UTF-8''a%22b_c.txt`,
		"50 %.txt":        `attachment; filename="50 _.txt"; filename*=UTF-8''50%20%25.txt`,
		"../etc/passwd":   `attachment; filename=".._etc_passwd"; filename*=UTF-8''.._etc_passwd`,
		"a\r\nX-Evil: 1":  `attachment; filename="a__X-Evil: 1"; filename*=UTF-8''a__X-Evil%3A%201`,
		"caf\xe9.txt":     `attachment; filename="caf_.txt"; filename*=UTF-8''caf_.txt`,
		"日本.txt":          `attachment; filename="__.txt"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.txt`,
		"!#$&+-.^_`|~.md": "attachment; filename=\"!#$&+-.^_`|~.md\"",
	} {
		got := web.Attachment(name)
		if got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
		if _, params, err := mime.ParseMediaType(got); err != nil || params["filename"] == "" {
			t.Errorf("%q cannot be read back: %v", name, err)
		}
	}
}

func FuzzAttachment(f *testing.F) {
	for _, name := range []string{"note.pdf", "été", `a"b`, "50%", "\r\n", "\xff\xfe"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := web.Attachment(name)
		for _, r := range got {
			if r < ' ' || r > '~' {
				t.Fatalf("%q: %q is not plain", name, got)
			}
		}
		disposition, params, err := mime.ParseMediaType(got)
		if err != nil || disposition != "attachment" {
			t.Fatalf("%q: %q: %v", name, got, err)
		}
		if strings.ContainsAny(params["filename"], "/\\\r\n\x00") {
			t.Fatalf("%q is saved as %q", name, params["filename"])
		}
	})
}
