package tickets

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

func announcements(ctx context.Context, q querier) ([]*Announcement, error) {
	list, err := acts(ctx, q, AnnouncementRegister)
	if err != nil {
		return nil, err
	}
	return foldAnnouncements(list)
}

// Announcements lists every announcement, the latest first, those not public yet
// included.
func (s *Store) Announcements(ctx context.Context) ([]*Announcement, error) {
	all, err := announcements(ctx, s.read)
	slices.Reverse(all)
	return all, err
}

// PublicAnnouncements lists those that anybody may read now, the latest first.
func (s *Store) PublicAnnouncements(ctx context.Context) ([]*Announcement, error) {
	all, err := s.Announcements(ctx)
	now := s.Now()
	return slices.DeleteFunc(all, func(a *Announcement) bool { return !a.Public(now) }), err
}

// Announcement reads one, or answers ErrNotFound.
func (s *Store) Announcement(ctx context.Context, n int) (*Announcement, error) {
	all, err := announcements(ctx, s.read)
	if err != nil {
		return nil, err
	}
	if n < 1 || n > len(all) {
		return nil, ErrNotFound
	}
	return all[n-1], nil
}

// PublicAnnouncement is Announcement for anybody: one that is not public yet, or
// was withdrawn before it was, is ErrNotFound like one that never was.
func (s *Store) PublicAnnouncement(ctx context.Context, n int) (*Announcement, error) {
	a, err := s.Announcement(ctx, n)
	if err == nil && !a.Public(s.Now()) {
		return nil, ErrNotFound
	}
	return a, err
}

// ToState reports whether an agent is to say whether it came: it has words
// alone, stands, and the release that it speaks of is out, or its day past.
func (a *Announcement) ToState(published []StoredRelease, today Date) bool {
	if !a.InWords() || !a.Ahead() {
		return false
	}
	form := a.Form()
	if due := form.DueBy(); !due.IsZero() && due.Before(today) {
		return true
	}
	return slices.ContainsFunc(published, func(r StoredRelease) bool {
		return r.SHA256 != form.Ground.Release.SHA256 && !r.asChecked().before(form.Ground.Release) && form.reachedBy(r.asChecked())
	})
}

// A ReleaseAnnounced is how a release kept the promise that major changes are
// announced.
type ReleaseAnnounced struct {
	Release  CheckedRelease   `json:"release"`
	Previous string           `json:"previous"` // SHA-256 of the release that it was compared with
	Majors   []AnnouncedMajor `json:"majors"`
	FoundAt  time.Time        `json:"found_at"`
}

// Announced counts the major changes that were announced beforehand.
func (r ReleaseAnnounced) Announced() int {
	n := 0
	for _, m := range r.Majors {
		if m.Announcement != 0 {
			n++
		}
	}
	return n
}

// Kept reports whether each was, of those that were announced at all or not.
func (r ReleaseAnnounced) Kept() bool { return r.Announced() == len(r.Majors) }

// AnnouncedBy says of each major change of a stored release, found as
// FindRelease finds it, whether it was announced beforehand. The first release
// that is stored has none before it, and one that was just imported may not be
// compared yet: both are ErrNotFound.
func (s *Store) AnnouncedBy(ctx context.Context, release string) (ReleaseAnnounced, error) {
	stored, err := s.FindRelease(ctx, release)
	if err != nil {
		return ReleaseAnnounced{}, err
	}
	out := ReleaseAnnounced{Release: stored.asChecked()}
	var body string
	var found int64
	err = s.read.QueryRowContext(ctx, `SELECT previous, body, found_at FROM release_majors WHERE sha256 = $1`, stored.SHA256).
		Scan(&out.Previous, &body, &found)
	if errors.Is(err, sql.ErrNoRows) {
		return out, ErrNotFound
	}
	if err != nil {
		return out, fmt.Errorf("reading the major changes of release %s: %w", stored.Number, err)
	}
	out.FoundAt = time.UnixMicro(found).UTC()
	var majors []Major
	if err := json.Unmarshal([]byte(body), &majors); err != nil {
		return out, fmt.Errorf("reading the major changes of release %s: %w", stored.Number, err)
	}
	all, err := announcements(ctx, s.read)
	if err != nil {
		return out, err
	}
	out.Majors = AnnouncedBefore(out.Release, majors, all)
	return out, nil
}
