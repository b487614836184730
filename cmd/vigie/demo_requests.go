package main

import (
	"vigie/rome"
	"vigie/tickets"
)

// A demoRequest is one ticket of the demonstration. Days count back from today
// for the filing, and forward from the filing for what follows.
type demoRequest struct {
	ago     int    // days before today
	mail    string // the message that opens it, of demo/; then it says who and what
	who     demoPerson
	kind    tickets.Type // "" is a request
	channel tickets.Channel
	text    string
	changes []rome.Change
	open    bool // the author lets the text be public
	then    []demoStep
}

type demoPerson struct {
	name, email, organisation string
	origin                    tickets.Origin
}

// A demoStep happens some days after the filing.
type demoStep struct {
	after int
	do    func(*demoTicket) error
}

// The people of the demonstration, none of whom exists; example domains are
// those of RFC 2606.
var (
	lea     = demoPerson{"Léa Martin", "lea.martin@emploi-ouvert.example", "Emploi Ouvert", tickets.Reuser}
	karim   = demoPerson{"Karim Benali", "k.benali@jobdata.example", "JobData", tickets.Reuser}
	sophie  = demoPerson{"Sophie Guérin", "sophie.guerin@fede-boulangerie.example", "Fédération de la boulangerie artisanale", tickets.Branch}
	thomas  = demoPerson{"Thomas Lefebvre", "t.lefebvre@mission-locale.example", "Mission locale du Val", tickets.Adviser}
	ines    = demoPerson{"Inès Costa", "ines.costa@region-ouest.example", "Région Ouest, observatoire de l’emploi", tickets.Partner}
	paul    = demoPerson{"Paul Nguyen", "paul.nguyen@courrier.example", "", tickets.User}
	marie   = demoPerson{"Marie Dubois", "marie.dubois@velo-logistique.example", "Union de la cyclologistique", tickets.Branch}
	awa     = demoPerson{"Awa Diallo", "awa.diallo@formation-sante.example", "Formation Santé", tickets.Partner}
	julien  = demoPerson{"Julien Moreau", "julien.moreau@courrier.example", "", tickets.User}
	nobody  = demoPerson{"Mme Petit", "", "", tickets.User}
	spammer = demoPerson{"Best Rank", "offer@rank.example", "", tickets.Other}
)

func appellation(code, label string) rome.Change {
	return rome.Change{Kind: rome.AppellationCreate, Code: code, Label: label}
}

func mobility(from, to string) rome.Change {
	return rome.Change{Kind: rome.MobilityAdd, From: from, To: to}
}

func linkNew(code, label string) rome.Change {
	return rome.Change{Kind: rome.LinkAdd, Code: code, Item: rome.Ref{Label: label}}
}

func free(text string) rome.Change { return rome.Change{Kind: rome.Other, Text: text} }

