package rome

import (
	"cmp"
	"crypto/sha256"
	"slices"
	"strings"
)

// The members of the export, those that make a release first: the others say
// more, or the same again, and may be missing. What is not in the list is
// allowed, counted in the identity, and not read.
const (
	fileMajorDomains = "grand_domaine"
	fileDomains      = "domaine_professionnel"
	fileOccupations  = "referentiel_code_rome"
	fileAppellations = "referentiel_appellation"
	fileSkills       = "referentiel_competence"
	fileKnowledge    = "referentiel_savoir"
	fileContexts     = "referentiel_contexte_travail"
	fileLinks        = "coherence_item"
	fileTexts        = "texte"
	fileMobilities   = "rubrique_mobilite"

	fileThemes         = "themes"
	fileThemePlaces    = "arborescence_thematique"
	fileSectors        = "secteur_activite"
	fileSubSectors     = "sous_secteur_activite"
	fileSectorPlaces   = "arborescence_secteur_activite"
	fileInterests      = "centre_interet"
	fileInterestPlaces = "arborescence_centre_interet"
	fileNAFDivisions   = "secteur_naf"
	fileNAFPlaces      = "arborescence_secteur_naf"

	fileOccupationRIASEC = "referentiel_code_rome_riasec"
	fileMacroRIASEC      = "referentiel_macro_competence_riasec"
	fileSkillTree        = "arborescence_competences"
	fileBlocks           = "composition_bloc"
	fileRubrics          = "descriptif_rubrique"
	fileReferentials     = "type_referentiel"

	// These repeat what others say.
	fileItems             = "item"
	fileSheets            = "liens_rome_referentiels"
	fileOccupationTree    = "cr_gd_dp"
	fileOccupationTreeAll = "cr_gd_dp_appellations"

	fileVersion = "version.txt"
)

// requiredFiles lists what must be there, in the order it is asked for.
var requiredFiles = []string{
	fileMajorDomains, fileDomains, fileOccupations, fileAppellations, fileSkills,
	fileKnowledge, fileContexts, fileLinks, fileTexts, fileMobilities,
}

// optionalFiles lists what is read where it is there.
var optionalFiles = []string{
	fileThemes, fileThemePlaces, fileSectors, fileSubSectors, fileSectorPlaces, fileInterests, fileInterestPlaces,
	fileNAFDivisions, fileNAFPlaces, fileOccupationRIASEC, fileMacroRIASEC, fileSkillTree, fileBlocks, fileRubrics,
	fileReferentials, fileItems, fileSheets, fileOccupationTree, fileOccupationTreeAll,
}

// An archive is the content of a release before it is understood.
type archive struct {
	tables  map[string]*table
	version version
	number  string // "460"
	sha256  string
}

// loadArchive reads the files: those that are known are kept, the others only
// hashed.
func loadArchive(members []member) (*archive, error) {
	wanted := make(map[string]bool, len(requiredFiles)+len(optionalFiles))
	for _, name := range slices.Concat(requiredFiles, optionalFiles) {
		wanted[name] = true
	}
	type file struct {
		sum   [sha256.Size]byte
		text  string
		table *table
	}
	files := make([]file, len(members))
	err := inParallel(len(members), func(i int) error {
		raw, sum, err := members[i].read()
		files[i].sum = sum
		switch {
		case err != nil:
			return err
		case wanted[members[i].table]:
			files[i].table = newTable(members[i].name, decode(raw))
		case strings.EqualFold(members[i].name, fileVersion):
			files[i].text = decode(raw)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	a := &archive{tables: make(map[string]*table, len(wanted))}
	id := newIdentity()
	versionMember := ""
	for i, m := range members {
		id.add(m.name, files[i].sum)
		switch {
		case files[i].table != nil:
			a.tables[m.table] = files[i].table
		case strings.EqualFold(m.name, fileVersion):
			versionMember = m.name
			if a.version, err = parseVersion(m.name, files[i].text); err != nil {
				return nil, err
			}
		}
	}
	a.sha256 = id.String()
	return a, a.setNumber(members, versionMember)
}

// setNumber finds the release's number: the NNN of the file names, whose last
// digits version.txt repeats. Files of two releases in one archive are
// refused.
func (a *archive) setNumber(members []member, versionMember string) error {
	var from string
	for _, m := range members {
		switch {
		case m.version == "" || m.table == "":
		case a.number == "":
			a.number, from = m.version, m.name
		case m.version != a.number:
			return formatErrorf(RuleBadVersion, m.name, "the file is of version %s where %s is of version %s", m.version, from, a.number)
		}
	}
	said := cmp.Or(strings.TrimLeft(a.version.number, "0"), "0")
	switch {
	case a.number == "" && len(said) < 3: // "60" of 4.0
		a.number = "4" + strings.Repeat("0", 2-len(said)) + said
	case a.number == "":
		a.number = said
	case a.number != said && strings.TrimLeft(a.number[1:], "0") != said:
		return formatErrorf(RuleBadVersion, versionMember, "it says version %s where the file names say %s", a.version.number, a.number)
	}
	return nil
}
