package rome

// A ranking gives scores out, best first, without sorting those that nobody
// asks for: it is a heap.
type ranking []score

// newRanking orders the scores in place.
func newRanking(scores []score) ranking {
	h := ranking(scores)
	for i := len(h)/2 - 1; i >= 0; i-- {
		h.sink(i)
	}
	return h
}

// next takes the best score out; false when there is none left.
func (h *ranking) next() (score, bool) {
	list := *h
	if len(list) == 0 {
		return noScore, false
	}
	best, last := list[0], len(list)-1
	list[0] = list[last]
	*h = list[:last]
	h.sink(0)
	return best, true
}

func (h ranking) sink(i int) {
	for {
		child := 2*i + 1
		if child >= len(h) {
			return
		}
		if child+1 < len(h) && h[child+1] < h[child] {
			child++
		}
		if h[i] <= h[child] {
			return
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
}
