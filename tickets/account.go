package tickets

import (
	"context"
	"database/sql"
	"fmt"
)

// An Account is a member of the staff. Password is an argon2id hash in its
// usual encoding; this package neither makes nor checks it.
type Account struct {
	ID       int64  `json:"id"`
	Email    string `json:"email"`
	Name     string `json:"name"`
	Role     Role   `json:"role"`
	Disabled bool   `json:"disabled"`
	Password string `json:"-"`
}

// Actor is the account as the author of a command.
func (a *Account) Actor() Actor { return Actor{Role: a.Role, Account: a.ID} }

// AddAccount creates an account. The address must not have one.
func (s *Store) AddAccount(ctx context.Context, by Actor, a Account) (int64, error) {
	if err := authorize(by, CanManageStaff, 0); err != nil {
		return 0, err
	}
	var bad faults
	bad.line("name", &a.Name, maxName, true)
	bad.email("email", &a.Email, true)
	if !a.Role.Staff() {
		bad.add("role", RuleChoice)
	}
	if a.Password == "" {
		bad.add("password", RuleRequired)
	}
	if err := bad.err(); err != nil {
		return 0, err
	}
	var id int64
	err := s.transact(ctx, func(t *transaction) error {
		return t.QueryRowContext(ctx, `INSERT INTO accounts (email, name, role, password, created_at)
			VALUES ($1, $2, $3, $4, $5) RETURNING id`,
			foldEmail(a.Email), a.Name, string(a.Role), a.Password, micros(t.now)).Scan(&id)
	})
	if duplicate(err) {
		return 0, invalid("email", RuleTaken)
	}
	if err != nil {
		return 0, fmt.Errorf("adding an account: %w", err)
	}
	return id, nil
}

// DisableAccount ends an account and signs it out everywhere. What it did stays.
func (s *Store) DisableAccount(ctx context.Context, by Actor, email string) error {
	if err := authorize(by, CanManageStaff, 0); err != nil {
		return err
	}
	return s.transact(ctx, func(t *transaction) error {
		result, err := t.ExecContext(ctx, `UPDATE accounts SET disabled = 1 WHERE email = $1`, foldEmail(email))
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return ErrNotFound
		}
		return nil
	})
}

// Accounts lists the staff by name, disabled ones included.
func (s *Store) Accounts(ctx context.Context) ([]Account, error) {
	return collect(ctx, s.read, scanAccount, accountQuery+` ORDER BY name, id`)
}

// Account finds an account by its id.
func (s *Store) Account(ctx context.Context, id int64) (*Account, error) {
	return s.account(ctx, accountQuery+` WHERE id = $1`, id)
}

// AccountByEmail finds an account by its address.
func (s *Store) AccountByEmail(ctx context.Context, email string) (*Account, error) {
	return s.account(ctx, accountQuery+` WHERE email = $1`, foldEmail(email))
}

const accountQuery = `SELECT id, email, name, role, disabled, password FROM accounts`

func (s *Store) account(ctx context.Context, query string, args ...any) (*Account, error) {
	list, err := collect(ctx, s.read, scanAccount, query, args...)
	if err != nil {
		return nil, fmt.Errorf("reading an account: %w", err)
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	return &list[0], nil
}

func scanAccount(rows *sql.Rows) (Account, error) {
	var a Account
	var disabled int
	err := rows.Scan(&a.ID, &a.Email, &a.Name, &a.Role, &disabled, &a.Password)
	a.Disabled = disabled == 1
	return a, err
}
