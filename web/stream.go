package web

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"

	"github.com/labstack/echo/v4"
)

// streamTable answers with a table that is written while it is read, so that
// however long it is, little of it is in memory. rows calls write for each.
func (s *Server) streamTable(c echo.Context, name string, header []string, rows func(write func([]string) error) error) error {
	return s.stream(c, "text/csv; charset=utf-8", name, func(out io.Writer) error {
		w := newTable(out)
		if err := w.Write(header); err != nil {
			return err
		}
		if err := rows(func(row []string) error { return w.Write(plainCells(row)) }); err != nil {
			return err
		}
		w.Flush()
		return w.Error()
	})
}

// newTable writes CSV as RFC 4180, section 2, has it.
func newTable(out io.Writer) *csv.Writer {
	w := csv.NewWriter(out)
	w.UseCRLF = true
	return w
}

// streamList answers with a JSON array likewise.
func (s *Server) streamList(c echo.Context, rows func(write func(any) error) error) error {
	return s.stream(c, "application/json; charset=utf-8", "", func(out io.Writer) error {
		before := "["
		err := rows(func(row any) error {
			body, err := json.Marshal(row)
			if err == nil {
				_, err = io.WriteString(out, before)
			}
			if err == nil {
				_, err = out.Write(body)
			}
			before = ","
			return err
		})
		if err != nil {
			return err
		}
		end := "]\n"
		if before == "[" {
			end = "[]\n"
		}
		_, err = io.WriteString(out, end)
		return err
	})
}

// stream answers with what write writes. What goes wrong before much is written
// is answered as such; after that the answer breaks off, so that nobody takes a
// part of it for the whole.
func (s *Server) stream(c echo.Context, contentType, name string, write func(io.Writer) error) error {
	answer := &late{c: c, contentType: contentType, name: name}
	buffer := bufio.NewWriterSize(answer, 32<<10)
	err := write(buffer)
	if err == nil {
		err = buffer.Flush()
	}
	if err == nil || !c.Response().Committed {
		return err
	}
	if c.Request().Context().Err() == nil {
		s.Log.ErrorContext(c.Request().Context(), "answer broken off",
			"id", c.Response().Header().Get(echo.HeaderXRequestID), "route", c.Path(), "error", err)
	}
	panic(http.ErrAbortHandler)
}

// late is an answer that begins with its first bytes.
type late struct {
	c                 echo.Context
	contentType, name string
}

func (l *late) Write(p []byte) (int, error) {
	r := l.c.Response()
	if !r.Committed {
		r.Header().Set(echo.HeaderContentType, l.contentType)
		if l.name != "" {
			r.Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+l.name+`"`)
		}
		r.WriteHeader(http.StatusOK)
	}
	return r.Write(p)
}
