package rome

import (
	"cmp"
	"errors"
	"slices"
	"strings"
)

func readMajorDomains(r *Release) error {
	seen := make(map[string]bool)
	err := r.each(fileMajorDomains, []string{"code_grand_domaine", "libelle_grand_domaine"}, func(row *rows) error {
		d := MajorDomain{Code: row.key(0), Label: row.text(1), Source: row.source()}
		switch {
		case len(d.Code) != 1:
			return row.faultf(RuleBadValue, "code_grand_domaine", "%q is not a major domain's code, which is a letter", d.Code)
		case seen[d.Code]:
			return row.faultf(RuleDuplicateKey, "code_grand_domaine", "the major domain %s was given before", d.Code)
		}
		seen[d.Code] = true
		r.majorDomains = append(r.majorDomains, d)
		return nil
	})
	slices.SortFunc(r.majorDomains, func(a, b MajorDomain) int { return cmp.Compare(a.Code, b.Code) })
	return err
}

func readDomains(r *Release) error {
	seen := make(map[string]bool)
	err := r.each(fileDomains, []string{"code_domaine_professionnel", "libelle_domaine_professionnel"}, func(row *rows) error {
		d := Domain{Code: row.key(0), Label: row.text(1), Source: row.source()}
		if !isDomain(d.Code) {
			return row.faultf(RuleBadValue, "code_domaine_professionnel", "%q is not a domain's code, such as M18", d.Code)
		}
		if seen[d.Code] {
			return row.faultf(RuleDuplicateKey, "code_domaine_professionnel", "the domain %s was given before", d.Code)
		}
		if _, ok := r.MajorDomain(d.Code[:1]); !ok {
			return row.faultf(RuleDanglingReference, "code_domaine_professionnel", "no major domain has the code %s", d.Code[:1])
		}
		seen[d.Code] = true
		r.domains = append(r.domains, d)
		return nil
	})
	slices.SortFunc(r.domains, func(a, b Domain) int { return cmp.Compare(a.Code, b.Code) })
	return err
}

var occupationColumns = []string{
	"code_rome", "code_ogr", "code_fiche_metier", "libelle_rome", "transition_eco",
	"transition_num", "transition_demo", "emploi_reglemente", "emploi_cadre", "code_rome_parent",
}

func readOccupations(r *Release) error {
	t := r.tables[fileOccupations]
	r.byCode = make(map[string]*Occupation)
	domains := make(map[string]bool, len(r.domains))
	for _, d := range r.domains {
		domains[d.Code] = true
	}
	slab := make([]Occupation, 0, len(t.lines))
	err := r.each(fileOccupations, occupationColumns, func(row *rows) error {
		o := Occupation{
			Code: row.key(0), OGR: row.key(1), SheetID: row.key(2), Label: row.text(3),
			Tags: Tags{
				Eco: row.text(4), Digital: row.text(5), Demographic: row.text(6),
				Regulated: row.text(7), Managerial: row.text(8),
			},
			Parent: row.key(9), Source: row.source(), published: row.padded(3),
		}
		switch {
		case !isCode(o.Code):
			return row.faultf(RuleBadValue, "code_rome", "%q is not a code ROME, such as M1805", o.Code)
		case r.byCode[o.Code] != nil:
			return row.faultf(RuleDuplicateKey, "code_rome", "the code %s was given before", o.Code)
		case !domains[o.Domain()]:
			return row.faultf(RuleDanglingReference, "code_rome", "no domain has the code %s", o.Domain())
		case o.Label == "":
			return row.faultf(RuleBadValue, "libelle_rome", "the label is empty")
		}
		if err := r.claim(row, "code_ogr", o.OGR, 0); err != nil {
			return err
		}
		slab = append(slab, o)
		r.byCode[o.Code] = &slab[len(slab)-1]
		return nil
	})
	if err != nil {
		return oldColumns(t, err)
	}
	if len(slab) == 0 {
		return formatErrorf(RuleEmptyFile, t.member, "the file has no occupation")
	}
	for i := range slab {
		r.occupations = append(r.occupations, &slab[i])
	}
	slices.SortFunc(r.occupations, func(a, b *Occupation) int { return cmp.Compare(a.Code, b.Code) })
	for i, o := range r.occupations {
		r.byOGR[o.OGR] = entityID(i)
		if r.byCode[o.Parent] == nil && o.Parent != "" {
			return &FormatError{
				File: o.Source.File, Line: o.Source.Line, Column: "code_rome_parent", Rule: RuleDanglingReference,
				Detail: "no occupation has the code \"" + o.Parent + "\"",
			}
		}
	}
	r.counts.Occupations = len(r.occupations)
	return nil
}

// oldColumns tells a referential of occupations from before 4.0, which had
// none of the transitions, from one that merely lacks a column.
func oldColumns(t *table, err error) error {
	var format *FormatError
	if !errors.As(err, &format) || format.Rule != RuleMissingColumn {
		return err
	}
	header := strings.ToLower(t.record(1))
	for _, column := range []string{"transition_eco", "transition_num", "transition_demo", "code_rome_parent"} {
		if strings.Contains(header, column) {
			return err
		}
	}
	return formatErrorf(RuleV3Export, t.member, "the file has none of the columns that came with 4.0: it is of ROME version 3 and the 4.0 CSV export is needed")
}

var appellationColumns = []string{
	"code_ogr", "libelle_appellation_long", "libelle_appellation_court", "code_rome", "classification",
	"transition_eco", "transition_num", "transition_demo", "emploi_reglemente", "emploi_cadre", "peu_usite",
}

func readAppellations(r *Release) error {
	slab := make([]Appellation, 0, len(r.tables[fileAppellations].lines))
	err := r.each(fileAppellations, appellationColumns, func(row *rows) error {
		a := Appellation{
			OGR: row.key(0), Label: row.text(1), Short: row.text(2),
			Principal: strings.EqualFold(row.key(4), "PRINCIPALE"),
			Tags: Tags{
				Eco: row.text(5), Digital: row.text(6), Demographic: row.text(7),
				Regulated: row.text(8), Managerial: row.text(9), RarelyUsed: row.text(10),
			},
			Source: row.source(), published: row.padded(1),
		}
		if a.Label == "" {
			return row.faultf(RuleBadValue, "libelle_appellation_long", "the label is empty")
		}
		o, err := r.occupationAt(row, "code_rome", row.key(3))
		if err != nil {
			return err
		}
		a.Code = o.Code
		id := entityID(len(r.occupations) + len(slab))
		if err := r.claim(row, "code_ogr", a.OGR, id); err != nil {
			return err
		}
		slab = append(slab, a)
		o.Appellations = append(o.Appellations, &slab[len(slab)-1])
		return nil
	})
	r.appellations = make([]*Appellation, len(slab))
	for i := range slab {
		r.appellations[i] = &slab[i]
	}
	r.counts.Appellations = len(slab)
	return err
}
