// Package vigie_test keeps ARCHITECTURE.md true: who may import what, and the
// shape of the code.
package vigie_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// mayImport says which of our packages each may import; a package below another
// one counts with it unless it has a line of its own.
var mayImport = map[string][]string{
	"rome":                  {},
	"rome/sample":           {"rome"},
	"rome/source":           {"rome"},
	"tickets":               {"rome"},
	"mailbox":               {"rome", "tickets"},
	"mailbox/message":       {},
	"mailbox/reply":         {},
	"mailbox/triage":        {"mailbox/message"},
	"mailbox/wish":          {"rome"},
	"mailbox/scan":          {},
	"mailbox/safehtml":      {},
	"mailbox/mailfile":      {"rome", "tickets", "mailbox/message"},
	"mailbox/fetch":         {"tickets"},
	"mailbox/fetch/dovecot": {},
	"mailbox/intake":        {"rome", "tickets", "mailbox/message", "mailbox/reply", "mailbox/safehtml", "mailbox/scan", "mailbox/triage", "mailbox/wish"},
	"mailbox/sink":          {},
	"views":                 {"rome", "tickets"},
	"views/letters":         {"rome", "tickets", "views"},
	"views/changeset":       {"tickets", "views"},
	"web":                   {"rome", "tickets", "views", "views/changeset", "web/auth"},
	"web/auth":              {"tickets"},
	"migrations":            {},
	"migrations/dbtest":     {"migrations"},
	"cmd/vigie":             {"rome", "rome/sample", "rome/source", "tickets", "mailbox", "mailbox/sink", "mailbox/fetch", "mailbox/intake", "mailbox/mailfile", "mailbox/scan", "mailbox/triage", "mailbox/wish", "views", "views/changeset", "views/letters", "web", "web/auth", "migrations"},
}

// confined says where a library may be imported, and why only there.
var confined = []struct {
	path, why string
	only      []string
}{
	{"github.com/labstack/echo", "v4 ends in 2027: replacing it is one package's work", []string{"web"}},
	{"github.com/alexedwards/", "sign-in is web/auth's", []string{"web/auth"}},
	{"github.com/a-h/templ", "HTML is views'", []string{"views"}},
	{"github.com/emersion/", "mail is mailbox's", []string{"mailbox", "mailbox/sink", "mailbox/fetch", "mailbox/message", "mailbox/triage"}},
	{"github.com/microcosm-cc", "the HTML of mails is safehtml's", []string{"mailbox/safehtml"}},
	{"golang.org/x/oauth2", "tokens are fetch's", []string{"mailbox/fetch"}},
	{"github.com/wneessen/", "mail is mailbox's", []string{"mailbox"}},
	{"net/smtp", "mail is mailbox's", []string{"mailbox", "mailbox/sink"}},
	{"database/sql", "SQL is the store's", []string{"tickets", "migrations", "migrations/dbtest"}},
	{"modernc.org/sqlite", "drivers are migrations'", []string{"migrations"}},
	{"github.com/jackc/pgx", "drivers are migrations'", []string{"migrations"}},
	{"github.com/riverqueue/river", "River only wakes the store's jobs", []string{"tickets", "migrations"}},
	{"github.com/alecthomas/kong", "flags are the command's", []string{"cmd/vigie"}},
	{"net/http", "rome and tickets know no HTTP", []string{"web", "web/auth", "cmd/vigie", "mailbox/scan", "mailbox/fetch", "rome/source"}},
	{"github.com/prometheus/", "metrics are the command's", []string{"cmd/vigie"}},
	{"github.com/xuri/", "spreadsheets are read in rome, and written to be handed over", []string{"rome", "views/changeset"}},
	{"html/template", "HTML is templ's", nil},
	{"testing", "tests only", []string{"migrations/dbtest", "mailbox/fetch/dovecot"}},
}

// maxLines is how long a file may be, generated ones aside.
const maxLines = 500

// source is one parsed file of the repository that is neither test nor
// generated.
type source struct {
	path, pkg string // slash-separated, from the root
	text      string
	file      *ast.File
}

func sources(t *testing.T) []source {
	t.Helper()
	var list []source
	set := token.NewFileSet()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != "." {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_templ.go") {
			return nil
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(set, path, raw, parser.ParseComments)
		if err != nil {
			return err
		}
		path = filepath.ToSlash(path)
		list = append(list, source{path, path[:max(0, strings.LastIndexByte(path, '/'))], string(raw), file})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 50 {
		t.Fatalf("only %d files were found: the test does not stand at the root", len(list))
	}
	return list
}

func (s source) imports(t *testing.T) []string {
	t.Helper()
	var list []string
	for _, i := range s.file.Imports {
		path, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, path)
	}
	return list
}

func TestImports(t *testing.T) {
	for _, s := range sources(t) {
		allowed, known := mayImport[s.pkg]
		if !known {
			t.Errorf("%s: package %q has no line in the table", s.path, s.pkg)
			continue
		}
		for _, path := range s.imports(t) {
			if ours, ok := strings.CutPrefix(path, "vigie/"); ok && !has(allowed, ours) {
				t.Errorf("%s imports %s, which %s may not", s.path, ours, s.pkg)
			}
			for _, c := range confined {
				if (path == c.path || strings.HasPrefix(path, strings.TrimSuffix(c.path, "/")+"/")) && !has(c.only, s.pkg) {
					t.Errorf("%s imports %s: %s", s.path, path, c.why)
				}
			}
		}
	}
}

func TestTheClockIsTheCommands(t *testing.T) {
	for _, s := range sources(t) {
		if s.pkg == "cmd/vigie" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "Now" {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" {
					t.Errorf("%s calls time.Now: take the time as a parameter or a now func", s.path)
				}
			}
			return true
		})
	}
}

// French is in views alone: below and beside it there are words for machines.
func TestFrenchIsInViews(t *testing.T) {
	french := regexp.MustCompile(`[À-ÿŒœ’«»]| (du|de|la|le|les|des) `)
	for _, s := range sources(t) {
		switch s.pkg {
		case "web", "web/auth", "tickets", "mailbox", "mailbox/sink", "migrations", "migrations/dbtest", "rome/source":
		default:
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && french.MatchString(lit.Value) {
				t.Errorf("%s says %s: sentences are views'", s.path, lit.Value)
			}
			return true
		})
	}
}

func TestFilesAreShortAndPackagesSayWhatTheyKnow(t *testing.T) {
	documented := make(map[string]bool)
	packages := make(map[string]bool)
	for _, s := range sources(t) {
		if n := strings.Count(s.text, "\n"); n > maxLines {
			t.Errorf("%s has %d lines, more than %d", s.path, n, maxLines)
		}
		packages[s.pkg] = true
		if s.file.Doc != nil {
			documented[s.pkg] = true
		}
		for _, bad := range []string{"util", "common", "models", "helpers"} {
			if s.file.Name.Name == bad {
				t.Errorf("%s: a package is a noun of the field, not %q", s.path, bad)
			}
		}
	}
	for pkg := range packages {
		if !documented[pkg] {
			t.Errorf("package %s has no comment that says what it knows", pkg)
		}
	}
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
