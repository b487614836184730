package tickets

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"vigie/rome"
)

// FollowAnnouncements compares the announcements that stand with the releases
// that came after them, and finds the major changes of each release beside the
// one before. It does what has not been done: an interruption loses nothing, and
// with nothing new it asks the database alone.
func (s *Store) FollowAnnouncements(ctx context.Context) error {
	stored, err := s.Releases(ctx)
	if err != nil {
		return err
	}
	slices.Reverse(stored) // the earliest first
	if err := s.findMajors(ctx, stored); err != nil {
		return fmt.Errorf("finding major changes: %w", err)
	}
	all, err := announcements(ctx, s.read)
	if err != nil {
		return err
	}
	for i := range stored {
		r := &stored[i]
		var waiting []*Announcement
		for _, a := range all {
			if a.waitsFor(r.asChecked()) {
				waiting = append(waiting, a)
			}
		}
		if len(waiting) == 0 {
			continue
		}
		release, err := s.loaded(ctx, r)
		if err != nil {
			return fmt.Errorf("judging announcements by release %s: %w", r.Number, err)
		}
		for _, a := range waiting {
			if err := s.judgeBy(ctx, a.N, r.asChecked(), release); err != nil {
				return fmt.Errorf("judging announcement %d by release %s: %w", a.N, r.Number, err)
			}
		}
	}
	return nil
}

// waitsFor reports whether an announcement is to be compared with a release.
func (a *Announcement) waitsFor(r CheckedRelease) bool {
	return a.Ahead() && !a.InWords() && !a.judged[r.SHA256] &&
		r.SHA256 != a.Forms[0].Ground.Release.SHA256 && !r.before(a.last)
}

// judgeBy compares one announcement with one release.
func (s *Store) judgeBy(ctx context.Context, n int, r CheckedRelease, release *rome.Release) error {
	return s.transact(ctx, func(t *transaction) error {
		if err := t.lockActs(); err != nil {
			return err
		}
		all, err := announcements(ctx, t)
		if err != nil || n > len(all) || !all[n-1].waitsFor(r) { // another process did
			return err
		}
		a := all[n-1]
		var results []rome.Result
		for _, c := range a.Form().Changes {
			results = append(results, release.Check(c))
		}
		return t.record(AnnouncementRegister, Machine, n, a.JudgeBy(r, results))
	})
}

// loaded is a stored release in memory: the current one is there, another one is
// read.
func (s *Store) loaded(ctx context.Context, r *StoredRelease) (*rome.Release, error) {
	if current := s.Release(); current != nil && current.SHA256 == r.SHA256 {
		return current, nil
	}
	archive, err := s.Archive(ctx, r.SHA256)
	if err != nil {
		return nil, err
	}
	return rome.ReadBytes(archive)
}

// findMajors compares each release with the one before it, unless that has been
// done: an older one that is imported later gives its successor another to be
// compared with. stored are the earliest first.
func (s *Store) findMajors(ctx context.Context, stored []StoredRelease) error {
	done, err := collect(ctx, s.read, func(rows *sql.Rows) (string, error) {
		var sha, previous string
		err := rows.Scan(&sha, &previous)
		return sha + " " + previous, err
	}, `SELECT sha256, previous FROM release_majors`)
	if err != nil {
		return err
	}
	for i := 1; i < len(stored); i++ {
		a, b := &stored[i-1], &stored[i]
		if slices.Contains(done, b.SHA256+" "+a.SHA256) {
			continue
		}
		majors, err := s.compareMajors(ctx, a, b)
		if err != nil {
			return fmt.Errorf("comparing releases %s and %s: %w", a.Number, b.Number, err)
		}
		body, err := json.Marshal(majors)
		if err != nil {
			return err
		}
		err = s.transact(ctx, func(t *transaction) error {
			return t.exec(`INSERT INTO release_majors (sha256, previous, body, found_at) VALUES ($1, $2, $3, $4)
				ON CONFLICT (sha256) DO UPDATE SET previous = EXCLUDED.previous, body = EXCLUDED.body, found_at = EXCLUDED.found_at`,
				b.SHA256, a.SHA256, string(body), micros(t.now))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) compareMajors(ctx context.Context, a, b *StoredRelease) ([]Major, error) {
	was, err := s.loaded(ctx, a)
	if err != nil {
		return nil, err
	}
	is, err := s.loaded(ctx, b)
	if err != nil {
		return nil, err
	}
	before, err := s.layout(ctx, a.SHA256)
	if err != nil {
		return nil, err
	}
	after, err := s.layout(ctx, b.SHA256)
	if err != nil {
		return nil, err
	}
	majors := MajorsOf(was, is, rome.Diff(was, is), before, after)
	if majors == nil {
		majors = []Major{} // [] and not null
	}
	return majors, nil
}

func (s *Store) layout(ctx context.Context, sha256 string) (Layout, error) {
	archive, err := s.Archive(ctx, sha256)
	if err != nil {
		return nil, err
	}
	fsys, err := rome.OpenZip(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil, err
	}
	return LayoutOf(fsys)
}

// versioned is what a file's name says of its release: "unix_NAME_v460_utf8.csv".
var versioned = regexp.MustCompile(`(?i)^(?:unix_)?(.*?)(?:_v\d+)?(?:_utf8)?\.csv$`)

// maxHeader bounds the line of columns that is read of a file.
const maxHeader = 64 << 10

// LayoutOf reads which files an export has, and their columns: the names of
// their first lines, as published.
func LayoutOf(fsys fs.FS) (Layout, error) {
	layout := make(Layout)
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := versioned.FindStringSubmatch(d.Name())
		if d.IsDir() || name == nil || strings.HasPrefix(d.Name(), ".") {
			return nil
		}
		f, err := fsys.Open(path)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		line, err := bufio.NewReaderSize(f, maxHeader).ReadSlice('\n')
		if err != nil && len(line) == 0 && !errors.Is(err, bufio.ErrBufferFull) {
			layout[strings.ToLower(name[1])] = nil // an empty file
			return nil
		}
		header := strings.TrimPrefix(strings.TrimRight(string(line), "\r\n"), "\uFEFF")
		var columns []string
		for column := range strings.SplitSeq(header, ",") {
			columns = append(columns, strings.Trim(strings.TrimSpace(column), `"`))
		}
		layout[strings.ToLower(name[1])] = columns
		return nil
	})
	return layout, err
}
