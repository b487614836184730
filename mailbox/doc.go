// Package mailbox sends: it composes a letter of the outbox as a message and
// hands it to a submission server. What comes in is read by the packages below.
//
// It knows MIME, SMTP and TLS, tells a refusal for good from one for now, and
// under which addresses answers and letters that cannot be delivered come back.
// It refuses to know SQL and French: letters reach it already worded, and what
// becomes of them is recorded by package tickets.
//
// It obeys RFC 5321 (SMTP), RFC 5322 and 2045-2047 (messages), RFC 6409
// (submission), RFC 3207 and 8314 (TLS), RFC 4954 (authentication), RFC 3463
// (enhanced status codes), RFC 3834 (automatic responses), RFC 5233 (addresses
// with "+") and, for what Outlook keeps together, [MS-OXCMAIL].
package mailbox
