package fetch

import (
	"context"
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"

	"vigie/tickets"
)

// Facts are what a server says of itself, for whoever sets up a mailbox.
type Facts struct {
	Capabilities []string // sorted
	Idle         bool     // whether new messages are told at once
	Move         bool     // whether messages can be moved, by MOVE or UIDPLUS
	Folders      []FolderFacts
}

// FolderFacts are what a server says of a folder.
type FolderFacts struct {
	Name       string
	Attributes []string           // such as \Sent
	Role       tickets.FolderRole // "" when it is not read
	// Of the folders that are read:
	Messages    int
	UIDValidity bool   // whether it promises lasting numbers
	Keywords    bool   // whether messages can be flagged
	Fault       string // FaultFolder when it cannot be opened
}

// Try connects as the settings say, looks around and changes nothing, not even in
// the store.
func (f *Fetcher) Try(ctx context.Context) (Facts, error) {
	if !f.busy.TryLock() {
		return Facts{}, ErrBusy
	}
	defer f.busy.Unlock()
	s, err := f.connect(ctx)
	if err != nil {
		return Facts{}, fmt.Errorf("trying mailbox %s: %w", f.mailbox.Name, err)
	}
	defer s.logout()
	facts, err := f.look(s)
	if err != nil {
		return facts, fmt.Errorf("trying mailbox %s: %w", f.mailbox.Name, err)
	}
	return facts, nil
}

func (f *Fetcher) look(s *session) (Facts, error) {
	var facts Facts
	caps := s.client.Caps()
	for c := range caps {
		facts.Capabilities = append(facts.Capabilities, string(c))
	}
	slices.Sort(facts.Capabilities)
	facts.Idle = caps.Has(imap.CapIdle)
	facts.Move = caps.Has(imap.CapMove) || caps.Has(imap.CapUIDPlus)
	list, err := s.listAll()
	if err != nil {
		return facts, err
	}
	wanted := f.mailbox.Folders
	if wanted == nil {
		wanted = defaultFolders(list)
	}
	for _, w := range wanted {
		if !slices.ContainsFunc(list, func(l *imap.ListData) bool { return l.Mailbox == w.Name }) {
			list = append(list, &imap.ListData{Mailbox: w.Name})
		}
	}
	for _, l := range list {
		ff := FolderFacts{Name: l.Mailbox}
		for _, a := range l.Attrs {
			ff.Attributes = append(ff.Attributes, string(a))
		}
		if at := slices.IndexFunc(wanted, func(w Folder) bool { return w.Name == l.Mailbox }); at >= 0 {
			ff.Role = wanted[at].Role
			if err := s.describe(&ff); err != nil {
				return facts, err
			}
		}
		facts.Folders = append(facts.Folders, ff)
	}
	return facts, nil
}

// describe opens a folder and says what there is.
func (s *session) describe(ff *FolderFacts) error {
	// EXAMINE names no permanent flags (RFC 9051, section 6.3.3), and SELECT alone
	// changes nothing but the marks of recent messages.
	err := s.open(ff.Name, true)
	if FaultOf(err) == FaultFolder {
		ff.Fault = FaultFolder
		return nil
	}
	if err != nil {
		return err
	}
	ff.Messages = int(s.selected.NumMessages)
	ff.UIDValidity = s.selected.UIDValidity != 0
	ff.Keywords = slices.Contains(s.selected.PermanentFlags, imap.FlagWildcard)
	return nil
}
