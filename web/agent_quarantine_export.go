package web

import (
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
)

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

func quarantineRowOf(q *tickets.Quarantined) quarantineRow {
	row := quarantineRow{
		Mail: q.ID, Reason: q.Reason, Kind: q.Kind, Auth: q.Auth, ReceivedAt: q.ReceivedAt.Format(time.RFC3339), Basis: q.Basis,
		Guess: q.GuessRef, GuessWhy: q.GuessWhy, Ticket: q.Reference, Size: q.Size, Files: len(q.Files),
	}
	if q.Clock.Runs {
		row.ReplyDue = dayOrNothing(q.Clock.Deadline.DueOn)
	}
	return row
}

// eachQuarantineRow goes through all that waits.
func (s *Server) eachQuarantineRow(c echo.Context, write func(quarantineRow) error) error {
	return s.Store.EachQuarantined(c.Request().Context(), actor(c), func(list []tickets.Quarantined) error {
		for i := range list {
			if err := write(quarantineRowOf(&list[i])); err != nil {
				return err
			}
		}
		return nil
	})
}

// agentQuarantineCSV gives what waits as a table.
func (s *Server) agentQuarantineCSV(c echo.Context) error {
	header := []string{"mail", "reason", "kind", "auth", "received_at", "basis", "reply_due", "guess", "guess_why", "ticket", "size", "files"}
	return s.streamTable(c, "quarantaine.csv", header, func(write func([]string) error) error {
		return s.eachQuarantineRow(c, func(r quarantineRow) error {
			return write([]string{
				strconv.FormatInt(r.Mail, 10), string(r.Reason), string(r.Kind), string(r.Auth), r.ReceivedAt, string(r.Basis), r.ReplyDue,
				r.Guess, string(r.GuessWhy), r.Ticket, strconv.FormatInt(r.Size, 10), strconv.Itoa(r.Files),
			})
		})
	})
}

// agentQuarantineJSON gives the same for programs.
func (s *Server) agentQuarantineJSON(c echo.Context) error {
	return s.streamList(c, func(write func(any) error) error {
		return s.eachQuarantineRow(c, func(r quarantineRow) error { return write(r) })
	})
}
