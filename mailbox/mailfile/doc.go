// Package mailfile finds messages in files: single messages, mbox files,
// Maildirs, and folders of any of these.
//
// It knows how each says when a message was delivered and whether it was sent
// by the mailbox's owner. It refuses to know what the messages say: their bytes
// are handed on as they lie in the file.
//
// It obeys RFC 4155 (mbox, with the variants that quote "From " or not) and
// Bernstein's description of Maildir.
package mailfile
