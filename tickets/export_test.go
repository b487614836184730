package tickets

// MailQueries are what is asked for every message that comes in.
func MailQueries() []string { return []string{threadQuery, repeatQuery, similarQuery} }

// ReadHead and ReadLineHead understand the beginning of a reading.
var (
	ReadHead     = readHead
	ReadLineHead = readLineHead
)

// LeastSaid is how much of a message's words is read with it.
const LeastSaid = leastSaid

// FoldAnnouncements folds acts that were never stored.
var FoldAnnouncements = foldAnnouncements

// Hash is the hash of a line of the journal after another.
var Hash = link
