package views

import (
	"strconv"
	"strings"

	"vigie/rome"
)

// ChangeWords is a change in plain French: what is asked in one sentence, and
// the line that shows it, before and after.
type ChangeWords struct {
	Kind        rome.Kind
	Title       string    // « Ajouter l’appellation « X » à M1805 Études… »; asks, never ends in a stop
	Observed    string    // what a release did: « Appellation ajoutée »
	Code        string    // code ROME the line begins with, "" for none
	What        string    // what of it, where the line would not tell: « définition »
	Before      []Segment // nil for what is only added
	After       []Segment // nil for what is only removed
	Text        bool      // prose: long unchanged runs are shortened
	Bare        bool      // codes, ranks, values: shown without quotes
	Note        string    // after the line: « remplacée par… »
	Typographic bool      // differs in typography alone
}

// Line is the change line in plain text, for letters and titles.
func (w ChangeWords) Line() string {
	var parts []string
	if w.Code != "" {
		parts = append(parts, w.Code)
	}
	if w.What != "" {
		parts = append(parts, w.What)
	}
	change := ""
	before, after := w.side(w.Before), w.side(w.After)
	switch {
	case before != "" && after != "":
		change = before + " → " + after
	case after != "":
		change = "+" + nbsp + after
	case before != "":
		change = "−" + nbsp + before
	}
	if w.Note != "" {
		change = strings.TrimSpace(change + " (" + w.Note + ")")
	}
	if change != "" {
		parts = append(parts, change)
	}
	return strings.Join(parts, " · ")
}

func (w ChangeWords) side(in []Segment) string {
	if len(in) == 0 {
		return ""
	}
	if w.Bare {
		return plain(in)
	}
	return Quote(plain(w.shown(in)))
}

func (w ChangeWords) shown(in []Segment) []Segment {
	if w.Text {
		return elide(in)
	}
	return in
}

// families names, with article, what a change may speak of.
var families = map[string]string{
	"occupation":  "le métier",
	"appellation": "l’appellation",
	"skill":       "la compétence",
	"knowledge":   "le savoir",
	"context":     "le contexte de travail",
}

func added(label string) []Segment { return whole(label) }

// ChangeText words a change of any kind.
func ChangeText(c rome.Change, names Names) ChangeWords {
	w := ChangeWords{
		Kind: c.Kind, Observed: KindText(c.Kind).Observed,
		Code: names.home(c), Typographic: c.Typographic,
	}
	switch c.Kind.Family() {
	case "occupation":
		w.occupation(c, names)
	case "appellation":
		w.appellation(c, names)
	case "skill", "knowledge", "context":
		w.item(c, names)
	case "link":
		w.link(c, names)
	case "mobility":
		w.mobility(c, names)
	case "tree", "crosswalk":
		w.classification(c, names)
	default:
		w.Title = "Autre demande"
		if text := strings.TrimSpace(firstWords(c.Text, 12)); text != "" {
			w.Title += nbsp + ": " + text
		}
		w.Text = true
		w.After = []Segment{{c.Text, false}}
		if c.Text == "" {
			w.After = nil
		}
	}
	return w
}

func (w *ChangeWords) diff(before, after string) {
	if before == after {
		before = ""
	}
	if before == "" {
		w.After = added(after)
		return
	}
	w.Before, w.After = WordDiff(before, after)
}

func (w *ChangeWords) occupation(c rome.Change, n Names) {
	sheet := n.code(c.Code)
	label := n.target(c)
	switch c.Kind.Verb() {
	case "create":
		w.Title = "Créer le métier " + Quote(c.Label) + " dans le domaine " + n.domain(c.Domain)
		if w.Code == "" {
			w.Code = c.Domain
		}
		w.What, w.After = "nouveau métier", added(c.Label)
	case "rename":
		w.Title = "Renommer le métier " + c.Code + " en " + Quote(c.Label)
		w.diff(notCode(label, c.Code), c.Label)
	case "define":
		w.Title = "Modifier la définition de " + sheet
		w.prose("définition", first(c.Old, ask(n.Definition, c.Code)), first(c.Text, c.New))
	case "access":
		w.Title = "Modifier les conditions d’accès à " + sheet
		w.prose("accès au métier", first(c.Old, ask(n.Access, c.Code)), first(c.Text, c.New))
	case "tag":
		w.Title = "Indiquer " + Quote(tagged(c)) + " pour " + sheet
		w.tag(c)
	case "remove":
		w.Title = "Supprimer le métier " + sheet
		w.Before = whole(notCode(label, ""))
		w.successor(c, n, "remplacé par ")
	case "repurpose":
		w.Title = "Le code " + first(w.Code, "OGR "+c.OGR) + " désigne désormais un autre métier"
		w.replaced(c)
	}
}

