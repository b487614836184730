package views

import (
	"strings"
	"testing"

	"vigie/rome"
	"vigie/tickets"
)

func TestTableWords(t *testing.T) {
	table := tickets.CheckedRelease{SHA256: "ab", Number: "460", Table: tickets.CheckedTable{Name: "isco08", Title: "x", ImportedOn: day("2026-06-20"), Import: 3}}
	other := table
	other.Table.Name, other.Table.Title = "romeo", "Table des ROMEO"
	nameless := other
	nameless.Table.Title = ""
	for want, have := range map[string]string{
		"la version\u00a0460":                HolderText(tickets.CheckedRelease{Number: "460"}),
		"la table de correspondance CITP-08": HolderText(table),
		"la table de correspondance CITP-08, importée le samedi 20\u00a0juin\u00a02026": HeldSince(table),
		"la table de correspondance «\u00a0Table des ROMEO\u00a0»":                      HolderText(other),
		"la table de correspondance romeo":                                              HolderText(nameless),
		"Table de correspondance, t.xlsx!S, ligne\u00a04":                               evidencePlace(rome.Evidence{File: "t.xlsx!S", Line: 4}),
		"Table de correspondance, t.xlsx\u00a0: aucune ligne ne correspond":             evidencePlace(rome.Evidence{File: "t.xlsx"}),
	} {
		if have != want {
			t.Errorf("%q, want %q", have, want)
		}
		checkFrench(t, "table", have)
	}
	add := rome.Change{Kind: rome.CrosswalkAdd, Code: "M1805", Table: "isco08", Key: "2512"}
	for want, result := range map[string]rome.Result{
		"Présente dans la table de correspondance":            {Verdict: rome.Holds},
		"Pas encore présente dans la table de correspondance": {Verdict: rome.Unmet},
		"en partie (code écrit autrement)":                    {Verdict: rome.Partial, Reason: rome.ReasonKeyForm},
		"en partie (à un autre niveau de détail)":             {Verdict: rome.Partial, Reason: rome.ReasonKeyLevel},
		"Présente ailleurs (M1810)":                           {Verdict: rome.Elsewhere, Reason: rome.ReasonKeyElsewhere, Found: []rome.Entity{{Code: "M1810"}}},
		"en conflit\u00a0: la cible n’existe plus":            {Verdict: rome.Conflict, Reason: rome.ReasonTargetGone},
	} {
		if have, _ := VerdictText(VerdictModel{Change: add, Result: result, Release: "460"}); !strings.EqualFold(have, want) {
			t.Errorf("%q, want %q", have, want)
		}
	}
}

// What a table was found to hold is told of the table, wherever a release is told
// of.
func TestFoundInATable(t *testing.T) {
	in := tickets.CheckedRelease{SHA256: "ab", Number: "460", PublishedOn: day("2025-09-18"), ObservedOn: day("2025-09-20"), Table: tickets.CheckedTable{Name: "isco08", ImportedOn: day("2026-06-20"), Import: 3}}
	earlier := in
	earlier.Table.Import, earlier.Table.ImportedOn = 2, day("2026-06-01")
	rows := func(line int) []rome.Evidence { return []rome.Evidence{{File: "t.csv", Line: line, Row: "x"}} }
	p := tickets.Proposal{N: 1, State: tickets.Integrated, Integrated: &in, Change: rome.Change{Kind: rome.CrosswalkAdd, Code: "M1805", Table: "isco08", Key: "2512"}}
	c := &tickets.Case{Ticket: &tickets.Ticket{Proposals: []tickets.Proposal{p}}, Events: []tickets.Event{
		{N: 1, Fact: tickets.Checked{Release: earlier, Findings: []tickets.Finding{{Proposal: 1, Verdict: rome.Unmet, Evidence: rows(2)}}}},
		{N: 2, Fact: tickets.Checked{Release: in, Findings: []tickets.Finding{{Proposal: 1, Verdict: rome.Holds, Evidence: rows(7)}}}},
	}}
	proof := proofOf(c, &p)
	if proof.Text != "Dans la table de correspondance CITP-08, importée le samedi 20\u00a0juin\u00a02026" || proof.Href != "" || len(proof.Evidence) != 1 || proof.Evidence[0].Line != 7 {
		t.Errorf("%+v", proof)
	}
	if have := integratedLabel(&p); have != "Intégrée dans la table de correspondance CITP-08" {
		t.Errorf("%q", have)
	}
	if have := checkedText(c, c.Events[1].Fact.(tickets.Checked)); !strings.HasPrefix(have, "a vérifié la table de correspondance CITP-08. Évolution 1") {
		t.Errorf("%q", have)
	}
	c.Ticket.Proposals[0].Integrated, c.Ticket.Proposals[0].State, c.Ticket.Proposals[0].Fulfilled = nil, tickets.Pending, &in
	if list := ProposalsOf(c, ProposalContext{Today: day("2026-07-01")}); list[0].Note != "Présente dans la table de correspondance CITP-08, importée le samedi 20\u00a0juin\u00a02026, sans avoir été retenue." {
		t.Errorf("%q", list[0].Note)
	}
}
