package source

import (
	"bytes"
	"context"
	"encoding/json"
	"mime"
	"strings"
	"time"
)

// A Catalogue is the description of the dataset, as far as it is of use. What
// the server left out, has as null or in another form than expected is zero.
type Catalogue struct {
	ID        string // "58da857388ee384902e505f5"
	Title     string
	Frequency string // "punctual"
	License   string // "fr-lo"
	UpdatedAt time.Time
	Resources []Resource
}

// A Resource is one file or address that the dataset offers. Its own
// last_modified is stuck and is not here.
type Resource struct {
	ID        string
	Title     string
	Format    string // "csv", "xml", "json", "xlsx", in lower case
	URL       string // where it lies
	Latest    string // an address that leads there for ever
	Type      string // media type, "" when not said
	Size      int64  // bytes, 0 when not said
	Checksum  string // hex, "" when not said
	CreatedAt time.Time
	ChangedAt time.Time // of the description, by data.gouv.fr's own clock
	Available *bool     // what data.gouv.fr found when it looked; nil when it did not
	Status    int       // that it got then
}

// Catalogue reads the dataset's description, at /api/1/datasets/SLUG/ on
// data.gouv.fr. An error is a *Fault, and the Sample says how the request went.
func (c *Client) Catalogue(ctx context.Context, address string) (*Catalogue, Sample, error) {
	got, sample, err := c.get(ctx, address, "application/json", bounds{c.limits.Catalogue, c.limits.Brief})
	var catalogue *Catalogue
	if err == nil {
		catalogue, err = readCatalogue(got)
	}
	if err != nil {
		sample.Code = CodeOf(err)
		return nil, sample, err
	}
	return catalogue, sample, nil
}

// Export finds the resource of a format. The exports of the whole ROME share one
// title, so that among several of the format the one is meant whose title is
// shared by most, then the first.
func (c *Catalogue) Export(format string) (Resource, error) {
	titles := make(map[string]int)
	for _, r := range c.Resources {
		titles[r.Title]++
	}
	var found Resource
	most := 0
	for _, r := range c.Resources {
		if r.Format == strings.ToLower(format) && r.URL != "" && titles[r.Title] > most {
			found, most = r, titles[r.Title]
		}
	}
	if most == 0 {
		return found, faultf(CodeResource, "none of %d resources is of the format %q", len(c.Resources), format)
	}
	return found, nil
}

func readCatalogue(got answer) (*Catalogue, error) {
	kind, _, _ := mime.ParseMediaType(got.header.Get("Content-Type"))
	body := bytes.TrimSpace(bytes.TrimPrefix(got.body, []byte("\ufeff")))
	if kind == "text/html" || bytes.HasPrefix(body, []byte("<")) {
		return nil, faultf(CodeType, "the answer is %.60q, not JSON", kind)
	}
	var o object
	if err := json.Unmarshal(body, &o); err != nil {
		return nil, faultf(CodeJSON, "reading the dataset: %w", err)
	}
	var resources []json.RawMessage
	if json.Unmarshal(o["resources"], &resources) != nil || resources == nil {
		return nil, faultf(CodeJSON, "the answer is no dataset: it has no list of resources")
	}
	c := &Catalogue{
		ID: o.text("id"), Title: o.text("title"), Frequency: o.text("frequency"), License: o.text("license"),
		UpdatedAt: o.instant("last_update"),
	}
	if c.UpdatedAt.IsZero() {
		c.UpdatedAt = o.instant("last_modified")
	}
	for _, raw := range resources {
		var r object
		if json.Unmarshal(raw, &r) == nil && r != nil {
			c.Resources = append(c.Resources, readResource(r))
		}
	}
	return c, nil
}

func readResource(o object) Resource {
	r := Resource{
		ID: o.text("id"), Title: o.text("title"), Format: strings.ToLower(o.text("format")), URL: o.text("url"),
		Latest: o.text("latest"), Type: o.text("mime"), Size: o.number("filesize"), CreatedAt: o.instant("created_at"),
		Checksum:  o.object("checksum").text("value"),
		ChangedAt: o.object("internal").instant("last_modified_internal"),
	}
	extras := o.object("extras")
	var available bool
	if raw, ok := extras["check:available"]; ok && json.Unmarshal(raw, &available) == nil && string(raw) != "null" {
		r.Available = &available
	}
	r.Status = int(extras.number("check:status"))
	return r
}

// object is a JSON object of which each field is read by itself, so that one in
// an unexpected form spoils none of the others.
type object map[string]json.RawMessage

func (o object) text(name string) (s string) {
	_ = json.Unmarshal(o[name], &s)
	return strings.TrimSpace(s)
}

func (o object) object(name string) (inner object) {
	_ = json.Unmarshal(o[name], &inner)
	return inner
}

// number reads a number, also one within quotation marks.
func (o object) number(name string) int64 {
	var n json.Number
	if json.Unmarshal(o[name], &n) != nil {
		return 0
	}
	if whole, err := n.Int64(); err == nil {
		return whole
	}
	f, err := n.Float64()
	if err != nil || f != f || f > 1<<62 || f < -1<<62 {
		return 0
	}
	return int64(f)
}

// instant reads a timestamp: with microseconds or without, and in UTC where it
// has no zone.
func (o object) instant(name string) time.Time {
	text := o.text(name)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
