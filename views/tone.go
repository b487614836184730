package views

// A Tone is a state as people see it: always word, shape and colour together.
type Tone string

// The tones. The zero Tone is ToneFlat.
const (
	ToneLate Tone = "late" // red, ●: a promise is broken or something failed
	ToneSoon Tone = "soon" // amber, ▲: act before long
	ToneKept Tone = "kept" // green, ✓: done as promised
	ToneInfo Tone = "info" // blue, ■: good to know
	ToneFlat Tone = "flat" // grey, ring: nothing to do
)

func (t Tone) class() string {
	if t == "" {
		return string(ToneFlat)
	}
	return string(t)
}
