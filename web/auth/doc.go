// Package auth signs the staff in with address and password: argon2id hashes
// (RFC 9106), failures throttled by address and by network address, a session
// on the server behind an HttpOnly, SameSite cookie.
package auth
