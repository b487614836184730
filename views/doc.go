// Package views is everything people read on the web: every page and component
// in templ, every French sentence, every URL, and the first-party style sheet
// and script.
//
// It knows the words for what rome and tickets compute, and nothing of HTTP,
// SQL or the clock: a component takes a small struct of exactly what it shows,
// the day it is looked at included. It obeys the content security policy of
// the service (no inline style or script), WCAG 2.2 AA and the ARIA Authoring
// Practices for the combobox.
package views
