package views

import "net/url"

// CrosswalksCSVPath is the stored correspondence tables as CSV.
func CrosswalksCSVPath() string { return AgentReleasesPath() + "/correspondances.csv" }

// CrosswalksJSONPath is the same for programs.
func CrosswalksJSONPath() string { return AgentReleasesPath() + "/correspondances.json" }

// UnknownCodesPath is what a table in use says of codes that the current release
// does not have, as CSV.
func UnknownCodesPath(table string) string {
	return AgentReleasesPath() + "/correspondances/" + url.PathEscape(table) + "/codes-inconnus.csv"
}
