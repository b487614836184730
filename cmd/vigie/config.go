package main

import (
	"net/url"
	"reflect"
	"runtime/debug"

	"vigie/migrations"
)

type configCmd struct{}

// Run prints every setting by the name of its flag. Secrets are in files, whose
// names are no secret; a password in the database's URL is hidden.
func (c *configCmd) Run(p *program) error {
	if err := p.validate(); err != nil {
		return err
	}
	values := make(map[string]any)
	v := reflect.ValueOf(*p.Settings)
	for i := range v.NumField() {
		values[flagName(v.Type().Field(i))] = v.Field(i).Interface()
	}
	values["db"] = redact(p.DB)
	values["source-url"], values["source-catalogue"] = redactURL(p.SourceURL), redactURL(p.SourceCatalogue)
	return p.printJSON(values)
}

func redact(db string) string {
	if !migrations.IsPostgres(db) {
		return db
	}
	u, err := url.Parse(db)
	if err != nil {
		return "postgres://…"
	}
	return u.Redacted()
}

type versionCmd struct{}

// Run prints what was built, from what.
func (c *versionCmd) Run(p *program) error {
	b := build()
	if p.JSON {
		return p.printJSON(b)
	}
	p.printf("vigie %s, %s, revision %s\n", b["version"], b["go"], b["revision"])
	return nil
}

// build is what Go recorded of the build.
func build() map[string]string {
	b := map[string]string{"version": "unknown", "go": "unknown", "revision": "unknown"}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	b["version"], b["go"] = info.Main.Version, info.GoVersion
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			b["revision"] = s.Value
		}
	}
	return b
}
