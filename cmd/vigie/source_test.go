package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

// follows is the program with a source on loopback, whose export and description
// are answered as the test says.
type follows struct {
	*program
	t         *testing.T
	store     *tickets.Store
	server    *httptest.Server
	gets      atomic.Int64
	heads     atomic.Int64
	export    http.HandlerFunc
	catalogue http.HandlerFunc
}

func newFollows(t *testing.T) *follows {
	t.Helper()
	f := &follows{t: t, catalogue: http.NotFound, export: http.NotFound}
	f.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method != http.MethodGet:
			f.heads.Add(1)
			http.NotFound(w, r)
		case r.URL.Path == "/dataset":
			f.catalogue(w, r)
		default:
			f.gets.Add(1)
			f.export(w, r)
		}
	}))
	t.Cleanup(f.server.Close)
	f.program = &program{
		now: func() time.Time { return time.Date(2026, 9, 14, 9, 0, 0, 0, time.UTC) },
		Settings: &Settings{
			DB: filepath.Join(t.TempDir(), "vigie.db"), PublicURL: "http://127.0.0.1:8080", MailFrom: "rome@vigie.invalid", SourceImport: "ask",
			SourceURL: f.server.URL + "/csv", SourceCatalogue: f.server.URL + "/dataset", SourceHour: 6,
		},
	}
	f.store = f.opened()
	return f
}

// opened is one more store over the same database, as another process has.
func (f *follows) opened() *tickets.Store {
	f.t.Helper()
	if err := f.validate(); err != nil {
		f.t.Fatal(err)
	}
	store, db, err := f.open(f.t.Context(), slog.New(slog.DiscardHandler))
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { _ = db.Close() })
	return store
}

func (f *follows) look() *tickets.SourceLook {
	f.t.Helper()
	look, err := f.store.LookNow(f.t.Context(), tickets.Machine)
	if err != nil {
		f.t.Fatal(err)
	}
	return look
}

// sends answers a zip as the source does.
func sends(archive []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/zip")
		_, _ = w.Write(archive)
	}
}

func answers(status int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
	}
}

func packed(t *testing.T, files fs.FS) []byte {
	t.Helper()
	archive, err := sample.Zip(files)
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

// stored is the same files without compression: other bytes, the same content.
func stored(t *testing.T, files fs.FS) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if err := w.AddFS(files); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// with replaces a text in one of the files.
func with(t *testing.T, files fs.FS, name, from, to string) fs.FS {
	t.Helper()
	out := make(fstest.MapFS)
	names, err := fs.Glob(files, "*")
	for _, n := range names {
		raw, err := fs.ReadFile(files, n)
		if err != nil {
			t.Fatal(err)
		}
		if n == name && !strings.Contains(string(raw), from) {
			t.Fatalf("%s has no %q", n, from)
		}
		if n == name {
			raw = []byte(strings.Replace(string(raw), from, to, 1))
		}
		out[n] = &fstest.MapFile{Data: raw}
	}
	if err != nil || out[name] == nil {
		t.Fatalf("no file %s: %v", name, err)
	}
	return out
}

// A source over a fortnight, one answer a day: what each is to us.
func TestWhatTheSourceMayBring(t *testing.T) {
	f := newFollows(t)
	first, second := sample.First("2026-06-15"), sample.Second("2026-09-14")
	again := with(t, second, "unix_referentiel_savoir_v492_utf8.csv", "Normes", "Norme")
	broken := packed(t, second)
	reader, err := zip.NewReader(bytes.NewReader(broken), int64(len(broken)))
	if err != nil {
		t.Fatal(err)
	}
	at, err := reader.File[3].DataOffset()
	if err != nil {
		t.Fatal(err)
	}
	broken[at+20] ^= 0xff
	whole := packed(t, second)
	for i, day := range []struct {
		what    string
		export  http.HandlerFunc
		outcome string
		number  string // of what waits or cannot be read
		rule    rome.Rule
	}{
		{"nothing", http.NotFound, "missing", "", ""},
		{"a firewall", answers(409), "blocked", "", ""},
		{"a release", sends(packed(t, first)), tickets.SourceNew, "491", ""},
		{"the same", sends(packed(t, first)), tickets.SourceWaiting, "491", ""},
		{"the same in another zip", sends(stored(t, first)), tickets.SourceWaiting, "491", ""},
		{"a fault of the server", answers(500), "server", "", ""},
		{"a page", func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, "<!DOCTYPE html>") }, "type", "", ""},
		{"another release", sends(whole), tickets.SourceNew, "492", ""},
		{"half of it", sends(whole[:len(whole)/2]), "truncated", "", ""},
		{"its number again, with another content", sends(packed(t, again)), tickets.SourceNew, "492", ""},
		{"a zip with a damaged member", sends(broken), tickets.SourceUnreadable, "", rome.RuleDamaged},
		{"the same", sends(broken), tickets.SourceUnreadable, "", rome.RuleDamaged},
		{"a zip of something else", sends(stored(t, fstest.MapFS{"lisezmoi.txt": {Data: []byte("x")}})), tickets.SourceUnreadable, "", rome.RuleMissingFile},
	} {
		f.export = day.export
		look := f.look()
		if look.Outcome != day.outcome {
			t.Fatalf("day %d, %s: %s, want %s", i, day.what, look.Outcome, day.outcome)
		}
		find, err := f.store.SourceFindOf(t.Context(), look)
		switch {
		case day.number == "" && day.rule == "":
			if err == nil {
				t.Errorf("day %d, %s: found %+v", i, day.what, find)
			}
		case err != nil:
			t.Errorf("day %d, %s: %v", i, day.what, err)
		case find.Number != day.number || (find.Fault == nil) != (day.rule == "") || find.Fault != nil && find.Fault.Rule != day.rule:
			t.Errorf("day %d, %s: %+v %v", i, day.what, find, find.Fault)
		}
	}
	state, err := f.store.Source(t.Context(), tickets.Machine)
	if err != nil {
		t.Fatal(err)
	}
	waiting := 0
	for _, find := range state.Finds {
		if find.State == tickets.FindWaiting {
			waiting++
		}
	}
	if waiting != 3 || len(state.Finds) != 4 || f.store.Current() != nil || f.heads.Load() != 0 {
		t.Errorf("%d wait of %d, %d HEADs", waiting, len(state.Finds), f.heads.Load())
	}
}

