package views

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"vigie/rome"
	"vigie/tickets"
)

// NotesModel is what the notes of a release are written from.
type NotesModel struct {
	Comparison *tickets.Comparison // with the release before it
	Ledger     *tickets.Ledger
	Site       string // address of the service, for links; "" leaves them out
}

// ReleaseNotes are the notes of a release in French and Markdown, ready for
// data.gouv.fr: what it changes, and what became of the requests. What is not
// public of a request is only counted.
func ReleaseNotes(m NotesModel) string {
	w := notesWriter{NotesModel: m, names: NamesOfBoth(m.Comparison.To.Release, m.Comparison.From.Release), by: make(map[rome.Kind][]*rome.Change)}
	for _, c := range m.Comparison.Select(tickets.ChangeFilter{Typography: tickets.NoTypography}) {
		w.by[c.Kind] = append(w.by[c.Kind], c)
	}
	w.head()
	w.brief()
	w.occupations()
	w.appellations()
	w.items()
	w.sheets()
	w.requests()
	w.foot()
	return w.b.String()
}

type notesWriter struct {
	NotesModel
	b     strings.Builder
	names Names
	by    map[rome.Kind][]*rome.Change
}

func (w *notesWriter) line(format string, args ...any) {
	_, _ = fmt.Fprintf(&w.b, format+"\n", args...)
}

// markdown keeps a label from being read as Markdown.
var markdown = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "|", `\|`)

func (w *notesWriter) head() {
	from, to := w.Comparison.From, w.Comparison.To
	w.line("# ROME, version %s\n", to.Number)
	if w.Comparison.Republished() {
		w.line("Nouvelle publication de la version %s, avec un autre contenu que celle du %s.\n", to.Number, PlainDate(tickets.DateOf(from.ObservedAt)))
	}
	validated := ""
	if !to.ValidatedOn.IsZero() {
		validated = ", validée le " + PlainDate(to.ValidatedOn)
	}
	w.line("Publiée le %s%s. Comparée à la version %s, publiée le %s.\n", PlainDate(to.PublishedOn), validated, from.Number, PlainDate(from.PublishedOn))
}

func (w *notesWriter) brief() {
	w.line("## En bref\n")
	w.line("| | Version %s | Version %s | Écart |", w.Comparison.From.Number, w.Comparison.To.Number)
	w.line("|---|---:|---:|---:|")
	row := ReleaseRow{Counts: w.Comparison.To.Counts, Previous: &ReleaseRow{Counts: w.Comparison.From.Counts}}
	for _, l := range CountLines(row) {
		w.line("| %s | %s | %s | %s |", l.Label, Number(l.Previous), Number(l.This), l.Change)
	}
	w.line("")
	if _, n := w.Comparison.Summary.Total(); n > 0 {
		w.line("S’y %s %s, qui ne changent que la typographie (accents, casse, ponctuation) et ne sont pas détaillées ici.\n",
			Plural(n, "ajoute", "ajoutent"), Count(n, "modification", "modifications"))
	}
}

func (w *notesWriter) occupations() {
	w.line("## Métiers\n")
	any := false
	for _, kind := range []rome.Kind{rome.OccupationCreate, rome.OccupationRemove, rome.OccupationRepurpose, rome.OccupationRename} {
		list := w.by[kind]
		if kind == rome.OccupationRename { // what became another one is said above
			list = w.renamedOnly()
		}
		if len(list) == 0 {
			continue
		}
		any = true
		w.line("### %s (%s)\n", notesHeading(kind, len(list)), Number(len(list)))
		for _, c := range list {
			w.line("- %s", w.occupation(c))
		}
		w.line("")
	}
	for _, kind := range []rome.Kind{rome.OccupationDefine, rome.OccupationAccess} {
		if codes := w.codes(w.by[kind]); len(codes) > 0 {
			any = true
			w.line("### %s (%s)\n\n%s.\n", notesHeading(kind, len(codes)), Number(len(codes)), strings.Join(codes, ", "))
		}
	}
	if !any {
		w.line("Aucun métier n’est créé, supprimé, renommé ni redéfini.\n")
	}
}

