package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"vigie/mailbox/intake"
	"vigie/tickets"
	"vigie/views/letters"
	"vigie/web"
)

type serveCmd struct {
	Addr string   `help:"Address to listen on." default:"127.0.0.1:8080"`
	Role []string `env:"VIGIE_SERVE_ROLE" help:"What this process does: web, worker." default:"web,worker" enum:"web,worker"`
}

// drain is how long a stopping server waits for requests and letters under way.
const drain = 25 * time.Second

// Run serves until a signal, then drains and stops.
func (c *serveCmd) Run(ctx context.Context, p *program) error {
	if err := p.validate(); err != nil {
		return err
	}
	log := p.logger()
	sender, err := p.sender(log)
	if err != nil {
		return err
	}
	mailboxes, err := p.mailboxes()
	if err != nil {
		return err
	}
	s := &service{log: log}
	if slices.Contains(c.Role, "web") {
		if s.listen, err = net.Listen("tcp", c.Addr); err != nil {
			return fmt.Errorf("listening: %w", err)
		}
		defer func() { _ = s.listen.Close() }()
	}
	p.serves = true // from here on nothing but the database can fail
	store, db, err := p.open(ctx, log)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	if p.Clock != "" {
		log.Warn("the clock is not the real one: this is a rehearsal", "began", p.Clock)
	}
	if err := p.ensurePolicy(ctx, store); err != nil {
		return err
	}
	s.store = store
	if sender != nil {
		s.deliver = sender.Deliver
	} else {
		log.Warn("no SMTP server is configured: letters wait in the outbox (--smtp-addr)")
	}
	if missing := p.unsaid(); len(missing) > 0 {
		log.Warn("acknowledgements leave out what the law has them say of the service (CRPA, articles R112-5 and R112-11-1)",
			"settings", strings.Join(missing, ", "))
	}
	if err := p.serveMetrics(ctx, store); err != nil {
		return err
	}
	if s.listen != nil {
		proxies, _ := p.proxies() // validated
		s.handler = web.New(web.Config{
			Store: store, Log: log, Now: p.now, PublicURL: p.publicURL(), Service: p.service(), Proxies: proxies,
			MailHTML: intake.HTML,
		}).Handler()
		p.printf("Vigie listens on http://%s\n", s.listen.Addr())
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50) // a release is half of what is in memory: twice it would be the greater part of a small server
	}
	s.work = slices.Contains(c.Role, "worker")
	if s.post, err = p.post(ctx, mailboxes, store, log); err != nil {
		return err
	}
	if p.Plus == "auto" && p.inbox() != "" {
		s.post.probe = func(ctx context.Context) {
			if err := store.ProbePlus(ctx, s.deliver, p.inbox(), letters.Probe(p.letters(true))); err != nil && ctx.Err() == nil {
				log.ErrorContext(ctx, "probing the mailbox", "error", err)
			}
		}
	}
	return s.run(ctx)
}

// ensurePolicy writes the first commitments, from the day the service began.
func (p *program) ensurePolicy(ctx context.Context, store *tickets.Store) error {
	began := store.Today()
	if p.ServiceBegan != "" {
		began, _ = tickets.ParseDate(p.ServiceBegan) // validated
	}
	if err := store.EnsurePolicy(ctx, tickets.DefaultPolicy(began)); err != nil {
		return err
	}
	policies, err := store.Policies(ctx)
	if err == nil && p.ServiceBegan != "" && policies[0].EffectiveFrom != began {
		p.tell("vigie: the service began on %s, as its first start wrote down: --service-began %s changes nothing",
			policies[0].EffectiveFrom, began)
	}
	return err
}

// service is a running instance: web, jobs, and the watch for new releases.
type service struct {
	store   *tickets.Store
	log     *slog.Logger
	deliver tickets.Deliver // nil: letters wait
	listen  net.Listener    // nil: no web
	handler http.Handler
	work    bool
	post    *post // nil: nothing takes mail in
}

// run serves until ctx ends, then lets what is under way finish.
func (s *service) run(ctx context.Context) error {
	watching, stopWatching := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWatching()
	go s.store.Watch(watching)
	var jobs *tickets.Jobs
	if s.work {
		var err error
		if jobs, err = s.store.StartJobs(context.WithoutCancel(ctx), s.deliver); err != nil {
			return err
		}
	}
	var posted sync.WaitGroup
	fetching, stopFetching := context.WithCancel(context.WithoutCancel(ctx))
	defer stopFetching()
	if s.work && s.post != nil {
		posted.Go(func() { s.post.run(fetching) })
	}
	failed := make(chan error, 1)
	var server *http.Server
	if s.listen != nil {
		server = &http.Server{
			Handler: s.handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second,
			WriteTimeout: 60 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
			ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
		}
		go func() { failed <- server.Serve(s.listen) }()
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	s.log.Info("stopping")
	stopFetching()
	deadline, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	if server != nil {
		err = errors.Join(err, server.Shutdown(deadline))
	}
	if jobs != nil {
		err = errors.Join(err, jobs.Stop(deadline))
	}
	posted.Wait() // each of its steps is short, or is given up with its context
	return err
}
