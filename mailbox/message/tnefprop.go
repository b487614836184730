package message

import (
	"encoding/binary"
	"strconv"
)

// A tnefProp is one MAPI property, its first value where it has several
// ([MS-OXTNEF], section 2.1.3.4).
type tnefProp struct {
	id, kind uint16
	data     []byte
}

// Kinds of MAPI properties whose values have lengths of their own.
const (
	kindObject  = 0x000d
	kindString  = 0x001e // of the message's code page
	kindUnicode = 0x001f // UTF-16
	kindBinary  = 0x0102
	kindMany    = 0x1000 // flag: several values
)

// bytes is a string's value without its end.
func (p tnefProp) bytes() []byte {
	if p.kind == kindUnicode {
		b := p.data
		for len(b) >= 2 && b[len(b)-1] == 0 && b[len(b)-2] == 0 {
			b = b[:len(b)-2]
		}
		return b
	}
	return trimNUL(p.data)
}

func (p tnefProp) charset(other string) string {
	if p.kind == kindUnicode {
		return "utf-16le"
	}
	return other
}

// A propReader takes what it can; from where something does not fit it gives
// nothing more.
type propReader struct {
	b  []byte
	ok bool
}

func (r *propReader) take(n int64) []byte {
	if n < 0 || n > int64(len(r.b)) {
		r.ok = false
		r.b = nil
		return nil
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *propReader) uint32() uint32 {
	if b := r.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

// padded takes a value and what fills it up to four bytes.
func (r *propReader) padded(n int64) []byte {
	b := r.take(n)
	r.take(min(-n&3, int64(len(r.b))))
	return b
}

// eachProp reads the properties of an attribute, as many as are whole.
func eachProp(b []byte) []tnefProp {
	const most = 4096 // Outlook writes about a hundred
	r := &propReader{b: b, ok: true}
	var list []tnefProp
	for count := r.uint32(); count > 0 && r.ok && len(list) < most; count-- {
		head := r.take(4)
		if head == nil {
			break
		}
		p := tnefProp{kind: binary.LittleEndian.Uint16(head), id: binary.LittleEndian.Uint16(head[2:])}
		if p.id >= 0x8000 { // named: the name is not needed, its length is
			r.take(16)
			if r.uint32() == 0 {
				r.take(4)
			} else {
				r.padded(int64(r.uint32()))
			}
		}
		p.data = r.value(p.kind)
		if r.ok {
			list = append(list, p)
		}
	}
	return list
}

// value takes the values of a property and gives the first.
func (r *propReader) value(kind uint16) (first []byte) {
	count := uint32(1)
	single := kind &^ kindMany
	variable := single == kindObject || single == kindString || single == kindUnicode || single == kindBinary
	if kind&kindMany != 0 || variable {
		count = r.uint32()
	}
	for i := uint32(0); i < count && r.ok; i++ {
		var b []byte
		switch {
		case variable:
			b = r.padded(int64(r.uint32()))
		case single == 0x0002 || single == 0x0003 || single == 0x0004 || single == 0x000a || single == 0x000b:
			b = r.take(4)
		case single == 0x0005 || single == 0x0006 || single == 0x0007 || single == 0x0014 || single == 0x0040:
			b = r.take(8)
		case single == 0x0048:
			b = r.take(16)
		case single == 0x0000 || single == 0x0001:
			return first
		default:
			r.ok = false // of unknown length: nothing after it can be found
		}
		if i == 0 {
			first = b
		}
	}
	return first
}

// codepageName is the charset of a Windows code page.
func codepageName(n uint32) string {
	switch n {
	case 0, 20127:
		return "windows-1252"
	case 65001:
		return "utf-8"
	case 1200:
		return "utf-16le"
	case 20866:
		return "koi8-r"
	case 21866:
		return "koi8-u"
	case 50220, 50221, 50222:
		return "iso-2022-jp"
	case 51932:
		return "euc-jp"
	case 51949:
		return "euc-kr"
	}
	if n > 28590 && n <= 28605 {
		return "iso-8859-" + strconv.Itoa(int(n)-28590)
	}
	return "cp" + strconv.Itoa(int(n))
}
