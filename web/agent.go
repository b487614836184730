package web

import "github.com/labstack/echo/v4"

// agentRoutes are the staff's.
func (s *Server) agentRoutes() []Route { return nil }

// askSignIn answers a request that needs an account with the sign-in page; what
// a form had sent is kept and sent again afterwards.
func (s *Server) askSignIn(c echo.Context) error { return redirect(c, "/agents/connexion") }
