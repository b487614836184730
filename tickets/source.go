package tickets

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Source is where releases are published, and how that place is followed.
type Source struct {
	URL  string                           // of the export, for pages
	Ask  func(context.Context) SourceSeen // asks it once, within a few minutes
	Auto bool                             // what is new is imported at once; else it waits for somebody's word
	Hour int                              // of the daily look, in Paris
}

// SourceSeen is what asking once brought. This package knows no HTTP: whoever
// asks says in a word what went wrong.
type SourceSeen struct {
	URL       string        // that answered in the end, or was asked in vain
	Fault     string        // a code of rome/source; "" where an archive came whole
	Passing   bool          // the fault may be gone within hours
	Hold      time.Duration // for which the source asked to be left alone
	Status    int           // of HTTP, 0 without an answer
	Archive   []byte
	SHA256    string // of the archive, hex
	FirstByte time.Duration
	Took      time.Duration
	Catalogue CatalogueSeen
}

// CatalogueSeen is what the dataset's description said. It decides nothing.
type CatalogueSeen struct {
	Outcome   string    // CatalogueRead, a code of rome/source, or "" where it was not asked
	URL       string    // that it gives for the export
	UpdatedAt time.Time // of the dataset, by its own word
}

// CatalogueRead is said of a description that was read.
const CatalogueRead = "read"

// What a look at the source may end with, beside the codes of rome/source.
const (
	SourceNew         = "new"         // a content not seen before: it waits for somebody's word
	SourceWaiting     = "waiting"     // it was found before, and waits still
	SourceImported    = "imported"    // it was imported by this look
	SourceKnown       = "known"       // a release of this content is stored
	SourceDeclined    = "declined"    // somebody said that it is not to be imported
	SourceUnreadable  = "unreadable"  // an archive came whole, and is no release that can be read
	SourceInterrupted = "interrupted" // the process that looked died
	SourceFailed      = "failed"      // we could not keep what came
)

// SourceOutcomes lists them, for the test that each has its sentence.
func SourceOutcomes() []string {
	return []string{
		SourceNew, SourceWaiting, SourceImported, SourceKnown, SourceDeclined, SourceUnreadable, SourceInterrupted, SourceFailed,
	}
}

// SourceReached reports whether a look with this outcome brought an archive: the
// answers to whether the source is there, and not to what it had.
func SourceReached(outcome string) bool {
	switch outcome {
	case SourceInterrupted, SourceFailed:
		return false
	}
	return slices.Contains(SourceOutcomes(), outcome)
}

// SourceWhy is why the source is looked at.
type SourceWhy string

// The reasons.
const (
	LookDaily   SourceWhy = "daily"
	LookAsked   SourceWhy = "asked"   // by somebody, on the agents' page
	LookCommand SourceWhy = "command" // vigie release fetch
)

// A SourceLook is one look at the source: wanted, under way, or ended.
type SourceLook struct {
	ID        int64
	Why       SourceWhy
	By        string // who asked, by name; "" for nobody
	WantedAt  time.Time
	BeganAt   time.Time // zero while it is only wanted
	EndedAt   time.Time // zero before it has
	Outcome   string
	URL       string
	Status    int
	Size      int64
	FirstByte time.Duration
	Took      time.Duration
	Archive   string // SHA-256, hex; "" where none came
	Content   string // SHA-256 of the release in it, "" where none was read
	HoldUntil time.Time
	AgainAt   time.Time // when it will be tried again by itself; zero for not before the next daily look
	Catalogue CatalogueSeen
}

// A Held error is an ErrThrottled of the source: it asked to be left alone.
type Held struct{ Until time.Time }

func (e *Held) Error() string {
	return fmt.Sprintf("the source asked to be left alone until %s", e.Until.UTC().Format(time.RFC3339))
}

// Is makes a Held an ErrThrottled.
func (e *Held) Is(target error) bool { return target == ErrThrottled }
