package views

import (
	"vigie/rome"
	"vigie/tickets"
)

// A WishCheck is what is known of a change before it is sent.
type WishCheck struct {
	Change  rome.Change
	Result  rome.Result
	Release string             // number of the release that was asked, "" without one
	Asked   []string           // references of public requests for the same
	Clashes []tickets.Clashing // of public requests: what cannot be had together with it
	Own     []OwnClash         // of the same request
}

// An OwnClash is another change of one request that cannot be had together with
// one of it.
type OwnClash struct {
	Change rome.Change
	Kind   rome.ClashKind
}

// WishOf makes the model of one thing that is asked. checks are of its change,
// the last one, and of the item that is created for it first.
func WishOf(id, key string, checks []WishCheck, names Names) WishModel {
	m := WishModel{ID: id, Key: key}
	for i, c := range checks {
		words := ChangeText(c.Change, names)
		if i > 0 {
			words.What = m.Words.What
			m.Title += ", et l’ajouter à " + names.code(c.Change.Code)
		} else {
			m.Title = words.Title
		}
		m.Words = words
		if n, ok := checkNotice(c, names); ok {
			m.Notices = append(m.Notices, n)
		}
		if len(c.Asked) > 0 {
			m.Notices = append(m.Notices, askedNotice(c.Asked))
		}
		if len(c.Clashes) > 0 {
			m.Notices = append(m.Notices, clashNotice(c.Clashes))
		}
		for _, own := range c.Own {
			m.Notices = append(m.Notices, ownClashNotice(own.Change, own.Kind, names))
		}
	}
	return m
}

func askedNotice(refs []string) WishNotice {
	n := WishNotice{Asked: refs, Title: "Cette évolution est déjà demandée"}
	n.Text = "Vous pouvez suivre " + Plural(len(refs), "cette demande", "ces demandes") +
		" plutôt que d’en envoyer une autre. Si vous avez d’autres raisons à donner, envoyez la vôtre\u00a0: elles compteront ensemble."
	return n
}

// checkNotice says what the release says, where there is something to say.
func checkNotice(c WishCheck, names Names) (WishNotice, bool) {
	var n WishNotice
	switch c.Result.Verdict {
	case rome.Holds:
		n.Title, n.Text = "Le ROME le dit déjà", holdsText(c, names)+" Retirez cette évolution, ou laissez-la si quelque chose vous semble manquer."
	case rome.Partial:
		n.Title, n.Text = "Le ROME le dit presque", nearText(c, names)
		if c.Change.Kind == rome.AppellationCreate && (c.Result.Reason == rome.ReasonCaseOnly || c.Result.Reason == rome.ReasonTypography) {
			n.Instead = insteads(c.Result.Found, "Proposer plutôt de renommer ", nil)
		}
	case rome.Elsewhere:
		n.Title, n.Text = "Ce libellé existe déjà", elsewhereText(c, names)
		if c.Change.Kind == rome.AppellationCreate {
			n.Instead = insteads(c.Result.Found, "Proposer de la déplacer de ", func(e rome.Entity) string { return names.code(e.Code) })
		}
	case rome.Conflict:
		n.Title, n.Text = "À vérifier", clashText(c)+" Vous pouvez tout de même envoyer votre demande\u00a0: le service la lira."
	case rome.Unmet:
		found := appellationsIn(c.Result.Found)
		if c.Change.Kind != rome.OccupationCreate || len(found) == 0 {
			return n, false
		}
		n.Title = "Une appellation porte déjà ce libellé"
		n.Text = "Elle figure dans " + names.code(found[0].Code) + ". Dites à la dernière étape pourquoi il faut en faire un métier."
	default:
		return n, false
	}
	n.Verdict = &VerdictModel{Change: c.Change, Result: c.Result, Release: c.Release}
	return n, true
}

// insteads offers to speak of the appellations found, at most three.
func insteads(found []rome.Entity, words string, name func(rome.Entity) string) []Instead {
	var list []Instead
	for _, e := range appellationsIn(found) {
		if len(list) < 3 {
			label := Quote(e.Label)
			if name != nil {
				label = name(e)
			}
			list = append(list, Instead{e.OGR, words + label})
		}
	}
	return list
}

func appellationsIn(found []rome.Entity) []rome.Entity {
	var list []rome.Entity
	for _, e := range found {
		if e.Kind == rome.KindAppellation {
			list = append(list, e)
		}
	}
	return list
}

