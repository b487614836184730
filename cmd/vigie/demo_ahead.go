package main

import (
	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

// ahead are the releases that the demonstration plans, and the changes that it
// announces: one that came, one that is to come, one that was withdrawn.
func (s *seeder) ahead() []moment {
	in := func(days int) tickets.Date { return s.today.AddDays(days) }
	announce := func(ago int, text func() tickets.AnnouncementText) moment {
		return moment{s.at(ago, 9*60+5), func() error {
			_, err := s.store.Announce(s.ctx, s.agents[1], text())
			return err
		}}
	}
	plan := func(p tickets.ReleasePlan) moment {
		return moment{s.at(30, 10*60), func() error {
			_, err := s.store.PlanRelease(s.ctx, s.agents[1], p)
			return err
		}}
	}
	return []moment{
		announce(100, func() tickets.AnnouncementText {
			return tickets.AnnouncementText{
				Title: "Le reconditionnement d’équipements numériques devient un métier",
				Text:  "Un code nouveau est créé dans le domaine I14. Les appellations qui le rejoignent gardent leur code OGR.",
				Codes: []string{"I14"}, Covers: []tickets.MajorKind{tickets.MajorCreated}, Changes: []rome.Change{demoCreation()},
				Number: "492", Day: in(-demoSecond),
			}
		}),
		announce(26, func() tickets.AnnouncementText {
			return tickets.AnnouncementText{
				Title: "Un fichier des passerelles s’ajoute à l’export",
				Text:  "L’archive comptera un fichier de plus. Les fichiers d’aujourd’hui ne changent pas.",
				Day:   in(60),
			}
		}),
		announce(21, func() tickets.AnnouncementText {
			return tickets.AnnouncementText{
				Title: "Deux métiers de l’immobilier n’en font plus qu’un",
				Text:  "Le code C1504 est supprimé ; ses appellations passent sous C1502. Prévoyez de remplacer le code dans vos tables.",
				Codes: []string{"C1504"}, Covers: []tickets.MajorKind{tickets.MajorRemoved},
				Changes: []rome.Change{{Kind: rome.OccupationRemove, Code: "C1504"}}, Number: "493", Day: in(24),
			}
		}),
		{s.at(8, 11*60), func() error {
			return s.store.RevokeAnnouncement(s.ctx, s.agents[1], 2, 1, "Le chantier est reporté à l’an prochain.")
		}},
		plan(tickets.ReleasePlan{Number: "493", Day: in(24), Cutoff: in(6)}),
		plan(tickets.ReleasePlan{Number: "494", Day: in(115)}),
	}
}

// demoCreation is the occupation that the second sample release creates, as it
// was announced: nobody knew its code then.
func demoCreation() rome.Change {
	for _, c := range sample.Changes {
		if c.Kind == rome.OccupationCreate {
			c.Code = ""
			return c
		}
	}
	return rome.Change{}
}
