package scan

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzReadReply(f *testing.F) {
	for _, seed := range []string{"stream: OK", "stream: X FOUND", "INSTREAM size limit exceeded. ERROR", "stream: FOUND", "UNKNOWN COMMAND", "", "stream: OK FOUND"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, reply string) {
		r, err := readReply(reply)
		if r.Clean && reply != "stream: OK" {
			t.Errorf("%q is clean", reply)
		}
		if err == nil && r.Clean == (r.Threat != "") {
			t.Errorf("%q is %+v", reply, r)
		}
		if err != nil && r != (Result{}) {
			t.Errorf("%q is %+v and %v", reply, r, err)
		}
		if !utf8.ValidString(r.Threat) || strings.ContainsAny(r.Threat, "\n\r\x1b") {
			t.Errorf("%q names %q", reply, r.Threat)
		}
	})
}

func FuzzReadVerdict(f *testing.F) {
	for _, seed := range []string{`{"score":1,"required_score":15,"action":"reject"}`, `{"score":null,"action":""}`, `[]`, `{"score":1e308,"required_score":-0,"action":"\u0000"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, answer []byte) {
		v, err := readVerdict(answer)
		if err != nil && v != (Verdict{}) {
			t.Errorf("%+v and %v: it does not fail open", v, err)
		}
		if err == nil && (v.Action == "" || !utf8.ValidString(v.Action) || strings.ContainsAny(v.Action, "\n\r\x1b")) {
			t.Errorf("action %q", v.Action)
		}
		if math.IsNaN(v.Score) || math.IsInf(v.Score, 0) {
			t.Errorf("score %v", v.Score)
		}
	})
}
