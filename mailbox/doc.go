// Package mailbox speaks to mail servers. For now it sends: it composes a
// letter of the outbox as a message and hands it to a submission server.
//
// It knows MIME, SMTP and TLS, and tells a refusal for good from one for now.
// It refuses to know SQL and French: letters reach it already worded, and what
// becomes of them is recorded by package tickets.
//
// It obeys RFC 5321 (SMTP), RFC 5322 and 2045-2047 (messages), RFC 6409
// (submission), RFC 3207 and 8314 (TLS), RFC 4954 (authentication), RFC 3463
// (enhanced status codes) and RFC 3834 (automatic responses).
package mailbox
