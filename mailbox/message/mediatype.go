package message

import (
	"path"
	"strings"
)

// typesByExtension are the types of files whose part does not say any. The
// machine's own table is not asked, so that the answer is the same everywhere.
var typesByExtension = map[string]string{
	".txt": "text/plain", ".csv": "text/csv", ".htm": "text/html", ".html": "text/html", ".ics": "text/calendar", ".vcf": "text/vcard", ".xml": "application/xml",
	".pdf": "application/pdf", ".rtf": "application/rtf", ".json": "application/json", ".zip": "application/zip", ".eml": "message/rfc822",
	".doc": "application/msword", ".xls": "application/vnd.ms-excel", ".ppt": "application/vnd.ms-powerpoint",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt":  "application/vnd.oasis.opendocument.text", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".bmp": "image/bmp", ".tif": "image/tiff", ".tiff": "image/tiff", ".svg": "image/svg+xml",
	".mp3": "audio/mpeg", ".wav": "audio/wav", ".mp4": "video/mp4",
}

// typeByName is the type of a file by its name, application/octet-stream where
// that says nothing.
func typeByName(name string) string {
	if t := typesByExtension[strings.ToLower(path.Ext(name))]; t != "" {
		return t
	}
	return "application/octet-stream"
}
