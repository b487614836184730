package views

import "strconv"

// The agents' addresses of the source of releases.

// AskSourcePath has the source asked.
func AskSourcePath() string { return AgentReleasesPath() + "/source" }

func sourceFind(id int64) string {
	return AgentReleasesPath() + "/trouvees/" + strconv.FormatInt(id, 10)
}

// AcceptFindPath imports a release that was found there.
func AcceptFindPath(id int64) string { return sourceFind(id) + "/import" }

// DeclineFindPath says that it is not to be imported.
func DeclineFindPath(id int64) string { return sourceFind(id) + "/refus" }

// RestoreFindPath takes that back.
func RestoreFindPath(id int64) string { return sourceFind(id) + "/reprise" }
