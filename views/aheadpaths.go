package views

import (
	"net/url"
	"strconv"

	"vigie/tickets"
)

// What is ahead: announcements, the calendar, and what would become of another
// rhythm.

// AnnouncementsPath lists the announcements of major changes.
func AnnouncementsPath() string { return "/annonces" }

// AnnouncementsCSVPath is the same as a table.
func AnnouncementsCSVPath() string { return AnnouncementsPath() + ".csv" }

// AnnouncementsJSONPath is the same for programs.
func AnnouncementsJSONPath() string { return AnnouncementsPath() + ".json" }

// AnnouncementPath is one announcement, by its number.
func AnnouncementPath(n int) string { return AnnouncementsPath() + "/" + strconv.Itoa(n) }

// ReleasesAtomPath is the feed of releases and announcements (RFC 4287).
func ReleasesAtomPath() string { return ReleasesPath() + ".atom" }

// PlannedPath is the calendar's entry of a release to come, and where a change
// of it is posted.
func PlannedPath(n int) string { return PlanPath() + "/" + strconv.Itoa(n) }

// PlanPath takes a new entry of the calendar.
func PlanPath() string { return AgentReleasesPath() + "/prevues" }

// UnplanPath takes an entry out.
func UnplanPath(n int) string { return PlannedPath(n) + "/retrait" }

// WhatIfPath asks what would become of another rhythm of publication.
func WhatIfPath() string { return AgentReleasesPath() + "/simulation" }

// WhatIfCSVPath is its table.
func WhatIfCSVPath() string { return WhatIfPath() + ".csv" }

// WhatIfJSONPath is the answer for programs.
func WhatIfJSONPath() string { return WhatIfPath() + ".json" }

// WhatIfQuery is a question in an address.
func WhatIfQuery(w tickets.WhatIf) url.Values {
	return url.Values{
		"cadence": {strconv.Itoa(w.Cadence)}, "cloture": {strconv.Itoa(w.Cutoff)}, "delai": {strconv.Itoa(w.Promise)},
		"decision": {strconv.Itoa(w.Delay)}, "depart": {w.Start.String()}, "jours": {strconv.Itoa(w.Days)},
	}
}

// AgentAnnouncementsPath lists all announcements to agents, and takes a new one.
func AgentAnnouncementsPath() string { return "/agents/annonces" }

// AnnouncePath is the form of a new announcement.
func AnnouncePath() string { return AgentAnnouncementsPath() + "/nouvelle" }

// AgentAnnouncementPath is an announcement as agents see it.
func AgentAnnouncementPath(n int) string { return AgentAnnouncementsPath() + "/" + strconv.Itoa(n) }

// CorrectPath corrects an announcement.
func CorrectPath(n int) string { return AgentAnnouncementPath(n) + "/correction" }

// RevokePath withdraws it.
func RevokePath(n int) string { return AgentAnnouncementPath(n) + "/retrait" }

// StatePath says whether one in words came.
func StatePath(n int) string { return AgentAnnouncementPath(n) + "/constat" }
