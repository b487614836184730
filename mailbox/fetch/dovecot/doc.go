// Package dovecot runs Debian's Dovecot for tests: a private server on
// loopback, with its own configuration, certificate and Maildirs, that is
// started and stopped by the test alone.
//
// It knows Dovecot's configuration (2.3) and the Maildir format. It refuses to
// know what is tested. It is imported by tests only.
package dovecot
