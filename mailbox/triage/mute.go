package triage

// Mute reports whether an address says of itself that nobody reads it, as
// "noreply@example.org": words that come from it are some program's, or somebody
// else's passed on.
func Mute(address string) bool { return isMute(address) }
