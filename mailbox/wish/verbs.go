package wish

// An action is what a verb, or its noun, asks to be done.
type action int

const (
	actNone    action = iota
	actAdd            // ajouter, intégrer, créer; manquer
	actRemove         // supprimer, retirer
	actRename         // renommer; s'appeler
	actReplace        // remplacer … par …
	actModify         // modifier, corriger … en …
	actMove           // déplacer, transférer
	actAttach         // rattacher, associer, placer, classer
	actMerge          // fusionner
	actMark           // marquer, qualifier … comme …
	actSet            // passer, mettre, définir
	actBelong         // relever de, figurer dans
)

// A mood is how a word says its action.
type mood int

const (
	moodInfinitive  mood = iota // ajouter
	moodImperative              // ajoutez
	moodSubjunctive             // que vous ajoutiez
	moodParticiple              // ajoutée
	moodGerund                  // en l'ajoutant
	moodNoun                    // ajout
	moodLack                    // manque
	moodShould                  // relève de, s'appelle
)

// A verb is a word that says an action in a mood.
type verb struct {
	action action
	mood   mood
}

// verbs tells the verb of folded words.
var verbs = func() map[string]verb {
	m := make(map[string]verb)
	put := func(list string, a action, mood mood) {
		for w := range words(list) {
			m[w] = verb{a, mood}
		}
	}
	// Verbs of the first group, by their roots.
	for a, roots := range map[action]string{
		actAdd:     "ajout rajout integr inser referenc cre incorpor",
		actRemove:  "supprim retir decoch enlev effac dereferenc desassoci dissoci detach desindex ot elimin ray biff ecart gomm abandonn",
		actRename:  "renomm rebaptis intitul reintitul libell orthographi",
		actReplace: "remplac substitu",
		actModify:  "modifi chang corrig rectifi reformul actualis ajust modernis transform francis feminis simplifi",
		actMove:    "deplac transfer bascul rebascul migr reaffect revers",
		actAttach:  "rattach associ li reli reli class reclass rang plac positionn affect index reindex repositionn rattach",
		actMerge:   "fusionn regroup",
		actMark:    "coch marqu tagu etiquet qualifi identifi signal design consider declar flagu reper",
		actSet:     "pass",
	} {
		for root := range words(roots) {
			put(root+"er", a, moodInfinitive)
			put(root+"ez", a, moodImperative)
			put(root+"iez "+root+"ions "+root+"assiez", a, moodSubjunctive)
			put(root+"ant", a, moodGerund)
			put(root+"e "+root+"ee "+root+"es "+root+"ees", a, moodParticiple)
		}
	}
	put("inclure introduire inscrire joindre adjoindre accueillir", actAdd, moodInfinitive)
	put("incluez introduisez inscrivez", actAdd, moodImperative)
	put("incluse incluses inclus introduite introduites introduit introduits inscrite inscrit inscrites inscrits", actAdd, moodParticiple)
	put("exclure sortir bannir proscrire", actRemove, moodInfinitive)
	put("banni bannie proscrit proscrite", actRemove, moodParticiple)
	put("corriger revoir convertir traduire", actModify, moodInfinitive)
	put("reconnaitre", actMark, moodInfinitive)
	put("reconnu reconnue reconnus reconnues", actMark, moodParticiple)
	put("dependre", actBelong, moodShould)
	put("definir redefinir", actSet, moodInfinitive)
	put("mettre promouvoir", actSet, moodInfinitive)
	put("mettez", actSet, moodImperative)
	put("mise mis mises promue promu", actSet, moodParticiple)
	put("ajout ajouts rajout creation creations integration insertion introduction inscription", actAdd, moodNoun)
	put("suppression suppressions retrait retraits", actRemove, moodNoun)
	put("renommage", actRename, moodNoun)
	put("remplacement", actReplace, moodNoun)
	put("modification changement correction rectification reformulation", actModify, moodNoun)
	put("deplacement transfert bascule", actMove, moodNoun)
	put("rattachement reclassement association classement", actAttach, moodNoun)
	put("fusion", actMerge, moodNoun)
	put("passage", actSet, moodNoun)
	put("manque manquent manquait absente absentes absent absents manquante manquant manquantes manquants", actAdd, moodLack)
	return m
}()
