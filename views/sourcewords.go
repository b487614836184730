package views

import (
	"strconv"
	"strings"
	"time"

	"vigie/rome"
	"vigie/tickets"
)

// sourceFaults say why the source, or the dataset's description, could not be
// had. The codes are those of rome/source.
var sourceFaults = map[string]string{
	"name":      "le nom du serveur n’est pas connu du réseau",
	"connect":   "le serveur ne répond pas",
	"tls":       "la connexion chiffrée n’a pas pu s’établir, ou le certificat n’est pas valable",
	"private":   "le nom du serveur mène à une adresse interne, et la connexion est refusée par précaution",
	"host":      "le serveur renvoie vers un autre, que la configuration n’autorise pas",
	"scheme":    "le serveur renvoie vers une adresse sans chiffrement",
	"redirects": "le serveur renvoie d’adresse en adresse, sans aboutir",
	"blocked":   "un pare-feu nous prend pour un robot",
	"refused":   "le serveur refuse l’accès",
	"missing":   "il n’y a rien à cette adresse",
	"gone":      "le serveur dit que cela a été retiré pour de bon",
	"busy":      "le serveur est occupé et demande d’attendre",
	"server":    "le serveur est en panne",
	"status":    "le serveur répond d’une façon inattendue",
	"protocol":  "ce que répond le serveur n’est pas conforme",
	"dropped":   "la connexion s’est interrompue avant la réponse",
	"silent":    "la réponse n’a pas commencé à temps",
	"stalled":   "le serveur s’est tu au milieu de sa réponse",
	"slow":      "la réponse est venue trop lentement pour être entière à temps",
	"truncated": "la réponse est arrivée incomplète",
	"size":      "la réponse est plus grande que ce que le service accepte",
	"encoding":  "la réponse est compressée d’une façon inconnue, ou abîmée",
	"type":      "le serveur répond autre chose, une page d’information par exemple",
	"json":      "la réponse n’a pas la forme attendue",
	"resource":  "le jeu de données n’offre pas d’export au format CSV",
	"stopped":   "le service s’arrêtait, et a abandonné l’interrogation",
}

var sourceOutcomes = map[string]struct {
	sentence, word string
	tone           Tone
}{
	tickets.SourceNew:         {"Une version qui n’était pas connue a été trouvée.", "Nouvelle version", ToneInfo},
	tickets.SourceWaiting:     {"La version trouvée auparavant y est toujours, et attend une décision.", "Version en attente", ToneSoon},
	tickets.SourceImported:    {"Une nouvelle version a été trouvée et importée.", "Version importée", ToneKept},
	tickets.SourceKnown:       {"La version qui s’y trouve est déjà enregistrée.", "Rien de nouveau", ToneKept},
	tickets.SourceDeclined:    {"La version qui s’y trouve est celle qu’il a été décidé de ne pas importer.", "Rien de nouveau", ToneFlat},
	tickets.SourceUnreadable:  {"Une archive est arrivée entière, mais elle ne peut pas être lue comme une version du ROME.", "Archive illisible", ToneLate},
	tickets.SourceInterrupted: {"L’interrogation n’est pas allée à son terme : le processus qui la menait s’est arrêté.", "Interrompue", ToneLate},
	tickets.SourceFailed:      {"Une archive est arrivée, mais le service n’a pas pu l’enregistrer.", "Échec", ToneLate},
}

// SourceText says in a sentence how a look at the source ended.
func SourceText(outcome string) string {
	if o, ok := sourceOutcomes[outcome]; ok {
		return Typo(o.sentence)
	}
	return Typo("La source n’a pas donné de version : " + inFrench(sourceFaults, outcome) + ".")
}

// SourceWord is the same in a word or two, with the tone of its badge.
func SourceWord(outcome string) (string, Tone) {
	if o, ok := sourceOutcomes[outcome]; ok {
		return o.word, o.tone
	}
	return "Échec", ToneLate
}

// sourceAdvice is what somebody can do about a fault of the source; "" for most,
// which pass or do not.
func sourceAdvice(outcome string) string {
	switch outcome {
	case "blocked":
		return Typo("Demandez à l’exploitant de la source de laisser passer ce service : il se présente sous le nom « Vigie ».")
	case "host", "scheme", "private", "redirects":
		return "La configuration du service dit quels serveurs peuvent être interrogés (docs/operations.md)."
	case "missing", "gone":
		return "L’adresse de la source est peut-être à corriger dans la configuration du service (docs/operations.md)."
	}
	return ""
}

