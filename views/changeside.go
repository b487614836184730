package views

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"
)

// changeSide writes one side of a change. It is written
// by hand because templ puts a space between nodes, and here each space counts.
func changeSide(words ChangeWords, before bool) templ.Component {
	mark, side := "ins", words.After
	if before {
		mark, side = "del", words.Before
	}
	open, shut := "«"+nbsp, nbsp+"»"
	if words.Bare {
		open, shut = "", ""
	}
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		b.WriteString(open)
		for _, s := range words.shown(side) {
			text := templ.EscapeString(s.Text)
			if s.Changed {
				text = "<" + mark + ">" + text + "</" + mark + ">"
			}
			b.WriteString(text)
		}
		b.WriteString(shut)
		_, err := io.WriteString(w, b.String())
		return err
	})
}
