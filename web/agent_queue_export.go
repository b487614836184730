package web

import (
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
	"vigie/views"
)

// exportPage is how many tickets are read at once for an export.
const exportPage = 200

// queueRow is a ticket in the exports of the queue. It says nothing that names
// a private person: those who need a name open the ticket.
type queueRow struct {
	Reference    string         `json:"reference"`
	Type         tickets.Type   `json:"type"`
	State        tickets.State  `json:"state"`
	Channel      string         `json:"channel"`
	Origin       tickets.Origin `json:"origin"`
	Organisation string         `json:"organisation"`
	ReceivedAt   string         `json:"received_at"` // RFC 3339, UTC
	ReplyDue     string         `json:"reply_due"`   // a day in Paris, "" where nothing is promised
	RepliedAt    string         `json:"replied_at"`  // "" until answered
	NextDue      string         `json:"next_due"`    // what is owed first, "" when nothing is
	Changes      int            `json:"changes"`
	Undecided    int            `json:"undecided"`
	Asked        string         `json:"asked"` // the first change, as its change line
	Assignee     string         `json:"assignee"`
	Outlook      string         `json:"outlook"`      // whether a release can still keep what is promised, "" where nothing is
	LastRelease  string         `json:"last_release"` // the day of the last that can
	Cutoff       string         `json:"cutoff"`       // the editorial cut-off of that
}

// agentQueueCSV gives the tickets of the present filter as a table, RFC 4180.
func (s *Server) agentQueueCSV(c echo.Context) error {
	header := []string{
		"reference", "type", "state", "channel", "origin", "organisation", "received_at", "reply_due",
		"replied_at", "next_due", "changes", "undecided", "asked", "assignee", "outlook", "last_release", "cutoff",
	}
	return s.streamTable(c, "demandes.csv", header, func(write func([]string) error) error {
		return s.eachQueueRow(c, func(r queueRow) error {
			return write([]string{
				r.Reference, string(r.Type), string(r.State), r.Channel, string(r.Origin), r.Organisation, r.ReceivedAt, r.ReplyDue,
				r.RepliedAt, r.NextDue, strconv.Itoa(r.Changes), strconv.Itoa(r.Undecided), r.Asked, r.Assignee, r.Outlook, r.LastRelease, r.Cutoff,
			})
		})
	})
}

// agentQueueJSON gives the same for programs.
func (s *Server) agentQueueJSON(c echo.Context) error {
	return s.streamList(c, func(write func(any) error) error {
		return s.eachQueueRow(c, func(r queueRow) error { return write(r) })
	})
}

// eachQueueRow goes through the tickets that the filter lets through.
func (s *Server) eachQueueRow(c echo.Context, write func(queueRow) error) error {
	f, names := queueFilter(c), s.names()
	f.Page, f.PerPage = 1, exportPage
	ahead, err := s.Store.Forecast(c.Request().Context())
	if err != nil {
		return err
	}
	for {
		l, err := s.Store.List(c.Request().Context(), f)
		if err != nil {
			return err
		}
		for i := range l.Rows {
			if err := write(queueRowOf(&l.Rows[i], names, ahead)); err != nil {
				return err
			}
		}
		if f.Page >= l.Pages() {
			return nil
		}
		f.Page++
	}
}

func queueRowOf(r *tickets.Summary, names views.Names, ahead tickets.Forecast) queueRow {
	row := queueRow{
		Reference: r.Reference, Type: r.Type, State: r.State, Channel: string(r.Channel), Origin: r.Origin,
		Organisation: r.Author.Organisation, ReceivedAt: r.ReceivedAt.Format(time.RFC3339), NextDue: dayOrNothing(r.NextDue),
		Changes: len(r.Proposals), Undecided: r.Undecided, Assignee: r.Assignee,
	}
	if r.ReplyRuns {
		row.ReplyDue = dayOrNothing(r.ReplyDue)
	}
	if !r.RepliedAt.IsZero() {
		row.RepliedAt = r.RepliedAt.Format(time.RFC3339)
	}
	if o, ok := views.SummaryOutlook(r, ahead); ok {
		row.Outlook, row.LastRelease, row.Cutoff = string(o.Chance), dayOrNothing(o.Release.Day), dayOrNothing(o.Release.Cutoff)
	}
	if change, ok := views.QueueChange(r); ok {
		row.Asked = views.ChangeText(change, names).Line()
	}
	return row
}

func dayOrNothing(d tickets.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
