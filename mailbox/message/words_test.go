package message

import "testing"

func TestDecodeLine(t *testing.T) {
	for in, want := range map[string]string{
		"":                                     "",
		"  plain text ":                        "plain text",
		"=?utf-8?Q?Saint-=C3=89tienne?=":       "Saint-Étienne",
		"=?UTF-8?b?w4lsw6l2ZQ==?=":             "Éléve",
		"=?UTF-8?B?w4lsw6l2ZQ?=":               "Éléve", // no padding
		"Re: =?iso-8859-1?q?=C9l=E8ve?= (fin)": "Re: Élève (fin)",
		"=?utf-8*fr?q?=C3=A9?=":                "é", // RFC 2231, section 5
		// Neighbours are joined; what is cut inside a character too.
		"=?utf-8?q?a?= =?utf-8?q?b?=":                           "ab",
		"=?utf-8?q?a?==?utf-8?q?b?=":                            "ab",
		"=?utf-8?q?=C3?= =?utf-8?q?=A9?=":                       "é",
		"=?utf-8?b?w6k=?= =?utf-8?q?=C3=A9?=":                   "éé",
		"=?utf-8?b?w6nD?= =?utf-8?b?qQ==?=":                     "éé",
		"=?utf-8?b?w6?= =?utf-8?b?k=?=":                         "é",  // base64 cut anywhere
		"=?utf-8?b?w6k?= =?utf-8?b?w6g?=":                       "éè", // padding left out
		"=?iso-8859-1?q?=E9?= =?utf-8?q?=C3=A9?=":               "éé", // two charsets
		"=?iso-2022-jp?b?GyRCJTM=?= =?iso-2022-jp?b?JXMbKEI=?=": "コン", // cut inside an escape
		"=?utf-8?q?a?= b =?utf-8?q?c?=":                         "a b c",
		// Mislabelled.
		"=?iso-8859-1?q?l=92=E9cole_=80?=": "l’école €",
		"=?iso-8859-1?q?=C3=A9t=C3=A9?=":   "été",
		"=?utf-8?q?=E9t=E9?=":              "été",
		"=?us-ascii?q?=E9t=E9?=":           "été",
		"=?unknown?q?=C3=A9t=C3=A9?=":      "été",
		"=?x-nonsense?q?=E9t=E9?=":         "été",
		"=?gb2312?b?1tDOxA==?=":            "中文",
		"=?ks_c_5601-1987?b?x9Gx2w==?=":    "한글",
		"=?windows-1251?q?=CF=F0=E8?=":     "При",
		"=?cp1251?q?=CF=F0=E8?=":           "При",
		"=?utf-7?q?+AOk-t+AOk-?=":          "été",
		// Malformed.
		"=?utf-8?q?deux mots?=":                  "deux mots",
		"=?utf-8?Q?Pourquoi_?=3F?=":              "Pourquoi ??",
		"=?utf-8?Q?Pourquoi?=20Comment?=":        "Pourquoi? Comment",
		"=?utf-8?q?50=?=":                        "50=",
		"=?utf-8?q?=ZZ?=":                        "=ZZ",
		"=?utf-8?q?sans fin":                     "=?utf-8?q?sans fin",
		"=?utf-8?q?coup=C3=A9":                   "coupé", // the subject was cut off
		"=?utf-8?b?w6l0w6k?= =?utf-8?b?IGRl":     "été de",
		"x =?utf-8?q?coup=C3=A9?":                "x coupé",
		"=?utf-8?":                               "=?utf-8?",
		"=?utf-8?q?a =?utf-8?q?b?=":              "=?utf-8?q?a b",
		"=?utf-8?x?a?=":                          "=?utf-8?x?a?=",
		"=??q?a?=":                               "=??q?a?=",
		"=?utf-8?q??=":                           "",
		"[SPAM]=?utf-8?q?a?=":                    "[SPAM] a",
		"\"=?utf-8?q?a?=\"":                      "\"a\"",
		"=?utf-8?q?une=0Aligne=0D=0Adeux=09?= x": "une ligne deux  x",
		"=?utf-8?q?a=00b=1B?=":                   "ab",
		// Raw bytes.
		"été":                      "été",
		"\xe9t\xe9":                "été",
		"l\x92\xe9cole":            "l’école",
		"a\tb\x01\u0085c":          "a b…c",
		"x=?utf-8?q?=C3=A9?= \xe9": "xé é",
	} {
		if got := decodeLine(in, ""); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
	if got := decodeLine("\xcf\xf0\xe8 =?utf-8?q?=C3=A9?=", "windows-1251"); got != "При é" {
		t.Errorf("with the charset of the body: %q", got)
	}
}

func TestUnfold(t *testing.T) {
	for in, want := range map[string]string{
		" a\r\n b":                        "a b",
		"a \n\t  b\n c\n":                 "a b c",
		"\n a":                            "a",
		"=?utf-8?q?Hel\n lo?= x":          "=?utf-8?q?Hello?= x",
		"=?utf-8?q?un mot\n coup=C3=A9?=": "=?utf-8?q?un mot coup=C3=A9?=",
		"=?utf-8?q?a?=\n =?utf-8?q?b?=":   "=?utf-8?q?a?= =?utf-8?q?b?=",
		"Really =?\n x":                   "Really =? x",
	} {
		if got := unfold(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}
