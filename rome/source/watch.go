package source

import (
	"context"
	"io"
	"time"
)

// A watch ends a request that takes too long: until its answer begins, between
// two pieces of the body, or altogether. Why it did is the context's cause.
type watch struct {
	ctx     context.Context
	cancel  context.CancelCauseFunc
	overall *time.Timer
	quiet   *time.Timer // until the answer begins, then until the next piece
	limits  Limits
}

func (c *Client) watch(ctx context.Context, total time.Duration) *watch {
	w := &watch{limits: c.limits}
	w.ctx, w.cancel = context.WithCancelCause(ctx)
	w.overall = time.AfterFunc(total, func() { w.cancel(faultf(CodeSlow, "not whole after %s", total)) })
	w.quiet = time.AfterFunc(c.limits.Answer, func() { w.cancel(faultf(CodeSilent, "no answer after %s", c.limits.Answer)) })
	return w
}

// answered says that an answer began: from here on silence ends it.
func (w *watch) answered() {
	w.quiet.Stop()
	w.quiet = time.AfterFunc(w.limits.Silence, func() { w.cancel(faultf(CodeStalled, "nothing for %s", w.limits.Silence)) })
}

func (w *watch) stop() {
	w.overall.Stop()
	w.quiet.Stop()
	w.cancel(nil)
}

// reader begins the silence anew with every piece that comes.
func (w *watch) reader(r io.Reader) io.Reader { return &watched{r, w} }

type watched struct {
	io.Reader
	w *watch
}

func (r *watched) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if n > 0 {
		r.w.quiet.Reset(r.w.limits.Silence)
	}
	return n, err
}