func notesHeading(kind rome.Kind, n int) string {
	switch kind {
	case rome.OccupationCreate:
		return Plural(n, "Métier créé", "Métiers créés")
	case rome.OccupationRemove:
		return Plural(n, "Métier supprimé", "Métiers supprimés")
	case rome.OccupationRepurpose:
		return Plural(n, "Code qui désigne désormais un autre métier", "Codes qui désignent désormais un autre métier")
	case rome.OccupationRename:
		return Plural(n, "Métier renommé", "Métiers renommés")
	case rome.OccupationDefine:
		return Plural(n, "Définition modifiée", "Définitions modifiées")
	}
	return Plural(n, "Conditions d’accès modifiées pour un métier", "Conditions d’accès modifiées")
}

func (w *notesWriter) renamedOnly() []*rome.Change {
	other := make(map[string]bool)
	for _, c := range w.by[rome.OccupationRepurpose] {
		other[w.Comparison.HomeOf(*c)] = true
	}
	return slices.DeleteFunc(slices.Clone(w.by[rome.OccupationRename]), func(c *rome.Change) bool { return other[c.Code] })
}

func (w *notesWriter) occupation(c *rome.Change) string {
	code := w.Comparison.HomeOf(*c)
	switch c.Kind {
	case rome.OccupationCreate:
		return code + " " + markdown.Replace(c.Label)
	case rome.OccupationRemove:
		return code + " " + markdown.Replace(c.Old)
	}
	return code + nbsp + ": " + markdown.Replace(Quote(c.Old)+" devient "+Quote(c.New))
}

// codes are the occupations of changes, each once.
func (w *notesWriter) codes(list []*rome.Change) []string {
	var codes []string
	for _, c := range list {
		codes = append(codes, w.Comparison.HomeOf(*c))
	}
	return slices.Compact(codes)
}

// few is how many changes are listed one by one; of more only the figure is.
const few = 60

func (w *notesWriter) appellations() {
	w.line("## Appellations\n")
	feminised := 0
	for _, c := range w.by[rome.AppellationRename] {
		if c.Feminising() {
			feminised++
		}
	}
	w.figures([]figureLine{
		{len(w.by[rome.AppellationCreate]), "appellation ajoutée", "appellations ajoutées"},
		{len(w.by[rome.AppellationRemove]), "appellation retirée", "appellations retirées"},
		{len(w.by[rome.AppellationMove]), "appellation déplacée vers un autre métier", "appellations déplacées vers un autre métier"},
		{len(w.by[rome.AppellationRename]) - feminised, "appellation renommée", "appellations renommées"},
		{feminised, "appellation écrite désormais au masculin et au féminin", "appellations écrites désormais au masculin et au féminin"},
		{len(w.by[rome.AppellationTag]), "indication modifiée (transitions, emploi réglementé, emploi cadre, peu usité)", "indications modifiées (transitions, emploi réglementé, emploi cadre, peu usité)"},
	})
	w.listed(rome.AppellationRemove, "Retirées")
}

func (w *notesWriter) items() {
	w.line("## Compétences, savoirs et contextes de travail\n")
	var lines []figureLine
	for _, f := range []struct {
		family, one, many, created, removed, renamed, moved string
	}{
		{"skill", "compétence", "compétences", "créée", "supprimée", "renommée", "reclassée"},
		{"knowledge", "savoir", "savoirs", "créé", "supprimé", "renommé", "reclassé"},
		{"context", "contexte de travail", "contextes de travail", "créé", "supprimé", "renommé", "reclassé"},
	} {
		for verb, word := range []string{f.created, f.removed, f.renamed, f.moved} {
			kind := rome.Kind(f.family + "." + [...]string{"create", "remove", "rename", "reindex"}[verb])
			lines = append(lines, figureLine{len(w.by[kind]), f.one + " " + word, f.many + " " + word + "s"})
		}
	}
	w.figures(lines)
	for _, family := range []rome.Kind{"skill", "knowledge", "context"} {
		w.listed(family+".remove", map[rome.Kind]string{"skill": "Compétences supprimées", "knowledge": "Savoirs supprimés", "context": "Contextes supprimés"}[family])
	}
}

