package views

import (
	"strconv"
	"time"

	"vigie/rome"
	"vigie/tickets"
)

// DashboardModel is how the promises are kept, as of today.
type DashboardModel struct {
	tickets.Figures
	Counts  map[tickets.View]int
	Bounced map[int64]bool // by id: whose last letter came back
	Release *rome.Release

	Agenda    AgendaModel
	Announced *tickets.ReleaseAnnounced // of the current release; nil while it was not compared
}

func (m DashboardModel) table(caption string, rows []tickets.Summary) QueueTableModel {
	return QueueTableModel{
		Caption: caption, Rows: rows, Bounced: m.Bounced, Release: m.Release, Today: m.Today, Forecast: m.Agenda.Agenda.Forecast,
	}
}

// friday is the end of this working week: today's Friday, or the next one from
// a Saturday on.
func friday(today tickets.Date) tickets.Date {
	return today.AddDays((int(time.Friday) - int(today.Weekday()) + 7) % 7)
}

// replies counts the replies due from today up to a day.
func (m DashboardModel) replies(until tickets.Date) int {
	n := 0
	for i := range m.Soon {
		r := &m.Soon[i]
		if r.ReplyRuns && r.RepliedAt.IsZero() && !r.NextDue.After(until) {
			n++
		}
	}
	return n
}

// sentence says the whole in one breath: « 3 demandes en retard, 7 à répondre
// avant vendredi. »
func (m DashboardModel) sentence() string {
	until := friday(m.Today)
	when := "d’ici vendredi " + dayMonth(until)
	if until == m.Today {
		when = "aujourd’hui"
	}
	late := "Aucune demande en retard"
	if n := m.Counts[tickets.ViewOverdue]; n > 0 {
		late = Count(n, "demande en retard", "demandes en retard")
	}
	if n := m.replies(until); n > 0 {
		return late + ", " + Number(n) + nbsp + "à répondre " + when + "."
	}
	return late + ", aucune réponse à donner " + when + "."
}

func (m DashboardModel) tiles() []StatTileModel {
	late := m.Counts[tickets.ViewOverdue]
	lateTone, soonTone := ToneKept, Tone("")
	if late > 0 {
		lateTone = ToneLate
	}
	if len(m.Soon) > 0 {
		soonTone = ToneSoon
	}
	replies := m.rateTile("des réponses dans le délai", "#reponses", m.Replies)
	integrations := m.rateTile("des intégrations dans le délai", "#integrations", m.Integration)
	if n := m.Counts[tickets.ViewAwaiting]; n > 0 {
		integrations.Note += ", " + Count(n, "demande attend", "demandes attendent")
	}
	return []StatTileModel{
		{Figure: Number(late), Label: Plural(late, "demande en retard", "demandes en retard"), Note: "Sur " + Number(m.Counts[tickets.ViewOpen]) + nbsp + "à traiter", Href: AgentQueuePath(tickets.ViewOverdue), Tone: lateTone},
		{Figure: Number(m.Counts[tickets.ViewSoon]), Label: "à échéance sous dix jours ouvrés", Note: "Jusqu’au " + PlainDate(m.SoonUntil), Href: AgentQueuePath(tickets.ViewSoon), Tone: soonTone},
		replies, integrations,
	}
}

// rateTile is the share kept over the twelve months up to this one.
func (m DashboardModel) rateTile(label, href string, months []tickets.Month) StatTileModel {
	t := StatTileModel{Label: label, Href: href, Note: "Douze derniers mois"}
	kept, judged := 0, 0
	for _, month := range months {
		if month.First.After(m.Today) {
			break
		}
		kept, judged = kept+month.Kept, judged+month.Kept+month.Late+month.Overdue
		t.Spark = append(t.Spark, month.Kept)
	}
	t.Figure = Percent(kept, judged)
	switch {
	case judged == 0:
		t.Note = "Rien n’est encore échu"
	case kept == judged:
		t.Tone = ToneKept
	default:
		t.Tone = ToneSoon
	}
	return t
}

// awaitedLine is an accepted change that no release holds yet.
type awaitedLine struct {
	Reference string
	Words     ChangeWords
	Due       tickets.Date
	Target    tickets.Date // the last working day on which a release can still keep the promise
}

func (m DashboardModel) awaited() []awaitedLine {
	var list []awaitedLine
	names := NamesOf(m.Release)
	for i := range m.Awaiting {
		r := &m.Awaiting[i]
		for _, p := range r.Proposals {
			if p.State != tickets.Awaiting && p.State != tickets.Regressed {
				continue
			}
			list = append(list, awaitedLine{r.Reference, ChangeText(p.Change, names), p.Due, p.Target})
		}
	}
	return list
}

func rateOf(m tickets.Month) string { return Percent(m.Kept, m.Kept+m.Late+m.Overdue) }

// monthTotal adds months up.
func monthTotal(months []tickets.Month) tickets.Month {
	var t tickets.Month
	for _, m := range months {
		t.Due, t.Kept, t.Late, t.Overdue, t.Running = t.Due+m.Due, t.Kept+m.Kept, t.Late+m.Late, t.Overdue+m.Overdue, t.Running+m.Running
	}
	return t
}

// A chartBar is one part of a month's bar.
type chartBar struct {
	x, y, width, height string
	fill                string // a colour of the style sheet
}

type chartLabel struct{ x, text string }

const chartHeight = 120.0

// monthChart draws the months as stacked bars, of what was kept at the foot to
// what is overdue on top. Places across are percentages, so that it fits any
// width without its letters shrinking.
func monthChart(months []tickets.Month) (bars []chartBar, labels []chartLabel) {
	top := 1
	for _, m := range months {
		top = max(top, m.Due)
	}
	step := 100 / float64(max(1, len(months)))
	for i, m := range months {
		x, y := float64(i)*step, chartHeight
		for _, part := range []struct {
			n    int
			fill string
		}{{m.Kept, "var(--kept-line)"}, {m.Running, "var(--edge)"}, {m.Late, "var(--soon-line)"}, {m.Overdue, "var(--late-line)"}} {
			if part.n == 0 {
				continue
			}
			height := float64(part.n) / float64(top) * chartHeight
			y -= height
			bars = append(bars, chartBar{
				percent(x + step*0.15), strconv.FormatFloat(y, 'f', 1, 64), percent(step * 0.7),
				strconv.FormatFloat(height, 'f', 1, 64), part.fill,
			})
		}
		labels = append(labels, chartLabel{percent(x + step/2), initials[m.First.Month]})
	}
	return bars, labels
}

// initials are the months in the room that a bar has on a phone.
var initials = [...]string{"", "J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"}

type legendItem struct{ fill, word string }

var chartLegend = []legendItem{
	{"var(--kept-line)", "dans le délai"},
	{"var(--edge)", "en cours"},
	{"var(--soon-line)", "après le délai"},
	{"var(--late-line)", "en retard"},
}

// chartSentence says what the chart shows to those who do not see it.
func chartSentence(title string, months []tickets.Month) string {
	t := monthTotal(months)
	return Typo(title+" : ") + Number(t.Kept) + nbsp + "dans le délai, " + Number(t.Late) + nbsp + "après le délai, " +
		Number(t.Overdue) + nbsp + "en retard, " + Number(t.Running) + nbsp + "en cours, sur " + Number(t.Due) + ". Le tableau donne les chiffres de chaque mois."
}
