package main

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"slices"
	"sync/atomic"
	"time"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

// The days, before today, of what the demonstration's past is hung on.
const (
	demoBegan  = 365
	demoFirst  = 131
	demoSecond = 38
)

// demoClock is a clock that the past can be played under. Once it is let go it
// tells the real time.
type demoClock struct {
	real func() time.Time
	held atomic.Pointer[time.Time]
}

func (c *demoClock) now() time.Time {
	if at := c.held.Load(); at != nil {
		return *at
	}
	return c.real()
}

func (c *demoClock) hold(at time.Time) { c.held.Store(&at) }

func (c *demoClock) letGo() { c.held.Store(nil) }

// demoAgent is an account of the demonstration, its password printed at start.
// The hash is that of the password, made beforehand: making three takes as long
// as everything else.
type demoAgent struct {
	name, email, password string
	role                  tickets.Role
	hash                  string
}

var demoAgents = []demoAgent{
	{
		"Camille Roy", "camille@vigie.example", "demonstration-camille", tickets.Agent,
		"$argon2id$v=19$m=65536,t=3,p=1$E+LSRtjWm0whZlqVHX07LA$Sf0R8Y4/wEJCqQpUHgY8TvTek8YS4V9j+38x1EA7wTk",
	},
	{
		"Dominique Faure", "dominique@vigie.example", "demonstration-dominique", tickets.Manager,
		"$argon2id$v=19$m=65536,t=3,p=1$wFVqpoFROdWMPBNWDGMxNw$5t8H8agYgioV2VG0iNVTnn3UwlFiQZCN/5IDzPBMt/s",
	},
	{
		"Alix Bernard", "alix@vigie.example", "demonstration-alix", tickets.Admin,
		"$argon2id$v=19$m=65536,t=3,p=1$DDnMcK0VqyevJtiyhx+J0A$DnYh/zYHcl1/MogAI4snrxb/YYWvrHXSZNhUc96nhmo",
	},
}

// seeder plays the demonstration's past.
type seeder struct {
	ctx     context.Context
	store   *tickets.Store
	clock   *demoClock
	post    *demoPost
	deliver tickets.Deliver
	agents  []tickets.Actor
	today   tickets.Date
}

// moment is something that happened on a day of the past.
type moment struct {
	at time.Time
	do func() error
}

// seed plays everything that happened until now, in order.
func (s *seeder) seed() error {
	if err := s.store.EnsurePolicy(s.ctx, tickets.DefaultPolicy(s.today.AddDays(-demoBegan))); err != nil {
		return err
	}
	if err := s.accounts(); err != nil {
		return err
	}
	now := s.clock.real()
	moments := []moment{
		{s.at(demoFirst, 6*60), func() error { return s.release(sample.First(s.day(demoFirst))) }},
		{s.at(demoSecond, 6*60), func() error { return s.release(sample.Second(s.day(demoSecond))) }},
	}
	moments = append(moments, s.ahead()...)
	for i, r := range slices.Concat(demoRequests(), demoConflicts()) {
		moments = append(moments, s.request(i, r)...)
	}
	slices.SortStableFunc(moments, func(a, b moment) int { return cmp.Compare(a.at.UnixNano(), b.at.UnixNano()) })
	signed, last := tickets.Date{}, time.Time{}
	for _, m := range moments {
		if m.at.After(now) {
			continue
		}
		last = later(last, m.at)
		s.clock.hold(last)
		if err := m.do(); err != nil {
			return fmt.Errorf("the demonstration, on %s: %w", tickets.DateOf(m.at), err)
		}
		last = later(last, s.clock.now())
		if day := tickets.DateOf(last); day != signed {
			signed = day
			if err := s.store.SignRoot(s.ctx); err != nil {
				return err
			}
		}
	}
	s.clock.letGo()
	return nil
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// day is a day before today, as text.
func (s *seeder) day(ago int) string { return s.today.AddDays(-ago).String() }

// at is a minute of a day before today, in Paris.
func (s *seeder) at(ago, minute int) time.Time {
	return s.today.AddDays(-ago).Start().Add(time.Duration(minute) * time.Minute)
}

func (s *seeder) accounts() error {
	for _, a := range demoAgents {
		id, err := s.store.AddAccount(s.ctx, tickets.Machine, tickets.Account{
			Email: a.email, Name: a.name, Role: a.role, Password: a.hash,
		})
		if err != nil {
			return err
		}
		s.agents = append(s.agents, tickets.Actor{Role: a.role, Account: id})
	}
	return nil
}

func (s *seeder) release(files fs.FS) error {
	archive, err := sample.Zip(files)
	if err != nil {
		return err
	}
	r, err := rome.ReadBytes(archive)
	if err != nil {
		return err
	}
	if _, _, err := s.store.Import(s.ctx, tickets.Machine, r, archive); err != nil {
		return err
	}
	if err := s.store.CheckAwaiting(s.ctx); err != nil {
		return err
	}
	if err := s.store.FollowAnnouncements(s.ctx); err != nil {
		return err
	}
	return s.send()
}

// send delivers what waits, and what an agent wrote when it can be taken back no
// more.
func (s *seeder) send() error {
	if at := s.clock.now().Add(s.store.TakeBack()); at.Before(s.clock.real()) {
		s.clock.hold(at)
	}
	if _, err := s.store.SendDue(s.ctx, s.deliver); err != nil {
		return err
	}
	_, err := s.store.SendStaff(s.ctx, s.deliver)
	return err
}

// request makes the moments of one request: its filing and what follows, each
// at an hour of its own.
func (s *seeder) request(i int, r demoRequest) []moment {
	at := func(after int) time.Time { return s.at(r.ago-after, 8*60+(i*37+after*53)%600) }
	t := &demoTicket{ctx: s.ctx, store: s.store, post: s.post, send: s.send, agent: s.agents[i%2], chief: s.agents[1]}
	first := moment{at: s.at(r.ago, 7*60+(i*29)%50)}
	first.do = func() error { return s.file(t, r, first.at) }
	if r.mail != "" {
		first = moment{at(0), func() error { return mailed(0, r.mail).do(t) }}
	}
	moments := []moment{first}
	for n, then := range r.then {
		moments = append(moments, moment{at(then.after).Add(time.Duration(n) * time.Minute), func() error { return then.do(t) }})
	}
	return moments
}

// file files a request that did not come by mail.
func (s *seeder) file(t *demoTicket, r demoRequest, at time.Time) error {
	by, f := r.filing(at)
	if by.Role == "" {
		by = t.agent
		if r.ago > demoBegan { // entered when the service began
			s.clock.hold(s.at(demoBegan, 9*60))
		}
	}
	receipt, err := s.store.File(s.ctx, by, f)
	if err != nil {
		return err
	}
	t.id = receipt.Ticket.ID
	return s.send()
}