func (w *ChangeWords) appellation(c rome.Change, n Names) {
	label := n.target(c)
	under := ""
	if w.Code != "" {
		under = " (" + w.Code + ")"
	}
	switch c.Kind.Verb() {
	case "create":
		w.Title = "Ajouter l’appellation " + Quote(c.Label) + " à " + n.code(c.Code)
		w.After = added(c.Label)
		if c.Short != "" && c.Short != c.Label {
			w.Note = "libellé court" + nbsp + ": " + Quote(c.Short)
		}
	case "rename":
		w.Title = "Renommer l’appellation " + Quote(label) + " en " + Quote(c.Label) + under
		w.diff(label, c.Label)
	case "short":
		w.Title = "Donner à l’appellation " + Quote(label) + " le libellé court " + Quote(c.Short)
		w.What = "libellé court"
		w.diff(c.Old, c.Short)
	case "move":
		w.Title = "Déplacer l’appellation " + Quote(label) + under + " vers " + n.code(c.To)
		w.What = Quote(label)
		w.place(w.Code, c.To)
	case "principal":
		w.Title = "Faire de " + Quote(label) + " l’appellation principale" + of(n.code(w.Code))
		w.What, w.After = "appellation principale", added(label)
	case "tag":
		w.Title = "Indiquer " + Quote(tagged(c)) + " pour l’appellation " + Quote(label) + under
		w.tag(c)
		w.What = Quote(label) + " · " + w.What
	case "remove":
		w.Title = "Retirer l’appellation " + Quote(label) + of(n.code(w.Code))
		w.Before = whole(label)
		w.successor(c, n, "remplacée par ")
	case "repurpose":
		w.Title = "L’appellation OGR " + c.OGR + " a changé de sens"
		w.replaced(c)
	}
}

func (w *ChangeWords) item(c rome.Change, n Names) {
	the := families[c.Kind.Family()]
	_, noun, _ := strings.Cut(the, " ")
	label := n.target(c)
	w.What = noun
	switch c.Kind.Verb() {
	case "create":
		w.Title = "Créer " + the + " " + Quote(c.Label)
		w.After = added(c.Label)
		if c.Parent != "" {
			w.Title += ", sous " + n.either(c.Parent)
			w.Note = "sous " + n.either(c.Parent)
		}
	case "rename":
		w.Title = "Renommer " + the + " " + Quote(label) + " en " + Quote(c.Label)
		w.diff(label, c.Label)
	case "remove":
		w.Title = "Supprimer " + the + " " + Quote(label)
		w.Before = whole(label)
		w.successor(c, n, "au profit de ")
	case "reindex":
		w.Title = "Reclasser " + the + " " + Quote(label) + " sous " + n.either(c.Parent)
		w.What = noun + " " + Quote(label)
		w.place(c.Old, first(c.Parent, c.New))
	case "tag":
		w.Title = "Indiquer " + Quote(tagged(c)) + " pour " + the + " " + Quote(label)
		w.tag(c)
		w.What = noun + " " + Quote(label) + " · " + w.What
	case "repurpose":
		w.Title = Sentence(the) + " OGR " + c.OGR + " a changé de sens"
		w.replaced(c)
	}
}

