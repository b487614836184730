package main

import (
	"fmt"
	"time"

	"github.com/chromedp/chromedp"
)

// mail looks at the pages of what came by mail.
func (v *viewer) mail() {
	v.visit("mailboxes", "/agents/messagerie")
	v.visit("messages", "/agents/messages")
	v.visit("messages-none", "/agents/messages?devenir=erased&q=introuvable")
	v.visit("quarantine", "/agents/quarantaine")
	first := v.script(`document.querySelector('article h2 a').href`)
	v.visit("quarantine-message", first)
	for _, p := range []struct{ name, words string }{
		{"ticket-suggestions", "Deux manques dans la fiche M1805"},
		{"ticket-sent", "Imprimer une fiche pour un atelier"},
		{"ticket-bounced", "Où sont passées les versions"},
		{"ticket-conversation", "Tempérer un chocolat"},
		{"ticket-forged", "Changement d’adresse"},
		{"ticket-encrypted", "Aides-soignants"},
		{"ticket-degraded", "Mon mari était tripier"},
		{"ticket-signed", "Un trait d’union"},
		{"ticket-invitation", "Point d’étape"},
		{"ticket-auto-reply", "Une passerelle"},
	} {
		v.visit(p.name, v.ticket(p.words))
	}
	v.visit("ticket-by-mail-integrated", v.ticket("I1401 Technicien"))
	v.visit("ticket-html", v.ticket("Élagueur"))
	v.script(`document.querySelectorAll('main details').forEach(d => { d.open = true })`)
	v.look("ticket-html-unfolded")
	message := v.messageOf("Élagueur", `/./`)
	v.visit("message", message)
	v.visit("message-images", message+"?images=1")
	v.frame("frame", message+"/html")
	v.frame("frame-images", message+"/html?images=1")
	v.visit("message-encrypted", v.messageOf("Aides-soignants", `/./`))
	v.visit("message-bounce", v.messageOf("Où sont passées les versions", `/avis/i`))
	v.visit("propose-by-hand", v.ticket("Un trait d’union")+"/evolutions/nouvelle")
	v.suggestions()
	v.recall()
	v.emptyQuarantine()
	v.authors()
}

// messageOf is the address of the first message of a ticket whose entry says
// what the pattern finds.
func (v *viewer) messageOf(words, pattern string) string {
	v.t.Helper()
	v.open(v.ticket(words))
	return v.script(`[...document.querySelectorAll('main a')].find(a => a.textContent == 'Ouvrir le message' && ` + pattern + `.test(a.closest('article,.quote').innerText)).href`)
}

// ticket finds the agents' page of a ticket by words of its line in the queue.
func (v *viewer) ticket(words string) string {
	v.t.Helper()
	for page := 1; page < 4; page++ {
		v.open(fmt.Sprintf("/agents?vue=all&page=%d", page))
		href := v.script(fmt.Sprintf(`[...document.querySelectorAll('main tbody tr')].filter(r => r.textContent.includes(%q)).map(r => r.querySelector('th a').href)[0] || ''`, words))
		if href != "" {
			return href
		}
	}
	v.t.Fatalf("no ticket says %q", words)
	return ""
}

// frame looks at the layout of a message, out of its frame.
func (v *viewer) frame(name, path string) {
	v.t.Helper()
	if err := chromedp.Do(v.ctx, chromedp.Navigate(path), chromedp.WaitReady("body")); err != nil {
		v.t.Fatalf("%s: %v", path, err)
	}
	v.look(name)
}

// suggestions takes one over, and looks at what the page says then.
func (v *viewer) suggestions() {
	v.t.Helper()
	v.open(v.ticket("Un trait d’union"))
	v.send(`form[action$="/evolutions"] button`)
	v.look("suggestion-taken")
}

// recall sends an answer, looks at the moment in which it can be taken back, and
// takes it back.
func (v *viewer) recall() {
	v.t.Helper()
	v.open(v.ticket("Mon mari était tripier"))
	v.script(`document.querySelector('#form-answer').open = true`)
	v.script(`document.querySelector('#answer-text').value += '\nNous vous remercions de votre lettre.'`)
	v.send(`form[action$="/reponse"] button`)
	v.send(`button[value="send"]`)
	v.look("recall")
	v.send(`form[action$="/reprise"] button`)
	v.look("recalled")
}

// emptyQuarantine places, opens and puts aside all that waits there.
func (v *viewer) emptyQuarantine() {
	v.t.Helper()
	v.open("/agents/quarantaine")
	v.script(`document.querySelectorAll('article details').forEach(d => { d.open = true })`)
	v.script(`document.querySelector('article .row input').value = 'ROME-1999-00001'`)
	v.send(`article .row button`)
	v.look("quarantine-fault")
	for n := 0; ; n++ {
		v.open("/agents/quarantaine")
		if v.script(`document.querySelectorAll('article').length`) == "0" {
			break
		}
		button := []string{`[data-key="p"]`, `[data-key="x"]`, `[data-key="o"]`}[min(n, 2)]
		v.send(`article ` + button)
		if n < 3 {
			v.look([]string{"quarantine-placed", "quarantine-dismissed", "quarantine-opened"}[n])
		}
	}
	v.look("quarantine-empty")
}

// authors looks at what the author of a mail gets: the acknowledgement, the
// private page, and the offer to make the request public.
func (v *viewer) authors() {
	v.t.Helper()
	const letter = `[...document.querySelectorAll('main details')].filter(d => d.textContent.includes('tempérer') && d.textContent.includes('Accusé') || d.textContent.includes('Tempérer un chocolat') && d.querySelector('a[href*="/confirmer"]'))`
	track := ""
	for end := time.Now().Add(5 * time.Second); track == "" && time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		v.open("/demonstration/lettres")
		track = v.script(`(` + letter + `[0]?.querySelectorAll('a') ?? [{}])[0].href || ''`)
	}
	if track == "" {
		v.t.Fatal("no acknowledgement of a mail is among the letters")
	}
	v.script(`document.querySelectorAll('main details').forEach(d => { d.open = false; }), ` + letter + `[0].open = true, document.querySelectorAll('main details:not([open])').forEach(d => d.remove())`)
	v.look("letter-by-mail")
	confirm := v.script(`document.querySelector('main a[href*="/confirmer"]').href`)
	v.visit("track-by-mail", track)
	v.visit("confirm-by-mail", confirm)
}
