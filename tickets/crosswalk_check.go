package tickets

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"vigie/rome"
)

// A CheckedTable is what an event keeps of the correspondence table that a change
// was checked with. Its day is the one that counts: a table has no other.
type CheckedTable struct {
	Name       string `json:"name"`
	Title      string `json:"title"`
	SHA256     string `json:"sha256"`
	ImportedOn Date   `json:"imported_on"`
	Import     int64  `json:"import"` // which one, since a file can be read in two ways
}

// tableOf is the table beside the current release that a change is judged by; ok
// is false for other changes, and where there is none.
func (r *StoredRelease) tableOf(c rome.Change) (table CheckedTable, ok bool) {
	if c.Kind.Family() != "crosswalk" {
		return CheckedTable{}, false
	}
	name := rome.TableName(c.Table)
	for _, t := range r.tables {
		if t.stored.Table == name && t.table != nil {
			return CheckedTable{
				Name: name, Title: t.stored.Title, SHA256: t.stored.SHA256, ImportedOn: DateOf(t.stored.ImportedAt), Import: t.stored.ID,
			}, true
		}
	}
	return CheckedTable{}, false
}

// findings are what the current release says of a ticket's proposals, and what
// each table beside it says, as long as that was not said before.
func (r *StoredRelease) findings(t *Ticket) (list []Checked) {
	for _, p := range t.Proposals {
		checked := r.asChecked()
		checked.Table, _ = r.tableOf(p.Change)
		if p.CheckedOn.SHA256 == checked.SHA256 && p.CheckedOn.Table.Import == checked.Table.Import {
			continue
		}
		result := r.Release.Check(p.Change)
		if !t.worthKeeping(p, result.Verdict) {
			continue
		}
		at := slices.IndexFunc(list, func(c Checked) bool { return c.Release == checked })
		if at < 0 {
			at = len(list)
			list = append(list, Checked{Release: checked})
		}
		list[at].Findings = append(list[at].Findings, Finding{
			Proposal: p.N, Verdict: result.Verdict, Reason: string(result.Reason), Evidence: result.Evidence,
		})
	}
	return list
}

// checkTables checks, with tables that have been imported since, every ticket
// that waits for a correspondence: each in a transaction of its own, as
// CheckAwaiting does on a release.
func (s *Store) checkTables(ctx context.Context, current *StoredRelease) error {
	list, err := listCrosswalks(ctx, s.read)
	if err != nil {
		return err
	}
	fresh := slices.DeleteFunc(list, func(c StoredCrosswalk) bool {
		// What another process has imported in this very moment is for the next time.
		attached := slices.ContainsFunc(current.tables, func(t attachedTable) bool { return t.stored.ID == c.ID })
		return c.checked || c.Current && !attached
	})
	if len(fresh) == 0 {
		return nil
	}
	ids, err := collect(ctx, s.read, func(rows *sql.Rows) (int64, error) {
		var id int64
		return id, rows.Scan(&id)
	}, `SELECT DISTINCT ticket_id FROM proposals WHERE kind IN ($1, $2)
		AND state IN ('pending', 'awaiting', 'integrated', 'regressed', 'declined') ORDER BY ticket_id`,
		string(rome.CrosswalkAdd), string(rome.CrosswalkRemove))
	if err != nil {
		return fmt.Errorf("checking proposals with new crosswalks: %w", err)
	}
	for _, id := range ids {
		err := s.change(ctx, Machine, CanWork, id, -1, func(t *transaction, d *dossier) error {
			list := slices.DeleteFunc(current.findings(d.Ticket), func(c Checked) bool { return c.Release.Table.Import == 0 })
			return s.keepFindings(t, d, list)
		})
		if err != nil {
			return fmt.Errorf("checking ticket %d with new crosswalks: %w", id, err)
		}
	}
	for _, c := range fresh {
		_, err := s.write.ExecContext(ctx, `UPDATE crosswalks SET checked_at = $2 WHERE id = $1`, c.ID, micros(s.Now()))
		if err != nil {
			return fmt.Errorf("noting that a crosswalk was checked with: %w", err)
		}
	}
	return nil
}
