package rome

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// A Claim is one thing that a change says of the nomenclature: what Thing shall
// be. Two changes can only clash over a thing that both claim, and want
// otherwise: an index of claims finds the few candidates among all changes,
// and Clash tells which of them do. Both strings are short and hold no words of
// anybody's.
type Claim struct {
	Thing string // "place:11573", "label:M1805", "name:" and a digest
	Want  string
}

// ClaimsVersion grows when Claims answers otherwise than before: an index that
// was made of another version is made anew.
const ClaimsVersion = 1

// Claims lists what a change claims. Where things are (the code that an
// appellation is under, its label before) is taken from the base: a change
// without one claims less, and fewer of its clashes are found. Free text claims
// nothing.
func (c Change) Claims() []Claim {
	list := c.claims()
	out := make([]Claim, len(list))
	for i, l := range list {
		out[i] = Claim{l.thing, l.want}
	}
	return out
}

// The wants of claims on whether something is there.
const (
	there = "yes"
	gone  = "no"
)

// The wants of claims on the names within a sheet: see Clash.
const (
	namesSheet = "sheet" // the occupation's own name is given
	namesEntry = "entry" // an appellation's
)

// claim is a Claim with the kind of clash that another want makes of it.
type claim struct {
	thing, want string
	kind        ClashKind
}

// claiming collects the claims of one change.
type claiming []claim

func (l *claiming) add(kind ClashKind, facet, id, want string) {
	if id != "" {
		*l = append(*l, claim{facet + ":" + id, want, kind})
	}
}

// needs claims that something is there: the target of the change, or, with
// ClashUnder, what it is under or leads to.
func (l *claiming) needs(kind ClashKind, id string) { l.add(kind, "there", id, there) }

func (c *Change) claims() []claim {
	var l claiming
	switch c.Kind.Family() {
	case "occupation":
		c.claimOccupation(&l)
	case "appellation":
		c.claimAppellation(&l)
	case "skill", "knowledge", "context":
		c.claimItem(&l)
	case "link":
		c.claimLink(&l)
	case "mobility":
		c.claimMobility(&l)
	case "tree":
		l.needs(ClashUnder, c.Code)
		l.add(ClashLink, "tree", c.Code+"/"+c.Tree+"/"+digest(c.Node), c.presence())
	case "crosswalk":
		l.needs(ClashUnder, c.Code)
		l.add(ClashLink, "crosswalk", c.Code+"/"+c.Table+"/"+digest(c.Key), c.presence())
	}
	return l
}

// presence is whether something that is added or removed is there afterwards.
func (c *Change) presence() string {
	if c.Kind.Verb() == "remove" {
		return gone
	}
	return there
}

func (c *Change) claimOccupation(l *claiming) {
	switch c.Kind {
	case OccupationCreate:
		l.add(ClashCode, "code", c.Code, digest(c.Label))
		l.add(ClashUnder, "there", c.Code, there)
		l.add(ClashLabel, "sheet", digest(c.Label), c.Domain)
		return
	case OccupationRemove:
		l.add(ClashRemoved, "there", c.Code, gone)
		l.needs(ClashRemoved, c.Successor)
		return
	}
	l.needs(ClashRemoved, c.Code)
	switch c.Kind {
	case OccupationRename:
		l.add(ClashRename, "label", c.Code, digest(c.Label))
		l.add(ClashLabel, "sheet", digest(c.Label), c.Code)
		l.add(ClashPrincipal, "names", c.Code, namesSheet)
	case OccupationRepurpose:
		l.add(ClashRename, "label", c.Code, digest(c.New))
	case OccupationDefine, OccupationAccess:
		l.add(ClashText, c.Kind.Verb(), c.Code, digest(c.Text))
	case OccupationTag:
		l.add(ClashTag, "tag-"+c.Tag, c.Code, digest(c.Value))
	}
}

