package message

// Limits. What goes over one is not read, and Message.Degraded says which. They
// are far above what real mail has (of 1,339 messages of the corpora the deepest
// has 6 levels and the widest 39 parts) and low enough that a message made to
// hurt costs less than 100 ms and 32 MB.
const (
	maxDepth     = 32        // levels of the tree; a message forwarded as an attachment has two more
	maxParts     = 2000      // of the whole tree; a Part is about 300 bytes
	maxHeader    = 2 << 20   // bytes of all headers together, which are copied
	maxField     = 256 << 10 // bytes of one field: a To of 3,000 people is 150 kB
	maxFields    = 20000     // of the whole tree
	maxAddresses = 2000      // of one field
	maxWords     = 200       // of the name of one address
	maxParams    = 200       // of one Content-Type or Content-Disposition, RFC 2231 sections too
	maxIDs       = 200       // of References: the first and the latest
	maxBody      = 2 << 20   // bytes of text, and twice that of HTML: 700 pages
	maxOpened    = 16 << 20  // bytes decoded in order to look inside: encoded messages, TNEF, S/MIME
	maxWide      = 4 << 20   // bytes of a message in UTF-16
	maxGuesses   = 8         // multiparts whose boundary has to be guessed, for each rereads a part of the message
	maxQuote     = 32        // marks of quotation kept before a line
)
