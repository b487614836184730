package source

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"mime"
	"strings"
)

// An Archive is an export as it came: the bytes of a zip, of which nobody has
// looked at more than where its directory is.
type Archive struct {
	Bytes  []byte
	SHA256 string // of the bytes, hex
	URL    string // that gave it, after redirects
}

// zipTypes are what servers call a zip; some say nothing.
var zipTypes = map[string]bool{
	"": true, "application/zip": true, "application/x-zip": true, "application/x-zip-compressed": true,
	"application/octet-stream": true, "binary/octet-stream": true,
}

// Download gets an export by GET: the source answers 404 to HEAD, and has no
// ETag. The archive is whole: where the server did not say how long it is, or
// said it wrongly, the directory at the end of the zip tells. An error is a
// *Fault, and the Sample says how the request went, whatever came of it.
func (c *Client) Download(ctx context.Context, address string) (Archive, Sample, error) {
	got, sample, err := c.get(ctx, address, "application/zip, application/octet-stream;q=0.9", bounds{c.limits.Archive, c.limits.Total})
	if err == nil {
		err = checkZip(got)
	}
	if err != nil {
		sample.Code = CodeOf(err)
		return Archive{}, sample, err
	}
	sum := sha256.Sum256(got.body)
	return Archive{got.body, hex.EncodeToString(sum[:]), sample.Final}, sample, nil
}

// checkZip tells a zip from anything else, and a whole one from one that was cut.
func checkZip(got answer) error {
	kind, _, err := mime.ParseMediaType(got.header.Get("Content-Type"))
	if err != nil {
		kind = strings.ToLower(strings.TrimSpace(got.header.Get("Content-Type")))
	}
	switch {
	case !zipTypes[kind]:
		return faultf(CodeType, "the answer is %.60q, not a zip", kind)
	case len(got.body) == 0:
		return faultf(CodeTruncated, "the answer is empty")
	case !bytes.HasPrefix(got.body, []byte("PK\x03\x04")) && !bytes.HasPrefix(got.body, []byte("PK\x05\x06")):
		return faultf(CodeType, "the answer is called a zip and begins with %q", got.body[:min(16, len(got.body))])
	}
	if _, err := zip.NewReader(bytes.NewReader(got.body), int64(len(got.body))); errors.Is(err, zip.ErrFormat) {
		return faultf(CodeTruncated, "the directory at the end of the zip is missing or cut")
	}
	return nil
}
