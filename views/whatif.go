package views

import (
	"net/url"
	"strconv"
	"strings"

	"vigie/tickets"
)

// WhatIfTitle is the title of the page that asks about another rhythm.
const WhatIfTitle = "Simuler un rythme de publication"

// FormWhatIf is its form.
const FormWhatIf = "whatif"

// WhatIfModel is a question about a rhythm of publication, and its answer.
type WhatIfModel struct {
	Question tickets.WhatIf
	Answer   tickets.WhatIfAnswer
	Table    [][]tickets.WhatIfAnswer
	Typed    Typed // what was typed, where it was refused: there is no answer then
}

// Share is a part in percent with one decimal: « 23,8 % ».
func Share(a tickets.WhatIfAnswer) string {
	return strings.Replace(strconv.FormatFloat(a.Share(), 'f', 1, 64), ".", ",", 1) + nbsp + "%"
}

// whatIfFields are the parameters of the address, and what they are in the
// domain.
var whatIfFields = map[string]string{
	"cadence": "cadence", "cloture": "cutoff", "delai": "promise", "decision": "delay", "depart": "start", "jours": "days",
}

// WhatIfField is the parameter of the address that a field of the domain is
// typed in.
func WhatIfField(domain string) string {
	for name, d := range whatIfFields {
		if d == domain {
			return name
		}
	}
	return domain
}

func (m WhatIfModel) field(f Field) Field {
	values := WhatIfQuery(m.Question)
	f.Value = values.Get(f.Name)
	return m.Typed.field(FormWhatIf, f)
}

// every is a rhythm: « tous les trois mois ».
func every(months int) string {
	if months == 1 {
		return "chaque mois"
	}
	return "tous les " + Months(months)
}

// sentence is the answer in words.
func (m WhatIfModel) sentence() string {
	w := m.Question
	return Typo("Une version " + every(w.Cadence) + ", close " + Count(w.Cutoff, "jour", "jours") + " avant sa publication : " +
		Share(m.Answer) + " des jours (" + Number(m.Answer.Missed) + " sur " + Number(m.Answer.Days) + ") ne laissent aucune version qui puisse tenir " + Months(w.Promise) + ".")
}

// method says how it is counted, a step a line.
func (m WhatIfModel) method() []string {
	w := m.Question
	accepted := "Elle est retenue le jour même : c’est le cas le plus favorable."
	if w.Delay > 0 {
		accepted = "Elle est retenue " + Count(w.Delay, "jour", "jours") + " plus tard."
	}
	last := w.Start.AddDays(w.Days - 1)
	list := []string{
		"Une version paraît le " + PlainDate(w.Start) + ", puis " + every(w.Cadence) + ", en comptant depuis ce jour ; là où le mois n’a pas ce quantième, le dernier jour du mois.",
		"Chaque version est close " + Count(w.Cutoff, "jour", "jours") + " avant de paraître. Une évolution retenue le jour de la clôture peut encore y figurer.",
		"Chacun des " + Count(w.Days, "jour", "jours") + " du " + PlainDate(w.Start) + " au " + PlainDate(last) + " est essayé comme jour de réception d’une évolution.",
		accepted,
		"Elle est due " + Months(w.Promise) + " après sa réception, en mois civils : même quantième, ou dernier jour du mois. Une version parue ce jour-là est encore à temps.",
		"Le jour est tenu si une version dont la clôture n’est pas passée quand l’évolution est retenue paraît au plus tard à l’échéance. Sinon, il ne peut pas l’être.",
	}
	for i := range list {
		list[i] = Typo(list[i])
	}
	return list
}

// whatIfTone is the colour of a share: nothing lost is good, anything is not.
func whatIfTone(a tickets.WhatIfAnswer) Tone {
	switch share := a.Share(); {
	case a.Missed == 0:
		return ToneKept
	case share < 10:
		return ToneSoon
	}
	return ToneLate
}

// cell is the address of the question that a cell of the table answers.
func (m WhatIfModel) cell(row, column int) string {
	w := m.Question
	w.Cadence, w.Cutoff = tickets.WhatIfCadences()[row], tickets.WhatIfCutoffs()[column]
	return WithQuery(WhatIfPath(), WhatIfQuery(w))
}

func (m WhatIfModel) twin(path string) string { return WithQuery(path, WhatIfQuery(m.Question)) }

// asked reports whether a cell is the question itself.
func (m WhatIfModel) asked(row, column int) bool {
	return tickets.WhatIfCadences()[row] == m.Question.Cadence && tickets.WhatIfCutoffs()[column] == m.Question.Cutoff
}

// Refused makes what was typed the values of the form.
func (m WhatIfModel) Refused(values url.Values, faults []tickets.FieldFault) WhatIfModel {
	for i := range faults {
		faults[i].Field = WhatIfField(faults[i].Field)
	}
	m.Typed = Typed{Form: FormWhatIf, Values: values, Faults: faults}
	return m
}
