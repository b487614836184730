package rome

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strings"
)

// What an archive may be, at most. The largest export so far has 30 members,
// 20 MB in all, 3 MB in its largest, and shrinks to a sixth.
const (
	maxArchive = 64 << 20  // bytes of the zip
	maxMembers = 200       // files and folders
	maxMember  = 64 << 20  // bytes of a member, unzipped
	maxTotal   = 256 << 20 // bytes of all, unzipped
	maxRatio   = 100       // unzipped ÷ zipped, of a member over ratioFloor
	ratioFloor = 1 << 20
)

// OpenZip opens a zip archive that nobody vouches for. Its directory is judged
// before anything is unzipped: the number of members, their paths, their
// sizes one by one and together, and how far they expand. What the directory
// says is binding: a member that unzips to more, or to something else, fails
// when it is read. Errors are *FormatError.
func OpenZip(r io.ReaderAt, size int64) (fs.FS, error) {
	z, err := openZip(r, size)
	if err != nil {
		return nil, err
	}
	return z, nil
}

func openZip(r io.ReaderAt, size int64) (*zip.Reader, error) {
	if size > maxArchive {
		return nil, formatErrorf(RuleTooLarge, "", "the archive has %d bytes, more than the %d an export may have", size, maxArchive)
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, notAZip(r, size, err)
	}
	if len(z.File) > maxMembers {
		return nil, formatErrorf(RuleTooManyMembers, "", "the archive has %d members, more than the %d an export may have", len(z.File), maxMembers)
	}
	seen := make(map[string]bool, len(z.File))
	var total uint64
	for _, f := range z.File {
		if err := checkMember(f); err != nil {
			return nil, err
		}
		if seen[f.Name] {
			return nil, formatErrorf(RuleDuplicateFile, f.Name, "the archive has this member twice")
		}
		seen[f.Name] = true
		if total += f.UncompressedSize64; total > maxTotal {
			return nil, formatErrorf(RuleZipBomb, "", "the archive unzips to more than %d bytes", maxTotal)
		}
	}
	return z, nil
}

// notAZip tells a file that is something else from a zip whose directory, at
// its end, is missing.
func notAZip(r io.ReaderAt, size int64, err error) error {
	head := make([]byte, min(size, 16))
	n, _ := r.ReadAt(head, 0)
	head = head[:n]
	switch {
	case errors.Is(err, zip.ErrFormat) && bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return formatErrorf(RuleTruncated, "", "the zip archive is truncated: its directory, at the end, is missing or cut")
	case size == 0:
		return formatErrorf(RuleNotAZip, "", "the file is empty, not a zip archive")
	}
	return formatErrorf(RuleNotAZip, "", "the file is not a zip archive: it begins with %q", head)
}

// checkMember judges one entry of the directory.
func checkMember(f *zip.File) error {
	name := strings.TrimSuffix(f.Name, "/")
	switch {
	case !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, "\\:\x00\r\n"):
		return formatErrorf(RuleBadPath, "", "the member name %q is not a plain relative path", f.Name)
	case f.Mode()&fs.ModeType != 0 && !f.Mode().IsDir():
		return formatErrorf(RuleBadPath, f.Name, "the member is a link or a device, not a file")
	case f.Flags&1 != 0:
		return formatErrorf(RuleUnreadable, f.Name, "the member is encrypted")
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return formatErrorf(RuleUnreadable, f.Name, "the member is compressed by method %d, which is not known here", f.Method)
	case f.UncompressedSize64 > maxMember:
		return formatErrorf(RuleZipBomb, f.Name, "the member unzips to %d bytes, more than the %d a file may have", f.UncompressedSize64, maxMember)
	case f.UncompressedSize64 > ratioFloor && f.UncompressedSize64/maxRatio > f.CompressedSize64:
		return formatErrorf(RuleZipBomb, f.Name, "the member unzips to more than %d times its size", maxRatio)
	}
	return nil
}
