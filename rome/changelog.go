package rome

import (
	"slices"
	"strconv"
)

// A LogType is what the official change log of the ROME calls a change.
type LogType string

// The six types of the official log, and one for what it has no word for: texts,
// tags, importance, ranks, free text.
const (
	LogCreation     LogType = "creation"
	LogRename       LogType = "rename"
	LogReindex      LogType = "reindex"
	LogRemoval      LogType = "removal"
	LogSubstitution LogType = "replacement"  // removed, and something named in its stead
	LogReactivation LogType = "reactivation" // created, and was there before
	LogEdit         LogType = "edit"
)

// LogTypes lists them.
func LogTypes() []LogType {
	return []LogType{LogCreation, LogRename, LogReindex, LogRemoval, LogSubstitution, LogReactivation, LogEdit}
}

// Retired says whether an entity was in an earlier release and is no longer: by
// its OGR, or by its label where that is "". Nil knows of none.
type Retired func(kind EntityKind, ogr, label string) bool

// A LogEntry is a change as a line of the log: what it is about as it stands in
// a release, and what it becomes.
type LogEntry struct {
	Type      LogType
	OGR       string // of what changes; "" where it has none yet
	Code      string // code ROME it is under, or is
	Label     string // as it stands; of what is created, the label it gets
	Old, New  string // the field that changes
	Successor Entity // what stands in for what is removed
}

// LogType tells which type a change is.
func (c Change) LogType(retired Retired) LogType {
	switch c.Kind.Verb() {
	case "create":
		if retired != nil && retired(EntityKind(c.Kind.Family()), c.OGR, c.Label) {
			return LogReactivation
		}
		return LogCreation
	case "add":
		return LogCreation
	case "rename", "short", "principal", "repurpose":
		return LogRename
	case "move", "reindex":
		return LogReindex
	case "remove":
		if c.Successor != "" {
			return LogSubstitution
		}
		return LogRemoval
	}
	return LogEdit
}

// LogEntry words a change against this release.
func (r *Release) LogEntry(c Change, retired Retired) LogEntry {
	e := LogEntry{Type: c.LogType(retired), OGR: c.OGR, Code: c.Code, Label: c.Label}
	if target, ok := r.targetOf(c); ok {
		e.OGR, e.Code, e.Label = target.OGR, target.Code, target.Label
	} else if c.Base != nil && c.Kind.Verb() != "create" {
		e.OGR, e.Code, e.Label = c.Base.OGR, c.Base.Code, c.Base.Label
	}
	switch c.Kind.Family() {
	case "occupation":
		r.logOccupation(&e, c)
	case "appellation":
		r.logAppellation(&e, c)
	case "skill", "knowledge", "context":
		r.logItem(&e, c)
	case "link":
		r.logLink(&e, c)
	case "mobility":
		r.logMobility(&e, c)
	case "tree":
		e.plusMinus(c, c.Node)
	case "crosswalk":
		e.plusMinus(c, c.Key)
	default:
		e.New = c.Text
	}
	if c.Successor != "" {
		e.Successor = Entity{OGR: c.Successor}
		if o, ok := r.Occupation(c.Successor); ok {
			e.Successor = o.Entity()
		} else if s, ok := r.Entity(c.Successor); ok {
			e.Successor = s
		} else if isCode(c.Successor) {
			e.Successor = Entity{Code: c.Successor}
		}
	}
	return e
}

// targetOf finds what a change is about, where it exists.
func (r *Release) targetOf(c Change) (Entity, bool) {
	switch {
	case c.Kind.Verb() == "create":
		return Entity{}, false
	case c.OGR != "":
		return r.Entity(c.OGR)
	}
	code := c.Code
	if c.From != "" {
		code = c.From
	}
	if o, ok := r.Occupation(code); ok {
		return o.Entity(), true
	}
	return Entity{}, false
}

// plusMinus writes what is added as new, what is removed as old.
func (e *LogEntry) plusMinus(c Change, what string) {
	if c.Kind.Verb() == "remove" {
		e.Old = what
		return
	}
	e.New = what
}

func (r *Release) logOccupation(e *LogEntry, c Change) {
	o, _ := r.Occupation(c.Code)
	if o == nil {
		o = new(Occupation)
	}
	switch c.Kind {
	case OccupationCreate:
		e.New = c.Label
		if e.Code == "" {
			e.Code = c.Domain
		}
	case OccupationRename:
		e.Old, e.New = e.Label, c.Label
	case OccupationDefine:
		e.Old, e.New = o.Definition, c.Text
	case OccupationAccess:
		e.Old, e.New = o.Access, c.Text
	case OccupationTag:
		e.Old, _ = o.Tags.Get(c.Tag)
		e.New = c.Value
	case OccupationRemove:
		e.Old = e.Label
	}
}

func (r *Release) logAppellation(e *LogEntry, c Change) {
	a, _ := r.Appellation(c.OGR)
	if a == nil {
		a = new(Appellation)
	}
	switch c.Kind {
	case AppellationCreate:
		e.New = c.Label
	case AppellationRename:
		e.Old, e.New = e.Label, c.Label
	case AppellationShort:
		e.Old, e.New = a.Short, c.Short
	case AppellationMove:
		e.Old, e.New = e.Code, c.To
	case AppellationPrincipal:
		e.New = e.Label
		if o, ok := r.Occupation(e.Code); ok {
			e.Old = o.Label
		}
	case AppellationTag:
		e.Old, _ = a.Tags.Get(c.Tag)
		e.New = c.Value
	case AppellationRemove:
		e.Old = e.Label
	}
}

func (r *Release) logItem(e *LogEntry, c Change) {
	i, _ := r.Item(c.OGR)
	if i == nil {
		i = new(Item)
	}
	switch c.Kind.Verb() {
	case "create":
		e.New = c.Label
	case "rename":
		e.Old, e.New = e.Label, c.Label
	case "reindex":
		e.Old, e.New = i.Parent, c.Parent
	case "tag":
		e.Old, _ = i.Tags.Get(c.Tag)
		e.New = c.Value
	case "remove":
		e.Old = e.Label
	}
}

// logLink is about the item under the occupation's code.
func (r *Release) logLink(e *LogEntry, c Change) {
	e.OGR, e.Label = c.Item.OGR, c.Item.Label
	if item, ok := r.Item(c.Item.OGR); ok {
		e.Label = item.Label
	}
	if c.Kind != LinkCore {
		e.plusMinus(c, e.Label)
		return
	}
	e.New = c.Core
	if o, ok := r.Occupation(c.Code); ok {
		if l, ok := o.Link(c.Item.OGR); ok {
			e.Old = l.Core
		}
	}
}

func (r *Release) logMobility(e *LogEntry, c Change) {
	if c.Kind != MobilityRank {
		e.plusMinus(c, c.To)
		return
	}
	e.New = strconv.Itoa(c.Rank)
	if o, ok := r.Occupation(c.From); ok {
		if m, ok := o.Mobility(c.To); ok {
			e.Old = strconv.Itoa(m.Rank)
		}
	}
}

// MajorDomains lists the letters of the major domains that a change touches, as
// far as its codes and its base tell; none of what belongs to no occupation.
func (c Change) MajorDomains() []string {
	codes := []string{c.Code, c.From, c.To, c.Domain}
	if c.Base != nil {
		codes = append(codes, c.Base.Code)
	}
	var list []string
	for _, code := range codes {
		if code != "" && !slices.Contains(list, code[:1]) {
			list = append(list, code[:1])
		}
	}
	slices.Sort(list)
	return list
}
