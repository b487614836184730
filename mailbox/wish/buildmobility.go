package wish

import "vigie/rome"

// buildMobility suggests a mobility to add or to remove, or its rank.
func (f *frame) buildMobility(l *changeList, kind rome.Kind) {
	if f.fanOut(l, kind) {
		return
	}
	from, to := f.ends()
	if from == "" || to == "" || from == to {
		return
	}
	if _, ok := f.reader.release.Occupation(from); !ok {
		return
	}
	if rank := f.rank(); rank > 0 && kind != rome.MobilityRemove {
		o, _ := f.reader.release.Occupation(from)
		if _, ok := o.Mobility(to); ok || kind == rome.MobilityRank || f.t.action != actAdd {
			l.add(rome.Change{Kind: rome.MobilityRank, From: from, To: to, Rank: rank})
			return
		}
	}
	if kind != rome.MobilityRank {
		l.add(rome.Change{Kind: kind, From: from, To: to})
	}
}

// fanOut suggests the several mobilities of one occupation: « mobilités de
// M1805 : ajouter M1810 et M1811 ».
func (f *frame) fanOut(l *changeList, kind rome.Kind) bool {
	if len(f.places) < 3 || kind == rome.MobilityRank || f.places[0].at > f.t.at || !f.ofMobilities(f.places[0].at) {
		return false
	}
	from := f.places[0].code
	for n, pl := range f.places[1:] {
		if pl.at < f.t.end || pl.at >= f.limit || n > 0 && !f.enumerated(f.c, f.places[n].at, pl.at) {
			return false
		}
	}
	if _, ok := f.reader.release.Occupation(from); !ok {
		return false
	}
	for _, pl := range f.places[1:] {
		if pl.code != from {
			l.add(rome.Change{Kind: kind, From: from, To: pl.code})
		}
	}
	return true
}

// ends returns where a mobility leads from and to. Two codes without a word for
// the direction lead from the first to the second; the sheet that the mobility
// is on is where it leads from.
func (f *frame) ends() (from, to string) {
	var places []place
	for _, pl := range f.places {
		if pl.at >= f.from && pl.at < f.limit {
			places = append(places, pl)
		}
	}
	toward := func(i int) bool {
		for j := i - 1; j >= 0 && i-j < 8; j-- {
			switch w := f.c.word(j); {
			case w == "vers" || f.c.list[j].sign == '→':
				return true
			case oneOf(w, "pour", "dans", "sur", "depuis") || w == "de" && !sheet[f.c.word(j-1)] || w == "entre" || f.c.list[j].kind == chunkCode:
				return false
			}
		}
		return false
	}
	for _, pl := range places {
		switch {
		case f.ofMobilities(pl.at):
			if to == "" {
				to = from
			}
			from = pl.code
		case toward(pl.at):
			if to == "" {
				to = pl.code
			}
		case from == "":
			from = pl.code
		case to == "":
			to = pl.code
		}
	}
	if len(places) > 2 {
		return "", ""
	}
	for _, o := range f.objects { // « de Boulanger vers Pâtissier », by their labels
		for _, t := range o.things {
			code, ok := f.principal(t)
			switch {
			case !ok || code == from || code == to:
			case f.c.word(t.first-1) == "vers" || f.c.word(t.first-2) == "vers" || f.c.word(o.at-1) == "vers" || f.c.word(o.at-2) == "vers":
				if to == "" {
					to = code
				}
			case from == "":
				from = code
			case to == "":
				to = code
			}
		}
	}
	if len(places) == 1 && to == "" && f.c.topic != "" && f.c.topic != from && f.noun == nounMobility {
		return f.c.topic, from // « M1805 : … – mobilité à ajouter : M1810 »
	}
	if from == "" && to != "" {
		from = f.aboutElse(to)
	}
	return from, to
}

// ofMobilities reports whether the code at i is what mobilities are of: « dans
// les mobilités de M1805 ».
func (f *frame) ofMobilities(i int) bool {
	for j := i - 1; j >= f.from && i-j < 7; j-- {
		w := f.c.word(j)
		if nouns[w] == nounMobility {
			return plural(w)
		}
		if !sheet[w] && w != "de" && w != "du" {
			return false
		}
	}
	return false
}

// aboutElse returns what the heading or the message is about, other than the
// code.
func (f *frame) aboutElse(code string) string {
	if f.c.topic != "" && f.c.topic != code {
		return f.c.topic
	}
	other := ""
	for _, m := range f.mentions {
		if m.accepted && f.list[m.first].own() && m.code != code {
			if other != "" && other != m.code {
				return ""
			}
			other = m.code
		}
	}
	return other
}

// ordinals in words.
var ordinals = map[string]int{
	"premier": 1, "premiere": 1, "1er": 1, "1ere": 1, "deuxieme": 2, "second": 2, "seconde": 2, "2e": 2, "2eme": 2, "troisieme": 3, "3e": 3, "3eme": 3,
	"quatrieme": 4, "4e": 4, "4eme": 4, "cinquieme": 5, "5e": 5, "5eme": 5,
}

// rank returns the rank that the frame names: « au rang 2 », « en première
// position »; 0 when none.
func (f *frame) rank() int {
	for i := f.from; i < f.limit; i++ {
		switch w := f.c.word(i); w {
		case "premier":
			if f.c.word(i-1) == "en" {
				return 1
			}
		case "rang", "position", "ordre", "place":
			if n := ordinals[f.c.word(i-1)]; n > 0 {
				return n
			}
			for j := i + 1; j < i+4; j++ {
				if d := f.c.word(j); isDigits(d) && len(d) < 3 {
					n := int(d[len(d)-1] - '0')
					if len(d) == 2 {
						n += 10 * int(d[0]-'0')
					}
					return n
				}
			}
		}
	}
	return 0
}
