// Package reply tells the words an author wrote in a message from those the
// message only repeats: quoted text, signatures, and what mail programs and
// mail servers add of their own.
//
// It knows how French and English mail programs introduce what they quote
// (« Le … a écrit : », Outlook's « De : / Envoyé : », Zimbra, Orange, Yahoo,
// Apple, Gmail, Thunderbird, Notes), and those of a dozen other languages where
// a word list was all it took. It refuses to know MIME, HTML, the subject and
// the rest of the thread: it is given the plain text of one message, in UTF-8
// with line feeds, and nothing is ever removed from it, only marked.
//
// # What is kept when in doubt
//
// A line that is folded away by mistake is a request that nobody reads, a line
// that is left by mistake is a little noise. So a rule folds only what it
// recognises whole, and where it is not sure it leaves the line:
//
//   - below a sign-off, the name stays, and a contact block goes only up to the
//     first line that reads like a sentence, a question, a list, a postscript or
//     has a code ROME; a function alone on a line (« Chargée de mission emploi »)
//     goes with the contacts it stands above, and stays where there are none;
//   - a sentence that ends in "a écrit :" is an introduction only with a date and
//     an hour or an address, or when a quotation follows at once;
//   - below "--" lines that ask for something are no signature, and a line of
//     dashes announces none unless a contact stands below it;
//   - when nothing would be left, nothing is folded.
//
// # Quotations
//
// A quotation below everything the author wrote is folded, and so is one that
// the mail program introduced above everything the author wrote. A quotation
// with the author's words on both sides was kept to be answered in place, and one
// at the top without an introduction was picked by hand: both are Context, which
// reads with the answer. Unmarked text below an introduction belongs to the
// quoted message up to the end, since nothing says where it would stop; with no
// words of the author above it, only the introduction is folded.
//
// # Forwards
//
// Below « Message transféré » and its like stands what the sender passes on; in a
// mailbox for requests that is often the request itself. It is Forwarded, and
// counts as said when the sender says next to nothing besides: five words at
// most, greeting and sign-off aside, or forty with a phrase that points at it
// ("ci-dessous", "je vous transmets", "see below"). A block « De : / Envoyé : / À
// : / Objet : » without a marker is what Outlook writes for replies and forwards
// alike: it is a forward when nothing was said above it or the words above say
// that they pass something on.
//
// The signature delimiter is that of RFC 3676 section 4.3, the quotation mark that
// of section 4.5. All work is linear in the length of the text and done on its
// first 256 KiB.
package reply
