package views

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"vigie/rome"
	"vigie/tickets"
)

// The forms of an announcement, as Typed.Form names them; the one that writes it
// is FormNew, as every form with changes.
const (
	FormRevoke = "revoke"
	FormState  = "state"
)

// AgentAnnouncementsModel is every announcement, to the staff.
type AgentAnnouncementsModel struct {
	List      []AnnouncementModel
	Published []tickets.StoredRelease
	Done      string
}

// toState are those that wait for an agent's word.
func (m AgentAnnouncementsModel) toState() []AnnouncementModel {
	return slices.DeleteFunc(slices.Clone(m.List), func(a AnnouncementModel) bool { return !a.ToState })
}

// AnnounceModel is the form that announces, or corrects.
type AnnounceModel struct {
	AgentNewModel
	Today   tickets.Date
	Number  int // of the announcement that it corrects, 0 for a new one
	Version int
	Public  bool // it is public already: the day of that is past
}

func (m AnnounceModel) action() string {
	if m.Number == 0 {
		return AnnouncePath()
	}
	return CorrectPath(m.Number)
}

func (m AnnounceModel) title() string {
	if m.Number == 0 {
		return AnnounceTitle
	}
	return CorrectTitle
}

func (m AnnounceModel) button() string {
	if m.Number == 0 {
		return "Annoncer"
	}
	return "Enregistrer la correction"
}

// covers reports whether a sort of change is ticked.
func (m AnnounceModel) covers(k tickets.MajorKind) bool {
	return slices.Contains(m.Typed.Values["covers"], string(k))
}

// coverField is one box; all have one name, and each an id of its own.
func (m AnnounceModel) coverField(k tickets.MajorKind) Field {
	return Field{Name: "covers", ID: fieldID(FormNew, "covers-"+string(k)), Label: MajorWord(k), Value: string(k), Bare: true}
}

// monthOptions are the months that may be named.
func (m AnnounceModel) monthOptions() []Option {
	list := []Option{{Value: "", Label: "Aucun"}}
	first := tickets.Date{Year: m.Today.Year, Month: m.Today.Month, Day: 1}
	for n := range 25 {
		month := first.AddMonths(n)
		list = append(list, Option{Value: monthQuery(month), Label: Sentence(MonthYear(month))})
	}
	return list
}

// announcedKinds are the kinds of change that a release can prove.
func announcedKinds() []Option {
	return slices.DeleteFunc(newKinds(), func(o Option) bool { return o.Value == string(rome.Other) })
}

// AnnounceValues are the fields of the form for a text that is to be corrected.
func AnnounceValues(t tickets.AnnouncementText) url.Values {
	v := url.Values{
		"title": {t.Title}, "text": {t.Text}, "codes": {strings.Join(t.Codes, " ")}, "number": {t.Number},
		"day": {t.Day.String()}, "public_on": {t.PublicOn.String()},
	}
	if !t.Month.IsZero() {
		v.Set("month", monthQuery(t.Month))
	}
	for _, k := range t.Covers {
		v.Add("covers", string(k))
	}
	v.Set("count", strconv.Itoa(max(1, len(t.Changes))))
	for i, c := range t.Changes {
		name := "changes." + strconv.Itoa(i+1)
		v.Set(name, string(c.Kind))
		for part, value := range map[string]string{
			".code": first(c.Code, first(c.Domain, c.From)), ".ogr": first(c.OGR, c.Item.OGR+c.Item.Label),
			".label": first(c.Label, c.Short), ".to": first(c.To, c.Successor), ".text": c.Text,
		} {
			v.Set(name+part, value)
		}
		if c.Kind == rome.OccupationCreate {
			v.Set(name+".code", c.Domain)
		}
	}
	return v
}

// stateOutcomes are what an agent may state.
func stateOutcomes() []Option {
	var list []Option
	for _, o := range tickets.StatedOutcomes() {
		word, _ := AnnouncementWord(o)
		list = append(list, Option{Value: string(o), Label: word})
	}
	return list
}

func (m AnnouncementModel) field(form string, f Field) Field { return m.Typed.field(form, f) }

func (m AnnouncementModel) version() string { return strconv.Itoa(m.Version()) }

// correctable reports whether it may still be corrected or withdrawn.
func (m AnnouncementModel) correctable() bool { return m.Ahead() }
