package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"vigie/rome"
	"vigie/tickets"
	"vigie/web"
)

// mailSite is a site that takes mail, gives a minute to take a letter back, and
// shows the layout of messages by a renderer of its own.
func mailSite(t *testing.T) *site {
	t.Helper()
	s := siteWith(t, func(c *tickets.Config, w *web.Config) {
		c.TakeBack = time.Minute
		w.MailHTML = fakeHTML
	})
	s.release(1, "2026-05-04")
	return s
}

// fakeHTML says what it was asked: whether for remote pictures, and what it was
// given for two that are inline.
func fakeHTML(source []byte, remote bool, inline func(string) (string, bool)) (page string, blocked int) {
	blocked = strings.Count(string(source), "https://pictures.example/")
	if remote {
		blocked = 0
	}
	page = fmt.Sprintf("<!doctype html><p>remote=%t</p>", remote)
	for _, id := range []string{"logo@example", "<script@example>", "absent@example"} {
		if inline == nil {
			continue
		}
		url, ok := inline(id)
		page += fmt.Sprintf(`<p class="inline">%t %s</p>`, ok, url)
	}
	return page, blocked
}

func sha(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

// mail puts a message into a folder, as if it had just come, and gives its id
// and what became of it.
func (s *site) mail(role tickets.FolderRole, r tickets.Reading) (int64, tickets.Placed) {
	s.t.Helper()
	kept := s.keep(role, r)
	placed, err := s.store.PlaceMail(s.t.Context(), []tickets.Placing{{Mail: kept, Reading: r}})
	must(s.t, err)
	return kept.ID, placed[0]
}

// keep stores one without reading it.
func (s *site) keep(role tickets.FolderRole, r tickets.Reading) tickets.KeptMail {
	s.t.Helper()
	folder, err := s.store.MailFolder(s.t.Context(), "contact", strings.ToUpper(string(role)), role)
	must(s.t, err)
	s.uid++
	source := fmt.Sprintf("From: %s <%s>\r\nSubject: %s\r\nX-Number: %d\r\n\r\n%s\r\n", r.Name, r.Address, r.Subject, s.uid, r.Text)
	kept, err := s.store.KeepMail(s.t.Context(), &folder, []tickets.RawMail{{
		UID: s.uid, ReceivedAt: s.clock(), Basis: tickets.BasisIMAP, Size: int64(len(source)), Raw: []byte(source),
	}})
	must(s.t, err)
	return kept[0]
}

// request is a message of Léa's that asks for two changes, the second of which
// no release brings.
func request(t *testing.T) tickets.Reading {
	t.Helper()
	const text = "Bonjour,\n\nMerci d’ajouter ces deux appellations à M1805.\n\nLéa Petit\n-- \nFédération du numérique"
	return tickets.Reading{
		MessageID: "first@example.org", Kind: tickets.RequestMail, Auth: tickets.AuthPass, AuthWhy: "dmarc", Answerable: true,
		Name: "Léa Petit", Address: "lea@example.org", Recipients: []string{"rome@service.example"}, Subject: "Deux appellations",
		Said: "Merci d’ajouter ces deux appellations à M1805.", Text: text, HTML: true, BodyKey: "first",
		Codes:   []tickets.MailCode{{Code: "M1805", Label: "Études et développement informatique", Current: true}, {Code: "M1899", Successor: "M1805"}},
		Changes: []rome.Change{wanted(t, rome.AppellationCreate), never},
		Marks:   []string{"signed"},
		Files: []tickets.MailFile{
			{N: 1, SHA256: sha("a picture"), Name: "logo.png", Type: "image/png", Size: 9, Inline: true, ContentID: "logo@example", Scan: "clean", Content: []byte("a picture")},
			{N: 2, SHA256: sha("<script>"), Name: "page – été.html", Type: "text/html; charset=utf-8", Size: 8, ContentID: "script@example", Content: []byte("<script>")},
			{N: 3, SHA256: sha("EICAR"), Name: "facture.exe", Type: "application/x-msdownload", Size: 5, Scan: "threat Eicar-Test", Content: []byte("EICAR")},
			{N: 4, SHA256: sha("%PDF"), Name: "note.pdf", Type: "application/pdf", Size: 4, Scan: "unscanned", Content: []byte("%PDF")},
		},
	}
}

// stranger is a message of somebody who takes part in nothing, which names a
// request.
func stranger(ref string) tickets.Reading {
	return tickets.Reading{
		MessageID: "stranger@example.net", Kind: tickets.RequestMail, Auth: tickets.AuthNone, AuthWhy: "absent",
		Name: "Max Inconnu", Address: "max@example.net", Subject: "Re: " + ref, Said: "Je confirme ce que dit Léa.",
		Text: "Je confirme ce que dit Léa.", References: []string{ref}, BodyKey: "stranger",
	}
}
