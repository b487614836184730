package message

import "encoding/binary"

// rtfDictionary is what the window of compressed RTF begins with ([MS-OXRTFCP],
// section 2.1.2.1).
const rtfDictionary = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"

// inflateRTF decompresses RTF ([MS-OXRTFCP], section 2.2.2), up to a limit.
func inflateRTF(b []byte, limit int) ([]byte, bool) {
	if len(b) < 16 {
		return nil, false
	}
	size, kind := int(min(binary.LittleEndian.Uint32(b[4:]), uint32(limit))), string(b[8:12])
	b = b[16:]
	switch kind {
	case "MELA": // not compressed
		return b[:min(size, len(b))], true
	case "LZFu":
	default:
		return nil, false
	}
	var window [4096]byte
	at := copy(window[:], rtfDictionary)
	out := make([]byte, 0, min(size, 8*len(b)))
	for len(b) > 0 {
		flags := b[0]
		b = b[1:]
		for bit := 0; bit < 8; bit++ {
			if flags>>bit&1 == 0 {
				if len(b) == 0 || len(out) >= size {
					return out, true
				}
				out = append(out, b[0])
				window[at] = b[0]
				at = (at + 1) & 4095
				b = b[1:]
				continue
			}
			if len(b) < 2 {
				return out, true
			}
			from, n := int(b[0])<<4|int(b[1])>>4, int(b[1]&15)+2
			b = b[2:]
			if from == at {
				return out, true // the end
			}
			for ; n > 0 && len(out) < size; n-- {
				c := window[from]
				out = append(out, c)
				window[at] = c
				at, from = (at+1)&4095, (from+1)&4095
			}
		}
	}
	return out, true
}
