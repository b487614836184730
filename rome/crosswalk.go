package rome

// A Crosswalk is a table between codes ROME and another nomenclature.
type Crosswalk struct{}

func (r *Release) checkCrosswalk(c Change) Result { return r.unverifiable(c, ReasonTableNotLoaded) }

func (d *draft) applyCrosswalk(Change) Reason { return ReasonTableNotLoaded }
