package views

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"path"
	"strings"
)

// Assets holds the style sheet, the script and the mark of the service, under
// "assets/".
//
//go:embed assets
var Assets embed.FS

type asset struct {
	content     []byte
	contentType string
}

var (
	assetPaths = map[string]string{} // "app.css" → "/assets/app.1a2b3c4d.css"
	assetFiles = map[string]asset{}  // the other way, with what to serve
)

var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

func init() {
	entries, err := fs.ReadDir(Assets, "assets")
	if err != nil {
		panic("embedded assets: " + err.Error())
	}
	for _, entry := range entries {
		content, err := fs.ReadFile(Assets, "assets/"+entry.Name())
		if err != nil {
			panic("embedded assets: " + err.Error())
		}
		sum := sha256.Sum256(content)
		ext := path.Ext(entry.Name())
		at := "/assets/" + strings.TrimSuffix(entry.Name(), ext) + "." + hex.EncodeToString(sum[:4]) + ext
		assetPaths[entry.Name()] = at
		assetFiles[at] = asset{content, contentTypes[ext]}
	}
}

// AssetPath is where an embedded file is served: its name carries the first
// eight hex digits of its SHA-256, so that it may be cached for ever. It
// panics on a name that is not embedded, which a test would show.
func AssetPath(name string) string {
	at, ok := assetPaths[name]
	if !ok {
		panic("no embedded asset " + name)
	}
	return at
}

// Asset gives what to serve at a path that AssetPath gave.
func Asset(path string) (content []byte, contentType string, ok bool) {
	a, ok := assetFiles[path]
	return a.content, a.contentType, ok
}
