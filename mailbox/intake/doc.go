// Package intake turns stored messages into what the service acts on: it reads
// each, says what kind it is, who wrote what is new in it and what it asks of
// the ROME, and hands that to the store, which gives it its place.
//
// It knows the order of these steps and what to do when one fails: a message
// that panics the parser is tried again, three times in all, and then left to
// people. It refuses to know IMAP (package fetch brings the messages) and SQL.
package intake
