package tickets

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
)

// lockFiles lets one transaction at a time add files that others may share, or
// remove those that nobody has any more. It comes before any ticket is locked.
func (t *transaction) lockFiles() error {
	_, err := t.increment("files")
	return err
}

// keepBlob stores bytes under their SHA-256, cut up, once.
func (t *transaction) keepBlob(sha256 string, data []byte) error {
	for n := 0; n == 0 || n*chunkSize < len(data); n++ {
		chunk := data[n*chunkSize : min((n+1)*chunkSize, len(data))]
		if chunk == nil {
			chunk = []byte{}
		}
		err := t.exec(`INSERT INTO blobs (sha256, n, data) VALUES ($1, $2, $3) ON CONFLICT (sha256, n) DO NOTHING`, sha256, n, chunk)
		if err != nil {
			return fmt.Errorf("storing %.8s: %w", sha256, err)
		}
	}
	return nil
}

// dropBlob forgets bytes that nobody has any more: no message, no file of one, no
// release found at the source.
func (t *transaction) dropBlob(sha256 string) error {
	err := t.exec(`DELETE FROM blobs WHERE sha256 = $1 AND NOT EXISTS (SELECT 1 FROM mails WHERE sha256 = $1)
		AND NOT EXISTS (SELECT 1 FROM mail_files WHERE sha256 = $1)
		AND NOT EXISTS (SELECT 1 FROM source_finds WHERE archive_sha256 = $1 AND state IN ('waiting', 'accepted', 'declined'))`, sha256)
	if err != nil {
		return fmt.Errorf("forgetting %.8s: %w", sha256, err)
	}
	return nil
}

// blob reads what is stored under a SHA-256, or answers ErrNotFound.
func blob(ctx context.Context, q querier, sha256 string) ([]byte, error) {
	chunks, err := collect(ctx, q, func(rows *sql.Rows) ([]byte, error) {
		var data []byte
		return data, rows.Scan(&data)
	}, `SELECT data FROM blobs WHERE sha256 = $1 ORDER BY n`, sha256)
	if err != nil {
		return nil, fmt.Errorf("reading %.8s: %w", sha256, err)
	}
	if len(chunks) == 0 {
		return nil, ErrNotFound
	}
	return bytes.Join(chunks, nil), nil
}
