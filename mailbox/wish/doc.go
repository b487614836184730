// Package wish reads what a message asks of the nomenclature: the codes ROME,
// appellations, skills, knowledge and work contexts that its text names, and
// the typed changes that its sentences ask for.
//
// # What it knows
//
// A [Reader] is built once for a release and reads any number of texts. What it
// finds is a suggestion: an agent confirms it with one key or passes over it.
// So precision comes before recall everywhere. A token in the shape of a code
// is no code beside the word for a road, a room or an invoice; a job title in a
// signature is nobody's wish; a sentence that asks whether, how or why, that
// reports what was done, or that says not to, asks for nothing. Where a
// sentence leaves open which occupation or which appellation is meant, nothing
// is suggested.
//
// A verb without an object of its own is of what was named just before; a table
// and a form are read by what stands over their columns and before their colons.
//
// It reads French, by words and their order: no model, no network, no state.
// The words are folded as [vigie/rome.Fold] does, so that neither accents nor
// case matter, and labels are found in either gender, both, and the plural.
//
// # What it refuses to know
//
// Who wrote the message, what kind of message it is, and what becomes of a
// suggestion. It takes the text as it is after quotes and signature were folded
// away, but leaves alone what is plainly quoted or signed where they were not.
//
// # Bounds
//
// The time is linear in the text, of which the first [MaxText] bytes are read,
// and every list has a bound ([MaxCodes], [MaxNamed], [MaxChanges]).
//
// # Sources
//
// Codes ROME are a letter from A to N and four digits. References are those of
// this service, "ROME-2026-00042". Old codes are known from older releases: no
// file of the export lists what was retired.
package wish
