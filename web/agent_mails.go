package web

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// agentMails lists every stored message with what became of it.
func (s *Server) agentMails(c echo.Context) error {
	ctx, by := c.Request().Context(), actor(c)
	m := views.MailsModel{Filter: mailFilter(c)}
	var err error
	if m.MailListing, err = s.Store.MailList(ctx, by, m.Filter); err != nil {
		return err
	}
	if m.Counts, err = s.Store.MailCounts(ctx, by); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, views.MailsPage(s.staffPage(c, views.MailsTitle, views.SectionMailboxes), m))
}

// mailFilter reads the filter of an address. What is no outcome narrows nothing.
func mailFilter(c echo.Context) tickets.MailFilter {
	f := tickets.MailFilter{Outcome: tickets.MailOutcome(c.QueryParam("devenir")), Query: words(c, "q")}
	if f.Outcome != tickets.UnreadMessages && !slices.Contains(tickets.MailOutcomes(), f.Outcome) {
		f.Outcome = ""
	}
	if before, err := strconv.ParseInt(c.QueryParam("avant"), 10, 64); err == nil {
		f.Before = max(before, 0)
	}
	return f
}

// mailRow is a message in the exports of the list. It says nothing that names a
// person, nor what was written: those who need that open it.
type mailRow struct {
	Mail       int64              `json:"mail"`
	Outcome    string             `json:"outcome"` // "unread" before it was read
	Reason     tickets.MailReason `json:"reason"`  // why it waits in quarantine, or was put aside
	Folder     tickets.FolderRole `json:"folder"`
	Kind       tickets.MailKind   `json:"kind"`
	Auth       tickets.MailAuth   `json:"auth"`
	ReceivedAt string             `json:"received_at"` // RFC 3339, UTC
	Basis      tickets.Basis      `json:"basis"`
	StoredAt   string             `json:"stored_at"`
	SettledAt  string             `json:"settled_at"` // when an agent placed it or put it aside, "" for never
	Ticket     string             `json:"ticket"`     // reference, "" for none
	Size       int64              `json:"size"`       // in bytes
	Files      int                `json:"files"`
}

func mailRowOf(m *tickets.StoredMail) mailRow {
	outcome := m.Outcome
	if outcome == "" {
		outcome = tickets.UnreadMessages
	}
	return mailRow{
		Mail: m.ID, Outcome: string(outcome), Reason: m.Reason, Folder: m.Role, Kind: m.Kind, Auth: m.Auth,
		ReceivedAt: m.ReceivedAt.Format(time.RFC3339), Basis: m.Basis, StoredAt: m.StoredAt.Format(time.RFC3339),
		SettledAt: instantOrNothing(m.SettledAt), Ticket: m.TicketRef, Size: m.Size, Files: len(m.Files),
	}
}

// eachMailRow goes through all the messages that the filter lets through.
func (s *Server) eachMailRow(c echo.Context, write func(mailRow) error) error {
	f := mailFilter(c)
	f.Before = 0
	return s.Store.EachMail(c.Request().Context(), actor(c), f, func(list []*tickets.StoredMail) error {
		for _, m := range list {
			if err := write(mailRowOf(m)); err != nil {
				return err
			}
		}
		return nil
	})
}

// agentMailsCSV gives the list as a table.
func (s *Server) agentMailsCSV(c echo.Context) error {
	header := []string{"mail", "outcome", "reason", "folder", "kind", "auth", "received_at", "basis", "stored_at", "settled_at", "ticket", "size", "files"}
	return s.streamTable(c, "messages.csv", header, func(write func([]string) error) error {
		return s.eachMailRow(c, func(r mailRow) error {
			return write([]string{
				strconv.FormatInt(r.Mail, 10), r.Outcome, string(r.Reason), string(r.Folder), string(r.Kind), string(r.Auth), r.ReceivedAt,
				string(r.Basis), r.StoredAt, r.SettledAt, r.Ticket, strconv.FormatInt(r.Size, 10), strconv.Itoa(r.Files),
			})
		})
	})
}

// agentMailsJSON gives the same for programs.
func (s *Server) agentMailsJSON(c echo.Context) error {
	return s.streamList(c, func(write func(any) error) error {
		return s.eachMailRow(c, func(r mailRow) error { return write(r) })
	})
}
