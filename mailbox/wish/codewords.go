package wish

// A sense is what a word before a token in the shape of a code makes of it.
type sense int

const (
	senseNone  sense = iota
	senseROME        // « la fiche M1805 »: a code, even of no occupation
	senseCode        // « le code M1805 »: a code, if the message is about ROME
	senseOther       // « la facture F1234 »: something else
	senseNear        // something else when it stands right before: « le dossier D1102 »
	senseThing       // likewise, but part of many a job's name too: « la machine H2902 »
	senseRoad        // something else when the letter is one of roads': « la route D1102 »
)

// senses tells the sense of folded words.
var senses = func() map[string]sense {
	m := make(map[string]sense)
	for s, list := range map[sense]string{
		senseROME: `rome fiche fiches metier metiers metierscope appellation appellations coderome codesrome romes fichemetier
			referentiel nomenclature occupation occupations`,
		senseCode: "code codes",
		senseRoad: `route routes rte rd rn departementale nationale autoroute sortie echangeur carrefour giratoire peage pk km bretelle rocade`,
		senseOther: `salle salles bureau bureaux bat batiment batiments porte etage local locaux amphi amphitheatre hall stand box parking quai
			casier chambre appartement appt apt apptmt aile escalier entrepot hangar guichet siege sieges rangee gare hotel cote cotation
			facture factures facturation devis commande colis livraison suivi compte
			police sinistre contrat contrats immatriculation immatricule immatriculee plaque convention conventions article articles art alinea
			imprimante imprimantes toner cartouche cartouches sku ean isbn issn cerfa formulaire formulaires arrete decret loi circulaire
			directive reglement certificat certif cpf rncp rs idcc naf ape siret siren siae uai finess adeli rpps pcs insee fap formacode gfe nsf
			vol train tgv ter bus licence agrement agrements habilitation
			pin wifi postal postale barre barres promo passe mdp password identifiant login matricule badge cle
			bl rib iban virement cheque recepisse bordereau mandat engagement marque norme normes iso nf astm din afnor referencee
			ticket tickets incident incidents telephone tel fax mobile portable poste copieur photocopieur scanner ecran serveur switch prise`,
		senseThing: `ligne lignes vehicule camion tracteur machine machines moteur marche serie produit produits modele modeles piece pieces
			commandes engin etiquette etagere rayon palette lot lots ampoule filtre vis courroie batterie outil appareil taille pointure`,
		senseNear: `dossier dossiers reference references ref refs formation formations session sessions module modules stage groupe classe
			promotion document documents doc version page tableau cellule annexe projet affaire courrier note mail message demande numero
			action candidature candidat inscription agence site centre client clients adherent adherents
			avoir erreur bon`,
	} {
		for w := range words(list) {
			m[w] = s
		}
	}
	return m
}()

// fillers may stand between such a word and the code without parting them.
var fillers = words(`le la les l un une de du des d n no num numero nr nos est sont etait suivant suivante suivants suivantes actuel actuelle
	ci dessous notre votre nos vos ce cet cette ces soit savoir concernee concerne concernes concernees v3 v4 3 4 0 correspondant
	correspondante correspondants suivie`)

// jobHeads are stems that the name of a job may begin with, whatever the release,
// those of the labels before version 4.0 included (« Conduite de … »).
var jobHeads = func() map[string]bool {
	m := make(map[string]bool)
	for w := range words(`technicien agent chef responsable conducteur operateur employe ouvrier assistant charge conseiller directeur ingenieur
		vendeur aide preparateur gestionnaire controleur conduite construction fabrication maintenance pose gestion direction encadrement
		montage realisation intervention personnel management`) {
		m[stem(w)] = true
	}
	return m
}()

// cueWords say that a sentence speaks of the nomenclature.
var cueWords = words(`rome fiche fiches metier metiers appellation appellations competence competences savoir savoirs mobilite mobilites
	referentiel nomenclature intitule intitules metierscope libelle libelles ogr romes codes isco citp`)

// roadWords say that a sentence speaks of roads and places.
var roadWords = words(`route routes departementale nationale autoroute rd rn rond carrefour giratoire circulation embouteillage embouteillages
	bouchon bouchons deviation travaux accident echangeur intersection croisement peage itineraire trajet autoroutes sortie covoiturage
	axe chaussee gendarmerie radar rocade km kilometres village bourg gps`)

// roadPrepositions lead along a road: « par la D1104 ».
var roadPrepositions = words("par via prendre prenez emprunter empruntez longe suivre suivez depuis longer")

var streetWords = words("rue avenue av boulevard bd bld place chemin impasse allee allees quai route cours square passage esplanade")

// units follow a quantity or a price.
var units = words("ttc ht eur euro euros km kg cm mm kw kva w go mo ml dpi rpm bis ter pces")

// numberAbbreviations stand before « . » and a number.
var numberAbbreviations = words("n no art ref fact cde bat bur rte tel sal num")

// extensions end the name of a file.
var extensions = words("pdf doc docx xls xlsx csv txt odt ods html htm zip json xml rtf ppt pptx png jpg jpeg")

// urlWords in an address say that it leads to the nomenclature.
var urlWords = words(`rome fiche metier metiers metierscope francetravail code coderome romes fichemetier fiches codes pole emploi codemetier
	competence competences appellation`)

// filePrefixes may be joined to a code with a hyphen or an underscore.
var filePrefixes = words("rome fiche fiches code codes metier metiers fichemetier v4 romev4 rome4 appellation")