// demoRequests are the tickets, the oldest first: every state, every outcome,
// something overdue, and what the second sample release integrates.
func demoRequests() []demoRequest {
	return []demoRequest{
		// Received before the service began: history, without a clock or a letter.
		{ago: 430, who: thomas, channel: tickets.Mail, text: "Message retrouvé dans la boîte aux lettres au démarrage du service.", changes: []rome.Change{appellation("K2106", "Professeur / Professeure des écoles spécialisé")}, then: []demoStep{decline(20, 1, tickets.OutOfScope, "Les fonctions spécialisées relèvent d’un autre métier.")}},

		{ago: 205, who: ines, text: "La région ouvre trois formations sur ce métier.", changes: []rome.Change{appellation("H2902", "Chaudronnier-soudeur / Chaudronnière-soudeuse nucléaire")}, then: []demoStep{confirm(0), answer(18, "Votre demande est à l’étude avec la branche."), decline(40, 1, tickets.NoConsensus, "La branche ne distingue pas cette spécialité."), finish(41)}},
		{ago: 198, who: karim, text: "Nos offres emploient ce libellé depuis 2023.", changes: []rome.Change{appellation("M1810", "Opérateur / Opératrice de supervision informatique")}, then: []demoStep{confirm(0), accept(25, "Attesté dans un nombre significatif d’offres.")}}, // accepted, in no release, four months gone: overdue
		{ago: 190, who: lea, kind: tickets.Question, text: "Le fichier des mobilités est-il orienté ? Peut-on inverser une mobilité ?", then: []demoStep{answer(6, "Oui, chaque mobilité est orientée : l’inverse n’est vrai que s’il est publié."), finish(6)}},
		{ago: 182, who: paul, text: "On dit maraîchère, et je ne trouve rien.", changes: []rome.Change{free("Ajouter les métiers du maraîchage dans les espaces verts.")}, then: []demoStep{confirm(1), decline(35, 1, tickets.OutOfScope, "Le maraîchage est décrit par une autre fiche.")}}, // answered too late
		{ago: 170, who: sophie, text: "La profession forme au levain et recrute sous ce nom.", open: true, changes: []rome.Change{appellation("D1102", "Boulanger / Boulangère au levain"), linkNew("D1102", "Conduite d'un levain naturel")}, then: []demoStep{confirm(0), assign(2), note(3, "Vu avec la référente alimentation : pertinent."), acceptAll(12, "Appellation attestée par la branche."), mailed(143, "soutien")}},
		{ago: 160, who: lea, text: "L’écoconception devient une spécialité à part entière.", open: true, changes: []rome.Change{appellation("M1805", "Développeur / Développeuse en écoconception numérique")}, then: []demoStep{confirm(0), assign(1), accept(20, "")}},
		{ago: 150, who: spammer, kind: tickets.Question, text: "Boost your web site ranking now!!!", then: []demoStep{spam(1)}},
		{ago: 140, who: marie, text: "La cyclologistique emploie plus de 3 000 personnes.", changes: []rome.Change{appellation("N4105", "Coursier / Coursière à vélo")}, then: []demoStep{confirm(0), ask(10, "Pouvez-vous indiquer un nombre d’offres publiées l’an dernier ?"), write(14, "Environ 1 900 offres, dont la moitié en CDI."), accept(24, "")}}, // overdue integration
		{ago: 132, who: awa, text: "Erreur dans le libellé publié.", kind: tickets.Defect, then: []demoStep{answer(9, "L’erreur est relevée ; elle sera corrigée dans la prochaine version."), finish(9)}},
		{ago: 125, who: julien, text: "Je retire, j’ai trouvé le bon code.", changes: []rome.Change{mobility("G1703", "M1607")}, then: []demoStep{confirm(0), withdraw(3)}},
		{ago: 121, who: paul, text: "Le fichier ne se lit pas sans les définitions.", changes: []rome.Change{free("Publier les définitions des compétences dans le même fichier.")}, then: []demoStep{confirm(0), accept(16, "Retenue."), override(60, "Constaté dans le fichier publié, qu’aucune règle ne sait vérifier.")}},
		{ago: 118, who: karim, text: "Ces deux mobilités manquent dans nos parcours.", changes: []rome.Change{mobility("D1102", "G1602"), mobility("N4105", "N1101")}, then: []demoStep{confirm(0), assign(4), acceptAll(21, "")}},
		{ago: 110, who: thomas, channel: tickets.Phone, text: "Demande reçue par téléphone : libellé plus court pour les affiches.", changes: []rome.Change{appellation("K1306", "Accompagnant éducatif / Accompagnante éducative en milieu ordinaire")}, then: []demoStep{publish(0), decline(15, 1, tickets.NonConforming, "Le libellé ne suit pas les règles de rédaction.")}},
		{ago: 104, who: ines, text: "Le métier évolue avec l’hybride.", changes: []rome.Change{linkNew("I1604", "Mettre hors tension une batterie de traction")}, then: []demoStep{confirm(2), accept(26, "Compétence attestée par les certifications.")}},
		{ago: 96, who: paul, kind: tickets.Question, text: "Où télécharger la correspondance avec la nomenclature ISCO ?", then: []demoStep{answer(3, "Sur la page du jeu de données, au format XLS."), finish(4)}},
		{ago: 92, who: lea, text: "L’horlogerie d’art distingue ces deux emplois.", changes: []rome.Change{appellation("B1604", "Restaurateur / Restauratrice d'horloges anciennes")}, then: []demoStep{confirm(0), ask(12, "Disposez-vous d’exemples d’offres ?"), write(20, "Trois offres en deux ans."), decline(28, 1, tickets.TooFewJobs, "Le nombre d’emplois n’est pas significatif.")}},
		{ago: 85, who: marie, text: "Même demande que la précédente, pour une autre antenne.", changes: []rome.Change{appellation("N4105", "Coursier / Coursière à vélo")}, then: []demoStep{confirm(0), decline(10, 1, tickets.Duplicated, "Cette évolution est déjà retenue."), closing(11, tickets.DuplicateOf)}},
		{ago: 78, who: awa, text: "Les infirmiers coordinateurs ne se retrouvent pas.", changes: []rome.Change{appellation("J1506", "Infirmier coordinateur / Infirmière coordinatrice en EHPAD")}, then: []demoStep{confirm(0), assign(2), accept(22, "")}},
		{ago: 74, who: karim, text: "Deux appellations pour la même chose.", changes: []rome.Change{{Kind: rome.AppellationRemove, OGR: "17407", Successor: "11573"}}, then: []demoStep{confirm(0), decline(19, 1, tickets.NoUse, "L’appellation est encore employée dans les offres.")}},
		{ago: 70, who: sophie, text: "Le secteur dit « agroalimentaire ».", changes: []rome.Change{{Kind: rome.OccupationDefine, Code: "D1104", Text: "Fabrique et présente des pâtisseries, viennoiseries et chocolats.\nChoisit les matières premières et veille à la qualité des produits."}}, then: []demoStep{confirm(0), accept(27, "")}},
		{ago: 66, who: thomas, text: "Plusieurs candidats ont demandé.", changes: []rome.Change{mobility("N1101", "N1103")}, then: []demoStep{confirm(0), already(8, 1, "Cette mobilité figure déjà dans la version en vigueur."), finish(9)}},
		{ago: 61, who: julien, text: "Je suis musicien intervenant.", changes: []rome.Change{appellation("L1202", "Musicien intervenant / Musicienne intervenante en milieu scolaire")}, then: []demoStep{confirm(0), assign(6), accept(29, "")}},
		{ago: 55, who: ines, text: "Le son immersif a ses propres régisseurs.", changes: []rome.Change{appellation("L1508", "Régisseur / Régisseuse son immersif")}, then: []demoStep{confirm(0), assign(3), mailed(51, "son")}},                                   // reply overdue
		{ago: 52, who: lea, kind: tickets.Defect, text: "Deux lignes de l’archive portent le même code OGR avec deux libellés.", then: []demoStep{assign(1), note(5, "Reproduit. À signaler à l’équipe de production.")}},                                          // overdue
		{ago: 47, who: marie, text: "Les triporteurs ne sont pas des utilitaires.", changes: []rome.Change{linkNew("N4105", "Conduire un vélo cargo")}, then: []demoStep{confirm(0), ask(15, "La compétence existe-t-elle dans une certification enregistrée ?")}}, // waiting, overdue
		{ago: 44, who: paul, text: "Je ne trouve pas mon métier sous son nom courant.", changes: []rome.Change{appellation("F1703", "Maçon / Maçonne en pierre sèche")}, then: []demoStep{confirm(1), accept(20, "Le métier est reconnu par un certificat.")}},
		{ago: 38, who: karim, text: "Libellé à féminiser entièrement.", changes: []rome.Change{{Kind: rome.OccupationRename, Code: "C1504", Label: "Conseiller immobilier / Conseillère immobilière"}}, then: []demoStep{confirm(0), assign(5), accept(21, "")}},
		{ago: 34, who: awa, text: "Le brancardage est un métier.", changes: []rome.Change{appellation("J1501", "Brancardier / Brancardière de nuit"), mobility("J1501", "K1302")}, then: []demoStep{confirm(0), assign(2), accept(25, "Retenue."), decline(25, 2, tickets.UnsettledScope, "Les contours restent à préciser.")}},
		{ago: 29, who: thomas, text: "Le service en salle change de nom.", changes: []rome.Change{appellation("G1803", "Runner en restauration")}, then: []demoStep{confirm(0), assign(3)}},
		{ago: 28, who: sophie, text: "Nous proposons une fiche distincte.", changes: []rome.Change{{Kind: rome.OccupationCreate, Domain: "D11", Label: "Chocolatier / Chocolatière"}}, then: []demoStep{confirm(0)}},
		{ago: 26, who: lea, text: "Le terme anglais est le plus fréquent dans les offres.", changes: []rome.Change{appellation("E1206", "Product designer"), appellation("E1206", "UX writer")}, then: []demoStep{confirm(0), assign(1), note(2, "Voir la règle sur les anglicismes.")}},
		{ago: 24, who: ines, text: "Compétence absente de la fiche.", changes: []rome.Change{linkNew("F1602", "Installer une borne de recharge pour véhicules électriques")}, then: []demoStep{confirm(0)}},
		{ago: 21, who: julien, kind: tickets.Question, text: "Puis-je réutiliser les définitions dans mon application ?", then: []demoStep{answer(5, "Oui, la Licence Ouverte le permet, en citant la source et la date.")}},
		{ago: 19, who: nobody, channel: tickets.Phone, kind: tickets.Question, text: "Mme Petit demande par téléphone si son ancien code existe encore.", then: []demoStep{phone(1, "Ancien code expliqué, fiche actuelle indiquée.")}},
		{ago: 17, who: marie, text: "Reclassement attendu par la profession.", changes: []rome.Change{{Kind: rome.AppellationMove, OGR: "38444", To: "D1104"}}, then: []demoStep{confirm(0), assign(2), ask(9, "Quelle part de l’activité relève de la pâtisserie ?")}},
		{ago: 14, who: awa, text: "Contexte de travail manquant.", changes: []rome.Change{{Kind: rome.LinkRemove, Code: "M1607", Item: rome.Ref{OGR: "108328"}}}, then: []demoStep{confirm(0)}},
		{ago: 11, who: karim, text: "Petite coquille.", changes: []rome.Change{{Kind: rome.AppellationRename, OGR: "11565", Label: "Boucher chevalin / Bouchère chevaline"}}, then: []demoStep{confirm(0), assign(1)}},
		{ago: 8, who: paul, text: "Je propose d’ajouter ce nom.", changes: []rome.Change{appellation("D1202", "Coiffeur / Coiffeuse à domicile")}, then: []demoStep{confirm(1)}},
		{ago: 6, who: thomas, kind: tickets.Question, text: "À quelle date paraît la prochaine version ?"},
		{ago: 4, who: lea, text: "Nos utilisateurs cherchent ce terme chaque jour.", open: true, changes: []rome.Change{appellation("M1805", "Ingénieur / Ingénieure de la fiabilité des sites"), mobility("M1805", "I1401")}, then: []demoStep{confirm(0)}},
		{ago: 2, who: ines, text: "Observatoire régional : besoin relevé.", changes: []rome.Change{appellation("I1304", "Technicien / Technicienne de maintenance éolienne")}},
		{ago: 1, who: sophie, text: "Suite de notre échange.", changes: []rome.Change{linkNew("D1102", "Panification à partir de blés anciens")}, then: []demoStep{confirm(0)}},
		{ago: 0, who: julien, text: "Première demande de la journée.", changes: []rome.Change{appellation("A1203", "Jardinier / Jardinière de cimetière")}},

		// By mail.
		{ago: 96, mail: "exploitation", then: []demoStep{confirm(0), assign(1), takeOver(2), acceptAll(14, "Vos chiffres nous ont convaincus."), mailed(59, "exploitation-merci")}},
		{ago: 33, mail: "chocolat", then: []demoStep{assign(1), takeOver(1), ask(5, "Cette compétence figure-t-elle dans une certification enregistrée ?"), mailed(7, "chocolat-precision"), mailed(8, "chocolat-jury"), note(9, "Vérifié au répertoire des certifications : épreuve 2, en effet."), acceptAll(20, "La compétence est attestée par deux certifications."), mailed(32, "chocolat-suite")}},
		{ago: 24, mail: "versions", then: []demoStep{assign(2), sortAs(2, tickets.Question), answer(6, "Toutes les versions depuis 2014 sont conservées sur la page du jeu de données, sous « Ressources communautaires »."), mailed(6, "versions-retour")}}, // came back: no answer
		{ago: 13, mail: "salon", then: []demoStep{dismiss(0, tickets.ReasonList)}},
		{ago: 12, mail: "paysage", then: []demoStep{assign(1), takeOver(1), note(2, "Certificat de spécialisation « élagage » : niveau 4, actif. Voir si les cordistes relèvent de la même fiche.")}},
		{ago: 10, mail: "boucherie"},
		{ago: 9, mail: "ateliers", then: []demoStep{assign(1), mailedFrom(3, "ateliers-reponse")}},
		{ago: 8, mail: "reunion"},
		{ago: 7, mail: "trait-union"},
		{ago: 5, mail: "passerelle", then: []demoStep{mailed(0, "passerelle-absence")}},
		{ago: 4, mail: "chiffre"},
		{ago: 3, mail: "jumeaux"},
		{ago: 3, mail: "boite-pleine"},
		{ago: 2, mail: "usurpation"},
		{ago: 2, mail: "gagnez"},
		{ago: 1, mail: "lettre-emploi"},
	}
}
