package views

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"vigie/rome"
	"vigie/tickets"
)

// SourceModel is how the source of releases is followed.
type SourceModel struct {
	tickets.SourceState
	Me      tickets.Role
	Today   tickets.Date
	Current *tickets.StoredRelease // nil before any import
	Done    string                 // what was just done
	Refused string                 // why something was not done
}

// SourceSettled is said when a release was decided about meanwhile, and SourceOff
// when there is no source to ask.
const (
	SourceSettled = "Cette version a été décidée entre-temps\u00a0: relisez ce qu’il en est."
	SourceOff     = "La source n’est pas interrogée par ce service."
)

// SourceHeld is said to who would ask the source while it wants to be left alone.
func SourceHeld(until time.Time) string {
	return Typo("La source demande d’attendre jusqu’à ") + Clock(until) + " le " + PlainDate(tickets.DateOf(until)) + "."
}

// findID names a find on the page.
func findID(f tickets.SourceFind) string { return "trouvee-" + strconv.FormatInt(f.ID, 10) }

// found are the releases that were found, those to decide first.
func (m SourceModel) found() []tickets.SourceFind {
	list := slices.Clone(m.Finds)
	slices.SortStableFunc(list, func(a, b tickets.SourceFind) int { return findRank(a) - findRank(b) })
	return list
}

// primary reports whether deciding about a find is the next sensible act: that of
// the first that waits.
func (m SourceModel) primary(f tickets.SourceFind) bool {
	for _, other := range m.found() {
		if other.State == tickets.FindWaiting {
			return other.ID == f.ID
		}
	}
	return false
}

func findRank(f tickets.SourceFind) int {
	switch f.State {
	case tickets.FindAccepted, tickets.FindWaiting:
		return 0
	case tickets.FindUnreadable:
		return 1
	}
	return 2
}

// findTitle names what was found.
func findTitle(f tickets.SourceFind) string {
	if f.Number == "" {
		return "Une archive qui ne peut pas être lue"
	}
	return "Version" + nbsp + f.Number
}

// notes say what is out of the ordinary.
func (m SourceModel) notes(f tickets.SourceFind) []string {
	var list []string
	if f.Republished {
		list = append(list, "Ce numéro a déjà été publié, avec un autre contenu.")
	}
	if m.Current != nil && f.PublishedOn.Before(m.Current.PublishedOn) && f.Number != "" {
		list = append(list, "Elle a été publiée avant la version"+nbsp+m.Current.Number+", en vigueur : importée, elle ne compléterait que l’historique.")
	}
	if f.Fault != nil && f.State != tickets.FindUnreadable {
		list = append(list, "L’import a échoué. "+FormatFaultText(f.Fault))
	}
	for i := range list {
		list[i] = Typo(list[i])
	}
	return list
}

func (m SourceModel) findFacts(f tickets.SourceFind) []Fact {
	var facts []Fact
	if f.Number != "" {
		facts = append(facts, Fact{Label: "Titre", Value: f.Title}, Fact{Label: "Publiée le", Content: Day(f.PublishedOn)})
		if !f.ValidatedOn.IsZero() {
			facts = append(facts, Fact{Label: "Validée le", Content: Day(f.ValidatedOn)})
		}
	}
	facts = append(facts, Fact{Label: "Trouvée le", Content: Moment(f.FoundAt)}, Fact{Label: "Archive", Value: FileSize(f.Size)})
	if f.Content != "" {
		facts = append(facts, Fact{Label: "Empreinte", Content: textCode(f.Content[:min(shaDigits, len(f.Content))])})
	}
	switch {
	case f.DecidedAt.IsZero():
	case f.State == tickets.FindWaiting: // it had been declined
		facts = append(facts, Fact{Label: "Examen repris le", Content: decided(f)})
	default:
		facts = append(facts, Fact{Label: "Décidé le", Content: decided(f)})
	}
	return facts
}

// row is what was found beside the current release, for the table of contents.
func (m SourceModel) row(f tickets.SourceFind) ReleaseRow {
	r := ReleaseRow{Number: f.Number, Counts: f.Counts}
	if m.Current != nil {
		r.Previous = &ReleaseRow{Number: m.Current.Number, Counts: m.Current.Counts}
	}
	return r
}

