package rome

// Home is the code of the occupation that a change happens to, "" where it is a
// skill's, a piece of knowledge's, a context's or none: the code it names, or
// that of the appellation it names as it stands in the release.
func (r *Release) Home(c Change) string {
	switch {
	case c.Code != "":
		return c.Code
	case c.From != "":
		return c.From
	}
	if o, ok := r.OccupationByOGR(c.OGR); ok {
		return o.Code
	}
	if p, ok := r.Appellation(c.OGR); ok {
		return p.Code
	}
	return ""
}
