package web

// readRoutes are the pages that anybody reads.
func (s *Server) readRoutes() []Route { return nil }
