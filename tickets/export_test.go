package tickets

// MailQueries are what is asked for every message that comes in.
func MailQueries() []string { return []string{threadQuery, repeatQuery, similarQuery} }

// FoldAnnouncements folds acts that were never stored.
var FoldAnnouncements = foldAnnouncements

// Hash is the hash of a line of the journal after another.
var Hash = link
