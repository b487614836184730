package message

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-message/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// charsets are names that the tables of go-message lack, or take by the letter
// where mail means a larger set: what is called ISO-8859-1 is windows-1252,
// what is called GB2312 is GB18030.
var charsets = map[string]encoding.Encoding{
	"iso-8859-1": charmap.Windows1252, "iso8859-1": charmap.Windows1252, "iso_8859-1": charmap.Windows1252, "8859-1": charmap.Windows1252,
	"latin1": charmap.Windows1252, "latin-1": charmap.Windows1252, "windows-1252": charmap.Windows1252, "cp1252": charmap.Windows1252,
	"ansi": charmap.Windows1252, "iso-ir-100": charmap.Windows1252, "iso-8859-1-windows-3.1-latin-1": charmap.Windows1252,
	"iso-8859-9": charmap.Windows1254, "latin5": charmap.Windows1254, "iso-8859-11": charmap.Windows874, "tis-620": charmap.Windows874,
	"latin9": charmap.ISO8859_15, "latin-9": charmap.ISO8859_15, "iso-8859-8-i": charmap.ISO8859_8, "iso-8859-8-e": charmap.ISO8859_8,
	"iso-8859-6-i": charmap.ISO8859_6, "iso-8859-6-e": charmap.ISO8859_6, "iso-8859-16": charmap.ISO8859_16,
	"gb2312": simplifiedchinese.GB18030, "gbk": simplifiedchinese.GB18030, "x-gbk": simplifiedchinese.GB18030, "cp936": simplifiedchinese.GB18030,
	"gb_2312-80": simplifiedchinese.GB18030, "gb18030": simplifiedchinese.GB18030, "hz-gb-2312": simplifiedchinese.HZGB2312,
	"ks_c_5601-1987": korean.EUCKR, "ksc5601": korean.EUCKR, "ks_c_5601": korean.EUCKR, "cp949": korean.EUCKR, "euc-kr": korean.EUCKR,
	"cp932": japanese.ShiftJIS, "x-sjis": japanese.ShiftJIS, "sjis": japanese.ShiftJIS, "shift-jis": japanese.ShiftJIS, "windows-31j": japanese.ShiftJIS,
	"iso-2022-jp-1": japanese.ISO2022JP, "iso-2022-jp-2": japanese.ISO2022JP, "iso-2022-jp-ms": japanese.ISO2022JP, "cp50220": japanese.ISO2022JP, "cp50221": japanese.ISO2022JP,
	"macintosh": charmap.Macintosh, "macroman": charmap.Macintosh, "mac-roman": charmap.Macintosh, "x-mac-roman": charmap.Macintosh, "mac": charmap.Macintosh,
	"x-mac-cyrillic": charmap.MacintoshCyrillic, "x-mac-ukrainian": charmap.MacintoshCyrillic,
	"437": charmap.CodePage437, "850": charmap.CodePage850, "852": charmap.CodePage852, "855": charmap.CodePage855, "858": charmap.CodePage858,
	"860": charmap.CodePage860, "862": charmap.CodePage862, "863": charmap.CodePage863, "865": charmap.CodePage865, "866": charmap.CodePage866,
	"874": charmap.Windows874, "1250": charmap.Windows1250, "1251": charmap.Windows1251, "1252": charmap.Windows1252, "1253": charmap.Windows1253,
	"1254": charmap.Windows1254, "1255": charmap.Windows1255, "1256": charmap.Windows1256, "1257": charmap.Windows1257, "1258": charmap.Windows1258,
	"037": charmap.CodePage037, "1047": charmap.CodePage1047, "1140": charmap.CodePage1140,
	"utf-16": unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "utf16": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"utf-16be": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	"unicode": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "ucs-2": unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "iso-10646-ucs-2": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"utf-32": utf32.UTF32(utf32.BigEndian, utf32.UseBOM), "utf-32be": utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), "utf-32le": utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM),
}

// undeclared are the names that say nothing, or UTF-8, which is looked for
// wherever nothing is said.
var undeclared = map[string]bool{
	"": true, "us-ascii": true, "ascii": true, "ansi_x3.4-1968": true, "us": true, "iso646-us": true, "utf-8": true, "utf8": true, "utf_8": true, "x-utf-8": true, "x-utf8": true,
	"unicode-1-1-utf-8": true, "cp65001": true, "65001": true, "unknown": true, "unknown-8bit": true, "x-unknown": true, "8bit": true, "7bit": true, "binary": true,
	"none": true, "default": true, "default_charset": true, "_autodetect": true, "_autodetect_all": true, "x-user-defined": true, "us-ascii-8bit": true,
}

