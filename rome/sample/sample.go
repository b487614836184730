// Package sample holds two small releases of the ROME in the CSV layout of its
// 4.0 export, for the demonstration and for tests that have no real data.
//
// It knows 42 occupations over the 14 major domains. Codes, OGR and labels are
// those of ROME 4.0 version 60 (France Travail, Licence Ouverte / Open Licence
// 2.0, Etalab); definitions, access texts and descriptions of themes are
// rewritten, definitions of skills left out, and links and mobilities are a
// selection among the real ones. A parent code that is not in the sample is
// replaced by the code itself.
//
// The releases are numbered 91 and 92, which the ROME has not reached, and say
// in their version.txt that they are no official release. The second one
// differs from the first by Changes; what it creates has OGR from 9000001 on,
// outside the real range.
//
// Some traps of the real export are kept on purpose: every apostrophe of
// "texte" is doubled, a field of "themes" runs over several lines, a header is
// misspelt, and tags are "", "O" or "N".
package sample

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"time"
)

// The publication days that the embedded files carry.
const (
	firstPublishedOn  = "2026-06-15"
	secondPublishedOn = "2026-09-14"
)

// validation is how long before its publication a release is validated.
const validation = 21 // days

//go:embed v491 v492
var files embed.FS

// First is the older release, number 91, as a folder of the export. It is
// published on the given day (ISO, "2026-06-15" when empty) and was validated
// three weeks earlier. It panics when publishedOn is no ISO date.
func First(publishedOn string) fs.FS {
	return dated("v491", firstPublishedOn, publishedOn)
}

// Second is the newer release, number 92: First with Changes made. Its
// publication day is 2026-09-14 when publishedOn is empty; for the rest see
// First.
func Second(publishedOn string) fs.FS {
	return dated("v492", secondPublishedOn, publishedOn)
}

// Zip packs all files of fsys into an archive, as the official source serves
// it. The same files give the same bytes: members are in order of name and
// carry no time.
func Zip(fsys fs.FS) ([]byte, error) {
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		member, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		_, err = member.Write(content)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("packing a sample release: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("packing a sample release: %w", err)
	}
	return archive.Bytes(), nil
}

// dated gives an embedded release another publication day.
func dated(folder, embedded, wanted string) fs.FS {
	sub, err := fs.Sub(files, folder)
	if err != nil {
		panic(err) // the folder's name is a constant
	}
	if wanted == "" {
		return sub
	}
	from, to := day(embedded), day(wanted)
	return release{FS: sub, dates: [][2][]byte{
		{french(from), french(to)},
		{french(from.AddDate(0, 0, -validation)), french(to.AddDate(0, 0, -validation))},
	}}
}

// release is an embedded release whose version.txt carries other dates. A date
// has ten bytes whatever it is, so that the sizes which the folder lists stay
// true.
type release struct {
	fs.FS
	dates [][2][]byte // embedded, wanted
}

func (r release) Open(name string) (fs.File, error) {
	file, err := r.FS.Open(name)
	if err != nil || name != "version.txt" {
		return file, err
	}
	content, err := io.ReadAll(file)
	if err != nil {
		return nil, err
	}
	content = r.render(content)
	return version{File: file, Reader: bytes.NewReader(content)}, nil
}

// render replaces each embedded date once, all at once: a wanted date may be
// an embedded one.
func (r release) render(content []byte) []byte {
	rendered := bytes.Clone(content)
	for _, date := range r.dates {
		if at := bytes.Index(content, date[0]); at >= 0 {
			copy(rendered[at:], date[1])
		}
	}
	return rendered
}

// version is version.txt, read from memory.
type version struct {
	fs.File
	*bytes.Reader
}

func (v version) Read(p []byte) (int, error) { return v.Reader.Read(p) }

func day(iso string) time.Time {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		panic(fmt.Sprintf("sample: publication day %q is not written 2006-01-02", iso))
	}
	return t
}

// french writes a day as version.txt does.
func french(t time.Time) []byte {
	return []byte(t.Format("02/01/2006"))
}
