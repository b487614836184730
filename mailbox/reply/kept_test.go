package reply_test

import (
	"strings"
	"testing"

	"vigie/mailbox/reply"
)

// What resembles an introduction, a header, a signature, a disclaimer or a
// quotation and is said: nothing of these texts may be folded away.
func TestKept(t *testing.T) {
	for _, text := range []string{
		// Introductions.
		"Le 3 mars 2026, nous avons reçu votre courrier :\nil ne répond pas à la question.",
		"Le 3 mars 2026 à 10:12, votre collègue nous a écrit :\n\nLa fiche sera revue.\n\nElle ne l'est pas.",
		"Votre service écrivait :\n« La fiche sera revue. »\nElle ne l'est pas.",
		"Selon M. Dupont (dupont@example.org), il faut ajouter :\ncordiste.",
		"Le métier de 2023 dont parle l'arrêté qu'il a écrit :\nsoudeur naval.",
		"On the 3rd line of K1302 somebody wrote:\nthis is wrong.",
		"Message transféré au service concerné, merci de me dire lequel.",
		"Suite au message original, je précise ma demande.",
		// Headers.
		"Objet : ajout d'une appellation\nCode : H2913\nAppellation : soudeur naval",
		"De : 12 à 15 postes\nÀ : pourvoir\nObjet : H2913",
		"Date : 3 mars 2026\nLieu : Paris\nObjet : réunion",
		"1. De : à corriger\n2. À : à garder",
		"Adresse : jean@example.org\nSujet : fiche F1502\nMerci de me répondre.",
		"Jean Dupont\n3 mars 2026 10:12\n\nObjet\nune demande d'ajout, celle du cordiste",
		// Signatures.
		"Bonjour,\n\nDemande d'ajout :\n\nCordialement\n\nP.S. : ajouter aussi H1404",
		"Merci\n- H2913 : soudeur naval, soudeuse navale\n- F1502 : cordiste\nrome@example.org",
		"Bonjour, il manque ces métiers.\n\nMerci\n\nOuvrier en chantier naval\nTéléphoniste\nStandardiste\nMobilier urbain, pose\nFaxeur",
		"Bonjour, ces métiers manquent :\n\nMerci\n\nConseiller en insertion",
		"Bonjour, ces métiers manquent.\n\nCordialement\n\nConseiller en insertion\nChargée de mission emploi",
		"Bonjour, à ajouter.\n\nCordialement,\n\nConseiller en insertion : à ajouter\nResponsable compétences à créer pour le 01 02 03 04 05",
		"Les personnes à consulter :\n\nJean Dupont, 01 02 03 04 05\nLuc Durand, luc@example.org",
		"Des offres en cours sous ce code.\n\nSoudeur naval - 76600 Le Havre\nCordiste - 38000 Grenoble",
		"Première partie\n\n_____\n\nSoudeur naval\nCordiste\n\n_____\n\nTroisième partie",
		"Première partie\n_____\n\nSoudeur naval\nCordiste",
		"Avant\n\n-----\n\nAprès",
		"Bonjour\n--\nAjouter « cordiste »\n01 02 03 04 05",
		"-- \nÀ propos de H1403, la fiche est à revoir.\n",
		"Envoyé par courrier le 3 mars : la demande de création de fiche.",
		"Envoyé de Paris, le dossier concerne trois métiers et vous parviendra sous peu par la poste.",
		"Envoyé de mon service, le code K1302 est-il le bon ?",
		// Disclaimers.
		"Ce message concerne la fiche F1502, qui est à revoir.",
		"Ce message et ses pièces jointes décrivent notre demande d'évolution.",
		"Les informations contenues dans ce métier ne sont plus à jour.",
		"Attention, le code K1302 a été supprimé par erreur de la fiche.",
		"Avant d'imprimer, l'opérateur cale la machine et contrôle l'encrage.",
		"Afin de respecter l'environnement, l'agent trie les déchets : il manque cette compétence.",
		// Quotations.
		"Ajouter 3 appellations :\n> cordiste\n> cordiste spécialisé\n> chef cordiste",
		"| Ancien | Nouveau |\n| K1302  | K1304   |",
		"a > b\nC> n'est pas une citation",
		">>> fin <<<",
	} {
		if got := reply.Said(text); got != strings.TrimSpace(text) {
			t.Errorf("of %q only %q is said", text, got)
		}
	}
}
