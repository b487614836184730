package main

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"

	"vigie/tickets"
	"vigie/web/auth"
)

type agentCmd struct {
	Add     agentAddCmd     `cmd:"" help:"Add an account; its password is printed once."`
	List    agentListCmd    `cmd:"" help:"List the accounts."`
	Disable agentDisableCmd `cmd:"" help:"End an account and its sessions."`
}

type agentAddCmd struct {
	Email        string `arg:"" help:"Address to sign in with."`
	Name         string `env:"-" help:"Name, as colleagues see it." required:""`
	Role         string `env:"-" help:"agent, manager or admin." default:"agent" enum:"agent,manager,admin"`
	PasswordFile string `env:"-" help:"File with the password; one is drawn and printed without it." type:"path" placeholder:"FILE"`
}

// Run adds an account.
func (c *agentAddCmd) Run(ctx context.Context, p *program) error {
	password, drawn := newPassword(), true
	if c.PasswordFile != "" {
		read, err := readSecret(c.PasswordFile)
		if err != nil {
			return err
		}
		password, drawn = read, false
	}
	if len([]rune(password)) < auth.MinPassword {
		return usagef("the password has fewer than %d characters", auth.MinPassword)
	}
	return p.withExisting(ctx, func(store *tickets.Store) error {
		hash, err := auth.Hash(password)
		if err != nil {
			return err
		}
		account := tickets.Account{Email: c.Email, Name: c.Name, Role: tickets.Role(c.Role), Password: hash}
		id, err := store.AddAccount(ctx, tickets.Machine, account)
		if err != nil {
			return sayInvalid(err)
		}
		out := map[string]any{"id": id, "email": c.Email, "name": c.Name, "role": c.Role}
		if drawn {
			out["password"] = password
		}
		if p.JSON {
			return p.printJSON(out)
		}
		p.printf("account %d for %s, %s\n", id, c.Email, c.Role)
		if drawn {
			p.printf("password %s\n", password)
		}
		return nil
	})
}

// newPassword draws eighty bits, in four groups that can be read out.
func newPassword() string {
	var b [10]byte
	_, _ = rand.Read(b[:])
	s := strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
	return s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
}

// sayInvalid makes a sentence of what is wrong with an input.
func sayInvalid(err error) error {
	var bad *tickets.Invalid
	if !errors.As(err, &bad) {
		return err
	}
	f := bad.Faults[0]
	words := map[string]string{
		tickets.RuleTaken: "is taken by another account", tickets.RuleEmail: "is not an address",
		tickets.RuleRequired: "is missing", tickets.RuleTooLong: "is too long", tickets.RuleControl: "holds control characters",
	}[f.Rule]
	if words == "" {
		words = "is not acceptable (" + f.Rule + ")"
	}
	return usageError{fmt.Errorf("the %s %s", f.Field, words)}
}

type agentListCmd struct{}

// Run lists the accounts.
func (c *agentListCmd) Run(ctx context.Context, p *program) error {
	return p.withExisting(ctx, func(store *tickets.Store) error {
		list, err := store.Accounts(ctx)
		if err != nil {
			return err
		}
		if p.JSON {
			return p.printJSON(orEmpty(list))
		}
		for _, a := range list {
			state := ""
			if a.Disabled {
				state = "  disabled"
			}
			p.printf("%-8s %-32s %s%s\n", a.Role, a.Email, a.Name, state)
		}
		return nil
	})
}

type agentDisableCmd struct {
	Email string `arg:"" help:"Address of the account."`
}

// Run disables an account.
func (c *agentDisableCmd) Run(ctx context.Context, p *program) error {
	return p.withExisting(ctx, func(store *tickets.Store) error {
		err := store.DisableAccount(ctx, tickets.Machine, c.Email)
		if errors.Is(err, tickets.ErrNotFound) {
			return fmt.Errorf("no account has the address %s", c.Email)
		}
		return err
	})
}