// labelFound is the label of what the release has, else of what is asked.
func labelFound(c WishCheck) string {
	if len(c.Result.Found) > 0 {
		return c.Result.Found[0].Label
	}
	return c.Change.Label
}

func holdsText(c WishCheck, n Names) string {
	where := "Dans la version\u00a0" + c.Release + ", "
	change := c.Change
	switch change.Kind.Verb() {
	case "create":
		switch change.Kind.Family() {
		case "appellation":
			return where + Quote(labelFound(c)) + " figure déjà dans " + n.code(change.Code) + "."
		case "occupation":
			if len(c.Result.Found) > 0 {
				return where + "ce métier existe déjà\u00a0: " + n.code(c.Result.Found[0].Code) + "."
			}
		}
		return where + families[change.Kind.Family()] + " " + Quote(labelFound(c)) + " existe déjà."
	case "move":
		return where + "cette appellation est déjà dans " + n.code(change.To) + "."
	case "rename":
		return where + families[change.Kind.Family()] + " porte déjà ce libellé."
	case "define":
		return where + "la définition de " + n.code(change.Code) + " est déjà ce texte."
	case "access":
		return where + "les conditions d’accès à " + n.code(change.Code) + " sont déjà ce texte."
	case "add":
		if change.Kind == rome.MobilityAdd {
			return where + "la mobilité de " + n.code(change.From) + " vers " + n.code(change.To) + " existe déjà."
		}
		return where + Quote(first(labelFound(c), n.item(change.Item))) + " figure déjà dans " + n.code(change.Code) + "."
	}
	return where + "ce que vous voulez retirer n’y est pas."
}

func nearText(c WishCheck, n Names) string {
	where := "Dans la version\u00a0" + c.Release + ", "
	switch c.Result.Reason {
	case rome.ReasonShortLabel:
		return where + "c’est le libellé court de l’appellation " + Quote(labelFound(c)) + "."
	case rome.ReasonShortDiffers:
		return where + Quote(labelFound(c)) + " existe déjà\u00a0; seul le libellé court diffère."
	case rome.ReasonPrincipalDiffers:
		return where + "le métier porte déjà ce nom, mais pas son appellation principale."
	case rome.ReasonLabelOtherOGR:
		return where + n.code(c.Change.To) + " a déjà une appellation de ce libellé. Il suffirait peut-être de retirer l’autre."
	case rome.ReasonCaseOnly:
		return where + Quote(labelFound(c)) + " existe déjà\u00a0: seules les majuscules diffèrent."
	}
	switch c.Change.Kind.Verb() {
	case "define", "access", "rename":
		return where + "seule la typographie diffère."
	}
	return where + Quote(labelFound(c)) + " existe déjà\u00a0: seule la typographie diffère."
}

func elsewhereText(c WishCheck, n Names) string {
	found := c.Result.Found
	if len(found) == 0 {
		return "La version\u00a0" + c.Release + " a déjà ce libellé."
	}
	switch c.Change.Kind {
	case rome.AppellationCreate:
		return "Cette appellation existe déjà sous " + n.code(found[0].Code) + ". Souhaitez-vous proposer de la déplacer\u00a0?"
	case rome.OccupationCreate:
		return "Un métier porte déjà ce nom dans un autre domaine\u00a0: " + n.code(found[0].Code) + "."
	case rome.AppellationRename:
		return "Une autre appellation porte déjà ce libellé" + under(found[0]) + "."
	}
	return "Le ROME a déjà " + families[string(found[0].Kind)] + " " + Quote(found[0].Label) + under(found[0]) + "."
}

func under(e rome.Entity) string {
	if e.Code == "" || e.Kind == rome.KindOccupation {
		return ""
	}
	return ", dans " + e.Code
}

func clashText(c WishCheck) string {
	in := " dans la version\u00a0" + c.Release + " du ROME."
	switch c.Result.Reason {
	case rome.ReasonCodeUnknown:
		return "Aucun métier n’a le code " + first(c.Change.To, c.Change.Code) + in
	case rome.ReasonDomainUnknown:
		return "Aucun domaine n’a le code " + c.Change.Domain + in
	case rome.ReasonTargetMoved:
		return "Cette appellation a été déplacée" + in
	case rome.ReasonTargetGone, rome.ReasonItemMissing, rome.ReasonNotLinked:
		return "Ce dont vous parlez n’est pas, ou n’est plus," + in
	}
	return "Ce dont vous parlez a changé" + in
}