// changed says how much a find changes: « 1 584 changements par rapport à la
// version 460, dont 12 de typographie seule. »
func changed(f tickets.SourceFind) string {
	all, typographic := f.Summary.Total()
	if all == 0 {
		return "Rien ne change dans ce que ce service lit de la version" + nbsp + f.Against + "."
	}
	s := Count(all, "changement", "changements") + " par rapport à la version" + nbsp + f.Against
	if typographic > 0 {
		s += ", dont " + Number(typographic) + " de typographie seule"
	}
	return s + "."
}

// SummaryLine is how many changes there are of one kind.
type SummaryLine struct {
	Label       string
	Count       int // of meaning
	Typographic int
	Feminising  int // of those of meaning
}

// SummaryLines are the lines of a summary, in the order of the kinds.
func SummaryLines(s rome.Summary) []SummaryLine {
	var lines []SummaryLine
	for _, k := range rome.Kinds() {
		name := string(k.Kind)
		l := SummaryLine{KindText(k.Kind).Observed, s[name], s[name+".typographic"], s[name+".feminising"]}
		if l.Count+l.Typographic > 0 {
			lines = append(lines, l)
		}
	}
	return lines
}

// state is what the source is doing now, for the notice: its title and its text.
func (m SourceModel) state() (title, text string) {
	if m.Open == nil {
		return "", ""
	}
	by := ""
	if m.Open.By != "" {
		by = " par " + m.Open.By
	}
	if m.Open.BeganAt.IsZero() {
		return "Interrogation demandée", Typo("Demandée" + by + " à " + Clock(m.Open.WantedAt) + ", elle commence dans un instant. Vous pouvez quitter cette page, et y revenir pour voir où elle en est.")
	}
	if by != "" {
		by = ", demandée" + by
	}
	return "Interrogation en cours", Typo("Commencée à " + Clock(m.Open.BeganAt) + by + ", elle prend quelques minutes au plus. Vous pouvez quitter cette page, et y revenir pour voir où elle en est.")
}

// lookFacts are the last look and the next.
func (m SourceModel) lookFacts() []Fact {
	var facts []Fact
	if last := m.Last; last != nil {
		facts = append(facts, Fact{Label: "Dernière interrogation", Content: lastLook(*last)}, Fact{Label: "Adresse", Content: sourceAddress(first(last.URL, m.URL))})
		if answer := lookAnswer(*last); answer != "" {
			facts = append(facts, Fact{Label: "Réponse", Value: answer})
		}
		if text := CatalogueText(last.Catalogue); text != "" {
			facts = append(facts, Fact{Label: "Description du jeu de données", Content: catalogueFact(text, m.elsewhere())})
		}
	} else {
		facts = append(facts, Fact{Label: "Dernière interrogation", Value: "Jamais"}, Fact{Label: "Adresse", Content: sourceAddress(m.URL)})
	}
	policy := "Elle attend la décision d’un responsable"
	if m.Auto {
		policy = "Elle est importée aussitôt"
	}
	return append(facts, Fact{Label: "Si une version est nouvelle", Value: policy}, Fact{Label: "Prochaine interrogation", Value: m.next()})
}

// elsewhere is the address that the dataset's description gives, where it is not
// the one that is asked.
func (m SourceModel) elsewhere() string {
	if c := m.Last.Catalogue; c.URL != m.URL {
		return c.URL
	}
	return ""
}

// next says when the source is asked by itself.
func (m SourceModel) next() string {
	return Sentence(Relative(tickets.DateOf(m.NextAt), m.Today)) + " vers" + nbsp + Clock(m.NextAt)
}

// lookAnswer is what came: « 200, 3,3 Mo en 1,2 s ».
func lookAnswer(l tickets.SourceLook) string {
	var parts []string
	if l.Status != 0 {
		parts = append(parts, "statut"+nbsp+strconv.Itoa(l.Status))
	}
	if l.Size > 0 {
		parts = append(parts, FileSize(l.Size))
	}
	if l.Took >= time.Millisecond {
		parts = append(parts, "en"+nbsp+Took(l.Took))
	}
	return Sentence(strings.Join(parts, ", "))
}
