package tickets

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
)

// finds looks for the archives of what waits for somebody's word, or was
// declined: they are to be as they were found.
func (v *verifier) finds(ctx context.Context, q querier) error {
	type kept struct{ number, sha string }
	list, err := collect(ctx, q, func(rows *sql.Rows) (k kept, err error) {
		return k, rows.Scan(&k.number, &k.sha)
	}, `SELECT number, archive_sha256 FROM source_finds f WHERE `+effective+` IN ('waiting', 'accepted', 'declined') ORDER BY f.id`)
	if err != nil {
		return err
	}
	for _, k := range list {
		archive, err := blob(ctx, q, k.sha)
		if err != nil {
			v.fault("", 0, "the archive of release %s (%.8s), found at the source, is missing", k.number, k.sha)
			continue
		}
		if sum := sha256.Sum256(archive); hex.EncodeToString(sum[:]) != k.sha {
			v.fault("", 0, "the archive of release %s (%.8s), found at the source, is another one", k.number, k.sha)
		}
	}
	return nil
}
