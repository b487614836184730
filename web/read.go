package web

import "vigie/views"

// readRoutes are the pages that anybody reads, with their twins for programs.
func (s *Server) readRoutes() []Route {
	return []Route{
		get(views.HomePath(), s.home),
		get(views.TicketsPath(), s.ticketList),
		get(views.TicketsCSVPath(), s.ticketListCSV),
		get(views.TicketsJSONPath(), s.ticketListJSON),
		get("/demandes/:ref", s.ticketView),
		get(views.OccupationsPath(), s.occupationSearch),
		get(views.OccupationsCSVPath(), s.occupationListCSV),
		get(views.OccupationsJSONPath(), s.occupationSearchJSON),
		get("/metiers/:code", s.occupationView),
		get(views.ReleasesPath(), s.releaseList),
		get(views.ReleasesCSVPath(), s.releaseListCSV),
		get(views.ReleasesJSONPath(), s.releaseListJSON),
		get("/versions/:number", s.releaseOrRange),
		get("/versions/:number/notes", s.releaseNotesPage),
		get(views.CommitmentsPath(), s.commitmentList),
		get(views.CommitmentsCSVPath(), s.commitmentListCSV),
		get(views.CommitmentsJSONPath(), s.commitmentListJSON),
		get(views.OpenDataPath(), s.openData),
		get(views.AccessibilityPath(), s.accessibility),
		get(views.PrivacyPath(), s.privacy),
		get(views.LegalPath(), s.legal),
		get(views.SitemapPath(), s.sitemap),
		get(views.RobotsPath(), s.robots),
		get(views.SecurityPath(), s.security),
	}
}
