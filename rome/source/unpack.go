package source

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strings"
)

// unpack reads a body whole, out of the compression of its transfer where it has
// one, and no more of it than most, either way.
func unpack(body io.Reader, r *http.Response, most int64) ([]byte, error) {
	raw := &bounded{body, most}
	switch encoding := strings.ToLower(strings.TrimSpace(r.Header.Get("Content-Encoding"))); encoding {
	case "", "identity":
		return whole(raw, max(r.ContentLength, 0))
	case "gzip", "x-gzip":
		unzipped, err := gzip.NewReader(raw)
		if err != nil {
			return nil, packed(err)
		}
		content, err := whole(&bounded{unzipped, most}, max(r.ContentLength, 0))
		if err != nil {
			return nil, packed(err)
		}
		return content, nil
	default:
		return nil, faultf(CodeEncoding, "the transfer is compressed with %.20q", encoding)
	}
}

// packed tells a compression that is damaged from one that is cut short.
func packed(err error) error {
	var fault *Fault
	if errors.As(err, &fault) || !errors.Is(err, gzip.ErrHeader) && !errors.Is(err, gzip.ErrChecksum) && !strings.HasPrefix(err.Error(), "flate:") {
		return err
	}
	return faultf(CodeEncoding, "the compression of the transfer is damaged: %w", err)
}

// ahead is how much is made ready for what a server says that it will send.
const ahead = 8 << 20

func whole(r io.Reader, expected int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(min(expected, ahead)) + bytes.MinRead)
	_, err := b.ReadFrom(r)
	return b.Bytes(), err
}

// bounded gives up at the first byte too many.
type bounded struct {
	io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.Reader.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return n, faultf(CodeSize, "the answer has more bytes than we take")
	}
	return n, err
}
