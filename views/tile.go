package views

import (
	"fmt"
	"slices"
)

// StatTileModel is one figure with where it leads.
type StatTileModel struct {
	Figure string // already worded: Number(12), Percent(97, 100)
	Label  string // what it counts: « demandes en retard »
	Note   string // beneath, small: the period, the promise
	Href   string // the list behind the figure; "" for none
	Tone   Tone   // "" leaves it neutral
	Spark  []int  // up to twelve months, oldest first, the last one marked; nil for none
}

func (m StatTileModel) tone() string { return string(m.Tone) }

type sparkBar struct{ x, y, height string }

// sparkBars fits the values in a box of 12 × 20 units, from the right.
func sparkBars(values []int) []sparkBar {
	if len(values) > 12 {
		values = values[len(values)-12:]
	}
	top := max(1, slices.Max(values))
	bars := make([]sparkBar, len(values))
	for i, v := range values {
		height := max(0.6, 20*float64(max(0, v))/float64(top))
		bars[i] = sparkBar{
			x:      fmt.Sprintf("%.1f", float64(12-len(values)+i)+0.1),
			y:      fmt.Sprintf("%.1f", 20-height),
			height: fmt.Sprintf("%.1f", height),
		}
	}
	return bars
}
