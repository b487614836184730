package views

import (
	"strconv"

	"vigie/rome"
	"vigie/tickets"
)

var clashWords = map[rome.ClashKind]string{
	rome.ClashRemoved:   "l’une retire ce que l’autre modifie ou désigne",
	rome.ClashUnder:     "l’une retire ce à quoi l’autre rattache quelque chose",
	rome.ClashMove:      "elles déplacent la même appellation vers deux métiers",
	rome.ClashRename:    "elles donnent deux libellés au même élément",
	rome.ClashCode:      "elles créent deux métiers sous le même code",
	rome.ClashLabel:     "elles mettent le même libellé à deux endroits",
	rome.ClashPrincipal: "elles donneraient deux appellations principales au même métier",
	rome.ClashText:      "elles proposent deux textes pour la même rubrique d’un métier",
	rome.ClashTag:       "elles donnent deux valeurs à la même indication",
	rome.ClashIndex:     "elles classent le même élément à deux endroits",
	rome.ClashLink:      "l’une ajoute ce que l’autre retire",
	rome.ClashCore:      "elles donnent deux importances au même élément d’un métier",
	rome.ClashRank:      "elles donnent deux rangs à la même mobilité",
}

// ClashText says why two changes cannot be had together: « elles déplacent la
// même appellation vers deux métiers ».
func ClashText(k rome.ClashKind) string { return inFrench(clashWords, k) }

// clashNotice tells the author of a change of public requests for something that
// cannot be had together with it.
func clashNotice(list []tickets.Clashing) WishNotice {
	n := WishNotice{Title: "Une autre demande ne va pas dans le même sens"}
	n.Text = Sentence(ClashText(list[0].Kind)) + ". "
	for _, c := range list {
		if !contains(n.Asked, c.Reference) {
			n.Asked = append(n.Asked, c.Reference)
		}
	}
	if len(n.Asked) > 1 {
		n.Title = "D’autres demandes ne vont pas dans le même sens"
	}
	n.Text += "Vous pouvez envoyer la vôtre" + nbsp + ": le service lira " +
		Plural(len(n.Asked), "les deux", "toutes ces demandes") + " avant de décider. Dire vos raisons l’y aidera."
	return n
}

// ownClashNotice tells of two changes of one request that cannot be had together.
func ownClashNotice(other rome.Change, kind rome.ClashKind, names Names) WishNotice {
	return WishNotice{
		Title: "Deux de vos évolutions ne vont pas ensemble",
		Text: Typo("L’autre : " + ChangeText(other, names).Title + ". " + Sentence(ClashText(kind)) +
			". Retirez l’une des deux, ou dites à la dernière étape laquelle vous préférez."),
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// despiteName is the field that says that a clash is known.
func despiteName(n int) string { return "proposals." + strconv.Itoa(n) + ".despite" }

// clashTone is amber where something has been promised to the other side.
func clashTone(list []tickets.Clashing) Tone {
	for _, c := range list {
		if c.State != tickets.Pending {
			return ToneSoon
		}
	}
	return ToneInfo
}

// clashTitle names the notice to agents.
func clashTitle(list []tickets.Clashing) string {
	if clashTone(list) == ToneSoon {
		return "Ne va pas avec une évolution déjà retenue"
	}
	return Plural(len(list), "Ne va pas avec une autre évolution demandée", "Ne va pas avec d’autres évolutions demandées")
}

// clashRef names the other change from a ticket's page: its reference, or its
// number where it is of the same ticket.
func clashRef(c tickets.Clashing, here string) string {
	number := "évolution" + nbsp + Number(c.N)
	if c.Reference == here {
		return Sentence(number) + " de cette demande"
	}
	return c.Reference + ", " + number
}

// clashHref leads to the other change.
func clashHref(c tickets.Clashing) string {
	return AgentTicketPath(c.Reference) + "#evolution-" + strconv.Itoa(c.N)
}
