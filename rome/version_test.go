package rome

import (
	"strings"
	"testing"
)

func TestParseVersion(t *testing.T) {
	good := []struct {
		name, text string
		want       version
	}{
		{
			"as published", "Numero de version : 60\n\nDate de publication : 18/09/2025\n\nDate de validation : 27/08/2025\n\nTitre/commentaire :  ROME 4.0\n\nDescription : Une\ndeux : 2\n\n",
			version{"60", "ROME 4.0", "Une\ndeux : 2", "2025-09-18", "2025-08-27"},
		},
		{"accents, CRLF, other order", "Date de publication : 29/02/2024\r\nNUMÉRO DE VERSION: 7\r\n", version{number: "7", publishedOn: "2024-02-29"}},
		{"no validation", "Numero de version : 1\nDate de publication : 01/01/2026\nDate de validation :\n", version{number: "1", publishedOn: "2026-01-01"}},
	}
	for _, tt := range good {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := parseVersion("version.txt", tt.text); err != nil || got != tt.want {
				t.Errorf("%+v, %v; want %+v", got, err, tt.want)
			}
		})
	}
	bad := []struct{ name, text, want string }{
		{"empty", "", "version.txt: it does not give the version number"},
		{"no date", "Numero de version : 60\n", "does not give the date of publication"},
		{"no number", "Numero de version : soixante\n", "version.txt, line 1: the version number \"soixante\" is not a number"},
		{"American date", "\nDate de publication : 2025-09-18\n", "version.txt, line 2: the date \"2025-09-18\" is not written dd/mm/yyyy"},
		{"no such day", "Date de publication : 29/02/2025\n", "the date \"29/02/2025\" does not exist"},
		{"no such month", "Date de publication : 01/13/2025\n", "does not exist"},
	}
	for _, tt := range bad {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := parseVersion("version.txt", tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func FuzzVersion(f *testing.F) {
	f.Add("Numero de version : 60\n\nDate de publication : 18/09/2025\nDescription : x\n")
	f.Add("Description\n:\n::\n")
	f.Fuzz(func(t *testing.T, text string) {
		v, err := parseVersion("version.txt", text)
		if err == nil && (!digits(v.number) || len(v.publishedOn) != 10) {
			t.Errorf("%q: %+v", text, v)
		}
	})
}

func TestParseMemberName(t *testing.T) {
	for name, want := range map[string][2]string{
		"unix_texte_v460_utf8.csv":                       {"texte", "460"},
		"unix_referentiel_code_rome_v344_iso8859-15.csv": {"referentiel_code_rome", "344"},
		"UNIX_Texte_V460_UTF8.CSV":                       {"texte", "460"},
		"texte.csv":                                      {"texte", ""},
		"unix_texte_utf8.csv":                            {"texte", ""},
		"unix_arborescence_vins_v460_utf8.csv":           {"arborescence_vins", "460"},
		"arborescence_vins.csv":                          {"arborescence_vins", ""},
		"version.txt":                                    {"", ""},
		"unix_referentiel_code_rome_v344_iso8859-15.xml": {"", "344"},
	} {
		if table, version := parseMemberName(name); table != want[0] || version != want[1] {
			t.Errorf("%s: %q %q, want %q", name, table, version, want)
		}
	}
}
