package source

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"
)

// bounds are those of one request.
type bounds struct {
	bytes int64
	total time.Duration
}

// answer is what came, whole.
type answer struct {
	header http.Header
	body   []byte
	final  *url.URL
}

// get asks one address and reads the whole answer. The Sample is filled in
// whatever comes of it; an error is a *Fault.
func (c *Client) get(ctx context.Context, address, accept string, most bounds) (answer, Sample, error) {
	sample := Sample{At: c.now().UTC(), URL: address}
	got, err := c.ask(ctx, address, accept, most, &sample)
	sample.Total = c.now().Sub(sample.At)
	sample.Code = CodeOf(err)
	return got, sample, err
}

func (c *Client) ask(ctx context.Context, address, accept string, most bounds, sample *Sample) (got answer, err error) {
	w := c.watch(ctx, most.total)
	defer w.stop()
	var first atomic.Int64 // the transport may still write it when we have given up
	defer func() { sample.FirstByte = time.Duration(first.Load()) }()
	trace := &httptrace.ClientTrace{GotFirstResponseByte: func() { first.Store(int64(c.now().Sub(sample.At))) }}
	request, err := http.NewRequestWithContext(httptrace.WithClientTrace(w.ctx, trace), http.MethodGet, address, http.NoBody)
	if err != nil {
		return got, faultf(CodeProtocol, "asking %q: %w", address, err)
	}
	if fault := c.allowed(request.URL, request.URL); fault != nil {
		return got, fault
	}
	request.Header.Set("User-Agent", c.agent)
	request.Header.Set("Accept", accept)
	request.Header.Set("Accept-Encoding", "gzip")
	client := http.Client{Transport: c.transport, CheckRedirect: func(next *http.Request, via []*http.Request) error {
		if sample.Redirects++; sample.Redirects > c.limits.Redirects {
			sample.Redirects = c.limits.Redirects
			return faultf(CodeRedirects, "more than %d redirects", c.limits.Redirects)
		}
		if fault := c.allowed(next.URL, via[0].URL); fault != nil {
			sample.Redirects--
			return fault
		}
		return nil
	}}
	response, err := client.Do(request)
	if err != nil {
		if response != nil { // a redirect that was not followed
			sample.Status = response.StatusCode
			_ = response.Body.Close()
		}
		return got, w.asking(err)
	}
	defer func() { _ = response.Body.Close() }()
	w.answered()
	got.header, got.final = response.Header, response.Request.URL
	sample.Status, sample.Final = response.StatusCode, got.final.String()
	if fault := c.judge(response); fault != nil {
		return got, fault
	}
	if response.ContentLength > most.bytes {
		return got, faultf(CodeSize, "the answer has %d bytes, more than %d", response.ContentLength, most.bytes)
	}
	got.body, err = unpack(&counted{w.reader(response.Body), &sample.Bytes}, response, most.bytes)
	if err != nil {
		return got, w.reading(err)
	}
	return got, nil
}

// asking names what kept an answer from beginning.
func (w *watch) asking(err error) error {
	if fault := w.fault(err); fault != nil {
		return fault
	}
	return connecting(err)
}

// reading names what kept a body from being read to its end.
func (w *watch) reading(err error) error {
	if fault := w.fault(err); fault != nil {
		return fault
	}
	return faultf(CodeTruncated, "reading the answer: %w", err)
}

// fault is what is a fault already, and what the watch ended.
func (w *watch) fault(err error) *Fault {
	var fault *Fault
	if errors.As(context.Cause(w.ctx), &fault) || errors.As(err, &fault) {
		return fault
	}
	if w.ctx.Err() != nil { // the caller's doing
		return &Fault{Code: CodeStopped, Err: context.Cause(w.ctx)}
	}
	return nil
}

// counted counts the bytes that come.
type counted struct {
	io.Reader
	n *int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	*c.n += int64(n)
	return n, err
}
