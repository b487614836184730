package message

import "bytes"

// A uuBlock is uuencoded data in a text, from "begin" to "end".
type uuBlock struct {
	span
	name string
	size int // of the decoded data
}

// uuBlocks finds the files that old mailers set into the text. Blocks do not
// overlap and each line is looked at twice at most.
func uuBlocks(b []byte, most int) []uuBlock {
	var list []uuBlock
	for at := 0; at < len(b) && len(list) <= most; {
		if !bytes.HasPrefix(b[at:], []byte("begin ")) {
			i := bytes.Index(b[at:], []byte("\nbegin "))
			if i < 0 {
				break
			}
			at += i + 1
		}
		line, _ := cutLine(b[at:])
		next := at + len(line)
		if name, ok := uuBegin(line); ok {
			if end, size := uuEnd(b, next); end > 0 {
				list = append(list, uuBlock{span{at, end}, cleanName(decodeLine(string(name), "")), size})
				next = end
			}
		}
		at = next
	}
	return list
}

// uuEnd is where the data that begins at a line of b ends, 0 where it is none,
// and its decoded size. Cut off data has no end, but lines of full length.
func uuEnd(b []byte, at int) (end, size int) {
	full := 0
	for at < len(b) {
		line, _ := cutLine(b[at:])
		n, ok := uuSize(line)
		if !ok {
			if bytes.Equal(bytes.TrimSpace(line), []byte("end")) {
				return at + len(line), size
			}
			break
		}
		if n == 45 {
			full++
		}
		size += n
		at += len(line)
	}
	if full < 2 {
		return 0, 0
	}
	return at, size
}

// takeUU moves the uuencoded files of a text out of it, as attachments.
func (r *bodyReader) takeUU(b []byte) []byte {
	blocks := uuBlocks(b, r.b.parts)
	if len(blocks) == 0 {
		return b
	}
	left := len(b)
	for _, block := range blocks {
		left -= block.end - block.start
	}
	rest := make([]byte, 0, left)
	at := 0
	for _, block := range blocks {
		if r.b.parts <= 0 {
			r.b.degrade("parts")
			break
		}
		r.b.parts--
		p := &Part{Type: typeByName(block.name), Disposition: "attachment", Name: block.name, raw: b[block.start:block.end], encoding: uuEncoding, Size: block.size}
		r.m.Attachments = append(r.m.Attachments, p)
		rest = append(rest, b[at:block.start]...)
		at = block.end
	}
	return append(rest, b[at:]...)
}
