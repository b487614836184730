package tickets

import (
	"errors"
	"fmt"
)

// The kinds of refusal. They are told apart with errors.Is; web turns each into
// a status and a French sentence.
var (
	ErrNotFound   = errors.New("not found")
	ErrForbidden  = errors.New("forbidden")
	ErrConflict   = errors.New("changed since it was read")
	ErrTransition = errors.New("not possible in this state")
	ErrThrottled  = errors.New("too many attempts")
)

// A FieldFault is one thing wrong with one field of what somebody entered.
type FieldFault struct {
	Field string // the command's field, "email", "changes.2"
	Rule  string // what it breaks, one of the Rule constants
	Args  []any  // what the sentence needs: a limit, a number
}

// The rules of input, each with a French sentence in views.
const (
	RuleRequired   = "required"
	RuleTooLong    = "too_long" // Args: the limit in characters
	RuleEmail      = "email"
	RuleControl    = "control"    // holds control characters
	RuleChoice     = "choice"     // not one of the list
	RuleFuture     = "future"     // a day or hour still to come
	RuleChange     = "change"     // the change is not well formed; Args: field, rule of rome
	RuleHolds      = "holds"      // the release already holds it; Args: release number
	RuleUnmet      = "unmet"      // the release does not hold it; Args: release number
	RulePending    = "pending"    // a change is not decided yet
	RuleNoAddress  = "no_address" // there is nobody to write to
	RuleTaken      = "taken"      // exists already
	RuleTooMany    = "too_many"   // Args: the limit
	RuleHistory    = "history"    // received before the service began: no letter
	RuleUnanswered = "unanswered" // no answer has been sent
	RuleUnchanged  = "unchanged"  // the draft as it was
	RuleTooOften   = "too_often"  // too many from one place, or to one address
	RuleTooEarly   = "too_early"  // before the request was received
	RuleSent       = "sent"       // the letter is on its way already
	RuleFirst      = "first"      // the message that opened the request stays with it
	RulePast       = "past"       // a day that is over
	RuleTooFar     = "too_far"    // a day too far from the others
	RuleAfter      = "after"      // the cut-off is after the publication
	RuleNumber     = "number"     // no number of a release
	RulePublished  = "published"  // the release has been published already
	RuleRange      = "range"      // Args: the least and the most
	RuleCode       = "code"       // no code ROME, nor of a domain
	RuleTarget     = "target"     // no release, month or day is named
	RuleVerifiable = "verifiable" // a change that no release can prove
	RuleAlready    = "already"    // the release holds it, so it is not ahead; Args: release number
	RuleClash      = "clash"      // it cannot be had together with what was accepted; Args: how many
	RuleGone       = "gone"       // what it speaks of is not in the release; Args: release number
)

// Rules lists every rule, for the test that each has its sentence.
func Rules() []string {
	return []string{
		RuleRequired, RuleTooLong, RuleEmail, RuleControl, RuleChoice, RuleFuture, RuleChange,
		RuleHolds, RuleUnmet, RulePending, RuleNoAddress, RuleTaken, RuleTooMany, RuleHistory, RuleUnanswered, RuleUnchanged,
		RulePast, RuleTooFar, RuleAfter, RuleNumber, RulePublished, RuleRange, RuleCode, RuleTarget, RuleVerifiable, RuleAlready,
		RuleTooOften, RuleTooEarly, RuleSent, RuleFirst, RuleClash, RuleGone,
	}
}

// Invalid is what was wrong with somebody's input: at least one fault.
type Invalid struct{ Faults []FieldFault }

func (e *Invalid) Error() string {
	f := e.Faults[0]
	return fmt.Sprintf("invalid input: %s: %s (%d faults)", f.Field, f.Rule, len(e.Faults))
}

// invalid is an Invalid with a single fault.
func invalid(field, rule string, args ...any) error {
	return &Invalid{[]FieldFault{{field, rule, args}}}
}

// A Stale error is an ErrConflict that tells what the reader had not seen.
type Stale struct {
	Seen, Now int // versions
}

func (e *Stale) Error() string {
	return fmt.Sprintf("ticket is at version %d, not %d", e.Now, e.Seen)
}

// Is makes a Stale an ErrConflict.
func (e *Stale) Is(target error) bool { return target == ErrConflict }
