package safehtml

import (
	"os"
	"strings"
	"testing"
)

func BenchmarkSanitise(b *testing.B) {
	text := strings.Repeat(`<p class=MsoNormal style="margin:0cm;font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif">Bonjour, <b>voici</b> <a href="https://example.fr/?a=1&amp;b=2">le lien</a>.<br>`+
		`<img src="cid:image001.png@01DA" width=120 height=40></p><table border=0><tr><td style="padding:0cm 5.4pt">x</td></tr></table>`, 200)
	cases := map[string]string{"outlook": text, "links": hostile(1 << 20)["links"]}
	for _, path := range corpusFiles(b) {
		if strings.HasSuffix(path, "homedepot-check-inside-now.html") {
			t, err := os.ReadFile(path)
			if err != nil {
				b.Fatal(err)
			}
			cases["newsletter"] = string(t)
		}
	}
	for name, text := range cases {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Sanitise(text, Options{Remote: true})
			}
		})
	}
}