// unreadable are the names that the tables know and turn into nothing, as a
// browser must.
var unreadable = map[string]bool{"replacement": true, "iso-2022-cn": true, "iso-2022-cn-ext": true}

// toUTF8 converts b, of the charset called label, to valid UTF-8. It may give b
// itself back. known is false where the label means nothing here: then, as
// where there is none, the bytes decide (UTF-8, ISO-2022-JP, else windows-1252).
func toUTF8(label string, b []byte) (text []byte, known bool) {
	label = strings.ToLower(strings.Trim(label, " \t\r\n\"'<>;,"))
	label = strings.TrimPrefix(label, "charset=")
	if i := strings.IndexAny(label, " \t(;,"); i > 0 { // no name has these
		label = label[:i]
	}
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return guessUTF8(b[3:]), true
	case undeclared[label]:
		return guessUTF8(b), true
	case label == "utf-7" || label == "utf7" || label == "unicode-1-1-utf-7" || label == "x-unicode-2-0-utf-7" || label == "unicode-2-0-utf-7":
		return decodeUTF7(b), true
	case label == "iso-2022-kr" || label == "csiso2022kr":
		text, err := decode2022KR(b)
		return text, err == nil
	}
	enc := charsets[label]
	if enc == nil {
		for _, prefix := range []string{"cp", "cp-", "ibm", "ibm-", "windows-", "windows", "win-", "win", "x-cp", "x-windows-", "x-ibm", "dos-"} {
			if rest, ok := strings.CutPrefix(label, prefix); ok && len(rest) >= 3 && rest[0] >= '0' && rest[0] <= '9' && charsets[rest] != nil {
				enc = charsets[rest]
				break
			}
		}
	}
	switch table := enc.(type) {
	case *charmap.Charmap:
		if (table == charmap.Windows1252 || table == charmap.ISO8859_15) && multibyte(b) {
			return b, true // UTF-8 called Latin: by chance this does not happen
		}
		return decodeTable(table, b), true
	case nil:
		if unreadable[label] {
			return guessUTF8(b), false
		}
		return decodeElse(label, b)
	}
	text, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return guessUTF8(b), false
	}
	return bytes.ToValidUTF8(text, []byte("\uFFFD")), true
}

// decodeElse asks go-message's tables.
func decodeElse(label string, b []byte) ([]byte, bool) {
	label = strings.ReplaceAll(label, "_", "-")
	r, err := charset.Reader(label, bytes.NewReader(b))
	if err != nil {
		r, err = charset.Reader(strings.TrimPrefix(label, "x-"), bytes.NewReader(b))
	}
	if err != nil {
		return guessUTF8(b), false
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return guessUTF8(b), false
	}
	return bytes.ToValidUTF8(text, []byte("\uFFFD")), true
}

// decodeTable converts a charset of single bytes.
func decodeTable(table *charmap.Charmap, b []byte) []byte {
	if isASCII(b) && table != charmap.CodePage037 && table != charmap.CodePage1047 && table != charmap.CodePage1140 {
		return b
	}
	text := make([]byte, 0, len(b)+len(b)/8)
	for _, c := range b {
		text = utf8.AppendRune(text, table.DecodeByte(c))
	}
	return text
}

// guessUTF8 reads what is said to be UTF-8 or said to be nothing. Bytes that
// are mostly UTF-8 were cut or damaged; else they are windows-1252.
func guessUTF8(b []byte) []byte {
	if isASCII(b) {
		if bytes.Contains(b, []byte("\x1b$B")) || bytes.Contains(b, []byte("\x1b$@")) {
			if text, err := japanese.ISO2022JP.NewDecoder().Bytes(b); err == nil {
				return text
			}
		}
		return b
	}
	good, bad := 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	switch {
	case bad == 0:
		return b
	case good >= bad:
		return bytes.ToValidUTF8(b, []byte("\uFFFD"))
	}
	return decodeTable(charmap.Windows1252, b)
}

// multibyte reports whether b is UTF-8 and more than ASCII.
func multibyte(b []byte) bool { return !isASCII(b) && utf8.Valid(b) }

func isASCII(b []byte) bool {
	for len(b) >= 8 {
		if (b[0]|b[1]|b[2]|b[3]|b[4]|b[5]|b[6]|b[7])&0x80 != 0 {
			return false
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
