package tickets

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"vigie/rome"
)

// A StoredCrosswalk is a correspondence table in the database; its JSON is the
// same in every command and page.
type StoredCrosswalk struct {
	ID         int64     `json:"-"`
	Table      string    `json:"table"` // see rome.TableName
	Title      string    `json:"title"`
	File       string    `json:"file"` // its name when it was imported
	SHA256     string    `json:"sha256"`
	ImportedAt time.Time `json:"imported_at"`
	CrosswalkCounts
	Unknown []string `json:"unknown_codes"` // that the release of the number in Against does not have
	Against string   `json:"against"`       // "" before any release
	Current bool     `json:"current"`       // the newest of its table, which changes are checked with
	Size    int64    `json:"-"`             // of the file, in bytes
	layout  crosswalkLayout
	checked bool // what waits for it has been checked with it
}

// CrosswalkCounts are the sizes of a table.
type CrosswalkCounts struct {
	Rows     int `json:"rows"`
	Pairs    int `json:"pairs"`
	Codes    int `json:"codes"`
	Oddities int `json:"oddities"` // rows that say nothing that can be used, or say it twice
}

func countsOf(c *rome.Crosswalk) CrosswalkCounts {
	_, odd := c.Oddities()
	return CrosswalkCounts{Rows: len(c.Rows()), Pairs: c.Pairs(), Codes: c.Codes(), Oddities: odd}
}

// A crosswalkLayout is how a file was read, to be read so again.
type crosswalkLayout struct {
	Sheet string `json:"sheet,omitempty"`
	Code  string `json:"code,omitempty"`
	Key   string `json:"key,omitempty"`
}

func (c *StoredCrosswalk) options() rome.CrosswalkOptions {
	return rome.CrosswalkOptions{Table: c.Table, Title: c.Title, Sheet: c.layout.Sheet, CodeColumn: c.layout.Code, KeyColumn: c.layout.Key}
}

// unknownTo lists the codes of a table that a release does not have.
func unknownTo(r *rome.Release, c *rome.Crosswalk) (codes []string, against string) {
	codes = []string{}
	if r == nil {
		return codes, ""
	}
	for _, row := range c.Unknown(r) {
		codes = append(codes, row.Code)
	}
	return codes, r.Number
}

// ImportCrosswalk stores a table and its file, read as the options say. The same
// content, read in the same way, is never stored twice: known is true then, and
// what is stored already is returned. It does not check proposals: CheckAwaiting
// does.
func (s *Store) ImportCrosswalk(ctx context.Context, by Actor, c *rome.Crosswalk, data []byte, as rome.CrosswalkOptions) (stored *StoredCrosswalk, known bool, err error) {
	if err := authorize(by, CanImport, 0); err != nil {
		return nil, false, err
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != c.SHA256 {
		return nil, false, fmt.Errorf("storing the table %s: the bytes are not those it was read from", c.Table)
	}
	layout, err := json.Marshal(crosswalkLayout{Sheet: as.Sheet, Code: as.CodeColumn, Key: as.KeyColumn})
	if err != nil {
		return nil, false, err
	}
	counts, err := json.Marshal(countsOf(c))
	if err != nil {
		return nil, false, err
	}
	codes, against := unknownTo(s.Release(), c)
	unknown, err := json.Marshal(codes)
	if err != nil {
		return nil, false, err
	}
	var id int64
	err = s.transact(ctx, func(t *transaction) error {
		err := t.QueryRowContext(ctx, `INSERT INTO crosswalks
			(name, title, file, sha256, layout, imported_at, counts, unknown_codes, against, size)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (name, sha256, layout) DO NOTHING RETURNING id`,
			c.Table, c.Title, c.File, c.SHA256, string(layout), micros(t.now), string(counts), string(unknown), against, len(data)).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			known = true
			return t.QueryRowContext(ctx, `SELECT id FROM crosswalks WHERE name = $1 AND sha256 = $2 AND layout = $3`,
				c.Table, c.SHA256, string(layout)).Scan(&id)
		}
		if err != nil {
			return err
		}
		for n := 0; n*chunkSize < len(data); n++ {
			chunk := data[n*chunkSize : min((n+1)*chunkSize, len(data))]
			if err := t.exec(`INSERT INTO crosswalk_chunks (crosswalk_id, n, data) VALUES ($1, $2, $3)`, id, n, chunk); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, false, fmt.Errorf("storing the table %s: %w", c.Table, err)
	}
	list, err := s.Crosswalks(ctx)
	if err != nil {
		return nil, false, err
	}
	for i := range list {
		if list[i].ID == id {
			return &list[i], known, nil
		}
	}
	return nil, false, ErrNotFound
}

// Crosswalks lists the stored tables by name, of each name the last imported first, which
// is the current one. What is unknown of a table in use is told of the release in
// use, of others of the one that was current when they were imported.
func (s *Store) Crosswalks(ctx context.Context) ([]StoredCrosswalk, error) {
	list, err := listCrosswalks(ctx, s.read)
	if err != nil {
		return nil, err
	}
	if current := s.current.Load(); current != nil {
		for i := range list {
			for _, t := range current.tables {
				if t.stored.ID == list[i].ID && t.table != nil {
					list[i].Unknown, list[i].Against = unknownTo(current.Release, t.table)
				}
			}
		}
	}
	return list, nil
}

func listCrosswalks(ctx context.Context, q querier) ([]StoredCrosswalk, error) {
	list, err := collect(ctx, q, func(rows *sql.Rows) (StoredCrosswalk, error) {
		var c StoredCrosswalk
		var layout, counts, unknown string
		var imported int64
		var checked sql.NullInt64
		err := rows.Scan(&c.ID, &c.Table, &c.Title, &c.File, &c.SHA256, &layout, &imported, &counts, &unknown, &c.Against, &c.Size, &checked)
		if err != nil {
			return c, err
		}
		c.ImportedAt, c.checked = time.UnixMicro(imported).UTC(), checked.Valid
		return c, errors.Join(json.Unmarshal([]byte(layout), &c.layout), json.Unmarshal([]byte(counts), &c.CrosswalkCounts),
			json.Unmarshal([]byte(unknown), &c.Unknown))
	}, `SELECT id, name, title, file, sha256, layout, imported_at, counts, unknown_codes, against, size, checked_at
		FROM crosswalks ORDER BY name, id DESC`)
	if err != nil {
		return nil, fmt.Errorf("listing the crosswalks: %w", err)
	}
	for i := range list {
		list[i].Current = i == 0 || list[i].Table != list[i-1].Table
	}
	return list, nil
}

// crosswalkFile gives the bytes of a stored table's file.
func crosswalkFile(ctx context.Context, q querier, id int64) ([]byte, error) {
	chunks, err := collect(ctx, q, func(rows *sql.Rows) ([]byte, error) {
		var data []byte
		return data, rows.Scan(&data)
	}, `SELECT data FROM crosswalk_chunks WHERE crosswalk_id = $1 ORDER BY n`, id)
	if err != nil {
		return nil, fmt.Errorf("reading the crosswalk %d: %w", id, err)
	}
	if len(chunks) == 0 {
		return nil, ErrNotFound
	}
	return bytes.Join(chunks, nil), nil
}
