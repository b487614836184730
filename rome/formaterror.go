package rome

import (
	"fmt"
	"strings"
)

// A Rule names what an archive broke. It is for programs; Error makes the
// English sentence of it.
type Rule = string

// The rules of a FormatError.
const (
	RuleNotAZip           Rule = "not-a-zip"          // the bytes are no zip archive
	RuleTruncated         Rule = "truncated"          // a zip whose end is missing
	RuleDamaged           Rule = "damaged"            // a member does not unzip to what its header says
	RuleUnreadable        Rule = "unreadable"         // encrypted, unknown compression, or the file system failed
	RuleTooLarge          Rule = "too-large"          // the archive or a member exceeds a limit
	RuleZipBomb           Rule = "zip-bomb"           // a member or the whole expands beyond reason
	RuleTooManyMembers    Rule = "too-many-members"   // more members than any export has
	RuleBadPath           Rule = "bad-path"           // a member's name is not a plain relative path
	RuleDuplicateFile     Rule = "duplicate-file"     // two members are the same file of the export
	RuleV3Export          Rule = "v3-export"          // an export of the ROME before 4.0
	RuleOtherExport       Rule = "other-export"       // the XML or JSON export where the CSV one is read
	RuleMissingFile       Rule = "missing-file"       // a required file is not there
	RuleEmptyFile         Rule = "empty-file"         // a required file has no header, or no record where there must be some
	RuleMissingColumn     Rule = "missing-column"     // a required column is not in the header
	RuleBadRow            Rule = "bad-row"            // a record that is no CSV, or has too many or too few fields
	RuleBadValue          Rule = "bad-value"          // a field that cannot be what its column holds
	RuleBadVersion        Rule = "bad-version"        // version.txt does not say what release this is, or the members disagree
	RuleDuplicateKey      Rule = "duplicate-key"      // a key that an earlier record has
	RuleDanglingReference Rule = "dangling-reference" // a code or OGR that no record defines
	RuleBadXML            Rule = "bad-xml"            // XML that is not well formed, or not laid out as it must be
	RuleDoctype           Rule = "doctype"            // XML with a document type, which could define entities
	RuleTooDeep           Rule = "too-deep"           // XML with elements inside elements beyond reason
)

// A FormatError says why an archive is not a release that can be read: what is
// wrong, where, and which rule it breaks.
type FormatError struct {
	File   string // member, or the archive's name; "" for the archive as a whole
	Line   int    // 1-based line of the member, 0 when it is not about one
	Column string // header name of the column, "" when it is not about one
	Rule   Rule
	Detail string // what exactly, in lower case, no full stop
}

// Error is one English sentence with file, line and column.
func (e *FormatError) Error() string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(e.File)
		if e.Line > 0 {
			fmt.Fprintf(&b, ", line %d", e.Line)
		}
		if e.Column != "" {
			fmt.Fprintf(&b, ", column %s", e.Column)
		}
		b.WriteString(": ")
	}
	if e.Detail != "" {
		b.WriteString(e.Detail)
	} else {
		b.WriteString(e.Rule)
	}
	return b.String()
}

// formatErrorf makes a FormatError about a whole file or archive.
func formatErrorf(rule Rule, file, format string, args ...any) *FormatError {
	return &FormatError{File: file, Rule: rule, Detail: fmt.Sprintf(format, args...)}
}
