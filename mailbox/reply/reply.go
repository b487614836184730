package reply

import "strings"

// Kind says what a span of a text is.
type Kind string

const (
	// Own is what the author wrote.
	Own Kind = "said"
	// Context is quoted text that the author answers in place.
	Context Kind = "context"
	// Quoted is what is only repeated, with the lines that introduce it.
	Quoted Kind = "quoted"
	// Forwarded is somebody else's text that the author passes on.
	Forwarded Kind = "forwarded"
	// Signature is a signature, a disclaimer, or a line that a mail program or
	// a mail server added.
	Signature Kind = "signature"
)

// A Span is a run of whole lines of one kind.
type Span struct {
	Kind Kind
	Text string // with its line ends
}

// longest is how much of a text is looked at, in bytes. Nobody writes that much:
// a longer text is a log or a hostile message.
const longest = 1 << 18

// Spans cuts a text into what its author wrote and what is only repeated. The
// spans' texts joined are the text again, byte for byte; two neighbours are of
// different kinds; an empty text has no span. When nothing would be left for
// Said, the whole text is one span of kind Own.
func Spans(text string) []Span {
	if text == "" {
		return nil
	}
	head, rest := text, ""
	if len(text) > longest {
		if at := strings.IndexByte(text[longest:], '\n'); at >= 0 {
			head, rest = text[:longest+at+1], text[longest+at+1:]
		}
	}
	d := newDraft(head)
	d.read()
	d.fold()
	spans := d.spans()
	if rest != "" {
		last := &spans[len(spans)-1]
		if last.Kind == Own || last.Kind == Quoted {
			last.Text = text[len(head)-len(last.Text):]
		} else {
			spans = append(spans, Span{Own, rest})
		}
	}
	for _, s := range spans {
		if s.Kind != Quoted && s.Kind != Signature && strings.TrimSpace(s.Text) != "" {
			return spans
		}
	}
	return []Span{{Own, text}}
}

// Said is what the author of a text wrote: its spans of kind Own and Context
// joined and trimmed, with those of kind Forwarded when the author says next to
// nothing besides; the whole text, trimmed, when nothing would be left. It is
// valid UTF-8, and empty only if the text is white space.
func Said(text string) string {
	spans := Spans(text)
	var own tally
	for _, s := range spans {
		if s.Kind == Own {
			for line := range strings.Lines(s.Text) {
				own.add(plain(line))
			}
		}
	}
	var b strings.Builder
	for _, s := range spans {
		if s.Kind == Own || s.Kind == Context || s.Kind == Forwarded && own.addsLittle() {
			b.WriteString(s.Text)
		}
	}
	said := strings.TrimSpace(b.String())
	if said == "" {
		said = strings.TrimSpace(text)
	}
	return strings.ToValidUTF8(said, "\uFFFD")
}
