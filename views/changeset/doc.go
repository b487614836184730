// Package changeset writes the accepted changes that wait for a release as one
// file to hand to the editors of the ROME: CSV (RFC 4180) in the layout of a
// change log, XLSX (ECMA-376), and JSON that `vigie release check` reads.
//
// It knows formats alone: the words of a line are views', what waits is the
// store's. The layout is our own (ADR 28): the official log's types are known,
// its columns are not.
package changeset
