package web

import (
	"bytes"
	"encoding/json"
	"net/http"

	"github.com/labstack/echo/v4"

	"vigie/views"
)

// plainCells makes text of the cells of a row that a spreadsheet would take for a
// formula.
func plainCells(row []string) []string {
	for i := range row {
		row[i] = views.SafeCell(row[i])
	}
	return row
}

// sendTable answers with a table.
func sendTable(c echo.Context, name string, table [][]string) error {
	var b bytes.Buffer
	w := newTable(&b)
	for _, row := range table {
		if err := w.Write(plainCells(row)); err != nil {
			return err
		}
	}
	if w.Flush(); w.Error() != nil {
		return w.Error()
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	return send(c, http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
}

// sendJSON answers with one document.
func sendJSON(c echo.Context, document any) error {
	body, err := json.Marshal(document)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "application/json; charset=utf-8", append(body, '\n'))
}
