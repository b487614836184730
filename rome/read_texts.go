package rome

import (
	"cmp"
	"slices"
	"strings"
)

// A phrase is one row of texte: a piece of a definition or of an access text.
type phrase struct {
	position int
	text     string
	source   Source
}

// readTexts assembles the two texts of each occupation from their phrases, in
// the order of position_phrase. Texts of other types are let be.
func readTexts(r *Release) error {
	type key struct {
		code   string
		access bool
	}
	phrases := make(map[key][]phrase, 2*len(r.occupations))
	columns := []string{"code_rome", "libelle_type_texte", "position_phrase", "libelle_texte"}
	err := r.each(fileTexts, columns, func(row *rows) error {
		o, err := r.occupationAt(row, "code_rome", row.key(0))
		if err != nil {
			return err
		}
		k := key{code: o.Code}
		switch row.key(1) {
		case "definition":
		case "acces_metier":
			k.access = true
		default:
			return nil
		}
		position := row.key(2)
		if !digits(position) || len(position) > 6 {
			return row.faultf(RuleBadValue, "position_phrase", "%q is not a position, which is a number", position)
		}
		phrases[k] = append(phrases[k], phrase{number(position), row.text(3), row.source()})
		return nil
	})
	if err != nil {
		return err
	}
	for _, o := range r.occupations {
		if o.Definition, o.DefinitionSources, err = joinPhrases(phrases[key{o.Code, false}]); err != nil {
			return err
		}
		if o.Access, o.AccessSources, err = joinPhrases(phrases[key{o.Code, true}]); err != nil {
			return err
		}
	}
	return nil
}

// joinPhrases puts phrases in order, one paragraph each.
func joinPhrases(list []phrase) (text string, sources []Source, err error) {
	slices.SortStableFunc(list, func(a, b phrase) int { return cmp.Compare(a.position, b.position) })
	var b strings.Builder
	for i, p := range list {
		if i > 0 && list[i-1].position == p.position {
			return "", nil, &FormatError{
				File: p.source.File, Line: p.source.Line, Column: "position_phrase", Rule: RuleDuplicateKey,
				Detail: "the text has two phrases at this position",
			}
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.text)
		sources = append(sources, p.source)
	}
	return b.String(), sources, nil
}