// The description decides nothing, whatever it says; but it is followed when the
// export has gone from where it was, to a host that is configured.
func TestTheDescriptionOfTheDataset(t *testing.T) {
	const other = "https://api.francetravail.fr/other/csv"
	listing := func(url string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			_, _ = fmt.Fprintf(w, `{"last_update": "2026-09-14T08:00:00.5+00:00", "resources": [{"format": "csv", "title": "x", "url": %q}]}`, url)
		}
	}
	f := newFollows(t)
	release := sends(packed(t, sample.First("2026-06-15")))
	for _, c := range []struct {
		what      string
		catalogue http.HandlerFunc
		path      string // where the export lies
		want      tickets.CatalogueSeen
		outcome   string
		gets      int64
	}{
		{"gone", answers(410), "/csv", tickets.CatalogueSeen{Outcome: "gone"}, tickets.SourceNew, 1},
		{"a page", func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, "<html>") }, "/csv", tickets.CatalogueSeen{Outcome: "type"}, tickets.SourceWaiting, 1},
		{"no export", func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, `{"resources": []}`) }, "/csv", tickets.CatalogueSeen{Outcome: "resource"}, tickets.SourceWaiting, 1},
		{"another address", listing(other), "/csv", tickets.CatalogueSeen{Outcome: tickets.CatalogueRead, URL: other}, tickets.SourceWaiting, 1},
		{"moved", listing(f.server.URL + "/new"), "/new", tickets.CatalogueSeen{Outcome: tickets.CatalogueRead, URL: f.server.URL + "/new"}, tickets.SourceWaiting, 2},
		{"moved to somebody else", listing(other), "/new", tickets.CatalogueSeen{Outcome: tickets.CatalogueRead, URL: other}, "host", 1},
		{"listed where it is not", listing(f.server.URL + "/csv"), "/new", tickets.CatalogueSeen{Outcome: tickets.CatalogueRead, URL: f.server.URL + "/csv"}, "missing", 1},
	} {
		f.catalogue = c.catalogue
		f.export = func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != c.path {
				http.NotFound(w, r)
				return
			}
			release(w, r)
		}
		before := f.gets.Load()
		look := f.look()
		if c.want.URL != "" {
			c.want.UpdatedAt = time.Date(2026, 9, 14, 8, 0, 0, 500_000_000, time.UTC)
		} else if c.what == "no export" {
			c.want.UpdatedAt = time.Time{}
		}
		if look.Outcome != c.outcome || look.Catalogue != c.want || f.gets.Load()-before != c.gets {
			t.Errorf("%s: %s, %+v, asked %d times", c.what, look.Outcome, look.Catalogue, f.gets.Load()-before)
		}
	}
	// Without one, it is not asked.
	f.SourceCatalogue = ""
	f.catalogue = func(http.ResponseWriter, *http.Request) { t.Error("it was asked") }
	f.export = release
	f.store = f.opened()
	if look := f.look(); look.Catalogue != (tickets.CatalogueSeen{}) || look.Outcome != tickets.SourceWaiting {
		t.Errorf("%+v", look)
	}
}

