package wish

// A quote is what stands between quotation marks: the tokens between those at
// open and close.
type quote struct {
	open, close int
}

// longestQuote is how many tokens a quotation may have.
const longestQuote = 600

// quotesOf pairs quotation marks: « » and their kin, " " by turns, ' ' and * *
// around a few words. A mark without its pair quotes nothing, and a quotation
// does not hold another one.
func quotesOf(list []token) []quote {
	var quotes []quote
	missed := make(map[rune]int) // where the search for a sign's pair last ended in vain
	for i := 0; i < len(list); i++ {
		t := &list[i]
		var closing rune
		most := longestQuote
		switch t.sign {
		case '«':
			closing = '»'
		case '"':
			closing = '"'
		case '\'', '*', '`':
			closing, most = t.sign, 20
			if i+1 < len(list) && list[i+1].is(spaced) || !t.is(spaced) && i > 0 && list[i-1].sign != '(' {
				continue
			}
		default:
			continue
		}
		if i < missed[t.sign] {
			continue
		}
		end := pairOf(list, i, closing, most)
		if end < 0 {
			missed[t.sign] = i + most
			continue
		}
		if end > i+1 {
			quotes = append(quotes, quote{i, end})
			i = end
		}
	}
	return quotes
}

// pairOf finds the closing mark of a quotation, -1 when there is none before
// the paragraph or the bound ends.
func pairOf(list []token, open int, closing rune, most int) int {
	for j := open + 1; j < len(list) && j-open <= most; j++ {
		t := &list[j]
		if t.is(newPara) && closing != '»' {
			return -1
		}
		switch {
		case t.sign != closing:
			if t.sign == '«' && closing == '»' {
				return -1
			}
		case most < longestQuote && (t.is(spaced) || t.is(newLine)):
			return -1 // a bullet, or an apostrophe
		case most < longestQuote && j+1 < len(list) && list[j+1].word != "" && !list[j+1].is(spaced):
		default:
			return j
		}
	}
	return -1
}
