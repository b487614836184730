package rome

import "io/fs"

// Read reads the release whose files are at the root of fsys, or in the one
// folder there: a folder, or an archive opened by OpenZip.
//
// It is strict where trust depends on it: every file and column it needs is
// there, every record is well formed, no key comes twice, and no reference
// dangles. It is lenient where the export has been seen to vary: encodings,
// additional files and columns, blank lines. Errors are *FormatError.
func Read(fsys fs.FS) (*Release, error) {
	members, err := listMembers(fsys)
	if err != nil {
		return nil, err
	}
	if err := checkMembers(members); err != nil {
		return nil, err
	}
	a, err := loadArchive(members)
	if err != nil {
		return nil, err
	}
	r := &Release{
		Number:      a.number,
		Title:       a.version.title,
		Description: a.version.description,
		PublishedOn: a.version.publishedOn,
		ValidatedOn: a.version.validatedOn,
		SHA256:      a.sha256,
		tables:      a.tables,
		byMember:    make(map[string]*table, len(a.tables)),
	}
	entities := 0
	for name, t := range a.tables {
		r.byMember[t.member] = t
		switch name {
		case fileOccupations, fileAppellations, fileSkills, fileKnowledge, fileContexts:
			entities += len(t.lines)
		}
	}
	r.byOGR = make(map[string]entityID, entities)
	err = r.follow(
		readMajorDomains, readDomains, readOccupations, readAppellations,
		readSkills, readKnowledge, readContexts, checkParents,
	)
	if err != nil {
		return nil, err
	}
	// Labels are indexed while what needs no index is read: they touch nothing in
	// common.
	beside := [][]func(*Release) error{
		{readTexts, readMobilities, readTrees, readRIASEC, readSkillTree, audit},
		{indexLabels},
	}
	err = inParallel(len(beside), func(i int) error { return r.follow(beside[i]...) })
	if err != nil {
		return nil, err
	}
	if err := r.follow(readLinks, auditSheets); err != nil {
		return nil, err
	}
	r.letGo()
	return r, nil
}

// follow takes steps one after the other.
func (r *Release) follow(steps ...func(*Release) error) error {
	for _, step := range steps {
		if err := step(r); err != nil {
			return err
		}
	}
	return nil
}

// each calls do for every record of a table, with the columns in order.
func (r *Release) each(file string, columns []string, do func(*rows) error) error {
	records, err := r.tables[file].rows(columns...)
	if err != nil {
		return err
	}
	for {
		more, err := records.next()
		if err != nil || !more {
			return err
		}
		if err := do(records); err != nil {
			return err
		}
	}
}

// claim gives the OGR in a column to the entity of that id; one id space holds
// all kinds.
func (r *Release) claim(row *rows, column, ogr string, id entityID) error {
	if !isOGR(ogr) {
		return row.faultf(RuleBadValue, column, "%q is not an OGR, which is a number", ogr)
	}
	if _, taken := r.byOGR[ogr]; taken {
		return row.faultf(RuleDuplicateKey, column, "the OGR %s was given before", ogr)
	}
	r.byOGR[ogr] = id
	return nil
}

// occupationAt returns the occupation whose code is in a column.
func (r *Release) occupationAt(row *rows, column, code string) (*Occupation, error) {
	o, ok := r.byCode[code]
	if !ok {
		return nil, row.faultf(RuleDanglingReference, column, "no occupation has the code %q", code)
	}
	return o, nil
}
