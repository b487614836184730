package views

import (
	"strconv"
	"strings"

	"vigie/tickets"
)

// FileSize is a size in words: « 812 octets », « 12 ko », « 1,4 Mo ».
func FileSize(n int64) string {
	if n < 1000 {
		return strconv.FormatInt(n, 10) + nbsp + Plural(int(n), "octet", "octets")
	}
	units := []string{"ko", "Mo", "Go"}
	size := int64(1000)
	for len(units) > 1 && (n+size/2)/size >= 1000 {
		units, size = units[1:], size*1000
	}
	figure := Number(int((n + size/2) / size))
	if tenths := (n*10 + size/2) / size; tenths < 100 && tenths%10 != 0 {
		figure = strconv.FormatInt(tenths/10, 10) + "," + strconv.FormatInt(tenths%10, 10)
	}
	return figure + nbsp + units[0]
}

var fileTypes = map[string]string{
	"application/pdf":              "PDF",
	"application/zip":              "archive ZIP",
	"application/msword":           "document Word",
	"application/vnd.ms-excel":     "classeur Excel",
	"application/rtf":              "document RTF",
	"application/octet-stream":     "type inconnu",
	"application/x-ole-storage":    "document Office ancien",
	"application/vnd.ms-outlook":   "message Outlook",
	"application/pgp-signature":    "signature",
	"application/pkcs7-signature":  "signature",
	"application/x-msdownload":     "programme Windows",
	"text/plain":                   "texte",
	"text/csv":                     "tableau CSV",
	"text/html":                    "page HTML",
	"text/calendar":                "invitation",
	"text/vcard":                   "carte de visite",
	"message/rfc822":               "message",
	"application/x-rar-compressed": "archive RAR",
	"application/x-7z-compressed":  "archive 7z",
	"application/gzip":             "archive gzip",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   "document Word",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         "classeur Excel",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": "présentation PowerPoint",
	"application/vnd.oasis.opendocument.text":                                   "document OpenDocument",
	"application/vnd.oasis.opendocument.spreadsheet":                            "classeur OpenDocument",
}

// FileTypeWord names the type that a file's content has: « classeur Excel ».
// What has no word is said as it is.
func FileTypeWord(t string) string {
	t, _, _ = strings.Cut(t, ";")
	t = strings.TrimSpace(t)
	if w, ok := fileTypes[t]; ok {
		return w
	}
	if kind, format, ok := strings.Cut(t, "/"); ok && kind == "image" {
		return "image" + nbsp + strings.ToUpper(strings.TrimSuffix(format, "+xml"))
	}
	return t
}

// threat is the word before the name that a scanner gave to what it found.
const threat = "threat"

// Threat is what a scanner found in a file; ok is false for nothing.
func Threat(f tickets.MailFile) (name string, ok bool) {
	word, name, _ := strings.Cut(f.Scan, " ")
	return name, word == threat
}

// threatened are the files of a message that a scanner holds for dangerous.
func threatened(m *tickets.StoredMail) bool {
	for _, f := range m.Files {
		if _, ok := Threat(f); ok {
			return true
		}
	}
	return false
}

// sourceNote says how large a message is, and warns of what is in it.
func sourceNote(m *tickets.StoredMail) string {
	note := "(" + FileSize(m.Kept) + ")"
	if threatened(m) {
		note += nbsp + ": un fichier qu’elle contient est dangereux"
	}
	return note
}

// unscanned says of files once that no scanner is configured to look at them;
// "" where one is.
func unscanned(files []tickets.MailFile) string {
	for _, f := range files {
		if f.Scan != "" {
			return ""
		}
	}
	return Plural(len(files), "Non vérifié", "Non vérifiés") + nbsp + ": aucun antivirus n’est branché."
}

// ScanWord is what a scanner says of a file, with the tone of its badge.
func ScanWord(f tickets.MailFile) (string, Tone) {
	if name, ok := Threat(f); ok {
		return strings.TrimSpace("Dangereux" + nbsp + ": " + name), ToneLate
	}
	switch f.Scan {
	case "clean":
		return "Aucun virus trouvé", ToneKept
	case "":
		return "Non vérifié, aucun antivirus n’est branché", ToneFlat
	}
	return "Non vérifié, l’antivirus n’a pas répondu", ToneSoon
}

// FileRefusedTitle is the title of the page for a file that is not handed out.
const FileRefusedTitle = "Fichier dangereux"

// FileRefused says why a file is not handed out.
func FileRefused(f tickets.MailFile) ErrorWords {
	name, _ := Threat(f)
	text := "L’antivirus tient ce fichier pour dangereux"
	if name != "" {
		text += " (" + name + ")"
	}
	return ErrorWords{FileRefusedTitle, text + nbsp + ": il n’est pas remis. Demandez à l’auteur ce qu’il contient."}
}

// fileName is a file's name as a page shows it.
func fileName(f tickets.MailFile) string {
	if f.Name != "" {
		return f.Name
	}
	return "fichier" + nbsp + strconv.Itoa(f.N)
}
