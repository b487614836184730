package web

// proposeRoutes are where anybody proposes a change and follows it.
func (s *Server) proposeRoutes() []Route { return nil }
