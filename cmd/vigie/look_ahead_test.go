package main

// ahead looks at what agents see of what is to come, refusals among it.
func (v *viewer) ahead() {
	const first = `main form[method=post] button`
	v.open("/agents/versions")
	v.send(`main form[action="/agents/versions/prevues"] button`)
	v.look("calendar-faults")
	v.visit("planned", "/agents/versions/prevues/1")
	v.visit("what-if", "/agents/versions/simulation?cadence=4&cloture=30")
	v.visit("what-if-faults", "/agents/versions/simulation?cadence=x")
	v.visit("agent-announcements", "/agents/annonces")
	v.visit("agent-announcement", "/agents/annonces/3")
	v.send(`form[action$="/retrait"] button`)
	v.look("revoke-faults")
	v.visit("correct", "/agents/annonces/3/correction")
	v.open("/agents/annonces/nouvelle")
	v.send(first + `[value="add"]`)
	v.send(first + `[value="file"]`)
	v.look("announce-faults")
}
