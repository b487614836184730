package tickets

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// Outward is what the service says of itself in letters. The server writes it
// down when it starts, so that a letter caused by another process (an import
// from the command line) says the same.
type Outward struct {
	PublicURL string `json:"public_url"`
	MailFrom  string `json:"mail_from"`
	Name      string `json:"name"`
	Operator  string `json:"operator"`
	Contact   string `json:"contact"`
	Phone     string `json:"phone"`
	Postal    string `json:"postal"`
	Inbound   bool   `json:"inbound,omitempty"`         // answers by mail are read
	Silence   bool   `json:"silence_refuses,omitempty"` // two months of silence refuse a request
}

// SaveOutward keeps what the service says of itself.
func SaveOutward(ctx context.Context, db *sql.DB, o Outward) error {
	value, err := json.Marshal(o)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `INSERT INTO settings (name, value) VALUES ('outward', $1)
		ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value`, string(value))
	if err != nil {
		return fmt.Errorf("keeping the service's settings: %w", err)
	}
	return nil
}

// LoadOutward gives what was kept; ok is false where no server has started yet.
func LoadOutward(ctx context.Context, db *sql.DB) (o Outward, ok bool, err error) {
	var value string
	err = db.QueryRowContext(ctx, `SELECT value FROM settings WHERE name = 'outward'`).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return o, false, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(value), &o)
	}
	if err != nil {
		return o, false, fmt.Errorf("reading the service's settings: %w", err)
	}
	return o, true, nil
}