func (w *notesWriter) sheets() {
	w.line("## Fiches\n")
	w.figures([]figureLine{
		{len(w.by[rome.LinkAdd]), "élément ajouté à une fiche (compétence, savoir, contexte)", "éléments ajoutés à des fiches (compétences, savoirs, contextes)"},
		{len(w.by[rome.LinkRemove]), "élément retiré d’une fiche", "éléments retirés de fiches"},
		{len(w.by[rome.LinkCore]), "importance modifiée (cœur de métier)", "importances modifiées (cœur de métier)"},
		{len(w.by[rome.MobilityAdd]), "mobilité ajoutée", "mobilités ajoutées"},
		{len(w.by[rome.MobilityRemove]), "mobilité retirée", "mobilités retirées"},
		{len(w.by[rome.TreeAdd]), "rattachement ajouté (thèmes, secteurs, centres d’intérêt, NAF)", "rattachements ajoutés (thèmes, secteurs, centres d’intérêt, NAF)"},
		{len(w.by[rome.TreeRemove]), "rattachement retiré", "rattachements retirés"},
	})
}

type figureLine struct {
	n         int
	one, many string
}

func (w *notesWriter) figures(list []figureLine) {
	any := false
	for _, f := range list {
		if f.n > 0 {
			w.line("- %s", Count(f.n, f.one, f.many))
			any = true
		}
	}
	if !any {
		w.line("Aucun changement.")
	}
	w.line("")
}

// listed lists changes of a kind one by one, where they are few.
func (w *notesWriter) listed(kind rome.Kind, heading string) {
	list := w.by[kind]
	if len(list) == 0 || len(list) > few {
		return
	}
	w.line("### %s\n", heading)
	for _, c := range list {
		w.line("- %s", markdown.Replace(Quote(cmp.Or(c.Old, c.Label))))
	}
	w.line("")
}

func (w *notesWriter) requests() {
	w.line("## Demandes d’évolution\n")
	var kept, missing []tickets.LedgerLine
	for _, l := range w.Ledger.Expected {
		if l.Kept() {
			kept = append(kept, l)
		} else {
			missing = append(missing, l)
		}
	}
	w.lines(kept, "Prises en compte dans cette version")
	w.lines(w.Ledger.Fulfilled, "Satisfaites par cette version sans avoir été retenues auparavant")
	w.lines(missing, "Retenues, et pas encore dans cette version")
	if len(kept)+len(missing)+len(w.Ledger.Fulfilled) == 0 {
		w.line("Aucune demande enregistrée ne porte sur cette version.\n")
	}
}

func (w *notesWriter) lines(list []tickets.LedgerLine, heading string) {
	if len(list) == 0 {
		return
	}
	w.line("### %s (%s)\n", heading, Number(len(list)))
	private := 0
	for _, l := range list {
		if !l.Public || l.Change.Kind == rome.Other {
			private++
			continue
		}
		reference := l.Reference
		if w.Site != "" {
			reference = "[" + reference + "](" + w.Site + TicketPath(reference) + ")"
		}
		w.line("- %s%s: %s", reference, nbsp, markdown.Replace(ChangeText(l.Change, w.names).Line()))
	}
	if private > 0 {
		w.line("- et %s", Count(private, "demande qui n’est pas publique", "demandes qui ne sont pas publiques"))
	}
	w.line("")
}

func (w *notesWriter) foot() {
	if w.Site != "" {
		w.line("Le détail, changement par changement, avec les fichiers et les lignes publiés%s: %s\n", nbsp,
			w.Site+ComparePath(w.Comparison.From.Number, w.Comparison.To.Number))
	}
	w.line("Source%s: France Travail, ROME, version %s, publiée le %s. Licence Ouverte / Open Licence (Etalab).", nbsp, w.Comparison.To.Number, PlainDate(w.Comparison.To.PublishedOn))
}
