package safehtml

// opening and closing are the page around what is left of a mail. The policy in
// it is the least that holds wherever the page is shown; the server's header is
// stricter. Ink on white, whatever the reader's screen is set to: a mail's colours
// are chosen against white.
const (
	opening = `<!doctype html><html><head><meta charset="utf-8"/>` +
		`<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; img-src data: http: https:; style-src &#39;unsafe-inline&#39;"/>` +
		`<meta name="referrer" content="no-referrer"/>` +
		`<meta http-equiv="x-dns-prefetch-control" content="off"/>` +
		`<meta name="viewport" content="width=device-width"/>` +
		`<base target="_blank"/><style>` + sheet + `</style></head><body>`
	closing = `</body></html>`

	sheet = `:root{color-scheme:only light}` +
		`html{background:#fff;color:#1a1a1a}` +
		`body{margin:12px;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:anywhere}` +
		`a{color:#0b4a8f}` +
		`img{max-width:100%;height:auto}` +
		`pre{white-space:pre-wrap}` +
		`blockquote{margin:0 0 0 4px;padding-left:12px;border-left:2px solid #b8b8b8}` +
		// What Word's own sheet says of its paragraphs, without which every
		// line of a mail from Outlook stands apart.
		`.MsoNormal,.MsoPlainText,.MsoNoSpacing,.MsoListParagraph{margin:0}`
)
