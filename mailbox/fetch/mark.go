package fetch

import (
	"context"
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"

	"vigie/tickets"
)

// markCount is how many messages are flagged or moved by one command.
const markCount = 200

// marks reports whether messages of a folder are flagged or moved.
func (f *Fetcher) marks(d *folder) bool {
	return f.mailbox.After != After{} && d.Role != tickets.SentFolder && d.Folder != f.mailbox.After.Move
}

// mark flags or moves what is stored of the open folder. What is moved is put
// into gone. What the server has no safe means for is left alone.
func (f *Fetcher) mark(ctx context.Context, d *folder, r *FolderReport, gone map[uint32]bool) error {
	if !f.marks(d) {
		return nil
	}
	if d.UIDValidity == 0 { // what is numbered 15 now may be another message than was
		return fault(FaultMark, "the server promises no lasting numbers")
	}
	for {
		uids, err := f.store.UnmarkedMail(ctx, &d.MailFolder, markCount)
		if err != nil {
			return &Error{FaultStore, err}
		}
		if len(uids) == 0 {
			return nil
		}
		set := make([]imap.UID, len(uids))
		for i, uid := range uids {
			set[i] = imap.UID(uid)
		}
		if f.mailbox.After.Flag != "" {
			err = f.session.flag(imap.UIDSetNum(set...), imap.Flag(f.mailbox.After.Flag))
		} else {
			err = f.session.move(imap.UIDSetNum(set...), f.mailbox.After.Move)
		}
		if refusal(err) {
			err = &Error{FaultMark, err}
		}
		if err != nil {
			return err
		}
		f.step("marked on the server")
		if err := f.store.MarkMail(ctx, &d.MailFolder, uids); err != nil {
			return &Error{FaultStore, err}
		}
		r.Marked += len(uids)
		for _, uid := range uids {
			gone[uid] = gone[uid] || f.mailbox.After.Move != ""
		}
		f.step("marked")
	}
}

// flag gives messages a keyword, where the folder keeps it (PERMANENTFLAGS, RFC
// 9051, section 7.1).
func (s *session) flag(uids imap.UIDSet, keyword imap.Flag) error {
	if p := s.selected.PermanentFlags; !slices.Contains(p, imap.FlagWildcard) && !slices.Contains(p, keyword) {
		return fault(FaultMark, "the folder takes no keyword %s", keyword)
	}
	return s.store(uids, keyword)
}

func (s *session) store(uids imap.UIDSet, flag imap.Flag) error {
	return s.do(lineAllowance, patience, func() error {
		return s.client.Store(uids, &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{flag}}, nil).Close()
	})
}

// move moves messages: by MOVE (RFC 6851), else by a copy, whose success is
// waited for, and an expunge of these alone (UIDPLUS, RFC 4315). Without either
// they stay: a plain EXPUNGE would take other people's deleted messages along.
// The library's own way around sends all of it at once, and would delete what it
// could not copy.
func (s *session) move(uids imap.UIDSet, target string) error {
	caps := s.client.Caps()
	transfer := func() error {
		return s.do(listAllowance, longPatience, func() error {
			if caps.Has(imap.CapMove) {
				_, err := s.client.Move(uids, target).Wait()
				return err
			}
			_, err := s.client.Copy(uids, target).Wait()
			return err
		})
	}
	if !caps.Has(imap.CapMove) && !caps.Has(imap.CapUIDPlus) {
		return fault(FaultMark, "the server has neither MOVE nor UIDPLUS")
	}
	err := transfer()
	if refusal(err) { // the folder may be missing
		if made := s.do(lineAllowance, patience, func() error { return s.client.Create(target, nil).Wait() }); made != nil {
			if ended(made) {
				return made
			}
			return fmt.Errorf("moving messages: %w", err)
		}
		err = transfer()
	}
	if err != nil || caps.Has(imap.CapMove) {
		return err
	}
	if err := s.store(uids, imap.FlagDeleted); err != nil {
		return err
	}
	return s.do(lineAllowance, patience, func() error { return s.client.UIDExpunge(uids).Close() })
}
