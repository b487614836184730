// Package fetch reads mailboxes over IMAP into the store, each message once and
// none lost, whatever server, network and machine do meanwhile.
//
// It lists a folder by UID from where it stopped, fetches one message per
// command, verifies what it got, and stores small groups of messages, each with
// its place and the folder's position, in one transaction. Only then are they
// read, and flagged or moved on the server where that is wanted. A crash between
// any two steps is made good by doing the step again. Every hour, and after each
// connection, all UIDs are compared with what is stored, and what is missing is
// fetched again with growing patience.
//
// It knows IMAP, TLS and OAuth, and trusts no server: every command has a
// watchdog over silence, pace and volume. It refuses to know what a message
// means, SQL and French; \Seen is neither trusted nor set.
//
// It obeys RFC 3501 and 9051 (IMAP), 2177 (IDLE), 4315 (UIDPLUS), 6851 (MOVE),
// 6154 (special-use folders), 5530 (response codes), 8314 (TLS), 4616 (PLAIN),
// 7628 (OAUTHBEARER) and 6749 (client credentials), and Google's and
// Microsoft's description of XOAUTH2.
package fetch
