package fetch

import (
	"context"
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"

	"vigie/tickets"
)

// resolve finds out which folders are read: those of the settings, or INBOX and
// what the server marks \Sent.
func (f *Fetcher) resolve(ctx context.Context) error {
	if f.mailbox.Folders != nil {
		return f.load(ctx, f.mailbox.Folders)
	}
	if f.unlist { // once without it, so that the inbox is read
		f.unlist = false
		return f.remember(ctx)
	}
	list, err := f.session.list()
	if ended(err) {
		f.unlist = true
		return err
	}
	if err != nil {
		f.log.Warn("the server lists no folders", "error", plain(err))
		return f.remember(ctx)
	}
	wanted := defaultFolders(list)
	if len(wanted) == 1 {
		f.log.Warn("the server marks no folder as sent: answers written elsewhere are not seen")
	}
	return f.load(ctx, wanted)
}

// defaultFolders are INBOX and the first folder that is marked \Sent.
func defaultFolders(list []*imap.ListData) []Folder {
	wanted := []Folder{{"INBOX", tickets.Inbox}}
	for _, l := range list {
		if slices.Contains(l.Attrs, imap.MailboxAttrSent) && !slices.Contains(l.Attrs, imap.MailboxAttrNoSelect) && l.Mailbox != "INBOX" {
			return append(wanted, Folder{l.Mailbox, tickets.SentFolder})
		}
	}
	return wanted
}

// remember takes the folders that were read before, or INBOX, when the server
// cannot be asked.
func (f *Fetcher) remember(ctx context.Context) error {
	if f.folders != nil {
		return nil
	}
	if f.mailbox.Folders != nil {
		return f.load(ctx, f.mailbox.Folders)
	}
	wanted := []Folder{{"INBOX", tickets.Inbox}}
	known, err := f.store.MailFolders(ctx)
	if err != nil {
		return &Error{FaultStore, err}
	}
	for _, k := range known {
		if k.Mailbox == f.mailbox.Name && k.Role == tickets.SentFolder {
			wanted = append(wanted, Folder{k.Folder, k.Role})
			break
		}
	}
	return f.load(ctx, wanted)
}

// load takes over folders with what is stored of them. What is remembered of a
// folder stays.
func (f *Fetcher) load(ctx context.Context, wanted []Folder) error {
	var list []*folder
	for _, w := range wanted {
		at := slices.IndexFunc(f.folders, func(d *folder) bool { return d.Folder == w.Name })
		d := &folder{attempts: make(map[uint32]int), missing: make(map[uint32]absence)}
		if at >= 0 {
			d = f.folders[at]
		}
		row, err := f.store.MailFolder(ctx, f.mailbox.Name, w.Name, w.Role)
		if err != nil {
			return &Error{FaultStore, err}
		}
		d.MailFolder = row
		list = append(list, d)
	}
	f.folders = list
	return nil
}

// list asks for the folders with a special use, or for all where the server
// cannot tell them apart.
func (s *session) list() ([]*imap.ListData, error) {
	if caps := s.client.Caps(); caps.Has(imap.CapSpecialUse) && caps.Has(imap.CapListExtended) {
		return s.listWith(&imap.ListOptions{SelectSpecialUse: true, ReturnSpecialUse: true})
	}
	return s.listWith(nil)
}

// listAll asks for all folders, with their special use.
func (s *session) listAll() ([]*imap.ListData, error) {
	if caps := s.client.Caps(); caps.Has(imap.CapSpecialUse) && caps.Has(imap.CapListExtended) {
		return s.listWith(&imap.ListOptions{ReturnSpecialUse: true})
	}
	return s.listWith(nil)
}

func (s *session) listWith(options *imap.ListOptions) ([]*imap.ListData, error) {
	var list []*imap.ListData
	err := s.do(listAllowance, longPatience, func() (err error) {
		list, err = s.client.List("", "*", options).Collect()
		return err
	})
	if refusal(err) {
		return nil, &Error{FaultFolder, fmt.Errorf("listing folders: %w", err)}
	}
	return list, err
}
