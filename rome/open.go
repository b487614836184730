package rome

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"os"
)

// Open reads the release at a path: a zip archive, or a folder with its files.
// It also returns the archive's bytes, to be kept: the zip's own, or of a
// folder a zip made of its files, the same for the same files. Errors about
// the content are *FormatError, others come from the file system.
func Open(name string) (*Release, []byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, nil, err
	}
	if info.IsDir() {
		fsys := os.DirFS(name)
		r, err := Read(fsys)
		if err != nil {
			return nil, nil, err
		}
		data, err := zipFolder(fsys)
		if err != nil {
			return nil, nil, fmt.Errorf("archiving %s: %w", name, err)
		}
		return r, data, nil
	}
	if info.Size() > maxArchive {
		return nil, nil, formatErrorf(RuleTooLarge, "", "the archive has %d bytes, more than the %d an export may have", info.Size(), maxArchive)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	r, err := ReadBytes(data)
	if err != nil {
		return nil, nil, err
	}
	return r, data, nil
}

// ReadBytes reads the release in a zip archive. Errors are *FormatError.
func ReadBytes(zip []byte) (*Release, error) {
	fsys, err := OpenZip(bytes.NewReader(zip), int64(len(zip)))
	if err != nil {
		return nil, err
	}
	return Read(fsys)
}

// zipFolder makes a zip of the files of a release: sorted, undated, so that
// the same files give the same bytes.
func zipFolder(fsys fs.FS) ([]byte, error) {
	members, err := listMembers(fsys)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, m := range members {
		text, _, err := m.read()
		if err != nil {
			return nil, err
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: m.name, Method: zip.Deflate})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write([]byte(text)); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}
