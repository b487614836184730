package web

import (
	"cmp"
	"encoding/xml"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"vigie/views"
)

// feedLength is how many entries a feed has at most.
const feedLength = 50

// atomFeed is a feed (RFC 4287, section 4.1.1).
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Published string   `xml:"published"`
	Updated   string   `xml:"updated"`
	Link      atomLink `xml:"link"`
	Summary   string   `xml:"summary"`
	at        time.Time
}

// releasesAtom is the feed of releases and announcements, what was touched last
// first. An entry keeps its id for ever: of a release it is the address under its
// digest, which its number is not enough for.
func (s *Server) releasesAtom(c echo.Context) error {
	entries, err := s.announcementEntries(c)
	if err != nil {
		return err
	}
	stored, err := s.Store.Releases(c.Request().Context())
	if err != nil {
		return err
	}
	for i, row := range views.ReleaseRows(stored, nil) {
		at := stored[i].ObservedAt
		entries = append(entries, atomEntry{
			ID: s.address(views.ReleasePath(row.SHA256)), Title: views.ReleaseFeedTitle(row), Summary: views.ReleaseFeedText(row),
			Published: instantOrNothing(at), Updated: instantOrNothing(at), Link: s.alternate(views.ReleasePath(row.Name)), at: at,
		})
	}
	slices.SortStableFunc(entries, func(a, b atomEntry) int { return cmp.Compare(b.at.UnixMicro(), a.at.UnixMicro()) })
	entries = entries[:min(len(entries), feedLength)]
	updated := time.Unix(0, 0)
	if len(entries) > 0 {
		updated = entries[0].at
	}
	self := s.address(views.ReleasesAtomPath())
	body, err := xml.MarshalIndent(atomFeed{
		Lang: "fr", ID: self, Title: views.FeedTitle, Updated: instantOrNothing(updated), Author: cmp.Or(s.Service.Operator, s.Service.Name),
		Links:   []atomLink{{"self", "application/atom+xml", self}, s.alternate(views.ReleasesPath())},
		Entries: entries,
	}, "", " ")
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "application/atom+xml; charset=utf-8", append([]byte(xml.Header), body...))
}

func (s *Server) alternate(path string) atomLink {
	return atomLink{Rel: "alternate", Type: "text/html", Href: s.address(path)}
}

func (s *Server) announcementEntries(c echo.Context) ([]atomEntry, error) {
	list, err := s.publicAnnouncements(c)
	if err != nil {
		return nil, err
	}
	var entries []atomEntry
	for _, m := range list {
		at := updated(m)
		entries = append(entries, atomEntry{
			ID: s.address(views.AnnouncementPath(m.N)), Title: views.AnnouncementFeedTitle(m), Summary: m.PlainText(),
			Published: instantOrNothing(m.PublicSince()), Updated: instantOrNothing(at), Link: s.alternate(views.AnnouncementPath(m.N)), at: at,
		})
	}
	return entries, nil
}
