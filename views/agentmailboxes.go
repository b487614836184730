package views

import (
	"slices"
	"strconv"

	"vigie/tickets"
)

// MailboxesTitle is the title of the page.
const MailboxesTitle = "Messagerie"

// MailboxesModel is how the mailboxes are read.
type MailboxesModel struct {
	Folders []tickets.MailFolder
	Health  tickets.MailHealth
	Passed  map[int64]map[string]int // by folder: messages that could not be fetched, by reason
}

// watched reports whether the service reads a folder now.
func (m MailboxesModel) watched(f tickets.MailFolder) bool {
	return slices.ContainsFunc(m.Health.Folders, func(w tickets.MailFolder) bool { return w.ID == f.ID })
}

// state is how a folder does in a few words.
func (m MailboxesModel) state(f tickets.MailFolder) (string, Tone) {
	switch {
	case f.Role == tickets.ImportRole:
		return "Importé à la main", ToneFlat
	case !m.watched(f):
		return "N’est plus relevé", ToneFlat
	case f.Fault != "":
		return "En panne", ToneLate
	case f.Missing > 0:
		return Count(f.Missing, "message manque", "messages manquent"), ToneLate
	case f.ReadAt.IsZero():
		return "Pas encore relevé", ToneFlat
	case f.Waiting > 0:
		return "Relève en cours", ToneInfo
	}
	return "À jour", ToneKept
}

// folderFacts are what a folder is, and the number its UIDs hold under.
func folderFacts(f tickets.MailFolder) string {
	if f.UIDValidity == 0 {
		return FolderRoleWord(f.Role)
	}
	return FolderRoleWord(f.Role) + ", UIDVALIDITY" + nbsp + strconv.FormatUint(uint64(f.UIDValidity), 10)
}

// sentence says first how things stand.
func (m MailboxesModel) sentence() string {
	faults, missing, waiting := 0, 0, 0
	for _, f := range m.Health.Folders {
		if f.Fault != "" {
			faults++
		}
		missing += f.Missing
		waiting += f.Waiting
	}
	var parts []string
	if faults > 0 {
		parts = append(parts, Count(faults, "dossier en panne", "dossiers en panne"))
	}
	if missing > 0 {
		parts = append(parts, Count(missing, "message manque", "messages manquent"))
	}
	if waiting > 0 {
		parts = append(parts, Count(waiting, "message attend d’être relevé", "messages attendent d’être relevés"))
	}
	if len(parts) == 0 {
		return "Tout ce que les serveurs ont est enregistré."
	}
	return Sentence(List(parts)) + "."
}

// others are the counts beside the folders, each with where it leads.
func (m MailboxesModel) others() []Fact {
	return []Fact{
		{Label: "Enregistrés", Content: allMails()},
		{Label: "Enregistrés, pas encore lus", Content: unreadCount(m.Health.Unread)},
		{Label: "En quarantaine", Content: quarantinedCount(m.Health.Quarantined)},
		{Label: "Lettres en attente d’envoi", Value: Number(m.Health.Outbox)},
	}
}

// passed says why messages of a folder could not be fetched: « refusé par le
// serveur (2) ».
func (m MailboxesModel) passed(f tickets.MailFolder) string {
	var reasons []string
	for reason := range m.Passed[f.ID] {
		reasons = append(reasons, reason)
	}
	slices.Sort(reasons)
	for i, reason := range reasons {
		reasons[i] = PassedWord(reason) + " (" + Number(m.Passed[f.ID][reason]) + ")"
	}
	return Sentence(List(reasons))
}
