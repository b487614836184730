package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"vigie/tickets"
)

// keys reads the service's secret, and makes one beside a SQLite file that has
// none yet. It is kept out of the database, so that who can write the one
// cannot forge what the other signs.
func (s *Settings) keys() (tickets.Keys, error) {
	name, mayMake := s.SecretFile, false
	if name == "" {
		name, mayMake = s.DB+".key", true
	}
	secret, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && mayMake {
		secret, err = makeSecret(name)
	}
	if err != nil {
		return tickets.Keys{}, fmt.Errorf("the service's secret: %w", err)
	}
	keys, err := tickets.NewKeys(secret)
	if err != nil {
		return keys, fmt.Errorf("%s: %w", name, err)
	}
	return keys, nil
}

// makeSecret writes a new secret, for its owner's eyes. Another process may
// have been quicker: its secret is taken then.
func makeSecret(name string) ([]byte, error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return os.ReadFile(name)
	}
	if err != nil {
		return nil, err
	}
	secret := tickets.NewSecret()
	if _, err = f.Write(secret); err == nil {
		err = f.Sync()
	}
	if err2 := f.Close(); err == nil {
		err = err2
	}
	return secret, err
}

// readSecret reads a password from a file; "" names no file.
func readSecret(name string) (string, error) {
	if name == "" {
		return "", nil
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		return "", fmt.Errorf("reading a password: %w", err)
	}
	return strings.TrimRight(string(raw), "\r\n"), nil
}
