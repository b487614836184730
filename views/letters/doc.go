// Package letters writes the letters of the service: French plain text, as a
// careful civil servant would.
//
// It knows what each letter has to say, in the legal content of an electronic
// acknowledgement (code des relations entre le public et l’administration,
// articles L112-11 and R112-11-1: date of receipt, service in charge and how
// to reach it) and in what the service promises. It refuses to know how letters
// travel: package mailbox makes messages of them.
//
// A letter is a pure function of its model, so that what an agent previews is
// what is sent.
package letters
