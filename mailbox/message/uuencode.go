package message

import "bytes"

// uuLine decodes one line of uuencoded data after dst (POSIX uuencode: the
// first character is the length, then groups of four for three bytes). ok is
// false where the line cannot be one.
func uuLine(dst, line []byte) (_ []byte, ok bool) {
	line = bytes.TrimRight(line, "\r\n")
	size, ok := uuSize(line)
	if !ok {
		return dst, false
	}
	for i, left := 1, size; left > 0; i += 4 {
		var v uint32
		for j := i; j < i+4; j++ {
			v <<= 6
			if j < len(line) {
				v |= uint32(line[j]-' ') & 63
			}
		}
		dst = append(dst, []byte{byte(v >> 16), byte(v >> 8), byte(v)}[:min(left, 3)]...)
		left -= 3
	}
	return dst, true
}

// uuSize is the number of bytes that a line of uuencoded data holds.
func uuSize(line []byte) (size int, ok bool) {
	line = bytes.TrimRight(line, "\r\n")
	if len(line) == 0 || line[0] < ' ' || line[0] > '`' {
		return 0, false
	}
	size = int(line[0]-' ') & 63
	whole := 1 + (size+2)/3*4
	if len(line) > whole+2 || len(line) < whole/2 { // spaces at the end, which stand for zeros, are often lost
		return 0, false
	}
	for _, c := range line {
		if c < ' ' || c > '`' {
			return 0, false
		}
	}
	return size, true
}

// uuBegin gives the name of the line "begin 644 name" that opens uuencoded
// data, as written.
func uuBegin(line []byte) (name []byte, ok bool) {
	rest, ok := bytes.CutPrefix(bytes.TrimRight(line, "\r\n"), []byte("begin "))
	if !ok {
		return nil, false
	}
	mode, name, ok := bytes.Cut(bytes.TrimLeft(rest, " "), []byte(" "))
	if !ok || len(mode) < 3 || len(mode) > 6 || len(bytes.Trim(mode, "01234567")) > 0 {
		return nil, false
	}
	name = bytes.TrimSpace(name)
	return name, len(name) > 0
}

// cutLine gives the first line of b with its end, and what follows.
func cutLine(b []byte) (line, rest []byte) {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return b[:i+1], b[i+1:]
	}
	return b, nil
}

// eachUU calls f with every data line of a uuencoded body, until f says false.
func eachUU(raw []byte, f func(line []byte) bool) {
	begun := !bytes.HasPrefix(raw, []byte("begin ")) && !bytes.Contains(raw, []byte("\nbegin "))
	for len(raw) > 0 {
		var line []byte
		line, raw = cutLine(raw)
		if !begun {
			_, begun = uuBegin(line)
			continue
		}
		if size, ok := uuSize(line); ok && size == 0 || bytes.HasPrefix(line, []byte("end")) {
			return
		}
		if !f(line) {
			return
		}
	}
}

func sizeUU(raw []byte) (n int) {
	eachUU(raw, func(line []byte) bool {
		if size, ok := uuSize(line); ok {
			n += size
		}
		return true
	})
	return n
}

func decodeUU(raw []byte, limit int) []byte {
	dst := make([]byte, 0, min(sizeUU(raw), limit)+3)
	eachUU(raw, func(line []byte) bool {
		dst, _ = uuLine(dst, line)
		return len(dst) < limit
	})
	return dst[:min(len(dst), limit)]
}