func (w *ChangeWords) link(c rome.Change, n Names) {
	label := n.item(c.Item)
	the, noun := "l’élément", "élément"
	kind := n.entity(c.Item.OGR).Kind
	if kind == "" && c.Base != nil && c.Base.Kind != rome.KindOccupation {
		kind = c.Base.Kind
	}
	if f, ok := families[string(kind)]; ok {
		the = f
		_, noun, _ = strings.Cut(f, " ")
	}
	w.What = noun
	switch c.Kind.Verb() {
	case "add":
		w.Title = "Ajouter " + the + " " + Quote(label) + " à " + n.code(c.Code)
		w.After = added(label)
	case "remove":
		w.Title = "Retirer " + the + " " + Quote(label) + " de " + n.code(c.Code)
		w.Before = whole(label)
	case "core":
		w.Title = "Indiquer l’importance " + Quote(CoreText(c.Core)) + " pour " + the + " " + Quote(label) + " dans " + n.code(c.Code)
		w.What, w.Bare = noun+" "+Quote(label)+" · importance", true
		before := ""
		if c.Old != "" {
			before = CoreText(c.Old)
		}
		w.diff(before, CoreText(c.Core))
	}
}

func (w *ChangeWords) mobility(c rome.Change, n Names) {
	from, to := n.code(c.From), n.code(c.To)
	w.What, w.Bare = "mobilité", true
	switch c.Kind.Verb() {
	case "add":
		w.Title = "Ajouter une mobilité de " + from + " vers " + to
		w.After = added(to)
	case "remove":
		w.Title = "Retirer la mobilité de " + from + " vers " + to
		w.Before = whole(to)
	case "rank":
		w.Title = "Placer au rang " + strconv.Itoa(c.Rank) + " la mobilité de " + from + " vers " + to
		w.What = "mobilité vers " + to + " · rang"
		w.diff(c.Old, strconv.Itoa(c.Rank))
	}
}

func (w *ChangeWords) classification(c rome.Change, n Names) {
	sheet := n.code(c.Code)
	verb := c.Kind.Verb()
	var label string
	if c.Kind.Family() == "tree" {
		w.What, label = TreeText(c.Tree), n.node(c)
		w.Title = "Rattacher " + sheet + " au " + w.What + " " + Quote(label)
		if verb == "remove" {
			w.Title = "Détacher " + sheet + " du " + w.What + " " + Quote(label)
		}
	} else {
		w.What, label = "correspondance "+TableText(c.Table), c.Key
		w.Bare = true
		w.Title = "Ajouter la correspondance de " + sheet + " avec " + TableText(c.Table) + nbsp + label
		if verb == "remove" {
			w.Title = "Retirer la correspondance de " + sheet + " avec " + TableText(c.Table) + nbsp + label
		}
	}
	if verb == "remove" {
		w.Before = whole(label)
	} else {
		w.After = added(label)
	}
}

func (w *ChangeWords) prose(what, before, after string) {
	w.What, w.Text = what, true
	w.diff(before, after)
}

func (w *ChangeWords) tag(c rome.Change) {
	w.What, w.Bare = TagText(c.Tag), true
	if c.Old != "" {
		w.Before = whole(TagValue(c.Old))
	}
	w.After = added(TagValue(c.Value))
}

func (w *ChangeWords) place(from, to string) {
	w.Before, w.After = whole(from), added(to)
	w.Code, w.Bare = "", true
}

func (w *ChangeWords) replaced(c rome.Change) { w.Before, w.After = whole(c.Old), added(c.New) }

func (w *ChangeWords) successor(c rome.Change, n Names, by string) {
	if c.Successor != "" {
		name := n.either(c.Successor)
		w.Title += ", " + by + name
		w.Note = by + name
	}
}

func tagged(c rome.Change) string { return TagText(c.Tag) + nbsp + ": " + TagValue(c.Value) }

func of(sheet string) string {
	if sheet == "" {
		return ""
	}
	return " de " + sheet
}

func first(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// notCode drops a label that is only the code standing in for it.
func notCode(label, code string) string {
	if label == code {
		return ""
	}
	return label
}

func firstWords(s string, n int) string {
	w := fields(s)
	if len(w) > n {
		return strings.Join(w[:n], " ") + "…"
	}
	return strings.Join(w, " ")
}
