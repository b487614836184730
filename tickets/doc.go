// Package tickets is the domain of Vigie and its store: requests to change the
// ROME, what was promised about them, and what became of each.
//
// It knows the rules (who may do what, which state follows which, when a
// promise is kept), the journal of events that is the only truth, and the
// hand-written SQL that keeps it on SQLite and PostgreSQL alike. A command is
// a method of Store: it reads the ticket's events, applies a pure rule, appends
// events and folds them into rows in one transaction.
//
// It refuses to know HTTP, HTML, SMTP and French: faults leave it as kinds and
// codes, letters are rendered by a function it is given.
//
// It obeys the service commitments of the ROME dataset (a reply within one
// month, integration within four), règlement (CEE, Euratom) n° 1182/71 article
// 3 on periods of months, and code du travail articles L3133-1 and L3134-13 on
// public holidays. Instants are UTC; days are civil days in Europe/Paris.
package tickets
