package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/http"

	"github.com/labstack/echo/v4"

	"vigie/views"
)

// sendTable answers with a table. A cell that a spreadsheet would take for a
// formula is made text.
func sendTable(c echo.Context, name string, table [][]string) error {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true // RFC 4180, section 2
	for _, row := range table {
		for i, cell := range row {
			row[i] = views.SafeCell(cell)
		}
		if err := w.Write(row); err != nil {
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
