package message

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Multiparts that do not lie within each other: a delimiter is never read as
// words, whichever multipart it belongs to.
func TestInterleaved(t *testing.T) {
	open := func(boundary string) string {
		return "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\n\n--" + boundary + "\n"
	}
	part := func(text string) string { return "Content-Type: text/plain\n\n" + text + "\n" }
	long := strings.Repeat("1234567890", 7)
	for _, c := range []struct {
		name, raw string
		want      reading
	}{
		{
			"closed from the outermost to the innermost",
			open("a") + open("ab") + open("abc") + part("un") + "--a\n" + part("deux") + "--ab\n" + part("trois") + "--abc\n" + part("quatre") + "--a--\n",
			reading{Text: "un\ndeux\ntrois\nquatre", Degraded: []string{"truncated"}},
		},
		{
			"likewise, the inner boundary the beginning of the outer one",
			open(long+"xy") + open(long+"x") + open(long) + part("un") + "--" + long + "xy\n" + part("deux") + "--" + long + "x\n" + part("trois") + "--" + long + "\n" + part("quatre") + "--" + long + "xy--\n",
			reading{Text: "un\ndeux\ntrois\nquatre", Degraded: []string{"truncated"}},
		},
		{
			"the end of the inner one after the outer one went on",
			open("a") + open("b") + part("un") + "--a\n" + part("deux") + "--b--\n\nsuite du premier\n--a\n" + part("trois") + "--a--\n",
			reading{Text: "un\ndeux\ntrois", Degraded: []string{"truncated"}},
		},
		{
			"a header without a blank line before a lost delimiter",
			open("a") + open("b") + part("un") + "--a\nContent-Type: text/plain\n--b\n\ndeux\n--a--\n",
			reading{Text: "un\ndeux", Degraded: []string{"truncated"}},
		},
		{
			"likewise before its end, which comes once",
			open("a") + open("b") + part("un") + "--a\nContent-Type: text/plain\n--b--\nsuite\n--a\n" + part("deux\n--b--\ntrois") + "--a--\n",
			reading{Text: "un\ndeux\n--b--\ntrois", Degraded: []string{"truncated"}},
		},
		{
			"files between",
			open("a") + open("b") + part("un") + "--a\n" + pdfPart + "\n--b\n" + part("deux") + "--a--\n",
			reading{Text: "un\ndeux", Attached: []string{"application/pdf a.pdf"}, Degraded: []string{"truncated"}},
		},
		{
			"two copies of a multipart, the first cut off",
			open("a") + "Content-Type: message/rfc822\n\n" + open("b") + part("un") + "--a\n" + open("b") + part("deux") + "--b--\n--a--\n",
			reading{Text: "deux", Attached: []string{"message/rfc822"}, Degraded: []string{"truncated"}},
		},
		{
			"a line that only begins as a lost delimiter is words",
			open("a") + open("b") + part("un") + "--a\n" + part("deux\n--bien à vous") + "--a--\n",
			reading{Text: "un\ndeux\n--bien à vous", Degraded: []string{"truncated"}},
		},
		{
			"and so is its delimiter in another multipart, and after the outer one's end",
			open("o") + open("a") + open("b") + part("un") + "--a\n" + open("c") + part("deux\n--b") + "--c--\n--a--\n--o\n" + part("trois\n--b") + "--o--\n",
			reading{Text: "un\ndeux\n--b\ntrois\n--b", Degraded: []string{"truncated"}},
		},
		{
			"no part but the other's",
			open("ab") + "Content-Type: multipart/mixed; boundary=a\n\n--ab\n" + part("un\n--a\n\ndeux") + "--ab--\n",
			reading{Text: "un\ndeux", Degraded: []string{"truncated"}},
		},
	} {
		if diff := cmp.Diff(c.want, read(c.raw)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// Of very many lost multiparts the last few count, and the time stays linear.
func TestManyLost(t *testing.T) {
	var b strings.Builder
	b.WriteString("Content-Type: multipart/mixed; boundary=a\n\n")
	for i := range 100 {
		fmt.Fprintf(&b, "--a\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\n\nmot\n", i, i)
	}
	b.WriteString("--a\n\nun\n--b99\n\ndeux\n--b96\n\ntrois\n--b0\n--a--\n")
	if text := read(b.String()).Text; !strings.HasSuffix(text, "un\ndeux\ntrois\n--b0") {
		t.Errorf("the text is %q", text)
	}
}
