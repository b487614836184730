package rome

import "strings"

// Every kind of change; docs/changes.md has an example of each family.
const (
	OccupationCreate    Kind = "occupation.create"
	OccupationRename    Kind = "occupation.rename"
	OccupationDefine    Kind = "occupation.define"
	OccupationAccess    Kind = "occupation.access"
	OccupationTag       Kind = "occupation.tag"
	OccupationRemove    Kind = "occupation.remove"
	OccupationRepurpose Kind = "occupation.repurpose"

	AppellationCreate    Kind = "appellation.create"
	AppellationRename    Kind = "appellation.rename"
	AppellationShort     Kind = "appellation.short"
	AppellationMove      Kind = "appellation.move"
	AppellationPrincipal Kind = "appellation.principal"
	AppellationTag       Kind = "appellation.tag"
	AppellationRemove    Kind = "appellation.remove"
	AppellationRepurpose Kind = "appellation.repurpose"

	SkillCreate    Kind = "skill.create"
	SkillRename    Kind = "skill.rename"
	SkillRemove    Kind = "skill.remove"
	SkillReindex   Kind = "skill.reindex"
	SkillTag       Kind = "skill.tag"
	SkillRepurpose Kind = "skill.repurpose"

	KnowledgeCreate    Kind = "knowledge.create"
	KnowledgeRename    Kind = "knowledge.rename"
	KnowledgeRemove    Kind = "knowledge.remove"
	KnowledgeReindex   Kind = "knowledge.reindex"
	KnowledgeTag       Kind = "knowledge.tag"
	KnowledgeRepurpose Kind = "knowledge.repurpose"

	ContextCreate    Kind = "context.create"
	ContextRename    Kind = "context.rename"
	ContextRemove    Kind = "context.remove"
	ContextReindex   Kind = "context.reindex"
	ContextTag       Kind = "context.tag"
	ContextRepurpose Kind = "context.repurpose"

	LinkAdd    Kind = "link.add"
	LinkRemove Kind = "link.remove"
	LinkCore   Kind = "link.core"

	MobilityAdd    Kind = "mobility.add"
	MobilityRemove Kind = "mobility.remove"
	MobilityRank   Kind = "mobility.rank"

	TreeAdd         Kind = "tree.add"
	TreeRemove      Kind = "tree.remove"
	CrosswalkAdd    Kind = "crosswalk.add"
	CrosswalkRemove Kind = "crosswalk.remove"

	Other Kind = "other"
)

// A Field names a field of a change, as in its JSON and as the column of its
// CSV.
type Field string

// The fields a kind may use.
const (
	FieldDomain    Field = "domain"
	FieldCode      Field = "code"
	FieldOGR       Field = "ogr"
	FieldLabel     Field = "label"
	FieldShort     Field = "short"
	FieldText      Field = "text"
	FieldTag       Field = "tag"
	FieldValue     Field = "value"
	FieldSuccessor Field = "successor"
	FieldParent    Field = "parent"
	FieldTo        Field = "to"
	FieldFrom      Field = "from"
	FieldItem      Field = "item"
	FieldCore      Field = "core"
	FieldRank      Field = "rank"
	FieldTree      Field = "tree"
	FieldNode      Field = "node"
	FieldTable     Field = "table"
	FieldKey       Field = "key"
	FieldOld       Field = "old"
	FieldNew       Field = "new"
)

// Fields lists every field, in the order of the CSV columns.
func Fields() []Field {
	return []Field{
		FieldDomain, FieldCode, FieldOGR, FieldFrom, FieldTo, FieldLabel, FieldShort, FieldText,
		FieldTag, FieldValue, FieldParent, FieldItem, FieldCore, FieldRank,
		FieldTree, FieldNode, FieldTable, FieldKey, FieldSuccessor, FieldOld, FieldNew,
	}
}

// A KindInfo is a kind's row: the fields it must have and those it may have.
type KindInfo struct {
	Kind     Kind
	Required []Field
	Optional []Field
	Observed bool // found between two releases, never asked for
}

// has reports whether the kind uses the field at all.
func (k *KindInfo) has(f Field) bool {
	for _, list := range [2][]Field{k.Required, k.Optional} {
		for _, g := range list {
			if f == g {
				return true
			}
		}
	}
	return false
}

// kindTable drives the JSON, the validation and the CSV of changes.
var kindTable = buildKinds()

// kindRows finds a kind's row in kindTable.
var kindRows = func() map[Kind]*KindInfo {
	m := make(map[Kind]*KindInfo, len(kindTable))
	for i := range kindTable {
		m[kindTable[i].Kind] = &kindTable[i]
	}
	return m
}()