// What the server says of waiting is obeyed, by everybody.
func TestRetryAfterIsObeyed(t *testing.T) {
	f := newFollows(t)
	f.export = answers(503, "Retry-After", "7200")
	look := f.look()
	if look.Outcome != "busy" || look.Status != 503 || !look.HoldUntil.Equal(f.now().Add(2*time.Hour)) || !look.AgainAt.Equal(look.HoldUntil) {
		t.Errorf("%+v", look)
	}
	if _, err := f.opened().LookNow(t.Context(), tickets.Machine); err == nil {
		t.Error("it is asked all the same")
	}
	if f.gets.Load() != 1 {
		t.Errorf("asked %d times", f.gets.Load())
	}
}

// Two processes with a store of their own ask once.
func TestTwoProcessesAskOnce(t *testing.T) {
	f := newFollows(t)
	entered, leave := make(chan struct{}), make(chan struct{})
	archive := sends(packed(t, sample.First("2026-06-15")))
	f.export = func(w http.ResponseWriter, r *http.Request) {
		entered <- struct{}{}
		<-leave
		archive(w, r)
	}
	first, second := f.opened(), f.opened()
	done := make(chan error, 1)
	go func() { done <- first.Follow(context.WithoutCancel(t.Context())) }()
	<-entered
	if err := second.Follow(t.Context()); err != nil {
		t.Error(err)
	}
	close(leave)
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err := second.Follow(t.Context()); err != nil || f.gets.Load() != 1 {
		t.Errorf("asked %d times, %v", f.gets.Load(), err)
	}
}

func TestSourceSettings(t *testing.T) {
	for what, set := range map[string]func(*Settings){
		"":                     func(*Settings) {},
		"off":                  func(s *Settings) { s.SourceURL, s.SourceHour = "", 99 },
		"no description":       func(s *Settings) { s.SourceCatalogue = "" },
		"another host":         func(s *Settings) { s.SourceHosts = []string{"static.data.gouv.fr", "127.0.0.1:99"} },
		"!http":                func(s *Settings) { s.SourceURL = "http://www.example.org/csv" },
		"!description by http": func(s *Settings) { s.SourceCatalogue = "http://www.example.org/" },
		"!password":            func(s *Settings) { s.SourceURL = "https://user:secret@www.example.org/" },
		"!host":                func(s *Settings) { s.SourceHosts = []string{"https://www.example.org/"} },
		"!hour":                func(s *Settings) { s.SourceHour = 24 },
		"!negative hour":       func(s *Settings) { s.SourceHour = -1 },
	} {
		f := newFollows(t)
		set(f.Settings)
		err := f.validate()
		if (err != nil) != strings.HasPrefix(what, "!") {
			t.Errorf("%s: %v", what, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v says the password", what, err)
		}
	}
	// The real addresses are the defaults, and are asked by nothing here.
	var out, errs strings.Builder
	t.Setenv("VIGIE_SOURCE_URL", "https://api.francetravail.fr/api-nomenclatureemploi/v1/open-data/csv")
	if code := run(t.Context(), []string{"config"}, streams{&out, &errs}, time.Now); code != exitDone {
		t.Fatalf("%d: %s", code, errs.String())
	}
	for _, want := range []string{
		`"source-url": "https://api.francetravail.fr/api-nomenclatureemploi/v1/open-data/csv"`,
		`"source-catalogue": "https://www.data.gouv.fr/api/1/datasets/repertoire-operationnel-des-metiers-et-des-emplois-rome/"`,
		`"source-import": "ask"`, `"source-hour": 6`,
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("config does not have %s: %s", want, out.String())
		}
	}
}
