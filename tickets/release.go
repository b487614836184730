package tickets

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"vigie/rome"
)

// What a release may say of its publication: the ROME dates from 1989, and an
// export may be ready some days ahead. One that said 2999 would stay the current
// one for ever.
const (
	firstYear = 1989
	maxAhead  = 31 // days
)

// chunkSize is how large values are cut up, so that no row is.
const chunkSize = 256 << 10

// A StoredRelease is a release in the database; its JSON is the same in every
// command and page. Release is set on the current one alone.
type StoredRelease struct {
	Number      string    `json:"number"`
	Title       string    `json:"title"`
	PublishedOn Date      `json:"published_on"`
	ValidatedOn Date      `json:"validated_on"`
	SHA256      string    `json:"sha256"`
	ObservedAt  time.Time `json:"imported_at"`
	rome.Counts
	Republished bool            `json:"republished"` // its number had been published before, with other content
	Current     bool            `json:"current"`
	Size        int64           `json:"-"` // of the archive, in bytes
	Release     *rome.Release   `json:"-"`
	tables      []attachedTable // beside it
}

// asChecked is what the journal keeps of it.
func (r *StoredRelease) asChecked() CheckedRelease {
	return CheckedRelease{
		SHA256: r.SHA256, Number: r.Number, PublishedOn: r.PublishedOn,
		ObservedOn: DateOf(r.ObservedAt), Republished: r.Republished,
	}
}

// Release is the current release, or nil before any import. It is immutable and
// may be replaced between two calls.
func (s *Store) Release() *rome.Release {
	if current := s.current.Load(); current != nil {
		return current.Release
	}
	return nil
}

// Current is the current release as stored, or nil before any import.
func (s *Store) Current() *StoredRelease { return s.current.Load() }

// sha is the hash of the current release, "" without one.
func (s *Store) sha() string {
	if current := s.current.Load(); current != nil {
		return current.SHA256
	}
	return ""
}

