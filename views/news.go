package views

import (
	"vigie/rome"
	"vigie/tickets"
)

var whatTitles = map[tickets.What][2]string{
	tickets.NewRegressed: {"Intégrée, puis défaite par cette version", "Intégrées, puis défaites par cette version"},
	tickets.NewConflict:  {"En conflit : la cible a changé", "En conflit : la cible a changé"},
	tickets.NewFulfilled: {"Déjà dans cette version, sans avoir été décidée", "Déjà dans cette version, sans avoir été décidées"},
}

// WhatTitle heads what an import found of so many changes.
func WhatTitle(w tickets.What, n int) string {
	words, ok := whatTitles[w]
	if !ok {
		return string(w)
	}
	return Typo(Plural(n, words[0], words[1]))
}

// whatTone is the tone of what an import found.
func whatTone(w tickets.What) Tone {
	if w == tickets.NewFulfilled {
		return ToneInfo
	}
	return ToneLate
}

func newsOf(list []tickets.NewsItem, what tickets.What) []tickets.NewsItem {
	var kept []tickets.NewsItem
	for _, i := range list {
		if i.What == what {
			kept = append(kept, i)
		}
	}
	return kept
}

// newsText says what became of the target of a change, while it stands.
func newsText(i tickets.NewsItem, r *rome.Release) string {
	if r == nil || i.What != tickets.NewConflict || i.Settled() {
		return ""
	}
	return ConflictText(i.Change, r)
}
