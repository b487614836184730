package wish

import (
	"strings"
	"unicode/utf8"

	"vigie/rome"
)

// Bounds of what is read and found.
const (
	MaxText    = 1 << 20 // bytes of subject and text that are read
	MaxCodes   = 200     // codes reported of a text
	MaxNamed   = 200     // appellations, and items, reported of a text
	MaxChanges = 50      // changes suggested of a text
)

// A Reader finds in texts what they say of one release. It is built once per
// release, never changes, and may be used from any number of goroutines.
type Reader struct {
	release *rome.Release
	labels  *labels
	formers map[string]former
}

// NewReader makes the Reader of a release. The history is any number of older
// releases, in any order: from them it learns codes that are no more, and where
// their jobs went; it does not keep them. Without a history an old code is only
// known to be none.
func NewReader(r *rome.Release, history ...*rome.Release) *Reader {
	return &Reader{release: r, labels: indexLabels(r), formers: formers(r, history)}
}

// Found is what a text says of a release.
type Found struct {
	Codes        []Code        // in order of appearance, each once
	Appellations []Named       // likewise
	Items        []Named       // skills, knowledge and work contexts, likewise
	Changes      []rome.Change // suggested, in order; each is valid, has its Base and is there once
}

// A Code is a code ROME that a text names.
type Code struct {
	Code    string // "M1805"
	Label   string // of its occupation; of an old one, what it last was; "" when unknown
	Current bool   // the release has it
	// Successor is the code under which the job is now that the code had in an
	// older release: of a code that is no more, or that became another job's.
	// It is "" where the history does not tell.
	Successor string
}

// A Named is an appellation, or a skill, a piece of knowledge or a work
// context, that a text names.
type Named struct {
	Kind  rome.EntityKind
	OGR   string
	Label string
	Code  string // of an appellation, the occupation it is under; "" else
}

// Read finds what a message says. The subject and the text are read as plain
// text in UTF-8; the text is what the author said, without quotes. It never
// fails: what it does not understand, it does not find.
func (r *Reader) Read(subject, text string) Found {
	p := r.open(subject, text)
	found := Found{Codes: p.codes()}
	found.Appellations, found.Items = p.named()
	found.Changes = p.changes()
	return found
}

// A page is a text that is being read.
type page struct {
	reader    *Reader
	text      string
	list      []token
	sentences []sentence
	at        []int // of each token, its sentence
	cue       bool  // some sentence speaks of the nomenclature
	robot     bool  // it is an automatic reply
	quotes    []quote
	matches   []match     // of appellations, then of items, each in order
	items     int         // where in matches those of items begin
	inside    map[int]int // of tokens in an appellation of several words, where it begins
	mentions  []mention
	codeAt    map[int]int     // of tokens in an accepted code, its place in mentions
	codeSet   map[string]bool // the accepted codes
	accepted  []naming
}

func (r *Reader) open(subject, text string) *page {
	subject = strings.Map(func(c rune) rune {
		if c == '\n' || c == '\r' {
			return ' '
		}
		return c
	}, subject)
	whole := subject + "\n\n" + unmarked(subject, text)
	if len(whole) > MaxText {
		whole = whole[:MaxText]
		for len(whole) > MaxText-utf8.UTFMax && !utf8.ValidString(whole[len(whole)-utf8.UTFMax:]) {
			whole = whole[:len(whole)-1]
		}
	}
	p := &page{reader: r, text: whole, list: r.tokens(whole), inside: make(map[int]int), codeAt: make(map[int]int), codeSet: make(map[string]bool)}
	zones(whole, p.list)
	p.robot = automatic(subject, text)
	p.split()
	p.quotes = quotesOf(p.list)
	p.findLabels()
	p.mentions = p.mentionsOf()
	for n, m := range p.mentions {
		if m.accepted {
			p.codeSet[m.code] = true
			for i := m.first; i < m.end; i++ {
				p.codeAt[i] = n
			}
		}
	}
	return p
}

// automatic reports whether a machine wrote the message while its owner was
// away.
func automatic(subject, text string) bool {
	head := text[:min(len(text), 600)]
	for len(head) > 0 && len(head) < len(text) && !utf8.RuneStart(text[len(head)]) {
		head = head[:len(head)-1]
	}
	s, f := rome.Fold(subject), rome.Fold(head)
	if contains(s, []string{"reponse automatique", "automatic reply", "absence du bureau", "out of office", "message d'absence", "absent du bureau", "absente du bureau", "autoreply", "auto-reply", "accuse de reception", "reponse d'absence"}) ||
		begins(s, []string{"absence", "absent", "en conges"}) {
		return true
	}
	if contains(f, []string{"message automatique", "reponse automatique", "ne pas repondre a ce message", "out of the office", "message genere automatiquement", "envoye automatiquement"}) {
		return true
	}
	away := contains(f, []string{"je suis absent", "actuellement absent", "je serai absent", "suis en conge", "actuellement en conge", "serai en conge", "absent du bureau", "absente du bureau", "absent(e)", "en deplacement jusqu", "en formation jusqu"})
	return away && contains(f, []string{"urgence", "urgent", "a mon retour", "de retour", "des mon retour", "contacter", "en mon absence", "pendant mon absence", "prendrai connaissance", "jusqu'au"})
}
