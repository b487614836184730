package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"vigie/mailbox/intake"
	"vigie/mailbox/mailfile"
	"vigie/tickets"
)

type mailImportCmd struct {
	Paths    []fileName `arg:"" name:"path" help:"Messages, mbox files, Maildirs, or folders of these."`
	Answered bool       `help:"Count what the service sent as the promised answers, without an agent's word on each."`
}

// importGroup is how many messages are stored in one transaction.
const importGroup = 16

// Outcomes of files that hold no message that is stored.
const (
	skippedFile    tickets.MailOutcome = "skipped"
	unreadableFile tickets.MailOutcome = "unreadable"
)

// importLine is what is printed of one message.
type importLine struct {
	File    string              `json:"file"`
	Outcome tickets.MailOutcome `json:"outcome,omitempty"`
	Ticket  string              `json:"ticket,omitempty"`
	Reason  tickets.MailReason  `json:"reason,omitempty"`
	Error   string              `json:"error,omitempty"`
}

// Run brings messages in, oldest first, and prints one JSON line for each and
// one for all. What was brought in before is a duplicate; nothing is ever sent.
// A file that cannot be read has its line and stops nothing, but the answer is
// no then.
func (c *mailImportCmd) Run(ctx context.Context, p *program) error {
	paths := make([]string, len(c.Paths))
	for i, name := range c.Paths {
		paths[i] = string(name)
	}
	entries := mailfile.Find(paths, p.Border)
	return p.withStore(ctx, func(store *tickets.Store) error {
		if err := p.ensurePolicy(ctx, store); err != nil {
			return err
		}
		in, err := p.intake(store, slog.New(slog.NewTextHandler(p.err, &slog.HandlerOptions{Level: slog.LevelError})))
		if err != nil {
			return err
		}
		i := importer{program: p, store: store, in: in, limit: p.MailMaxSize << 20, total: len(entries), counts: make(map[string]int)}
		i.in.Answered = c.Answered
		if err := i.in.ReadUnread(ctx); err != nil { // what an earlier run stored and did not live to read
			return err
		}
		for len(entries) > 0 {
			n, bytes := 0, int64(0)
			for n < min(len(entries), importGroup) && (n == 0 || bytes < 4<<20) {
				bytes += entries[n].Size
				n++
			}
			if err := i.group(ctx, entries[:n]); err != nil {
				return err
			}
			entries = entries[n:]
		}
		if err := i.in.ReadUnread(ctx); err != nil { // answers whose question came after them
			return err
		}
		return i.end()
	})
}

// importer carries an import's figures.
type importer struct {
	*program
	store  *tickets.Store
	in     *intake.Intake
	limit  int64
	total  int
	done   int
	failed int
	counts map[string]int
}

// group stores a few messages, and gives each its place in the order of their
// receipt.
func (i *importer) group(ctx context.Context, entries []mailfile.Entry) error {
	for len(entries) > 0 { // messages of one role at a time: a role is a folder's
		n := 1
		for n < len(entries) && entries[n].Sent == entries[0].Sent {
			n++
		}
		if err := i.run(ctx, entries[:n]); err != nil {
			return err
		}
		entries = entries[n:]
	}
	return nil
}

func (i *importer) run(ctx context.Context, entries []mailfile.Entry) error {
	folder := tickets.MailFolder{Mailbox: "import", Role: tickets.ImportRole}
	if entries[0].Sent {
		folder.Role = tickets.SentFolder
	}
	var raws []tickets.RawMail
	var read []mailfile.Entry
	for _, e := range entries {
		raw, err := e.Read(i.limit)
		if err != nil {
			i.unread(e.File, err)
			continue
		}
		if e.At.IsZero() { // it says nothing of when: now is all there is
			e.At, e.Basis = i.now().UTC(), tickets.BasisStated
		}
		raws = append(raws, tickets.RawMail{ReceivedAt: e.At, Basis: e.Basis, Size: e.Size, Raw: raw})
		read = append(read, e)
	}
	kept, err := i.store.KeepMail(ctx, &folder, raws)
	if err != nil {
		return err
	}
	placed, err := i.in.Place(ctx, kept)
	if err != nil {
		i.tell("vigie: %v", err)
	}
	byMail := make(map[int64]tickets.Placed, len(placed))
	for _, p := range placed {
		byMail[p.Mail] = p
	}
	for n, e := range read {
		line := importLine{File: e.File}
		p, ok := byMail[kept[n].ID]
		switch {
		case kept[n].Known:
			line.Outcome = tickets.RepeatedMail
		case ok:
			line.Outcome, line.Ticket, line.Reason = p.Outcome, p.Reference, p.Reason
		default:
			line.Error = "it is stored and could not be read: the service will try again"
		}
		i.print(line)
	}
	return ctx.Err()
}

// unread is the line of a file that brings no message in: a picture or an empty
// file is passed over, and what could be a message is missed.
func (i *importer) unread(file string, err error) {
	line := importLine{File: file, Outcome: unreadableFile, Reason: tickets.MailReason(mailfile.Reason(err)), Error: err.Error()}
	if errors.Is(err, mailfile.ErrNoMessage) {
		line.Outcome, line.Error = skippedFile, ""
	}
	i.print(line)
}

// print writes a message's line, and the progress for people who look on.
func (i *importer) print(line importLine) {
	i.done++
	if line.Error != "" {
		i.failed++
	}
	i.counts[string(line.Outcome)]++
	line.File = strings.ToValidUTF8(line.File, "\uFFFD")
	line.Error = strings.ToValidUTF8(line.Error, "\uFFFD")
	e := json.NewEncoder(i.out)
	e.SetEscapeHTML(false)
	_ = e.Encode(line)
	i.progress()
}

// progress draws a bar on a terminal.
func (i *importer) progress() {
	f, ok := i.err.(*os.File)
	if !ok || i.done%20 != 0 && i.done != i.total {
		return
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return
	}
	const width = 40
	full := width * i.done / max(i.total, 1)
	_, _ = fmt.Fprintf(f, "\r[%s%s] %d/%d", strings.Repeat("=", full), strings.Repeat(" ", width-full), i.done, i.total)
	if i.done == i.total {
		_, _ = fmt.Fprintln(f)
	}
}

// end prints the figures of all.
func (i *importer) end() error {
	sum := map[string]int{"total": i.total}
	for outcome, n := range i.counts {
		if outcome == "" {
			outcome = "error"
		}
		sum[outcome] = n
	}
	if err := json.NewEncoder(i.out).Encode(sum); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if i.failed > 0 {
		return fmt.Errorf("%d of %d could not be read: their lines say why", i.failed, i.total)
	}
	return nil
}
