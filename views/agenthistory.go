package views

import (
	"strings"
	"time"

	"vigie/rome"
	"vigie/tickets"
)

// A HistoryLine is one event of a ticket in words.
type HistoryLine struct {
	At   time.Time
	Who  string // « Camille Roy », « L’auteur de la demande », « Vigie »
	What string // « a ajouté une note interne »
}

// HistoryOf tells a ticket's events in words, the first one first.
func HistoryOf(c *tickets.Case, staff map[int64]string) []HistoryLine {
	lines := make([]HistoryLine, 0, len(c.Events))
	for _, e := range c.Events {
		lines = append(lines, HistoryLine{e.At, whoOf(e.By, staff), Typo(eventText(c, e, staff))})
	}
	return lines
}

// HistorySince tells what people did after a version of the ticket was read.
func HistorySince(c *tickets.Case, version int, staff map[int64]string) []HistoryLine {
	var lines []HistoryLine
	n := 0
	for i, line := range HistoryOf(c, staff) {
		if c.Events[i].By.Role == tickets.System {
			continue
		}
		if n++; n > version {
			lines = append(lines, line)
		}
	}
	return lines
}

func whoOf(by tickets.Actor, staff map[int64]string) string {
	switch {
	case by.Role == tickets.System:
		return "Vigie"
	case by.Role.Staff():
		return staffName(staff, by.Account)
	}
	return "L’auteur de la demande"
}

func staffName(staff map[int64]string, id int64) string {
	if name := staff[id]; name != "" {
		return name
	}
	return "Un agent"
}

func eventText(c *tickets.Case, e tickets.Event, staff map[int64]string) string {
	switch f := e.Fact.(type) {
	case tickets.Filed:
		return filedText(e, f)
	case tickets.Confirmed:
		if c.Channel == tickets.Mail {
			return "a voulu que la demande soit publique"
		}
		return "a confirmé son adresse : la demande est publique"
	case tickets.Published:
		return "a rendu la demande publique"
	case tickets.Hidden:
		return "a rendu la demande privée"
	case tickets.Assigned:
		switch f.To {
		case 0:
			return "a retiré l’attribution"
		case e.By.Account:
			return "a pris la demande en charge"
		}
		return "a confié la demande à " + staffName(staff, f.To)
	case tickets.Noted:
		return "a ajouté une note interne"
	case tickets.Messaged:
		return messagedText(e, f)
	case tickets.Attached:
		return attachedText(f)
	case tickets.Detached:
		return "a détaché un message, qui attend en quarantaine"
	case tickets.Proposed:
		return "a ajouté " + Count(len(f.Changes), "évolution", "évolutions") + " à la demande"
	case tickets.Sorted:
		return "a qualifié la demande : " + Lower(TypeWord(f.Type))
	case tickets.Withdrawn:
		return "a retiré la demande"
	case tickets.Overridden:
		return "a constaté l’intégration " + ofChange(c, f.Proposal) + ", au " + LongDate(f.On)
	case tickets.Closed:
		return "a clos la demande : " + Lower(ClosingWord(f.As))
	case tickets.Reopened:
		return "a rouvert la demande"
	case tickets.Relinked:
		return "a remplacé le lien privé : l’ancien ne fonctionne plus"
	case tickets.Erased:
		return "a effacé les données personnelles de l’auteur"
	case tickets.Accepted, tickets.Declined, tickets.FoundTrue:
		return decisionText(c, f)
	case tickets.Checked:
		return checkedText(c, f)
	case tickets.Rebased:
		return rebasedText(c, f)
	}
	return letterText(c, e)
}

func filedText(e tickets.Event, f tickets.Filed) string {
	switch {
	case e.By.Role.Staff() && f.Mail != 0:
		return "a ouvert la demande avec un message de la quarantaine"
	case e.By.Role.Staff():
		return "a enregistré la demande pour son auteur (" + Lower(ChannelWord(f.Channel)) + ")"
	case f.Mail != 0:
		return "a ouvert la demande avec un courriel"
	}
	return "a déposé la demande"
}

func messagedText(e tickets.Event, f tickets.Messaged) string {
	switch {
	case f.Mail == 0:
		return "a écrit un message"
	case e.By.Role.Staff():
		return "a rattaché un message de la quarantaine"
	case f.Stranger:
		return "a rattaché un courriel de quelqu’un qui ne participe pas à la demande"
	}
	return "a rattaché un courriel"
}

