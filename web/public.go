package web

import "slices"

// publicRoutes are open to everybody.
func (s *Server) publicRoutes() []Route {
	routes := slices.Concat(s.readRoutes(), s.announcementRoutes(), s.proposeRoutes())
	if s.Demo != nil {
		routes = append(routes, get("/demonstration/lettres", s.demoLetters))
	}
	return routes
}
