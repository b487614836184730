// Package triage tells what kind of message was received: a person's request,
// an automatic reply, a report that a letter of ours bounced, list mail or spam;
// and whether the operator's own entry server vouches for its author.
//
// It knows what mail systems write: delivery reports and the notices that came
// before them, the marks of programs, lists and filters, authentication results.
// It refuses to know tickets, letters, networks and the clock: it reads one
// message and says what that message is, nothing about whose it is.
//
// Being wrong has two prices. A person's request taken for a robot's gets no
// acknowledgement, so a mark must be one that people's mail programs do not
// write, or come with a second one. A robot's taken for a person's gets one
// answer: less harm, as the caller answers once per ticket; and where a message
// only asks not to be answered, it stays a request that is not Answerable.
//
// It obeys RFC 3464 and 6533 (delivery reports), RFC 3463 and 5248 (status
// codes), RFC 8098 (read receipts), RFC 5965 (feedback reports), RFC 3834
// (automatic responses), RFC 5230 section 4.6 (whom not to answer), RFC 2369 and
// 2919 (lists), RFC 5546 (calendar replies), RFC 8601 (authentication results)
// and RFC 7489 (alignment).
package triage
