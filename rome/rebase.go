package rome

// Rebase gives a change as it would be asked of this release: of an occupation
// that has another code since, the code follows, and the target is frozen anew as
// it stands. ok is false where that is no use: the target is gone, or something
// else that the change speaks of is.
func (r *Release) Rebase(c Change) (next Change, ok bool) {
	next = c
	if b := c.Base; b != nil && b.Kind == KindOccupation && b.Code != "" {
		if o, found := r.OccupationByOGR(b.OGR); found {
			for _, code := range []*string{&next.Code, &next.From} {
				if *code == b.Code {
					*code = o.Code
				}
			}
		}
	}
	next.Base = r.BaseOf(next)
	return next, r.Check(next).Verdict != Conflict
}