func attachedText(f tickets.Attached) string {
	switch f.As {
	case tickets.AttachedSent:
		return "a trouvé un message envoyé d’une autre messagerie"
	case tickets.AttachedBounce:
		return "a gardé un avis de remise, sans effet"
	}
	return "a gardé une réponse automatique, sans effet"
}

// ofChange is « de l’évolution 2 », or « de l’évolution » when it is alone.
func ofChange(c *tickets.Case, n int) string {
	if len(c.Proposals) < 2 {
		return "de l’évolution"
	}
	return "de l’évolution" + nbsp + Number(n)
}

func theChange(c *tickets.Case, n int) string {
	return "l’" + strings.TrimPrefix(ofChange(c, n), "de l’")
}

func decisionText(c *tickets.Case, fact tickets.Fact) string {
	switch f := fact.(type) {
	case tickets.Accepted:
		if f.Despite > 0 {
			return "a retenu " + theChange(c, f.Proposal) + ", en sachant qu’elle ne va pas avec " +
				Plural(f.Despite, "une évolution déjà retenue", Number(f.Despite)+nbsp+"évolutions déjà retenues")
		}
		return "a retenu " + theChange(c, f.Proposal)
	case tickets.Declined:
		return "n’a pas retenu " + theChange(c, f.Proposal) + " : " + Lower(ReasonWord(f.Reason))
	case tickets.FoundTrue:
		return "a constaté que " + theChange(c, f.Proposal) + " est déjà présente"
	}
	return ""
}

func checkedText(c *tickets.Case, f tickets.Checked) string {
	var found []string
	for _, finding := range f.Findings {
		p, ok := c.Proposal(finding.Proposal)
		if !ok {
			continue
		}
		words, _ := VerdictText(VerdictModel{Change: p.Change, Result: rome.Result{Verdict: finding.Verdict, Reason: rome.Reason(finding.Reason)}})
		found = append(found, Number(finding.Proposal)+nbsp+"– "+words)
	}
	holder := HolderText(f.Release)
	if f.Release.Table.Import == 0 {
		holder += " du ROME"
	}
	return "a vérifié " + holder + ". " +
		Plural(len(found), "Évolution ", "Évolutions ") + strings.Join(found, " ; ")
}

func rebasedText(c *tickets.Case, f tickets.Rebased) string {
	text := "a repris " + theChange(c, f.Proposal) + " sur la version actuelle du ROME"
	if was, is := f.From.Base, f.To.Base; was != nil && is != nil {
		text += " : " + targetText(was) + " devient " + targetText(is)
	}
	return text
}

// targetText is the target of a change as it was frozen: « M1805 « … » ».
func targetText(b *rome.Base) string {
	if b.Code != "" {
		return b.Code + " " + Quote(b.Label)
	}
	return Quote(b.Label)
}

func letterText(c *tickets.Case, e tickets.Event) string {
	switch f := e.Fact.(type) {
	case tickets.Lettered:
		if f.Means == tickets.ByMail {
			return "a constaté une réponse envoyée d’une autre messagerie, le " + DateTime(time.UnixMicro(f.At))
		}
		if f.Means != "" {
			return "a répondu " + Lower(MeansWord(f.Means)) + ", le " + DateTime(time.UnixMicro(f.At))
		}
		return "a écrit à l’auteur : " + Lower(PurposeWord(f.Purpose))
	case tickets.Delivered:
		return "a remis la lettre au serveur de messagerie : " + Lower(purposeOf(c, f.Letter))
	case tickets.Recalled:
		return "a repris la lettre avant son envoi : " + Lower(PurposeWord(f.Purpose))
	case tickets.Undelivered:
		text := "n’a pas pu remettre la lettre : " + Lower(PurposeWord(f.Purpose))
		if f.Mail != 0 {
			text = "a vu revenir la lettre : " + Lower(PurposeWord(f.Purpose))
		}
		if why := DeliveryText(f.Status); why != "" {
			text += " (" + why + ")"
		}
		return text
	}
	return string(e.Fact.Kind())
}

func purposeOf(c *tickets.Case, letter int) string {
	if letter < 1 || letter > len(c.Letters) {
		return ""
	}
	return PurposeWord(c.Letters[letter-1].Purpose)
}
