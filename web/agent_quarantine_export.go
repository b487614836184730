package web

import (
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
)

// quarantineExport bounds the exports of the quarantine.
const quarantineExport = 10_000

// quarantineRow is a message in the exports of the quarantine. It says nothing
// that names a person, nor what was written: those who need that open it.
type quarantineRow struct {
	Mail       int64              `json:"mail"`
	Reason     tickets.MailReason `json:"reason"`
	Kind       tickets.MailKind   `json:"kind"`
	Auth       tickets.MailAuth   `json:"auth"`
	ReceivedAt string             `json:"received_at"` // RFC 3339, UTC
	Basis      tickets.Basis      `json:"basis"`
	ReplyDue   string             `json:"reply_due"` // a day in Paris, "" where nothing is promised
	Guess      string             `json:"guess"`     // reference, "" for none
	GuessWhy   tickets.GuessWhy   `json:"guess_why"`
	Ticket     string             `json:"ticket"` // that keeps its deadline, "" for none
	Size       int64              `json:"size"`   // in bytes
	Files      int                `json:"files"`
}

func (s *Server) quarantineRows(c echo.Context) ([]quarantineRow, error) {
	list, _, err := s.Store.Quarantine(c.Request().Context(), actor(c), quarantineExport)
	rows := make([]quarantineRow, 0, len(list))
	for _, q := range list {
		row := quarantineRow{
			Mail: q.ID, Reason: q.Reason, Kind: q.Kind, Auth: q.Auth, ReceivedAt: q.ReceivedAt.Format(time.RFC3339), Basis: q.Basis,
			Guess: q.GuessRef, GuessWhy: q.GuessWhy, Ticket: q.Reference, Size: q.Size, Files: len(q.Files),
		}
		if q.Clock.Runs {
			row.ReplyDue = dayOrNothing(q.Clock.Deadline.DueOn)
		}
		rows = append(rows, row)
	}
	return rows, err
}

// agentQuarantineCSV gives what waits as a table.
func (s *Server) agentQuarantineCSV(c echo.Context) error {
	rows, err := s.quarantineRows(c)
	if err != nil {
		return err
	}
	table := [][]string{{"mail", "reason", "kind", "auth", "received_at", "basis", "reply_due", "guess", "guess_why", "ticket", "size", "files"}}
	for _, r := range rows {
		table = append(table, []string{
			strconv.FormatInt(r.Mail, 10), string(r.Reason), string(r.Kind), string(r.Auth), r.ReceivedAt, string(r.Basis), r.ReplyDue,
			r.Guess, string(r.GuessWhy), r.Ticket, strconv.FormatInt(r.Size, 10), strconv.Itoa(r.Files),
		})
	}
	return sendTable(c, "quarantaine.csv", table)
}

// agentQuarantineJSON gives the same for programs.
func (s *Server) agentQuarantineJSON(c echo.Context) error {
	rows, err := s.quarantineRows(c)
	if err != nil {
		return err
	}
	return sendJSON(c, rows)
}
