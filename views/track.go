package views

import (
	"slices"
	"time"

	"vigie/tickets"
)

// TrackModel is an author's own page of a request.
type TrackModel struct {
	Page      Page
	Type      tickets.Type
	Title     string // what is asked
	Reference string
	State     string
	Tone      Tone
	Link      string // the page's own address, to be kept
	Email     string // "" once erased, or when none was left
	Course    CourseModel
	Reply     *PromiseModel // nil when nothing was promised
	Proposals []ProposalModel
	Part      tickets.Part // of the exchange, which Messages are
	Messages  []TrackMessage
	Arrived   time.Time // when it was received
	Arrival   string    // what that date is
	Heard     string    // « Votre message du … a été reçu »; "" when nothing waits for the service
	ByMail    bool      // it came by mail
	Public    string    // path of the public page; "" while private
	Withdraw  string    // path of the page that takes it back; "" when that is over
	Received  bool      // just filed
	Written   bool      // a message was just added
	Withdrawn bool      // just taken back
	Confirm   bool      // the address is still to be confirmed
	Text      string    // message that was refused
	Errors    []FieldError
	Action    string // where a message posts
}

// TrackOf fills in what the journal tells of a request for its author: never
// internal notes, nor the names of agents. ahead is what is known of the
// releases to come.
func TrackOf(c *tickets.Case, in ProposalContext, ahead tickets.Forecast) TrackModel {
	names := NamesOf(in.Release)
	m := TrackModel{
		Title: CaseTitle(c.Ticket, names), Reference: c.Reference, Email: c.Author.Email,
		Course: CourseOf(c.Ticket, ahead.Days(lastDue(c.Ticket)), in.Today), Reply: ReplyPromise(c.Ticket, in.Today),
		Proposals: ProposalsOf(c, in), Part: c.Part, Messages: authorConversation(c), Action: TrackPath(c.Track),
		Arrived: c.ReceivedAt, Arrival: ArrivalWord(c.Basis), ByMail: c.Channel == tickets.Mail, Type: c.Type,
	}
	if c.Part.Later == 0 {
		m.Heard = heardLast(m.Messages)
	}
	m.Confirm = c.Reachable && !c.Confirmed && !c.Public() && !c.History && c.State != tickets.Ended && (!m.ByMail || thanked(c))
	m.State, m.Tone = StateForAuthor(c.Ticket, in.Today)
	if c.State != tickets.Ended {
		m.Withdraw = WithdrawPath(c.Track)
	}
	if c.Author.Subject != "" && len(c.Proposals) == 0 {
		m.Title = c.Author.Subject
	}
	if c.Public() {
		m.Public = TicketPath(c.Reference)
	}
	return m
}

// thanked reports whether the author was sent an acknowledgement, which has the
// link that makes a request public. Not every mail gets one.
func thanked(c *tickets.Case) bool {
	return slices.ContainsFunc(c.Letters, func(l tickets.Letter) bool { return l.Purpose == tickets.Acknowledgement && !l.Failed })
}

// OwnNoun is what an author calls a ticket of that type: « votre demande ».
func OwnNoun(t tickets.Type) string {
	switch t {
	case tickets.Question:
		return "votre question"
	case tickets.Defect:
		return "votre signalement"
	}
	return "votre demande"
}

// ending agrees with OwnNoun.
func ending(t tickets.Type, feminine, masculine string) string {
	if t == tickets.Defect {
		return masculine
	}
	return feminine
}

func (m TrackModel) noun() string { return OwnNoun(m.Type) }

// received is the title of a page that was just filed.
func (m TrackModel) received() string {
	return Sentence(m.noun()) + " est bien " + ending(m.Type, "reçue", "reçu")
}

// next are what happens after a request was filed, in order.
func (m TrackModel) next() []string {
	var list []string
	if m.Confirm && m.Email != "" {
		list = append(list, "Un accusé de réception vous est envoyé à "+m.Email+". Ouvrez le lien qu’il contient"+nbsp+
			": il confirme votre adresse et rend "+m.noun()+" "+ending(m.Type, "publique", "public")+
			". Sans cela, nous vous répondons dans les mêmes délais, mais "+m.noun()+" reste "+ending(m.Type, "privée", "privé")+".")
	}
	if m.Reply != nil {
		list = append(list, m.Reply.Text+" ("+m.Reply.Note+").")
	}
	for _, p := range m.Proposals {
		if p.Promise != nil {
			list = append(list, p.Promise.Text+" ("+p.Promise.Note+"). À chaque nouvelle version du ROME, nous le vérifions dans les données publiées, et nous vous l’écrivons.")
			break
		}
	}
	return list
}
