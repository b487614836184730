package web

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"vigie/tickets"
)

// A Route is one row of the table of everything that the server answers. Staff
// routes need a signed-in account whose role may do Needs; public routes leave
// it empty.
type Route struct {
	Method string
	Path   string
	Needs  tickets.Command
	handle echo.HandlerFunc
}

// Staff reports whether the route is for the staff alone.
func (r Route) Staff() bool { return r.Needs != "" }

func get(path string, h echo.HandlerFunc) Route { return Route{http.MethodGet, path, "", h} }

func post(path string, h echo.HandlerFunc) Route { return Route{http.MethodPost, path, "", h} }

// needs makes a route the staff's.
func (r Route) needs(c tickets.Command) Route {
	r.Needs = c
	return r
}

// Routes is the whole table.
func (s *Server) Routes() []Route {
	return slices.Concat(s.machineRoutes(), s.publicRoutes(), s.agentRoutes())
}

// register gives a route to Echo; HEAD goes with GET. Everything under /agents
// has a session, and what is behind it is private.
func (s *Server) register(r Route) {
	handle := r.handle
	if r.Staff() {
		handle = s.staffOnly(r.Needs, handle)
	}
	if isAgentPath(r.Path) {
		handle = s.withSession(handle)
	}
	s.echo.Add(r.Method, r.Path, handle)
	if r.Method == http.MethodGet {
		s.echo.Add(http.MethodHead, r.Path, handle)
	}
}
