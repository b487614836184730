package web

import (
	"slices"
	"strconv"
	"strings"

	"vigie/rome"
	"vigie/tickets"
)

// typedChange makes a change of a block of the compact form. Its five inputs
// mean what the kind needs: what the change is about is told by code, or by OGR
// or exact label; the rest is what is wanted.
func typedChange(release *rome.Release, kind rome.Kind, field func(string) string) rome.Change {
	get := func(name string) string { return strings.TrimSpace(field(name)) }
	code, to := strings.ToUpper(get(".code")), strings.ToUpper(get(".to"))
	values := map[rome.Field]string{
		rome.FieldCode: code, rome.FieldDomain: code, rome.FieldFrom: code, rome.FieldTo: to, rome.FieldSuccessor: to,
		rome.FieldLabel: get(".label"), rome.FieldShort: get(".label"), rome.FieldText: get(".text"),
		rome.FieldOGR: knownOGR(release, kind, code, get(".ogr")),
	}
	c := rome.Change{Kind: kind}
	info, _ := kind.Info()
	has := func(f rome.Field) bool {
		optional := f == rome.FieldSuccessor
		return slices.Contains(info.Required, f) || optional && slices.Contains(info.Optional, f)
	}
	for f, set := range map[rome.Field]*string{
		rome.FieldCode: &c.Code, rome.FieldDomain: &c.Domain, rome.FieldFrom: &c.From, rome.FieldTo: &c.To,
		rome.FieldSuccessor: &c.Successor, rome.FieldLabel: &c.Label, rome.FieldShort: &c.Short,
		rome.FieldText: &c.Text, rome.FieldOGR: &c.OGR,
	} {
		if has(f) {
			*set = values[f]
		}
	}
	if has(rome.FieldItem) {
		c.Item = itemRef(release, get(".ogr"))
	}
	return c
}

// knownOGR is what was typed when it is an OGR, else the OGR of the only entity
// of the kind's family, under the code if one was given, that has the label.
func knownOGR(release *rome.Release, kind rome.Kind, code, typed string) string {
	if release == nil || typed == "" || isNumber(typed) {
		return typed
	}
	var found []string
	for _, e := range release.FindLabel(rome.EntityKind(kind.Family()), typed) {
		if code == "" || e.Code == "" || e.Code == code {
			found = append(found, e.OGR)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return typed
}

// itemRef points at the item of an OGR or of a label, which need not exist yet.
func itemRef(release *rome.Release, typed string) rome.Ref {
	if isNumber(typed) {
		return rome.Ref{OGR: typed}
	}
	if release != nil {
		for _, kind := range []rome.EntityKind{rome.KindSkill, rome.KindKnowledge, rome.KindContext} {
			if found := release.FindLabel(kind, typed); len(found) == 1 {
				return rome.Ref{OGR: found[0].OGR}
			}
		}
	}
	return rome.Ref{Label: typed}
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// inputs are the compact form's inputs, by the field of a change that they fill.
var inputs = map[string]string{
	"code": "code", "domain": "code", "from": "code", "to": "to", "successor": "to", "label": "label", "short": "label",
	"text": "text", "ogr": "ogr", "item": "ogr",
}

// changeFaults leads the faults of changes to the inputs they came from.
func changeFaults(faults []tickets.FieldFault, blocks []int) []tickets.FieldFault {
	list := slices.Clone(faults)
	for i, f := range list {
		name, ok := strings.CutPrefix(f.Field, "changes.")
		n, err := strconv.Atoi(name)
		if !ok || err != nil || n < 1 || n > len(blocks) {
			continue
		}
		list[i].Field = "changes." + strconv.Itoa(blocks[n-1])
		if len(f.Args) > 0 {
			if name, ok := f.Args[0].(string); ok && inputs[name] != "" {
				list[i].Field += "." + inputs[name]
			}
		}
	}
	return list
}
