package views

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"vigie/tickets"
)

func TestMailWords(t *testing.T) {
	worded(t, tickets.MailKinds(), MailKindWord)
	worded(t, tickets.MailOutcomes(), MailOutcomeWord)
	worded(t, tickets.MailReasons(), MailReasonText)
	worded(t, tickets.GuessWhys(), GuessText)
	worded(t, []tickets.MailAuth{tickets.AuthPass, tickets.AuthNone, tickets.AuthFail}, toned(t, MailAuthWord))
	worded(t, []tickets.FolderRole{tickets.Inbox, tickets.SentFolder, tickets.OtherFolder, tickets.ImportRole}, FolderRoleWord)
	worded(t, dismissalReasons(), DismissalWord)
	worded(t, []string{"signed", "encrypted", "calendar"}, MailMarkWord)
	for _, r := range tickets.MailReasons() {
		sentence(t, MailReasonText(r))
	}
	sentence(t, AuthFailed)
	sentence(t, MailSettled)
	worded(t, append(tickets.Types(), tickets.Unsorted), TypeWord)
	worded(t, append(tickets.MeansList(), tickets.ByMail), MeansWord)
	worded(t, []string{"waiting", "sent", "failed", "cancelled", "recalled", "bounced"}, toned(t, LetterStateWord))
}

// declared are the string constants of a Go file whose name begins so: words
// that another package writes and that this one must know.
func declared(t *testing.T, path, prefix string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, prefix) || len(spec.Values) != 1 {
			return true
		}
		if lit, ok := spec.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
			word, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, word)
		}
		return true
	})
	if len(list) == 0 {
		t.Fatalf("%s declares no %s", path, prefix)
	}
	return list
}

// What the fetching of mail records has its French words.
func TestFolderFaults(t *testing.T) {
	const path = "../mailbox/fetch/fault.go"
	faults := declared(t, path, "Fault")
	for _, fault := range faults {
		if _, ok := folderFaults[fault]; !ok {
			t.Errorf("the fault %q has no sentence", fault)
		}
		sentence(t, FolderFaultText(fault))
	}
	worded(t, faults, FolderFaultTextOrRaw)
	sentence(t, FolderFaultText("nothing known"))
	worded(t, append(declared(t, path, "Reason"), "protocol", "timeout", "dropped"), PassedWord)
}

// FolderFaultTextOrRaw is FolderFaultText with what is not known as it is.
func FolderFaultTextOrRaw(fault string) string { return inFrench(folderFaults, fault) }

// calls are the literal arguments of the calls of a function in the Go files of
// a folder.
func calls(t *testing.T, folder, name string) map[string]bool {
	t.Helper()
	found := make(map[string]bool)
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 1 {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			lit, isText := call.Args[0].(*ast.BasicLit)
			if ok && isText && sel.Sel.Name == name {
				word, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				found[word] = true
			}
			return true
		})
	}
	if len(found) == 0 {
		t.Fatalf("%s calls %s nowhere", folder, name)
	}
	return found
}

// Every reason for which less is read than was sent is told in a sentence.
func TestDegradations(t *testing.T) {
	reasons := calls(t, "../mailbox/message", "degrade")
	reasons["unreadable"] = true
	for reason := range reasons {
		if degradations[reason] == "" {
			t.Errorf("%q has no words", reason)
		}
		sentence(t, degradedText(&tickets.StoredMail{Size: 9, Kept: 9, Reading: tickets.Reading{Degraded: []string{reason}}}))
	}
	if got := degradedText(&tickets.StoredMail{Size: 60_000_000, Kept: 1_000_000, Reading: tickets.Reading{Degraded: []string{"head", "charset"}}}); !strings.Contains(got, "1\u00a0Mo sur 60\u00a0Mo") || strings.Count(got, "seul son début") != 1 {
		t.Error(got)
	}
	sentence(t, degradedText(&tickets.StoredMail{Reading: tickets.Reading{Degraded: []string{"unheard of"}}}))
	if got := degradedText(&tickets.StoredMail{Size: 9, Kept: 9}); got != "" {
		t.Errorf("what was read whole is %q", got)
	}
}

