package views

import (
	"strconv"

	"vigie/rome"
	"vigie/tickets"
)

var logTypeWords = map[rome.LogType]string{
	rome.LogCreation:     "création",
	rome.LogRename:       "renommage",
	rome.LogReindex:      "réindexation",
	rome.LogRemoval:      "suppression",
	rome.LogSubstitution: "substitution",
	rome.LogReactivation: "réactivation",
	rome.LogEdit:         "modification",
}

// LogTypeText names a type of the change log: « réindexation ».
func LogTypeText(t rome.LogType) string { return inFrench(logTypeWords, t) }

var logObjects = map[string]string{
	"occupation": "métier", "appellation": "appellation", "skill": "compétence", "knowledge": "savoir", "context": "contexte de travail",
	"mobility": "mobilité", "tree": "rattachement", "crosswalk": "correspondance", "other": "texte libre",
}

// logObject names what a line of the log is about. Of a link it is the item.
func logObject(c rome.Change, names Names) string {
	if c.Kind.Family() != "link" {
		return orRaw(logObjects, c.Kind.Family())
	}
	if kind := names.entity(c.Item.OGR).Kind; kind != "" {
		return orRaw(logObjects, string(kind)) + " d’un métier"
	}
	return "élément d’un métier"
}

// logField names the field that a change is of, in the words of the export.
func logField(c rome.Change) string {
	switch c.Kind.Verb() {
	case "create", "rename", "repurpose":
		return "libellé"
	case "define":
		return "définition"
	case "access":
		return "accès au métier"
	case "short":
		return "libellé court"
	case "move":
		return "code ROME"
	case "principal":
		return "appellation principale"
	case "reindex":
		return "classement"
	case "tag":
		return TagText(c.Tag)
	case "core":
		return "importance"
	case "rank":
		return "rang"
	}
	switch c.Kind.Family() {
	case "mobility":
		return "métier d’arrivée"
	case "tree":
		return TreeText(c.Tree)
	case "crosswalk":
		return TableText(c.Table)
	case "other":
		return "texte"
	}
	return "libellé"
}

// exportCore writes an importance as the export does.
func exportCore(core string) string {
	switch core {
	case rome.CorePrincipal:
		return "Principale"
	case rome.CoreEmerging:
		return "Émergente"
	}
	return core
}

// ChangesetSheet is the name of the sheet in a spreadsheet.
const ChangesetSheet = "Évolutions"

// ChangesetColumns are the columns of the changeset: those of the change log,
// then what Vigie knows of each line.
func ChangesetColumns() []string {
	return []string{
		"type_evolution", "objet", "champ", "code_ogr", "code_rome", "libelle", "valeur_avant", "valeur_apres",
		"remplace_par_code", "remplace_par_libelle",
		"reference", "evolution", "etat", "retenue_le", "echeance", "a_livrer_le", "constat", "version_constat", "nature", "resume",
	}
}

// A ChangesetContext is what the lines of a changeset are written against.
type ChangesetContext struct {
	Release  *rome.Release // the current one, nil before any import
	Retired  rome.Retired
	Expected []tickets.Date
}

// ChangesetRow is one accepted change under ChangesetColumns.
func ChangesetRow(a tickets.Awaited, in ChangesetContext) []string {
	names := NamesOf(in.Release)
	e := rome.LogEntry{Type: a.Change.LogType(in.Retired), OGR: a.Change.OGR, Code: a.Change.Code, Label: a.Change.Label}
	verdict, number := "", ""
	if in.Release != nil {
		e = in.Release.LogEntry(a.Change, in.Retired)
		result := in.Release.Check(a.Change)
		verdict, _ = VerdictText(VerdictModel{Change: a.Change, Result: result})
		number = in.Release.Number
	}
	if a.Change.Kind == rome.LinkCore {
		e.Old, e.New = exportCore(e.Old), exportCore(e.New)
	}
	state, _ := ProposalStateWord(a.State)
	successor := e.Successor.Code
	if e.Successor.Kind != rome.KindOccupation && e.Successor.OGR != "" {
		successor = e.Successor.OGR
	}
	words := ChangeText(a.Change, names)
	return []string{
		LogTypeText(e.Type), logObject(a.Change, names), logField(a.Change), e.OGR, e.Code, e.Label, e.Old, e.New,
		successor, e.Successor.Label,
		a.Reference, strconv.Itoa(a.N), state, isoDay(a.AcceptedOn), isoDay(a.Due), isoDay(tickets.DeliverBy(a.Due, in.Expected)),
		verdict, number, string(a.Change.Kind), words.Title,
	}
}

func isoDay(d tickets.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// SafeCell makes a cell text that a spreadsheet would take for a formula.
func SafeCell(cell string) string {
	if cell != "" {
		switch cell[0] {
		case '=', '+', '-', '@', '\t', '\r':
			return "'" + cell
		}
	}
	return cell
}
