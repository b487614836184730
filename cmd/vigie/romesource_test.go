package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// romesource DIR plays the source of releases until it is interrupted, as the
// real one behaves: DIR/export.zip is what /csv answers to GET, without ETag or
// Last-Modified, and HEAD is answered 404. A status in DIR/status is answered
// instead, with DIR/retry as Retry-After; DIR/dataset.json is the dataset's
// description. DIR/addr has the server's address, DIR/asked what it was asked.
func romesource() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	dir := os.Args[1]
	read := func(name string) string {
		raw, _ := os.ReadFile(filepath.Join(dir, name))
		return strings.TrimSpace(string(raw))
	}
	asked, err := os.OpenFile(filepath.Join(dir, "asked"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	defer func() { _ = asked.Close() }()
	answer := func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprintln(asked, r.Method, r.URL.Path, r.UserAgent())
		status, _ := strconv.Atoi(read("status"))
		switch {
		case r.Method != http.MethodGet:
			w.WriteHeader(http.StatusNotFound)
		case r.URL.Path == "/dataset":
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(os.Expand(read("dataset.json"), func(string) string { return "http://" + r.Host })))
		case status != 0:
			if after := read("retry"); after != "" {
				w.Header().Set("Retry-After", after)
			}
			w.WriteHeader(status)
		case r.URL.Path == "/csv":
			raw, err := os.ReadFile(filepath.Join(dir, "export.zip"))
			if err != nil {
				w.WriteHeader(http.StatusNotFound)
				return
			}
			w.Header().Set("Content-Type", "application/zip")
			w.Header().Set("Content-Disposition", "attachment; filename=RefRomeCsv.zip")
			_, _ = w.Write(raw)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(answer), ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	if err := os.WriteFile(filepath.Join(dir, "addr"), []byte("http://"+l.Addr().String()), 0o600); err != nil {
		panic(err)
	}
	_ = server.Serve(l)
}