// Every reason that a report of non-delivery is read as has its words. They are
// the first strings of the table in reason.go.
func TestBounceWords(t *testing.T) {
	source, err := os.ReadFile("../mailbox/triage/reason.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(source)) {
		word, ok := strings.CutPrefix(line, "\t{\"")
		if !ok {
			continue
		}
		word, _, _ = strings.Cut(word, `"`)
		n++
		if bounceWords[word] == "" {
			t.Errorf("%q has no words", word)
		}
	}
	if n < 20 {
		t.Fatalf("only %d reasons were found", n)
	}
	for reason, words := range bounceWords {
		typographic(t, words)
		if got := BounceText(&tickets.MailBounce{Reason: reason, Status: "5.1.1"}); got != words+" (5.1.1)" {
			t.Error(got)
		}
	}
	if got := BounceText(&tickets.MailBounce{Status: "550", Reason: "unheard of"}); got != "(550)" {
		t.Error(got)
	}
	if BounceText(nil) != "" {
		t.Error("no report says something")
	}
}

func TestFileWords(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 octet", 1: "1 octet", 812: "812 octets", 999: "999 octets", 1000: "1 ko", 1449: "1,4 ko", 9_960: "10 ko", 12_345: "12 ko",
		999_499: "999 ko", 1_400_000: "1,4 Mo", 25_000_000: "25 Mo", 3_000_000_000: "3 Go",
	} {
		if got := strings.ReplaceAll(FileSize(n), nbsp, " "); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
	for kind, want := range map[string]string{
		"application/pdf": "PDF", "text/plain; charset=utf-8": "texte", "image/png": "image PNG", "image/svg+xml": "image SVG", "application/x-unheard": "application/x-unheard", "": "",
	} {
		if got := strings.ReplaceAll(FileTypeWord(kind), nbsp, " "); got != want {
			t.Errorf("%q is %q, want %q", kind, got, want)
		}
	}
	for scan, want := range map[string]Tone{"clean": ToneKept, "threat Eicar": ToneLate, "threat": ToneLate, "unscanned": ToneSoon, "": ToneFlat} {
		word, tone := ScanWord(tickets.MailFile{Scan: scan})
		if tone != want {
			t.Errorf("%q has the tone %q", scan, tone)
		}
		typographic(t, word)
		sentence(t, FileRefused(tickets.MailFile{Scan: scan}).Text)
	}
}

func TestFoldText(t *testing.T) {
	long := strings.Repeat("mot ", 400)
	lines := strings.Repeat("Une ligne.\n", 30)
	for _, c := range []struct {
		what, text string
		folded     bool
	}{
		{"nothing", "  \n", false},
		{"a few lines", "Bonjour,\n\nMerci.\n", false},
		{"a little over", strings.Repeat("Une ligne.\n", 10), false},
		{"many lines", lines, true},
		{"one long paragraph", long, true},
		{"no space at all", strings.Repeat("é", 2000), true},
	} {
		head, rest := foldText(c.text)
		if (rest != "") != c.folded {
			t.Errorf("%s: the rest is %q", c.what, rest)
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if squeeze(head)+squeeze(rest) != squeeze(c.text) {
			t.Errorf("%s: something was lost", c.what)
		}
	}
	if head, _ := foldText(lines); strings.Count(head, "\n") != foldLines-1 {
		t.Errorf("%d lines are in sight", strings.Count(head, "\n")+1)
	}
	if head, _ := foldText(long); len(head) > foldChars || len(head) < foldChars-10 {
		t.Errorf("%d characters are in sight", len(head))
	}
}

func TestKindWhy(t *testing.T) {
	if MailKindWhy("") != "" || MailKindWhy("report") != "un rapport de remise" || MailKindWhy("list-id") != "l’en-tête\u00a0list-id" {
		t.Error("why a message is of its kind")
	}
	for _, words := range []map[string]string{mailGrounds, authGrounds, degradations} {
		for _, w := range words {
			typographic(t, w)
		}
	}
}
