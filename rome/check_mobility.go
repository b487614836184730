package rome

func (r *Release) checkMobility(c Change) Result {
	from, known := r.Occupation(c.From)
	if known {
		if m, ok := from.Mobility(c.To); ok {
			return r.checkMobilityThere(c, from, m)
		}
	}
	if c.Kind == MobilityRemove {
		return r.result(Holds, "", r.nowhere(fileMobilities))
	}
	if !known {
		return r.gone(c, KindOccupation, "")
	}
	res := r.unmet(c, from.Entity(), ReasonNotLinked, r.nowhere(fileMobilities))
	if _, ok := r.Occupation(c.To); !ok && res.Verdict == Unmet {
		return r.result(Conflict, ReasonCodeUnknown, r.nowhere(fileOccupations))
	}
	return res
}

// checkMobilityThere answers when the occupation has the mobility.
func (r *Release) checkMobilityThere(c Change, from *Occupation, m Mobility) Result {
	switch {
	case c.Kind == MobilityRemove:
		return r.unmet(c, from.Entity(), ReasonStillThere, m.Source)
	case c.Kind == MobilityRank && m.Rank != c.Rank:
		return r.unmet(c, from.Entity(), "", m.Source)
	case c.Kind == MobilityAdd && c.Rank != 0 && c.Rank != m.Rank:
		return r.result(Partial, ReasonRankDiffers, m.Source)
	case c.Kind == MobilityAdd:
		return r.result(Holds, ReasonAlreadyLinked, m.Source)
	}
	return r.result(Holds, "", m.Source)
}
