package source

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// begun is a clock that stands still.
func begun() time.Time { return time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC) }

// dataset is a description as data.gouv.fr gives it.
func dataset(t testing.TB) string {
	t.Helper()
	raw, err := os.ReadFile("testdata/dataset.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestCatalogue(t *testing.T) {
	var accept string
	p := play(t, func(w http.ResponseWriter, r *http.Request) {
		accept = r.Header.Get("Accept")
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(dataset(t)))
	})
	got, sample, err := client(t, Limits{}, p).Catalogue(t.Context(), p.URL+"/api/1/datasets/rome/")
	coded(t, "catalogue", sample, err, "")
	if accept != "application/json" || sample.Status != 200 || p.heads.Load() != 0 {
		t.Errorf("Accept %q, sample %+v", accept, sample)
	}
	yes := true
	want := Resource{
		ID: "30c1f2ca-0000-4000-8000-000000000002", Title: "Toutes les données du ROME", Format: "csv",
		URL:    "https://api.francetravail.fr/api-nomenclatureemploi/v1/open-data/csv",
		Latest: "https://www.data.gouv.fr/fr/datasets/r/30c1f2ca-0000-4000-8000-000000000002", Available: &yes, Status: 200,
		CreatedAt: time.Date(2023, 6, 20, 9, 17, 26, 548000000, time.UTC), ChangedAt: time.Date(2026, 6, 15, 7, 2, 11, 123456000, time.UTC),
	}
	csv, err := got.Export("CSV")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, csv); diff != "" {
		t.Error(diff)
	}
	for format, id := range map[string]string{"xml": "01", "json": "03", "xlsx": "04"} {
		if r, err := got.Export(format); err != nil || !strings.HasSuffix(r.ID, id) {
			t.Errorf("%s is %+v, %v", format, r, err)
		}
	}
	if _, err := got.Export("pdf"); CodeOf(err) != CodeResource {
		t.Errorf("an export that is not there: %v", err)
	}
	if got.ID != "58da857388ee384902e505f5" || got.Frequency != "punctual" || got.License != "fr-lo" || len(got.Resources) != 5 ||
		!got.UpdatedAt.Equal(time.Date(2026, 6, 15, 7, 2, 11, 987654000, time.UTC)) {
		t.Errorf("%+v", got)
	}
	if x, _ := got.Export("xlsx"); x.Size != 123456 || x.Checksum != "0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33" || x.Available != nil {
		t.Errorf("%+v", x)
	}
}

