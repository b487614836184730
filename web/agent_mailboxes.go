package web

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// agentMailboxes says how the mailboxes are read.
func (s *Server) agentMailboxes(c echo.Context) error {
	m, err := s.mailboxes(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, views.MailboxesPage(s.staffPage(c, views.MailboxesTitle, views.SectionMailboxes), m))
}

func (s *Server) mailboxes(c echo.Context) (m views.MailboxesModel, err error) {
	ctx := c.Request().Context()
	if m.Folders, err = s.Store.MailFolders(ctx); err != nil {
		return m, err
	}
	if m.Health, err = s.Store.MailHealth(ctx); err != nil {
		return m, err
	}
	m.Passed, err = s.Store.PassedMail(ctx)
	return m, err
}

// mailboxRow is a folder for programs.
type mailboxRow struct {
	Mailbox      string             `json:"mailbox"`
	Folder       string             `json:"folder"`
	Role         tickets.FolderRole `json:"role"`
	UIDValidity  uint32             `json:"uidvalidity"`
	Cursor       uint32             `json:"cursor"`
	OnServer     int                `json:"on_server"`
	Stored       int                `json:"stored"`
	Missing      int                `json:"missing"`
	Waiting      int                `json:"waiting"`
	ReadAt       string             `json:"read_at"` // RFC 3339, UTC; "" for never
	ReconciledAt string             `json:"reconciled_at"`
	Fault        string             `json:"fault"` // in a word, "" for none
	FaultAt      string             `json:"fault_at"`
	Passed       map[string]int     `json:"passed"` // messages that could not be fetched, by reason
}

// agentMailboxesJSON gives the same for programs.
func (s *Server) agentMailboxesJSON(c echo.Context) error {
	m, err := s.mailboxes(c)
	if err != nil {
		return err
	}
	rows := make([]mailboxRow, 0, len(m.Folders))
	for _, f := range m.Folders {
		reasons := m.Passed[f.ID]
		if reasons == nil {
			reasons = map[string]int{}
		}
		rows = append(rows, mailboxRow{
			f.Mailbox, f.Folder, f.Role, f.UIDValidity, f.Cursor, f.OnServer, f.Stored, f.Missing, f.Waiting,
			instantOrNothing(f.ReadAt), instantOrNothing(f.ReconciledAt), f.Fault, instantOrNothing(f.FaultAt), reasons,
		})
	}
	return sendJSON(c, map[string]any{
		"folders": rows, "unread": m.Health.Unread, "quarantined": m.Health.Quarantined, "outbox": m.Health.Outbox,
	})
}

func instantOrNothing(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
