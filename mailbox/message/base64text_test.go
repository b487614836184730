package message

import (
	"encoding/base64"
	"strings"
	"testing"
)

// What is said to be base64 and is not, or is not to its end.
func TestBase64AsFound(t *testing.T) {
	const words = "Bonjour à tous, voici un texte assez long pour faire plusieurs lignes de base64."
	whole := words + "\n" + words + "!\n" // a length without padding
	if len(whole)%3 != 0 {
		t.Fatal("the text has another length")
	}
	encoded := string(wrapped([]byte(whole)))
	for _, c := range []struct{ name, charset, raw, want string }{
		{"as it should be", "utf-8", encoded, whole},
		{"a footer after no padding", "utf-8", encoded + "\n\n_____________________\nListe de discussion\nrome mailing list\nhttps://liste.example/\n", whole},
		{"a footer without a line between", "utf-8", encoded + "\n-- \nListe de discussion\nrome\n", whole},
		{"a footer longer than the text", "utf-8", "w6l0w6kgZXQgaGl2ZXIs\n\n-- \n" + strings.Repeat("Liste de discussion, aux bons soins.\n", 5), "été et hiver,"},
		{"a footer, and a charset of two bytes", "gb2312", base64.StdEncoding.EncodeToString([]byte("\xd6\xd0\xce\xc4\xb2\xe2\xca\xd4\xd6\xd0\xce\xc4\xb2\xe2\xca\xd4\xd6\xd0")) + "\n\n-- \nListe de discussion\n", "中文测试中文测试中"},
		{"dirt in the lines", "utf-8", strings.Replace(strings.ReplaceAll(encoded, "\r\n", " \r\n>"), "V", "V!", 2), whole},
		{"dirt in a short text", "utf-8", "Qm9uam91ciDD!!\n***\noCB0b3VzLCB2b2ljaQ==\n", "Bonjour à tous, voici"},
		{"lines of another length, the last one short", "utf-8", strings.ReplaceAll(encoded, "\r\n", "")[:75] + "\n" + strings.ReplaceAll(encoded, "\r\n", "")[75:], whole},
		{"empty lines between", "utf-8", strings.ReplaceAll(encoded, "\r\n", "\n\n"), whole},
		{"words", "utf-8", "Bonjour\n\nje voudrais savoir si la fiche change\n", "Bonjour\n\nje voudrais savoir si la fiche change\n"},
		{"words with accents", "iso-8859-1", "\xe9t\xe9 : la fiche est fausse\n", "été : la fiche est fausse\n"},
		{"a short sentence", "utf-8", "Oui, merci.\n", "Oui, merci.\n"},
		{"a table", "utf-8", "M1805   Etudes\nM1810   Production\n", "M1805   Etudes\nM1810   Production\n"},
	} {
		got := read("Content-Type: text/plain; charset=" + c.charset + "\nContent-Transfer-Encoding: base64\n\n" + c.raw).Text
		if got != c.want {
			t.Errorf("%s: the text is %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWithoutFooter(t *testing.T) {
	line := strings.Repeat("QUJD", 19)
	for raw, want := range map[string]string{
		"":                                     "",
		line:                                   line,
		line + "\nQUI=\n":                      line + "\nQUI=\n",
		line + "\nQUI":                         line + "\nQUI",
		line + "\n--\nmots de fin\n":           line + "\n",
		line + "\n--\nmots\n" + line + "\n":    line + "\n--\nmots\n" + line + "\n",
		"mots de rien":                         "mots de rien",
		"-- \n" + line + "\n":                  "-- \n" + line + "\n",
		line + "\n\n" + "QUI=\n":               line + "\n\nQUI=\n",
		line + "\nQU!JD" + "QUJDQUJD\n":        line + "\nQU!JDQUJDQUJD\n",
		line + "\r\n\r\nhttp://x.fr/a/b?c\r\n": line + "\r\n",
	} {
		if got := string(withoutFooter([]byte(raw))); got != want {
			t.Errorf("%q becomes %q", raw, got)
		}
	}
}
