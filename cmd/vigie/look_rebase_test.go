package main

// rebase looks at what a release changes for requests, and at what is handed to
// the editors. An agent is signed in.
func (v *viewer) rebase() {
	v.visit("queue-review", "/agents?vue=review")
	v.visit("releases-news", "/agents/versions")
	v.visit("changeset", "/agents/versions/evolutions")
	v.visit("changeset-filtered", "/agents/versions/evolutions?domaine=N")
	v.visit("changeset-none", "/agents/versions/evolutions?domaine=L&livraison=2000-01-01")
	v.visit("preview", "/agents/metiers/D1102/apercu")
	v.visit("preview-same", "/agents/metiers/A1203/apercu")
	conflict := v.ticket("Dépanneur / Dépanneuse informatique")
	v.visit("ticket-conflict", conflict)
	v.script(`document.querySelector('a[href*="conflit="]').id = 'ask'`)
	v.send(`#ask`)
	v.look("ticket-conflict-question")
	clash := v.ticket("Analyste programmeur / Analyste programmeuse")
	v.visit("ticket-clash", clash)
	v.decide()
	v.send(`form[action$="/decision"] button`)
	v.look("decision-clash")
	v.send(`button[value="send"]`)
	v.look("decision-clash-refused")
	v.open(clash)
	v.script(`document.querySelector('a[href*="/apercu"]').id = 'apercu'`)
	v.send(`#apercu`)
	v.look("preview-of-a-ticket")
}
