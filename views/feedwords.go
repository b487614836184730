package views

import (
	"errors"

	"vigie/tickets"
)

// FeedTitle is the title of the feed of releases and announcements.
const FeedTitle = "ROME" + nbsp + ": versions et changements majeurs annoncés"

// ReleaseFeedTitle names a release in a feed.
func ReleaseFeedTitle(r ReleaseRow) string {
	if r.Republished {
		return "Version" + nbsp + r.Number + " du ROME, republiée"
	}
	return "Version" + nbsp + r.Number + " du ROME"
}

// ReleaseFeedText says of a release what its page begins with.
func ReleaseFeedText(r ReleaseRow) string {
	text := r.Title + ". Publiée le " + LongDate(r.PublishedOn) + ", constatée le " + LongDate(r.ObservedOn) + "."
	if r.Interval != "" {
		text += " " + r.Interval
		if r.Note != "" {
			text += " (" + r.Note + ")"
		}
		text += "."
	}
	return text
}

// AnnouncementFeedTitle names an announcement in a feed.
func AnnouncementFeedTitle(m AnnouncementModel) string {
	if m.Revoked() {
		return "Annonce retirée" + nbsp + ": " + m.form().Title
	}
	return "Annonce" + nbsp + ": " + m.form().Title
}

// AheadErrorText words a refusal of a form about what is to come.
func AheadErrorText(err error) string {
	if errors.Is(err, tickets.ErrConflict) {
		return "Une autre personne a modifié cette entrée depuis que vous avez ouvert la page. Relisez son histoire, puis enregistrez de nouveau."
	}
	return "Cette entrée ne peut plus être changée" + nbsp + ": elle est retirée, ou ce qu’elle annonce est venu."
}
