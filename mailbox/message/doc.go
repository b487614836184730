// Package message reads Internet messages as they are found in mailboxes:
// malformed, mislabelled, truncated, hostile. It never fails and never takes
// long: what cannot be read degrades the result, which says so.
//
// It knows headers, MIME, transfer encodings, character sets, TNEF and uuencode.
// It refuses to know networks, stores, ROME, and what a message means.
//
// It obeys RFC 5322 (messages), 2045-2047 and 2231 (MIME), 2183 (disposition),
// 3676 (format=flowed), 6532 (UTF-8 headers), 1847, 8551 and 5652 (security
// multiparts, S/MIME), 5545 (calendars), 8621 section 4.1.4 (what is body), and,
// for winmail.dat, Microsoft's [MS-OXTNEF] and [MS-OXRTFCP]. Where real mail does
// otherwise, it is read as it was meant.
package message
