package web

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/labstack/echo/v4"
)

// maxQuery bounds what is searched for, in characters.
const maxQuery = 200

// words is a parameter of the address as one line that every database takes:
// valid UTF-8 without controls, trimmed, of bounded length.
func words(c echo.Context, name string) string {
	s := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(c.QueryParam(name), " "))
	if r := []rune(s); len(r) > maxQuery {
		s = string(r[:maxQuery])
	}
	return strings.TrimSpace(s)
}

// pageNumber is the page of a list that is asked for, from 1.
func pageNumber(c echo.Context) int {
	n, err := strconv.Atoi(c.QueryParam("page"))
	if err != nil {
		return 1
	}
	return min(max(n, 1), 1_000_000)
}

// messageBefore is the message before which a conversation is shown, as links to
// its other parts and the forms on them name it; 0 for its end.
func messageBefore(c echo.Context) int {
	n, err := strconv.Atoi(c.FormValue("avant"))
	if err != nil {
		return 0
	}
	return max(n, 0)
}
