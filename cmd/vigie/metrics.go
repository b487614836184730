package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"vigie/tickets"
)

// mailMetrics are the figures of taking mail in, read when they are asked for.
type mailMetrics struct {
	store *tickets.Store

	onServer, stored, missing, waiting, read, reconciled *prometheus.Desc
	unread, quarantined, outbox                          *prometheus.Desc
}

func newMailMetrics(store *tickets.Store) *mailMetrics {
	folder := func(name, help string) *prometheus.Desc {
		return prometheus.NewDesc("vigie_mail_"+name, help, []string{"mailbox", "folder"}, nil)
	}
	one := func(name, help string) *prometheus.Desc { return prometheus.NewDesc("vigie_"+name, help, nil, nil) }
	return &mailMetrics{
		store:      store,
		onServer:   folder("on_server", "Messages in the folder at the last reconciliation."),
		stored:     folder("stored", "Of those, messages that are stored."),
		missing:    folder("missing", "Of those, messages passed over and not stored."),
		waiting:    folder("waiting", "Of those, messages not fetched yet."),
		read:       folder("last_pass_timestamp_seconds", "When the folder was last read to the end."),
		reconciled: folder("last_reconciliation_timestamp_seconds", "When the folder was last reconciled."),

		unread:      one("mail_unread", "Messages stored and not read to the end."),
		quarantined: one("mail_quarantined", "Messages in quarantine."),
		outbox:      one("outbox_waiting", "Letters that wait to be sent."),
	}
}

// Describe implements prometheus.Collector.
func (m *mailMetrics) Describe(ch chan<- *prometheus.Desc) { prometheus.DescribeByCollect(m, ch) }

// Collect implements prometheus.Collector.
func (m *mailMetrics) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	h, err := m.store.MailHealth(ctx)
	if err != nil {
		ch <- prometheus.NewInvalidMetric(m.unread, err)
		return
	}
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	for _, f := range h.Folders {
		gauge(m.onServer, float64(f.OnServer), f.Mailbox, f.Folder)
		gauge(m.stored, float64(f.Stored), f.Mailbox, f.Folder)
		gauge(m.missing, float64(f.Missing), f.Mailbox, f.Folder)
		gauge(m.waiting, float64(f.Waiting), f.Mailbox, f.Folder)
		gauge(m.read, seconds(f.ReadAt), f.Mailbox, f.Folder)
		gauge(m.reconciled, seconds(f.ReconciledAt), f.Mailbox, f.Folder)
	}
	gauge(m.unread, float64(h.Unread))
	gauge(m.quarantined, float64(h.Quarantined))
	gauge(m.outbox, float64(h.Outbox))
}

// seconds is an instant as Prometheus has it; 0 for never.
func seconds(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}

// serveMetrics answers /metrics on an address of its own until ctx ends.
func (p *program) serveMetrics(ctx context.Context, store *tickets.Store) error {
	if p.MetricsAddr == "" {
		return nil
	}
	l, err := net.Listen("tcp", p.MetricsAddr)
	if err != nil {
		return fmt.Errorf("listening for metrics: %w", err)
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(newMailMetrics(store), collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 30 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	go func() { _ = server.Serve(l) }()
	p.printf("Metrics are on http://%s/metrics\n", l.Addr())
	return nil
}
