package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"mime"
	"path"
	"strings"
	"time"

	"vigie/mailbox/fetch"
	"vigie/mailbox/intake"
	"vigie/mailbox/sink"
	"vigie/tickets"
	"vigie/views"
)

// demoMails are the messages of the demonstration, one a file, as their
// programs wrote them but for line ends, headers in UTF-8, and the words in
// braces that only the day of the demonstration tells.
//
//go:embed demo/*.eml
var demoMails embed.FS

// demoPost brings the demonstration's mail in the way all mail comes: delivered
// to the mailbox, fetched from it, stored, read and placed. It does so one
// message at a time, so that what follows in the demonstration finds each in
// its place.
type demoPost struct {
	inbox   *sink.Mailbox
	letters *sink.Sink
	fetcher *fetch.Fetcher
	placed  []tickets.Placed // by the pass under way
}

func newDemoPost(m fetch.Mailbox, inbox *sink.Mailbox, letters *sink.Sink, in *intake.Intake, log *slog.Logger) (*demoPost, error) {
	p := &demoPost{inbox: inbox, letters: letters}
	var err error
	p.fetcher, err = fetch.New(m, fetch.Config{Store: in.Store, Log: log, Now: in.Now, Read: func(ctx context.Context, group []tickets.KeptMail) error {
		placed, err := in.Place(ctx, group)
		p.placed = append(p.placed, placed...)
		return err
	}})
	return p, err
}

// receive delivers a message to a folder and says what became of it.
func (p *demoPost) receive(ctx context.Context, folder string, raw []byte) (tickets.Placed, error) {
	p.placed = nil
	if err := p.inbox.Deliver(folder, raw); err != nil {
		return tickets.Placed{}, err
	}
	if _, err := p.fetcher.Pass(ctx); err != nil {
		return tickets.Placed{}, err
	}
	if len(p.placed) != 1 {
		return tickets.Placed{}, fmt.Errorf("%d messages were read instead of one", len(p.placed))
	}
	return p.placed[0], nil
}

// letter is the last letter that was sent about a ticket.
func (p *demoPost) letter(c *tickets.Case) sink.Letter {
	if c == nil {
		return sink.Letter{}
	}
	for _, l := range p.letters.Letters() {
		for _, ours := range c.Letters {
			if ours.MessageID == l.MessageID {
				return l
			}
		}
	}
	return sink.Letter{}
}

// mailed is a message that comes in some days after the filing.
func mailed(after int, name string) demoStep { return mailedTo(after, "INBOX", name) }

// mailedFrom is one that the service sent from another program.
func mailedFrom(after int, name string) demoStep { return mailedTo(after, "Sent", name) }

func mailedTo(after int, folder, name string) demoStep {
	return demoStep{after, func(d *demoTicket) error {
		var c *tickets.Case
		if d.id != 0 {
			var err error
			if c, err = d.read(); err != nil {
				return err
			}
		}
		raw, err := demoMessage(name, d.words(c))
		if err != nil {
			return err
		}
		placed, err := d.post.receive(d.ctx, folder, raw)
		if err != nil {
			return fmt.Errorf("receiving %s: %w", name, err)
		}
		d.mail = placed.Mail
		if d.id == 0 && placed.Outcome == tickets.OpenedTicket {
			if d.id, err = d.store.ID(d.ctx, placed.Reference); err != nil {
				return err
			}
		}
		return d.send()
	}}
}

// words are those in braces: what a message cites of the ticket and of the last
// letter about it, and days as of now.
func (d *demoTicket) words(c *tickets.Case) *strings.Replacer {
	const stamp = "20060102T150405Z"
	now := d.store.Now()
	date := now.Add(-20 * time.Second).In(tickets.Paris).Format(time.RFC1123Z)
	start := time.Date(now.Year(), now.Month(), now.Day()+14, 10, 0, 0, 0, tickets.Paris).UTC()
	pairs := []string{
		"{{date}}", date, "{{stamp}}", now.UTC().Format(stamp),
		"{{start}}", start.Format(stamp), "{{meeting}}", views.DateTime(start), "{{end}}", start.Add(30 * time.Minute).Format(stamp),
	}
	if c != nil {
		year, n, _ := strings.Cut(strings.TrimPrefix(c.Reference, "ROME-"), "-")
		l := d.post.letter(c)
		pairs = append(pairs, "{{ref}}", c.Reference, "{{loose}}", "rome "+year+" "+strings.TrimLeft(n, "0"),
			"{{letter}}", l.MessageID, "{{subject}}", l.Subject, "{{sent}}", views.DateTime(l.At), "{{asked}}", views.DateTime(c.ReceivedAt),
			"{{quote}}", "> "+strings.ReplaceAll(strings.TrimSpace(l.Text), "\n", "\n> "))
		if m := c.Mails[c.Mail]; m != nil {
			pairs = append(pairs, "{{first}}", m.MessageID)
		}
	}
	return strings.NewReplacer(pairs...)
}

// demoMessage is a message of the demonstration as it goes over the wire.
func demoMessage(name string, words *strings.Replacer) ([]byte, error) {
	text, err := demoMails.ReadFile(path.Join("demo", name+".eml"))
	if err != nil {
		return nil, err
	}
	header, body, ok := strings.Cut(words.Replace(string(text)), "\n\n")
	if !ok {
		return nil, errors.New("the message " + name + " has no body")
	}
	lines := strings.Split(header, "\n")
	for i, line := range lines {
		lines[i] = encodeField(line)
	}
	return []byte(strings.ReplaceAll(strings.Join(lines, "\n")+"\n\n"+body, "\n", "\r\n")), nil
}

// encodeField encodes the words of a header field as RFC 2047 asks: the name
// before an address, or the whole of any other field.
func encodeField(line string) string {
	name, value, _ := strings.Cut(line, ": ")
	words, address := value, ""
	if at := strings.LastIndex(value, " <"); at >= 0 {
		words, address = value[:at], value[at:]
	}
	encoded := mime.QEncoding.Encode("utf-8", words)
	if encoded == words {
		return line
	}
	return name + ": " + strings.ReplaceAll(encoded, "?= =?", "?=\n =?") + address
}
