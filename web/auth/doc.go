// Package auth signs the staff in with address and password: argon2id hashes
// (RFC 9106), attempts limited by account and by network, a session
// on the server behind an HttpOnly, SameSite cookie.
package auth
