// Package migrations opens the database of Vigie and brings its schema up to
// date, on SQLite (modernc, without C) and on PostgreSQL (pgx).
//
// It knows the drivers, the connection pools and the numbered, forward-only SQL
// files of both engines; it refuses to know what the tables mean. A migration
// runs whole in one transaction; a schema newer than the program is refused;
// a released file never changes, which a test holds to by its sum.
package migrations
