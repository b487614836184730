// Package letters writes the letters of the service: French plain text, as a
// careful civil servant would.
//
// It knows what each letter has to say. An acknowledgement obeys the code des
// relations entre le public et l’administration: what is sent to an
// administration by electronic means is acknowledged by such means (article
// L112-11), as it may be answered (L112-14), with the date it was received, the
// service in charge, its electronic or postal address and its telephone number
// (R112-11-1); of what came on paper or by telephone the postal address is given
// (R112-5). Of a request it says what a silence of two months means, and the ways
// and time to appeal (R112-11-1; code de justice administrative, R421-1 and
// R421-2), where the operator finds that silence refuses it (L231-4;
// Config.SilenceRefuses). Where an acknowledgement leaves out what it has to say,
// the time to appeal cannot be held against the author (L112-6): that harms
// nobody but the operator. The hour, the days by which the service promises more
// than the law, the private link and the line on personal data are the service's
// own.
//
// It refuses to know how letters travel: package mailbox makes messages of them.
//
// A letter is a pure function of its model, so that what an agent previews is
// what is sent.
package letters
