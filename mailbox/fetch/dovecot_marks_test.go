package fetch

import (
	"slices"
	"testing"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"vigie/mailbox/fetch/dovecot"
	"vigie/tickets"
)

func testFlag(t *testing.T, s *dovecot.Server, user string) {
	h := newHouse(t)
	deliver(s, user, "INBOX", names("m", 1, 5)...)
	deliver(s, user, "Sent", "sent")
	m := mailboxOf(s, user)
	m.After = After{Flag: "$Vigie"}
	f := h.fetcher(m)
	if r := h.pass(f); r.Folders[0].Marked != 5 || r.Folders[1].Marked != 0 {
		t.Errorf("%+v", r)
	}
	if r := h.pass(f); r.Folders[0].Marked != 0 {
		t.Errorf("again: %+v", r)
	}
	flags := flagsOf(t, s, user, "INBOX")
	for uid, list := range flags {
		if !slices.Contains(list, "$Vigie") || slices.Contains(list, imap.FlagSeen) {
			t.Errorf("message %d has %v", uid, list)
		}
	}
	if len(flags) != 5 {
		t.Errorf("%d messages", len(flags))
	}
}

// flagsOf are the flags of the messages of a folder.
func flagsOf(t *testing.T, s *dovecot.Server, user, folder string) map[imap.UID][]imap.Flag {
	t.Helper()
	c, err := imapclient.DialInsecure(s.Addr, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Login(user, dovecot.Password).Wait(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Select(folder, &imap.SelectOptions{ReadOnly: true}).Wait(); err != nil {
		t.Fatal(err)
	}
	list, err := c.Fetch(imap.UIDSet{{Start: 1}}, &imap.FetchOptions{UID: true, Flags: true}).Collect()
	if err != nil {
		t.Fatal(err)
	}
	flags := make(map[imap.UID][]imap.Flag)
	for _, m := range list {
		flags[m.UID] = m.Flags
	}
	return flags
}

func testMove(t *testing.T, s *dovecot.Server, user string) {
	h := newHouse(t)
	all := names("m", 1, 5)
	deliver(s, user, "INBOX", all...)
	m := mailboxOf(s, user)
	m.After = After{Move: "Lus par Vigie"} // which is made
	f := h.fetcher(m)
	if got := h.pass(f).Folders[0]; got.Stored != 5 || got.Marked != 5 || got.OnServer != 0 || got.Missing != 0 || got.Waiting != 0 {
		t.Errorf("%+v", got)
	}
	deliver(s, user, "INBOX", "m0006")
	if got := h.pass(f).Folders[0]; got.Stored != 1 || got.Marked != 1 {
		t.Errorf("%+v", got)
	}
	h.once(append(all, "m0006")...)
	if n := len(s.Files(user, "INBOX")); n != 0 {
		t.Errorf("%d messages stayed", n)
	}
	moved := flagsOf(t, s, user, "Lus par Vigie")
	if len(moved) != 6 {
		t.Errorf("%d messages were moved", len(moved))
	}
	for uid, list := range moved {
		if slices.Contains(list, imap.FlagSeen) {
			t.Errorf("message %d was marked as seen", uid)
		}
	}
	// Read from where they are now, they are known.
	m.Folders = []Folder{{"INBOX", tickets.Inbox}, {"Lus par Vigie", tickets.OtherFolder}}
	if got := h.pass(h.fetcher(m)).Folders[1]; got.Known != 6 || got.Stored != 0 || got.Marked != 0 || got.OnServer != 6 {
		t.Errorf("%+v", got)
	}
}
