package views

// Where programs read what pages show: the twin of a list is under the same
// path, with the suffix of its format.

// TicketsCSVPath is the public requests as CSV.
func TicketsCSVPath() string { return TicketsPath() + ".csv" }

// TicketsJSONPath is the public requests as JSON.
func TicketsJSONPath() string { return TicketsPath() + ".json" }

// TicketJSONPath is one public request as JSON.
func TicketJSONPath(ref string) string { return TicketPath(ref) + ".json" }

// OccupationsCSVPath is every occupation of the current release as CSV.
func OccupationsCSVPath() string { return OccupationsPath() + ".csv" }

// ReleasesCSVPath is the stored releases as CSV.
func ReleasesCSVPath() string { return ReleasesPath() + ".csv" }

// ReleasesJSONPath is the stored releases as JSON.
func ReleasesJSONPath() string { return ReleasesPath() + ".json" }

// CommitmentsCSVPath is the figures of the commitments, by month, as CSV.
func CommitmentsCSVPath() string { return CommitmentsPath() + ".csv" }

// CommitmentsJSONPath is the commitments and their figures as JSON.
func CommitmentsJSONPath() string { return CommitmentsPath() + ".json" }

// RobotsPath tells search engines what to leave alone.
func RobotsPath() string { return "/robots.txt" }

// SecurityPath is where to report a vulnerability (RFC 9116).
func SecurityPath() string { return "/.well-known/security.txt" }
