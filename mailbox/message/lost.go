package message

import "slices"

// A lost multipart is one that the delimiter of another around it ended. Where
// multiparts are interleaved, its own delimiters come after that, and part what
// the other holds, or a reader would see them with the header below in the text.
type lost struct {
	boundary string
	in       int // the index in open of the multipart that ended it
}

// maxLost is how many of them are looked for: the last few.
const maxLost = 4

// lose remembers a multipart at n in open that another one around it ended.
func (r *reader) lose(n int) {
	l := lost{r.open[n], r.hit}
	if r.hit < 0 || r.hit >= n || slices.Contains(r.lost, l) {
		return
	}
	if len(r.lost) == maxLost {
		r.lost = r.lost[:copy(r.lost, r.lost[1:])]
	}
	r.lost = append(r.lost, l)
}

// lostDelimiter says which lost multipart, of those that the innermost open one
// ended, a line bears the boundary of exactly, -1 where none, and whether it
// closes that.
func (r *reader) lostDelimiter(line []byte) (index int, closing bool) {
	if len(r.lost) == 0 || len(line) < 3 || line[0] != '-' || line[1] != '-' {
		return -1, false
	}
	line = trimEnd(line[2:])
	for i := range r.lost {
		l := &r.lost[i]
		n := len(l.boundary)
		if l.in != len(r.open)-1 || len(line) < n || line[n-1] != l.boundary[n-1] {
			continue
		}
		switch {
		case len(line) == n && string(line) == l.boundary:
			return i, false
		case len(line) == n+2 && line[n] == '-' && line[n+1] == '-' && string(line[:n]) == l.boundary:
			return i, true
		}
	}
	return -1, false
}
