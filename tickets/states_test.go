package tickets_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"vigie/tickets"
)

var update = flag.Bool("update", false, "write the generated files anew")

// The diagram in docs/states.md is made from the transition tables.
func TestStateDiagram(t *testing.T) {
	var b strings.Builder
	b.WriteString("# States\n\nGenerated from `tickets/transition.go` by `go test ./tickets -run StateDiagram -update`: do not edit.\n")
	diagram(&b, "A ticket", tickets.TicketTransitions(), string(tickets.New), "filed")
	diagram(&b, "A proposal", tickets.ProposalTransitions(), string(tickets.Pending), "filed")
	const path = "../docs/states.md"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != b.String() {
		t.Error("docs/states.md is stale: run make generate")
	}
}

func diagram[S ~string](b *strings.Builder, title string, table []tickets.Transition[S], first, event string) {
	fmt.Fprintf(b, "\n## %s\n\n```mermaid\nstateDiagram-v2\n    [*] --> %s: %s\n", title, first, event)
	var still strings.Builder
	for _, row := range table {
		for _, from := range row.From {
			if row.To != "" && row.To != from {
				fmt.Fprintf(b, "    %s --> %s: %s\n", from, row.To, strings.ReplaceAll(row.Event, ":", " "))
			}
		}
		if row.To == "" {
			names := make([]string, len(row.From))
			for i, s := range row.From {
				names[i] = string(s)
			}
			fmt.Fprintf(&still, "| %s | %s |\n", row.Event, strings.Join(names, ", "))
		}
	}
	b.WriteString("```\n")
	if still.Len() > 0 {
		b.WriteString("\nEvents that leave the state as it is:\n\n| event | in |\n|---|---|\n" + still.String())
	}
}

// Every state is reached, and no row is shadowed by an earlier one.
func TestTransitionTables(t *testing.T) {
	walk(t, tickets.TicketTransitions(), tickets.States(), tickets.New)
	walk(t, tickets.ProposalTransitions(), tickets.ProposalStates(), tickets.Pending)
}

func walk[S ~string](t *testing.T, table []tickets.Transition[S], states []S, first S) {
	t.Helper()
	reached := map[S]bool{first: true}
	seen := make(map[string]bool)
	for _, row := range table {
		if row.To != "" {
			reached[row.To] = true
		}
		for _, from := range row.From {
			if key := row.Event + " in " + string(from); seen[key] {
				t.Errorf("%s has two rows", key)
			} else {
				seen[key] = true
			}
		}
	}
	for _, s := range states {
		if !reached[s] {
			t.Errorf("no event leads to %s", s)
		}
	}
}

// The table of authority is whole: each command has somebody, and nobody but
// the staff and the system reads or changes another's ticket.
func TestAuthority(t *testing.T) {
	for _, c := range tickets.Commands() {
		any := false
		for _, r := range tickets.Roles() {
			any = any || r.May(c)
		}
		if !any {
			t.Errorf("nobody may %s", c)
		}
		if tickets.Visitor.May(c) && c != tickets.CanFile {
			t.Errorf("a visitor may %s", c)
		}
	}
	for _, c := range []tickets.Command{tickets.CanErase, tickets.CanManageStaff} {
		if tickets.Agent.May(c) || tickets.Manager.May(c) {
			t.Errorf("more than an administrator may %s", c)
		}
	}
}
