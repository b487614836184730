package views

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"vigie/rome"
	"vigie/tickets"
)

// changeRules are the rules of rome.ChangeError, read from its source so that
// a new one is not forgotten here.
func changeRules(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../rome/changeerror.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 && strings.HasPrefix(spec.Names[0].Name, "Change") {
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok {
				rule, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				rules = append(rules, rule)
			}
		}
		return true
	})
	if len(rules) < 16 {
		t.Fatalf("found only %q", rules)
	}
	return rules
}

func TestFaultText(t *testing.T) {
	args := map[string][]any{
		tickets.RuleTooLong: {200}, tickets.RuleTooMany: {50}, tickets.RuleHolds: {"460"},
		tickets.RuleChange: {"code", rome.ChangeBadCode},
	}
	for _, rule := range tickets.Rules() {
		for _, field := range []string{"email", "text", "proposals.2", "proposals.2.reason", "changes.3", "mail", "reference", "nothing_known", ""} {
			sentence(t, FaultText(tickets.FieldFault{Field: field, Rule: rule, Args: args[rule]}))
			sentence(t, FaultText(tickets.FieldFault{Field: field, Rule: rule})) // arguments forgotten
		}
	}
	for _, c := range []struct {
		fault tickets.FieldFault
		want  string
	}{
		{tickets.FieldFault{Field: "email", Rule: tickets.RuleRequired}, "Indiquez votre adresse électronique, par exemple prenom.nom@exemple.fr."},
		{tickets.FieldFault{Field: "proposals.12.reason", Rule: tickets.RuleRequired}, "Choisissez un motif."},
		{tickets.FieldFault{Field: "text", Rule: tickets.RuleTooLong, Args: []any{20000}}, "Raccourcissez ce texte\u00a0: il peut avoir 20\u202f000\u00a0caractères au plus."},
		{tickets.FieldFault{Field: "changes.1", Rule: tickets.RuleChange, Args: []any{"code", "bad-code"}}, "Indiquez un code ROME, par exemple M1805."},
		{tickets.FieldFault{Field: "changes.1", Rule: tickets.RuleChange, Args: []any{"label", "missing-field"}}, "Indiquez le libellé souhaité."},
		{tickets.FieldFault{Field: "proposals.1", Rule: tickets.RuleHolds, Args: []any{"460"}}, "La version 460 du ROME contient déjà cette évolution\u00a0: choisissez «\u00a0déjà présente\u00a0»."},
	} {
		if got := FaultText(c.fault); got != c.want {
			t.Errorf("%v: %q, want %q", c.fault, got, c.want)
		}
	}
}

// Every rule and every field that a kind of change needs has a sentence of its
// own.
func TestChangeFaults(t *testing.T) {
	general := changeFaultText(nil)
	for _, rule := range changeRules(t) {
		got := FaultText(tickets.FieldFault{Field: "changes.1", Rule: tickets.RuleChange, Args: []any{"tag", rule}})
		sentence(t, got)
		if got == Typo(general) {
			t.Errorf("%s has no sentence", rule)
		}
	}
	missing := changeFaultText([]any{"", rome.ChangeMissingField})
	for _, kind := range rome.Kinds() {
		for _, field := range kind.Required {
			if got := changeFaultText([]any{string(field), rome.ChangeMissingField}); got == missing {
				t.Errorf("%s of %s has no sentence", field, kind.Kind)
			}
		}
	}
	for _, field := range rome.Fields() {
		sentence(t, Typo(changeFaultText([]any{string(field), rome.ChangeTooLong})))
	}
}

func TestErrorText(t *testing.T) {
	own := ErrorText(errors.New("database is locked"))
	seen := map[string]bool{own.Title: true}
	for _, err := range []error{
		tickets.ErrNotFound, tickets.ErrForbidden, tickets.ErrConflict, tickets.ErrTransition, tickets.ErrThrottled,
		&tickets.Invalid{Faults: []tickets.FieldFault{{Field: "email", Rule: tickets.RuleEmail}}},
	} {
		w := ErrorText(fmt.Errorf("doing something: %w", err))
		if w.Title == "" || seen[w.Title] {
			t.Errorf("%v is told as %q", err, w.Title)
		}
		seen[w.Title] = true
		typographic(t, w.Title)
		sentence(t, w.Text)
	}
	if ErrorText(&tickets.Stale{Seen: 1, Now: 2}) != ErrorText(tickets.ErrConflict) {
		t.Error("a stale page is not told as a conflict")
	}
	if strings.Contains(own.Title+own.Text, "locked") {
		t.Error("the details of a fault are shown")
	}
	sentence(t, own.Text)
	if ErrorText(nil) != own {
		t.Error("no error at all is told otherwise than an unknown one")
	}
}