func (c *Change) claimAppellation(l *claiming) {
	under := c.under()
	switch c.Kind {
	case AppellationCreate:
		l.needs(ClashUnder, c.Code)
		l.add(ClashLabel, "name", digest(c.Label), c.Code)
		l.add(ClashLabel, "names", c.Code, namesEntry)
		return
	case AppellationRemove:
		l.add(ClashRemoved, "there", c.OGR, gone)
		l.needs(ClashRemoved, c.Successor)
		l.add(ClashPrincipal, "names", under, namesEntry)
		return
	case AppellationMove: // out of a sheet that may go once it is empty
		l.needs(ClashRemoved, c.OGR)
		l.needs(ClashUnder, c.To)
		l.add(ClashMove, "place", c.OGR, c.To)
		l.add(ClashPrincipal, "names", c.To, namesEntry)
		if under != c.To {
			l.add(ClashPrincipal, "names", under, namesEntry)
		}
		return
	}
	l.needs(ClashRemoved, c.OGR)
	l.needs(ClashUnder, under)
	switch c.Kind {
	case AppellationRename:
		l.add(ClashRename, "label", c.OGR, digest(c.Label))
		if under != "" {
			l.add(ClashLabel, "name", digest(c.Label), under)
			l.add(ClashRename, "names", under, namesEntry)
		}
	case AppellationRepurpose:
		l.add(ClashRename, "label", c.OGR, digest(c.New))
	case AppellationShort:
		l.add(ClashRename, "short", c.OGR, digest(c.Short))
	case AppellationTag:
		l.add(ClashTag, "tag-"+c.Tag, c.OGR, digest(c.Value))
	case AppellationPrincipal:
		if under != "" {
			l.add(ClashPrincipal, "principal", under, c.OGR)
			l.add(ClashPrincipal, "place", c.OGR, under)
			l.add(ClashPrincipal, "names", under, namesEntry)
		}
	}
}

func (c *Change) claimItem(l *claiming) {
	switch c.Kind.Verb() {
	case "create":
		if isOGR(c.Parent) {
			l.needs(ClashUnder, c.Parent)
		}
		return
	case "remove":
		l.add(ClashRemoved, "there", c.OGR, gone)
		l.needs(ClashRemoved, c.Successor)
		return
	}
	l.needs(ClashRemoved, c.OGR)
	switch c.Kind.Verb() {
	case "rename":
		l.add(ClashRename, "label", c.OGR, digest(c.Label))
	case "repurpose":
		l.add(ClashRename, "label", c.OGR, digest(c.New))
	case "tag":
		l.add(ClashTag, "tag-"+c.Tag, c.OGR, digest(c.Value))
	case "reindex":
		l.add(ClashIndex, "parent", c.OGR, digest(c.Parent))
		if isOGR(c.Parent) {
			l.needs(ClashUnder, c.Parent)
		}
	}
}

// claimLink does not need the sheet or the item of a link that is removed: that
// one of them goes agrees with it.
func (c *Change) claimLink(l *claiming) {
	id := c.Code + "/" + c.Item.OGR
	if c.Item.Label != "" {
		id = c.Code + "/" + digest(c.Item.Label)
	}
	l.add(ClashLink, "link", id, c.presence())
	if c.Kind == LinkRemove {
		return
	}
	l.needs(ClashUnder, c.Code)
	l.needs(ClashUnder, c.Item.OGR)
	if c.Kind == LinkCore || c.Core != "" {
		l.add(ClashCore, "core", id, c.Core)
	}
}

func (c *Change) claimMobility(l *claiming) {
	id := c.From + "/" + c.To
	l.add(ClashLink, "mobility", id, c.presence())
	if c.Kind == MobilityRemove {
		return
	}
	l.needs(ClashUnder, c.From)
	l.needs(ClashUnder, c.To)
	if c.Rank != 0 {
		l.add(ClashRank, "rank", id, strconv.Itoa(c.Rank))
	}
}

// under is the code that an appellation was under when the change was asked for,
// "" where no base says so.
func (c *Change) under() string {
	if c.Base == nil || c.Base.Kind != KindAppellation {
		return ""
	}
	return c.Base.Code
}

// digest is what a text is told from another by, typography aside.
func digest(text string) string {
	sum := sha256.Sum256([]byte(Fold(text)))
	return hex.EncodeToString(sum[:12])
}
