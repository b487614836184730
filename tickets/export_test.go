package tickets

// MailQueries are what is asked for every message that comes in.
func MailQueries() []string { return []string{threadQuery, repeatQuery, similarQuery} }
