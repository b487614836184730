package web

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"vigie/rome"
	"vigie/views"
)

// A suggestion is one line of the combobox.
type suggestion struct {
	Code    string `json:"code"` // an OGR
	Label   string `json:"label"`
	Matched string `json:"matched"`
}

// proposeItems suggests skills, knowledge and work contexts.
func (s *Server) proposeItems(c echo.Context) error {
	list := []suggestion{}
	query := strings.TrimSpace(c.QueryParam("q"))
	if r := s.Store.Release(); r != nil && query != "" && len(query) <= 4*rome.MaxLabel {
		for _, h := range r.SearchKind(query, mostFound, rome.KindSkill, rome.KindKnowledge, rome.KindContext) {
			list = append(list, suggestion{h.OGR, h.Label, views.FamilyLabel(h.Kind)})
		}
	}
	return c.JSON(http.StatusOK, list)
}