// What the description may look like on another day.
func TestCatalogueVariants(t *testing.T) {
	const one = `{"title": "T", "format": "CSV", "url": "https://a/csv"}`
	export := func(resources string) string { return `{"id": "x", "resources": [` + resources + `]}` }
	for name, c := range map[string]struct {
		kind, body string
		status     int
		want       Code
		url        string // of the CSV export
	}{
		"bare":                  {"application/json", export(one), 200, "", "https://a/csv"},
		"byte order mark":       {"application/json; charset=utf-8", "\ufeff" + export(one), 200, "", "https://a/csv"},
		"called text":           {"text/plain", export(one), 200, "", "https://a/csv"},
		"called nothing":        {"", export(one), 200, "", "https://a/csv"},
		"odd fields":            {"application/json", `{"id": 5, "title": null, "last_update": 12, "frequency": [], "resources": [5, null, "x", [], {"url": 7}, {"format": "csv", "url": "https://a/csv", "filesize": "12", "checksum": "none", "extras": [], "internal": 3, "created_at": "yesterday"}]}`, 200, "", "https://a/csv"},
		"another CSV first":     {"application/json", export(`{"title": "Codes", "format": "csv", "url": "https://a/other"}, {"title": "T", "format": "xml", "url": "https://a/xml"}, ` + one), 200, "", "https://a/csv"},
		"no address":            {"application/json", export(`{"title": "T", "format": "csv"}`), 200, CodeResource, ""},
		"no resource":           {"application/json", export(""), 200, CodeResource, ""},
		"no list":               {"application/json", `{"id": "x"}`, 200, CodeJSON, ""},
		"a list that is null":   {"application/json", `{"id": "x", "resources": null}`, 200, CodeJSON, ""},
		"a message":             {"application/json", `{"message": "Not found"}`, 200, CodeJSON, ""},
		"an array":              {"application/json", `[]`, 200, CodeJSON, ""},
		"cut":                   {"application/json", export(one)[:20], 200, CodeJSON, ""},
		"nothing":               {"application/json", "", 200, CodeJSON, ""},
		"HTML":                  {"text/html; charset=utf-8", "<!DOCTYPE html><p>Maintenance", 200, CodeType, ""},
		"HTML called JSON":      {"application/json", "\n <html>", 200, CodeType, ""},
		"missing":               {"application/json", `{"message": "Not found"}`, 404, CodeMissing, ""},
		"deleted":               {"application/json", `{"message": "Dataset has been deleted"}`, 410, CodeGone, ""},
		"too many":              {"text/html", "", 429, CodeBusy, ""},
		"larger than we take":   {"application/json", export(one) + strings.Repeat(" ", 9<<20), 200, CodeSize, ""},
		"nested without an end": {"application/json", strings.Repeat("[", 1<<20), 200, CodeJSON, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := play(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header()["Content-Type"] = []string{c.kind}
				w.WriteHeader(c.status)
				_, _ = fmt.Fprint(w, c.body)
			})
			got, sample, err := client(t, Limits{}, p).Catalogue(t.Context(), p.URL)
			if c.want != CodeResource {
				coded(t, name, sample, err, c.want)
			}
			if c.want != "" && c.want != CodeResource {
				if got != nil {
					t.Errorf("a fault came with %+v", got)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if r, err := got.Export("csv"); CodeOf(err) != c.want || r.URL != c.url {
				t.Errorf("the export is %q, %v", r.URL, err)
			}
		})
	}
}

func TestInstants(t *testing.T) {
	for text, want := range map[string]string{
		"2024-12-16T09:10:11.123456+00:00": "2024-12-16T09:10:11.123456Z",
		"2024-12-16T09:10:11+02:00":        "2024-12-16T07:10:11Z",
		"2024-12-16T09:10:11.123456":       "2024-12-16T09:10:11.123456Z",
		"2024-12-16T09:10:11Z":             "2024-12-16T09:10:11Z",
		"2024-12-16 09:10:11":              "2024-12-16T09:10:11Z",
		"2024-12-16":                       "2024-12-16T00:00:00Z",
		"16/12/2024":                       "0001-01-01T00:00:00Z",
		"":                                 "0001-01-01T00:00:00Z",
	} {
		o := object{"at": []byte(`"` + text + `"`)}
		if got := o.instant("at").Format(time.RFC3339Nano); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

// Whatever is sent is a dataset or a fault, and the same each time.
func FuzzCatalogue(f *testing.F) {
	f.Add(dataset(f), "application/json")
	f.Add(`{"resources": [{"format": "csv", "url": "x", "filesize": 1e400, "extras": {"check:available": null}}]}`, "")
	f.Add("\ufeff<", "text/html")
	f.Fuzz(func(t *testing.T, body, kind string) {
		got := answer{header: http.Header{"Content-Type": {kind}}, body: []byte(body)}
		c, err := readCatalogue(got)
		again, err2 := readCatalogue(got)
		if (err == nil) != (err2 == nil) || !cmp.Equal(c, again) {
			t.Errorf("read twice it differs: %v, %v", err, err2)
		}
		if (c == nil) == (err == nil) || err != nil && CodeOf(err) == "" {
			t.Fatalf("%+v and %v", c, err)
		}
		if c == nil {
			return
		}
		for _, r := range c.Resources {
			if r.Format == "" || r.URL == "" {
				continue
			}
			if found, err := c.Export(r.Format); err != nil || found.Format != r.Format || found.URL == "" {
				t.Errorf("there is an export of %q, and it is not found: %v", r.Format, err)
			}
		}
	})
}
