package views

import (
	"strings"
	"time"

	"vigie/rome"
	"vigie/tickets"
)

// The titles of the pages of announcements.
const (
	AnnouncementsTitle       = "Changements majeurs annoncés"
	AnnouncementsCrumb       = "Annonces"
	AnnouncementsDescription = "Les changements majeurs du ROME annoncés à l’avance, et ce qu’il en est advenu."
	AnnounceTitle            = "Annoncer un changement majeur"
	CorrectTitle             = "Corriger l’annonce"
)

// AnnouncementModel is an announcement as a page shows it.
type AnnouncementModel struct {
	*tickets.Announcement
	Forms    []tickets.AnnouncementForm // those that the page may show, the last one in force
	Forecast tickets.Forecast
	Release  *rome.Release
	Agent    bool // shown to the staff
	ToState  bool // an agent is to say whether it came
	Staff    map[int64]string
	Typed    Typed
	Done     string
}

// AheadModel is what the pages of releases say of what is to come.
type AheadModel struct {
	Forecast      tickets.Forecast
	Announcements []AnnouncementModel // still to come
}

// AnnouncementOf makes the model of what anybody may read.
func AnnouncementOf(a *tickets.Announcement, f tickets.Forecast, r *rome.Release) AnnouncementModel {
	return AnnouncementModel{Announcement: a, Forms: a.PublicForms(), Forecast: f, Release: r}
}

// AnnouncementsOf makes those of a list.
func AnnouncementsOf(list []*tickets.Announcement, f tickets.Forecast, r *rome.Release) []AnnouncementModel {
	models := make([]AnnouncementModel, len(list))
	for i, a := range list {
		models[i] = AnnouncementOf(a, f, r)
	}
	return models
}

// AheadOnly keeps those that are still to come.
func AheadOnly(list []AnnouncementModel) []AnnouncementModel {
	var ahead []AnnouncementModel
	for _, m := range list {
		if m.Ahead() {
			ahead = append(ahead, m)
		}
	}
	return ahead
}

func (m AnnouncementModel) today() tickets.Date { return m.Forecast.Today }

var announcementWords = map[tickets.AnnouncementOutcome]struct {
	badge, text string
	tone        Tone
}{
	tickets.CameAsAnnounced: {"Venu comme annoncé", "le changement est venu comme annoncé", ToneKept},
	tickets.CameElsewhere:   {"Venu dans une autre version", "le changement est venu dans une autre version que celle annoncée", ToneSoon},
	tickets.CameLate:        {"Venu en retard", "le changement est venu après la date annoncée", ToneSoon},
	tickets.CamePartly:      {"Venu en partie", "une partie seulement du changement est venue comme annoncé", ToneSoon},
	tickets.DidNotCome:      {"N’est pas venu", "le changement n’est pas venu", ToneLate},
	tickets.WasThere:        {"Publié avant l’annonce", "le changement était déjà publié quand il a été annoncé", ToneLate},
	tickets.StillAhead:      {"À venir", "la version annoncée n’est pas encore parue", ToneInfo},
}

// OutcomeText says whether an announcement came, in a sentence without its stop.
func OutcomeText(o tickets.AnnouncementOutcome) string {
	return first(announcementWords[o].text, string(o))
}

// AnnouncementWord is the same for a badge.
func AnnouncementWord(o tickets.AnnouncementOutcome) (string, Tone) {
	w, known := announcementWords[o]
	if !known {
		return string(o), ToneFlat
	}
	return w.badge, w.tone
}

// badge is where an announcement stands, in a word.
func (m AnnouncementModel) badge() (string, Tone) {
	switch {
	case m.Revoked():
		return "Retirée", ToneFlat
	case !m.Public(m.Forecast.Today.AddDays(1).Start().Add(-time.Nanosecond)):
		return "Pas encore publique", ToneFlat
	case m.Judgement != nil && m.Judgement.Outcome != tickets.StillAhead:
		return AnnouncementWord(m.Judgement.Outcome)
	}
	if due := m.form().DueBy(); !due.IsZero() && due.Before(m.today()) {
		return "Date annoncée passée", ToneSoon
	}
	return AnnouncementWord(tickets.StillAhead)
}

func (m AnnouncementModel) form() tickets.AnnouncementForm { return m.Forms[len(m.Forms)-1] }

// targetWords say when a change is announced for: « dans la version 461, au plus
// tard le 3 novembre 2026 ».
func targetWords(t tickets.AnnouncementText) string {
	var parts []string
	if t.Number != "" {
		parts = append(parts, "dans la version"+nbsp+t.Number)
	}
	if !t.Month.IsZero() {
		parts = append(parts, "en "+MonthYear(t.Month))
	}
	if !t.Day.IsZero() {
		parts = append(parts, "au plus tard le "+PlainDate(t.Day))
	}
	return strings.Join(parts, ", ")
}

