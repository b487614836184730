package rome

func (r *Release) checkOccupation(c Change) Result {
	switch c.Kind {
	case OccupationCreate:
		return r.checkOccupationCreate(c)
	case OccupationRepurpose:
		o, ok := r.OccupationByOGR(c.OGR)
		if !ok {
			return r.gone(c, KindOccupation, c.OGR)
		}
		return r.repurposed(c, o.Entity())
	}
	o, ok := r.Occupation(c.Code)
	if !ok {
		if c.Kind == OccupationRemove {
			return r.removed(c, KindOccupation)
		}
		return r.gone(c, KindOccupation, "")
	}
	switch c.Kind {
	case OccupationRename:
		return r.checkOccupationRename(c, o)
	case OccupationDefine:
		return r.checkProse(c, o, o.Definition, o.DefinitionSources)
	case OccupationAccess:
		return r.checkProse(c, o, o.Access, o.AccessSources)
	case OccupationTag:
		return r.checkTag(c, o.Entity(), o.Tags)
	case OccupationRemove:
		return r.unmet(c, o.Entity(), ReasonStillThere, o.Source)
	}
	return r.unverifiable(c, ReasonUnknownKind)
}

// checkOccupationCreate looks for the label among the domain's occupations,
// then among all. The code, if one is suggested, does not have to be the one
// it got.
func (r *Release) checkOccupationCreate(c Change) Result {
	var here, elsewhere []Entity
	for _, e := range r.FindLabel(KindOccupation, c.Label) {
		if e.Code[:3] == c.Domain {
			here = append(here, e)
		} else {
			elsewhere = append(elsewhere, e)
		}
	}
	switch e, like := nearest(here, c.Label); like {
	case equal:
		return r.result(Holds, "", r.source(e.OGR)).found(e)
	case caseOnly, typographic:
		return r.result(Partial, like.reason(), r.source(e.OGR)).found(e)
	}
	res := r.result(Unmet, "", r.nowhere(fileOccupations))
	if len(elsewhere) > 0 {
		return r.elsewhere(r.result(Unmet, ""), elsewhere, ReasonLabelElsewhere)
	}
	if _, ok := r.Domain(c.Domain); !ok {
		res = r.result(Conflict, ReasonDomainUnknown, r.nowhere(fileDomains))
	} else if o, ok := r.Occupation(c.Code); ok {
		res = r.result(Unmet, ReasonCodeTaken, o.Source).found(o.Entity())
	}
	// An appellation of that label is worth knowing of, though it is no
	// occupation.
	return res.found(r.FindLabel(KindAppellation, c.Label)...)
}

// checkOccupationRename also looks at the principal appellation, whose label
// is the occupation's: renaming one without the other is half of it.
func (r *Release) checkOccupationRename(c Change, o *Occupation) Result {
	res := r.checkRename(c, o.Entity())
	p := o.Principal()
	if res.Verdict != Holds || p == nil {
		return res
	}
	res.Evidence = append(res.Evidence, r.result("", "", p.Source).Evidence...)
	if compare(p.Label, c.Label) != equal {
		res.Verdict, res.Reason = Partial, ReasonPrincipalDiffers
		res = res.found(p.Entity())
	}
	return res
}

// checkProse answers a change of the definition or the access text. A text
// that is not there at all is looked for in its file.
func (r *Release) checkProse(c Change, o *Occupation, text string, sources []Source) Result {
	if len(sources) == 0 {
		sources = []Source{r.nowhere(fileTexts)}
	}
	return r.checkText(c, o.Entity(), text, c.Text, sources...)
}