func buildKinds() []KindInfo {
	f := func(fields ...Field) []Field { return fields }
	kinds := []KindInfo{
		{Kind: OccupationCreate, Required: f(FieldDomain, FieldLabel), Optional: f(FieldCode, FieldOGR)},
		{Kind: OccupationRename, Required: f(FieldCode, FieldLabel)},
		{Kind: OccupationDefine, Required: f(FieldCode, FieldText)},
		{Kind: OccupationAccess, Required: f(FieldCode, FieldText)},
		{Kind: OccupationTag, Required: f(FieldCode, FieldTag, FieldValue)},
		{Kind: OccupationRemove, Required: f(FieldCode), Optional: f(FieldSuccessor)},
		{Kind: AppellationCreate, Required: f(FieldCode, FieldLabel), Optional: f(FieldShort, FieldOGR)},
		{Kind: AppellationRename, Required: f(FieldOGR, FieldLabel)},
		{Kind: AppellationShort, Required: f(FieldOGR, FieldShort)},
		{Kind: AppellationMove, Required: f(FieldOGR, FieldTo)},
		{Kind: AppellationPrincipal, Required: f(FieldOGR)},
		{Kind: AppellationTag, Required: f(FieldOGR, FieldTag, FieldValue)},
		{Kind: AppellationRemove, Required: f(FieldOGR), Optional: f(FieldSuccessor)},
	}
	for _, family := range []string{"skill", "knowledge", "context"} {
		kinds = append(kinds,
			KindInfo{Kind: Kind(family + ".create"), Required: f(FieldLabel), Optional: f(FieldParent, FieldOGR)},
			KindInfo{Kind: Kind(family + ".rename"), Required: f(FieldOGR, FieldLabel)},
			KindInfo{Kind: Kind(family + ".remove"), Required: f(FieldOGR), Optional: f(FieldSuccessor)},
			KindInfo{Kind: Kind(family + ".reindex"), Required: f(FieldOGR, FieldParent)},
			KindInfo{Kind: Kind(family + ".tag"), Required: f(FieldOGR, FieldTag, FieldValue)},
		)
	}
	kinds = append(kinds,
		KindInfo{Kind: LinkAdd, Required: f(FieldCode, FieldItem), Optional: f(FieldCore)},
		KindInfo{Kind: LinkRemove, Required: f(FieldCode, FieldItem)},
		KindInfo{Kind: LinkCore, Required: f(FieldCode, FieldItem, FieldCore)},
		KindInfo{Kind: MobilityAdd, Required: f(FieldFrom, FieldTo), Optional: f(FieldRank)},
		KindInfo{Kind: MobilityRemove, Required: f(FieldFrom, FieldTo)},
		KindInfo{Kind: MobilityRank, Required: f(FieldFrom, FieldTo, FieldRank)},
		KindInfo{Kind: TreeAdd, Required: f(FieldCode, FieldTree, FieldNode)},
		KindInfo{Kind: TreeRemove, Required: f(FieldCode, FieldTree, FieldNode)},
		KindInfo{Kind: CrosswalkAdd, Required: f(FieldCode, FieldTable, FieldKey)},
		KindInfo{Kind: CrosswalkRemove, Required: f(FieldCode, FieldTable, FieldKey)},
		KindInfo{Kind: Other, Required: f(FieldText)},
	)
	for _, kind := range EntityKinds() {
		row := KindInfo{Kind: Kind(kind) + ".repurpose", Required: f(FieldOGR, FieldOld, FieldNew), Observed: true}
		if kind == KindOccupation {
			row.Optional = f(FieldCode) // of one that has another OGR now
		}
		kinds = append(kinds, row)
	}
	return kinds
}

// Kinds returns the table of kinds. The caller must not change it.
func Kinds() []KindInfo { return kindTable }

// Info returns the kind's row; ok is false when it is no kind.
func (k Kind) Info() (info KindInfo, ok bool) {
	row, ok := kindRows[k]
	if !ok {
		return KindInfo{}, false
	}
	return *row, true
}

// Fields returns the fields of the kind, the required ones first; nil when it
// is no kind.
func (k Kind) Fields() []Field {
	row, ok := kindRows[k]
	if !ok {
		return nil
	}
	return append(append([]Field(nil), row.Required...), row.Optional...)
}

// Valid reports whether k is a kind of the table.
func (k Kind) Valid() bool {
	_, ok := kindRows[k]
	return ok
}

// Family is the part before the dot: "appellation", "link", "other".
func (k Kind) Family() string {
	family, _, _ := strings.Cut(string(k), ".")
	return family
}

// Verb is the part after the dot: "create", "add", "" for Other.
func (k Kind) Verb() string {
	_, verb, _ := strings.Cut(string(k), ".")
	return verb
}