// Countdown says how far off an announced change is: « dans 24 jours ». It is ""
// once that is settled, or withdrawn.
func (m AnnouncementModel) Countdown() string {
	if !m.Ahead() {
		return ""
	}
	form, today := m.form(), m.today()
	due := form.DueBy()
	switch {
	case !due.IsZero() && due.Before(today):
		return "attendu depuis" + nbsp + Count(due.DaysUntil(today), "jour", "jours")
	case !form.Day.IsZero():
		return Relative(form.Day, today)
	case !form.Month.IsZero() && !form.Month.After(today):
		return "ce mois-ci"
	case !form.Month.IsZero():
		return Relative(form.Month, today) + " au plus tôt"
	}
	if day, ok := m.planned(form.Number); ok {
		return Relative(day, today)
	}
	return ""
}

// planned is the day on which the calendar has a release of that number.
func (m AnnouncementModel) planned(number string) (tickets.Date, bool) {
	for _, e := range m.Forecast.Until(m.today().AddMonths(60)) {
		if e.Number == number && number != "" {
			return e.Day, true
		}
	}
	return tickets.Date{}, false
}

// line is when, and how far off, in one breath.
func (m AnnouncementModel) line() string {
	s := Sentence(targetWords(m.form().AnnouncementText))
	if c := m.Countdown(); c != "" {
		s += " (" + c + ")"
	}
	return s
}

func (m AnnouncementModel) facts() []Fact {
	form := m.form()
	facts := []Fact{{Label: "Attendu", Value: m.line()}}
	if len(form.Covers) > 0 {
		var words []string
		for _, k := range form.Covers {
			words = append(words, Lower(MajorWord(k)))
		}
		facts = append(facts, Fact{Label: "Porte sur", Value: Sentence(List(words))})
	}
	if len(form.Codes) > 0 {
		facts = append(facts, Fact{Label: "Codes concernés", Content: announcedCodes(form.Codes, m.Release)})
	}
	since := m.PublicSince()
	if m.Agent {
		facts = append(facts, Fact{Label: "Saisie le", Value: DateTime(m.AnnouncedAt())})
	}
	if !since.IsZero() {
		label := "Annoncé publiquement le"
		if since.After(m.today().AddDays(1).Start()) {
			label = "Sera public le"
		}
		facts = append(facts, Fact{Label: label, Value: instantDay(since)})
	}
	if len(m.Forms) > 1 {
		facts = append(facts, Fact{Label: "Corrigé le", Value: instantDay(form.At)})
	}
	return facts
}

// earlier are the forms before the one in force, the latest first.
func (m AnnouncementModel) earlier() []tickets.AnnouncementForm {
	var list []tickets.AnnouncementForm
	for i := len(m.Forms) - 2; i >= 0; i-- {
		list = append(list, m.Forms[i])
	}
	return list
}

// formTitle dates an earlier form.
func (m AnnouncementModel) formTitle(f tickets.AnnouncementForm) string {
	if f.At.Equal(m.AnnouncedAt()) {
		return "Première forme, du " + instantDay(f.At)
	}
	return "Forme du " + instantDay(f.At)
}

// judgement says what was found, in a sentence.
func (m AnnouncementModel) judgement() string {
	j := m.Judgement
	by := "La comparaison avec la version" + nbsp + j.Release.Number + ", publiée le " + PlainDate(j.Release.PublishedOn) + ", le montre"
	if j.Words != "" {
		by = "Un agent l’a constaté le " + instantDay(j.At)
		if j.Release.Number != "" {
			by += ", dans la version" + nbsp + j.Release.Number
		}
	}
	return Typo(by + " : " + OutcomeText(j.Outcome) + ".")
}

// announcedFinding is what a release says of one announced change.
type announcedFinding struct {
	Words   ChangeWords
	Verdict *VerdictModel
}

// changes are the announced changes with what was found of each.
func (m AnnouncementModel) changes() []announcedFinding {
	names := NamesOf(m.Release)
	var list []announcedFinding
	for i, c := range m.form().Changes {
		f := announcedFinding{Words: ChangeText(c, names)}
		if j := m.Judgement; j != nil {
			for _, found := range j.Findings {
				if found.Change == i+1 {
					f.Verdict = &VerdictModel{
						Change: c, Release: j.Release.Number,
						Result: rome.Result{Verdict: found.Verdict, Reason: found.Reason, Evidence: found.Evidence},
					}
				}
			}
		}
		list = append(list, f)
	}
	return list
}

// history tells its acts: to the staff who did each; to anybody what happened
// since it is public, without names.
func (m AnnouncementModel) history() []HistoryLine {
	var lines []HistoryLine
	for _, a := range m.Acts {
		line := actLine(a, m.Staff)
		if !m.Agent {
			if a.At.Before(m.Forms[0].At) {
				continue
			}
			if a.By.Role != tickets.System {
				line.Who = "Le service"
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// PlainText is an announcement in plain text, for a feed.
func (m AnnouncementModel) PlainText() string {
	form := m.form()
	var b strings.Builder
	word, _ := m.badge()
	b.WriteString(word + ". " + Sentence(targetWords(form.AnnouncementText)) + ".\n\n" + form.Text)
	if m.Revoked() {
		b.WriteString("\n\n" + Typo("Annonce retirée : ") + m.Reason)
	}
	return b.String()
}

// announcedAheadTitle counts what is ahead.
func announcedAheadTitle(n int) string {
	return Plural(n, "Un changement majeur est annoncé", Sentence(Number(n))+nbsp+"changements majeurs sont annoncés")
}