// Import stores a release and its archive. The same content is never stored
// twice: known is true then, and what is stored already is returned. It does
// not check proposals: CheckAwaiting does, after LoadCurrent.
func (s *Store) Import(ctx context.Context, by Actor, r *rome.Release, archive []byte) (stored *StoredRelease, known bool, err error) {
	if err := authorize(by, CanImport, 0); err != nil {
		return nil, false, err
	}
	published, err := s.publishable(r)
	if err != nil {
		return nil, false, err
	}
	counts, err := json.Marshal(r.Counts())
	if err != nil {
		return nil, false, err
	}
	err = s.transact(ctx, func(t *transaction) error {
		var earlier int
		err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM releases WHERE number = $1`, r.Number).Scan(&earlier)
		if err != nil {
			return err
		}
		result, err := t.ExecContext(ctx, `INSERT INTO releases
			(sha256, number, title, published_on, validated_on, observed_at, republished, counts, size)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (sha256) DO NOTHING`,
			r.SHA256, r.Number, r.Title, published.String(), r.ValidatedOn, micros(t.now), truth(earlier > 0),
			string(counts), len(archive))
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			known = true
			return err
		}
		for n := 0; n*chunkSize < len(archive); n++ {
			chunk := archive[n*chunkSize : min((n+1)*chunkSize, len(archive))]
			err := t.exec(`INSERT INTO release_chunks (sha256, n, data) VALUES ($1, $2, $3)`, r.SHA256, n, chunk)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, false, fmt.Errorf("storing release %s: %w", r.Number, err)
	}
	list, err := s.Releases(ctx)
	if err != nil {
		return nil, false, err
	}
	for i := range list {
		if list[i].SHA256 == r.SHA256 {
			return &list[i], known, nil
		}
	}
	return nil, false, ErrNotFound
}

// publishable is the day on which a release says that it was published, where
// that can be.
func (s *Store) publishable(r *rome.Release) (Date, error) {
	published, err := ParseDate(r.PublishedOn)
	if err != nil {
		return published, fmt.Errorf("importing release %s: %w", r.Number, err)
	}
	if latest := s.Today().AddDays(maxAhead); published.After(latest) || published.Year < firstYear {
		return published, fmt.Errorf("release %s says that it was published on %s, which cannot be: the year is before %d, or the day after %s",
			r.Number, published, firstYear, latest)
	}
	return published, nil
}

// Releases lists what is stored, the current one first: the latest published,
// then the latest observed.
func (s *Store) Releases(ctx context.Context) ([]StoredRelease, error) {
	return listReleases(ctx, s.read)
}

func listReleases(ctx context.Context, q querier) ([]StoredRelease, error) {
	list, err := collect(ctx, q, func(rows *sql.Rows) (StoredRelease, error) {
		var r StoredRelease
		var counts string
		var observed int64
		var republished int
		err := rows.Scan(&r.SHA256, &r.Number, &r.Title, &r.PublishedOn, &r.ValidatedOn, &observed, &republished, &counts, &r.Size)
		if err != nil {
			return r, err
		}
		r.ObservedAt, r.Republished = time.UnixMicro(observed).UTC(), republished == 1
		return r, json.Unmarshal([]byte(counts), &r.Counts)
	}, `SELECT sha256, number, title, published_on, validated_on, observed_at, republished, counts, size
		FROM releases ORDER BY published_on DESC, observed_at DESC, sha256`)
	if err != nil {
		return nil, fmt.Errorf("listing releases: %w", err)
	}
	if len(list) > 0 {
		list[0].Current = true
	}
	return list, nil
}

// FindRelease finds a stored release by number, by SHA-256 prefix of at least
// six digits, or as "current" or "previous". Of a number published twice, the
// last is meant.
func (s *Store) FindRelease(ctx context.Context, name string) (*StoredRelease, error) {
	list, err := s.Releases(ctx)
	if err != nil {
		return nil, err
	}
	for i := range list {
		r := &list[i]
		if name == "current" && i == 0 || name == "previous" && i == 1 || name == r.Number ||
			len(name) >= 6 && len(name) <= len(r.SHA256) && r.SHA256[:len(name)] == name {
			return r, nil
		}
	}
	return nil, ErrNotFound
}

// ReadRelease reads a stored release whole, found as FindRelease finds it.
func (s *Store) ReadRelease(ctx context.Context, name string) (*rome.Release, error) {
	stored, err := s.FindRelease(ctx, name)
	if err != nil {
		return nil, err
	}
	archive, err := s.Archive(ctx, stored.SHA256)
	if err != nil {
		return nil, err
	}
	release, err := rome.ReadBytes(archive)
	if err != nil {
		return nil, fmt.Errorf("reading release %s: %w", stored.Number, err)
	}
	stored.Release = release
	if _, err := s.attachTables(ctx, stored); err != nil {
		return nil, err
	}
	return stored.Release, nil
}

// Archive gives the bytes of a stored release's zip.
func (s *Store) Archive(ctx context.Context, sha256 string) ([]byte, error) {
	return archive(ctx, s.read, sha256)
}

func archive(ctx context.Context, q querier, sha256 string) ([]byte, error) {
	chunks, err := collect(ctx, q, func(rows *sql.Rows) ([]byte, error) {
		var data []byte
		return data, rows.Scan(&data)
	}, `SELECT data FROM release_chunks WHERE sha256 = $1 ORDER BY n`, sha256)
	if err != nil {
		return nil, fmt.Errorf("reading the archive %.8s: %w", sha256, err)
	}
	if len(chunks) == 0 {
		return nil, ErrNotFound
	}
	return bytes.Join(chunks, nil), nil
}

// currentSHA is the hash of the latest published of what is stored, then the
// latest observed; "" before any import.
func currentSHA(ctx context.Context, q querier) (sha string, err error) {
	err = q.QueryRowContext(ctx, `SELECT sha256 FROM releases ORDER BY published_on DESC, observed_at DESC, sha256 LIMIT 1`).Scan(&sha)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("looking for the current release: %w", err)
	}
	return sha, nil
}

// LoadCurrent makes the latest stored release the current one, with the newest
// tables beside it, if it is not already, and reports whether it changed.
func (s *Store) LoadCurrent(ctx context.Context) (bool, error) {
	sha, err := currentSHA(ctx, s.read)
	if err != nil {
		return false, err
	}
	if sha == s.sha() {
		return s.loadCrosswalks(ctx)
	}
	stored, err := s.FindRelease(ctx, sha)
	if err != nil {
		return false, err
	}
	archive, err := s.Archive(ctx, sha)
	if err != nil {
		return false, err
	}
	stored.Release, err = rome.ReadBytes(archive)
	if err == nil && stored.Release.SHA256 != sha {
		err = errors.New("the stored archive is another one")
	}
	if err != nil {
		return false, fmt.Errorf("reading release %s: %w", stored.Number, err)
	}
	if _, err := s.attachTables(ctx, stored); err != nil {
		return false, err
	}
	s.current.Store(stored)
	return true, nil
}

// Watch keeps the current release current when another process imports one,
// looking every two seconds until ctx ends.
func (s *Store) Watch(ctx context.Context) {
	tick := time.NewTicker(2 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		s.forgetComparison()
		changed, err := s.LoadCurrent(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			s.log.ErrorContext(ctx, "looking for a new release", "error", err)
		case changed:
			s.log.InfoContext(ctx, "current release", "number", s.Current().Number, "sha256", s.Current().SHA256)
		}
	}
}
