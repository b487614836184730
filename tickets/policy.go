package tickets

// A Policy is the service's commitments as they stood when a request came in.
// The defaults are those published for the ROME dataset: a reply within one
// month, integration within four, both from receipt (ADR 1).
type Policy struct {
	EffectiveFrom     Date        `json:"effective_from"`
	ReplyMonths       int         `json:"reply_months"`
	IntegrationMonths int         `json:"integration_months"`
	IntegrationFrom   RunningFrom `json:"integration_from"`
	Rule              Rule        `json:"rule"`
	Zone              Zone        `json:"zone"`
}

// RunningFrom says what starts the integration clock.
type RunningFrom string

// Receipt of the message that asked for the change, or the day its acceptance
// was notified.
const (
	FromReceipt    RunningFrom = "receipt"
	FromAcceptance RunningFrom = "acceptance"
)

// DefaultPolicy is what the published commitments say, from the given day on.
func DefaultPolicy(from Date) Policy {
	return Policy{
		EffectiveFrom: from, ReplyMonths: 1, IntegrationMonths: 4,
		IntegrationFrom: FromReceipt, Rule: Strict, Zone: Metropole,
	}
}

// policyFor picks the policy in force on a day: the latest that had taken
// effect. The second value is false when the day is before all of them: the
// service had not begun, and what was received then is history. policies are in
// ascending order of EffectiveFrom.
func policyFor(policies []Policy, day Date) (Policy, bool) {
	for i := len(policies) - 1; i >= 0; i-- {
		if !policies[i].EffectiveFrom.After(day) {
			return policies[i], true
		}
	}
	if len(policies) == 0 {
		return DefaultPolicy(day), true
	}
	return policies[0], false
}
