// Package source is the HTTP client of the places where the ROME is published:
// the dataset's description on data.gouv.fr, and the open-data export itself.
//
// It knows how these really behave. The export has no ETag and no
// Last-Modified, and answers 404 to HEAD, so that it is fetched whole by GET and
// told apart by its SHA-256. The description calls three resources by one title
// (they are told apart by their format), has null where a checksum or a size
// could be, and a last_modified that is stuck. A firewall answers 409 to what it
// takes for a robot. What goes wrong is a [*Fault] with a code; how each request
// went is a [Sample], from which availability can be counted.
//
// It trusts nobody. Only the configured hosts are asked, over TLS unless the
// configured address is on this machine; a redirect leads to no other, and a name
// that is resolved to a private address is refused at the moment of connecting.
// Answers are bounded in size, in time as a whole, and in silence. A body that
// ends early is a fault and never a release. No cookie is kept, no proxy of the
// environment is used, and what the server calls the file is not looked at.
//
// It refuses to know what a release holds, what was seen before, and when to
// ask: [vigie/rome] reads an archive, tickets remembers. It has no sentence for
// people and no clock of its own.
//
// It obeys RFC 9110 (HTTP semantics), of which Retry-After is section 10.2.3, and
// the IANA special-purpose address registries (RFC 6890).
package source
