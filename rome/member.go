package rome

import (
	"archive/zip"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// A member is one file of an archive or folder.
type member struct {
	fsys    fs.FS
	name    string // without folder
	table   string // "referentiel_savoir" when it is a CSV of the export, else ""
	version string // "460" when the name says so
}

// listMembers lists the files of a release, by name. Files at the root count,
// or, where there are none, those of the one folder there is: people zip
// folders. Hidden files and what a Mac adds do not.
func listMembers(fsys fs.FS) ([]member, error) {
	files, folders, err := listRoot(fsys)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 && len(folders) == 1 {
		if fsys, err = fs.Sub(fsys, folders[0]); err != nil {
			return nil, unreadable(folders[0], err)
		}
		if files, _, err = listRoot(fsys); err != nil {
			return nil, err
		}
	}
	if len(files) > maxMembers {
		return nil, formatErrorf(RuleTooManyMembers, "", "there are %d files, more than the %d an export may have", len(files), maxMembers)
	}
	members := make([]member, 0, len(files))
	for _, name := range files {
		table, version := parseMemberName(name)
		members = append(members, member{fsys: fsys, name: name, table: table, version: version})
	}
	slices.SortFunc(members, func(a, b member) int { return cmp.Compare(a.name, b.name) })
	return members, nil
}

// listRoot lists the files and folders at the root of fsys.
func listRoot(fsys fs.FS) (files, folders []string, err error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, nil, unreadable("", err)
	}
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") || name == "__MACOSX" {
			continue
		}
		info, err := fs.Stat(fsys, name)
		switch {
		case err != nil:
			return nil, nil, unreadable(name, err)
		case info.IsDir():
			folders = append(folders, name)
		case info.Mode().IsRegular():
			files = append(files, name)
		}
	}
	return files, folders, nil
}

// parseMemberName takes "unix_NAME_vNNN_utf8.csv" apart. What surrounds NAME
// may be missing; a name that does not end in .csv is no table.
func parseMemberName(name string) (table, version string) {
	stem, found := strings.CutSuffix(strings.ToLower(name), ".csv")
	if !found {
		return "", versionIn(strings.ToLower(name))
	}
	stem = strings.TrimPrefix(stem, "unix_")
	if version = versionIn(stem); version != "" {
		return stem[:strings.LastIndex(stem, "_v"+version)], version
	}
	return strings.TrimSuffix(stem, "_utf8"), ""
}

// versionIn returns the NNN of the last "_vNNN" in a file name.
func versionIn(name string) string {
	at := strings.LastIndex(name, "_v")
	if at < 0 {
		return ""
	}
	rest := name[at+2:]
	end := strings.IndexAny(rest, "_.")
	if end < 0 {
		end = len(rest)
	}
	if !digits(rest[:end]) {
		return ""
	}
	return rest[:end]
}

// read returns the member's content, as a string because nothing here changes
// it, and its SHA-256.
func (m member) read() (content string, sum [sha256.Size]byte, err error) {
	f, err := m.fsys.Open(m.name)
	if err != nil {
		return "", sum, unreadable(m.name, err)
	}
	defer func() { _ = f.Close() }()
	var b strings.Builder
	if info, err := f.Stat(); err == nil {
		b.Grow(int(min(info.Size(), maxMember)))
	}
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(&b, h), io.LimitReader(f, maxMember+1))
	switch {
	case err != nil:
		return "", sum, unreadable(m.name, err)
	case n > maxMember:
		return "", sum, formatErrorf(RuleTooLarge, m.name, "the file has more than the %d bytes a file may have", maxMember)
	}
	h.Sum(sum[:0])
	return b.String(), sum, nil
}

// unreadable makes a FormatError of what the archive or file system answered.
func unreadable(name string, err error) error {
	var format *FormatError
	switch {
	case errors.As(err, &format):
		return err
	case errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat), errors.Is(err, io.ErrUnexpectedEOF),
		strings.HasPrefix(err.Error(), "flate:"):
		return formatErrorf(RuleDamaged, name, "the member does not unzip to what the archive says of it: %v", err)
	}
	return formatErrorf(RuleUnreadable, name, "the file cannot be read: %v", err)
}

// An identity accumulates what identifies a release: the SHA-256 over one line
// per file, in order of name, "<SHA-256 of the file>  <name>". A folder, the
// zip of it and another zip of it are one release. A shell says the same with
//
//	LC_ALL=C sha256sum * | sha256sum
type identity struct{ hash.Hash }

func newIdentity() identity { return identity{sha256.New()} }

// add adds a file by its name and SHA-256; files come in order of name.
func (i identity) add(name string, sum [sha256.Size]byte) {
	_, _ = io.WriteString(i, hex.EncodeToString(sum[:])+"  "+name+"\n")
}

func (i identity) String() string { return hex.EncodeToString(i.Sum(nil)) }