// CatalogueText says what the dataset's description brought, in a sentence; ""
// where it was not asked.
func CatalogueText(c tickets.CatalogueSeen) string {
	switch {
	case c.Outcome == "":
		return ""
	case c.Outcome != tickets.CatalogueRead:
		return Typo("N’a pas pu être lue : " + inFrench(sourceFaults, c.Outcome) + ".")
	case c.UpdatedAt.IsZero():
		return "Lue. Elle ne dit pas quand elle a été mise à jour."
	}
	return "Dit avoir été mise à jour le " + PlainDate(tickets.DateOf(c.UpdatedAt)) + "."
}

var findStates = map[tickets.FindState]stateWord{
	tickets.FindWaiting:    {"Attend une décision", ToneSoon},
	tickets.FindAccepted:   {"Import en cours", ToneInfo},
	tickets.FindImported:   {"Importée", ToneKept},
	tickets.FindDeclined:   {"Non importée", ToneFlat},
	tickets.FindUnreadable: {"Illisible", ToneLate},
}

// FindStateWord is where a release found at the source stands.
func FindStateWord(s tickets.FindState) (string, Tone) { return badge(findStates, s) }

// formatRules say why an archive is no release: the rules of rome.FormatError,
// and of the store.
var formatRules = map[rome.Rule]string{
	rome.RuleNotAZip:           "ce n’est pas une archive zip",
	rome.RuleTruncated:         "l’archive est incomplète",
	rome.RuleDamaged:           "un fichier de l’archive est abîmé",
	rome.RuleUnreadable:        "un fichier de l’archive ne peut pas être ouvert",
	rome.RuleBadXML:            "le fichier XML n’est pas bien formé",
	rome.RuleDoctype:           "le fichier XML a une déclaration de type de document, ce qui n’est pas admis",
	rome.RuleTooDeep:           "le fichier XML imbrique ses éléments au-delà du raisonnable",
	rome.RuleTooLarge:          "l’archive, ou un de ses fichiers, est trop grande",
	rome.RuleZipBomb:           "l’archive se déploie au-delà du raisonnable",
	rome.RuleTooManyMembers:    "l’archive a trop de fichiers",
	rome.RuleBadPath:           "un nom de fichier de l’archive n’est pas admis",
	rome.RuleDuplicateFile:     "un même fichier est deux fois dans l’archive",
	rome.RuleV3Export:          "c’est un export du ROME d’avant la version 4.0",
	rome.RuleOtherExport:       "c’est l’export XML ou JSON, et non l’export CSV",
	rome.RuleMissingFile:       "un fichier nécessaire manque",
	rome.RuleEmptyFile:         "un fichier nécessaire est vide",
	rome.RuleMissingColumn:     "une colonne nécessaire manque",
	rome.RuleBadRow:            "une ligne n’est pas bien formée",
	rome.RuleBadValue:          "une valeur ne convient pas à sa colonne",
	rome.RuleBadVersion:        "l’archive ne dit pas quelle version elle est, ou se contredit",
	rome.RuleDuplicateKey:      "un identifiant y est deux fois",
	rome.RuleDanglingReference: "un code ou un identifiant n’y est défini nulle part",
	tickets.RuleImplausibleDay: "elle se dit publiée un jour qui ne se peut pas",
}

// FormatFaultText says why an archive is no release, and where it was seen.
func FormatFaultText(f *rome.FormatError) string {
	if f == nil {
		return ""
	}
	text := Sentence(inFrench(formatRules, f.Rule))
	var where []string
	if f.File != "" {
		where = append(where, "fichier"+nbsp+f.File)
	}
	if f.Line > 0 {
		where = append(where, "ligne"+nbsp+strconv.Itoa(f.Line))
	}
	if f.Column != "" {
		where = append(where, "colonne"+nbsp+f.Column)
	}
	if len(where) == 0 {
		return text + "."
	}
	return text + " (" + strings.Join(where, ", ") + ")."
}

// Took is a duration in words: « 340 ms », « 1,2 s », « 2 min 5 s ».
func Took(d time.Duration) string {
	switch {
	case d < time.Second:
		return strconv.FormatInt(d.Milliseconds(), 10) + nbsp + "ms"
	case d < time.Minute:
		tenths := (d + 50*time.Millisecond) / (100 * time.Millisecond)
		return strconv.Itoa(int(tenths/10)) + "," + strconv.Itoa(int(tenths%10)) + nbsp + "s"
	}
	seconds := int(d.Round(time.Second) / time.Second)
	return strconv.Itoa(seconds/60) + nbsp + "min" + nbsp + strconv.Itoa(seconds%60) + nbsp + "s"
}
