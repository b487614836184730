// Package rome knows the ROME, the French nomenclature of occupations
// (Répertoire Opérationnel des Métiers et des Emplois): it reads a published
// release, searches it, and tells whether a change somebody wants is in it.
//
// # What it knows
//
// A [Release] is read by [Open], [ReadBytes] or [Read] from the 4.0 CSV export,
// a zip or a folder, whole into memory, and never changes. An archive is not
// trusted: [OpenZip] bounds its members, sizes, expansion and paths, and a
// [*FormatError] says in one sentence which file, line or column is not what
// it must be.
//
// A release is identified by its content, Release.SHA256, because a number has
// been published twice with different content. The digest is taken over the
// names and SHA-256 of the files, so that a folder, its zip and another zip of
// it are one release; in the folder, a shell computes it with
//
//	LC_ALL=C sha256sum * | sha256sum
//
// An entity is identified by its OGR; one id space holds occupations,
// appellations, skills, knowledge and work contexts. A code ROME is an
// attribute, and a label is not even unique. Every fact has its [Source], and
// Release.Row gives the record back as it was published.
//
// [Fold] says what typography is: two texts of one fold differ in nothing
// else. Release.Search builds on it and adds gender, number, unfinished words
// and slips.
//
// A [Change] is one typed difference between two states of the nomenclature,
// the same type for what is wanted and what is observed; [Kinds] is the table
// of what there is, and drives JSON, CSV and validation. Release.Check answers
// a change with a [Verdict] and the rows that prove it.
//
// # What it refuses to know
//
// No SQL, no network, no clock, and no sentence for a person who uses the
// program: reasons, rules and verdicts are codes, which other packages put
// into French. It does not know who asked for a change, or when.
//
// # Concurrency
//
// A Release may be used by any number of goroutines. What its methods return
// is shared: callers must not change it.
//
// # Sources
//
// The layout is that of "unix_NAME_vNNN_utf8.csv" and "version.txt" in the
// open-data export RefRomeCsv.zip of France Travail (Licence Ouverte / Open
// Licence 2.0, Etalab), as of versions 4.58 and 4.60. CSV is RFC 4180 as
// encoding/csv reads it.
package rome
