package triage

import (
	"strings"

	"vigie/mailbox/message"
)

// author is the address that a message is from, "" where it has none.
func author(m *message.Message) string {
	for _, a := range m.From {
		if a.Address != "" {
			return a.Address
		}
	}
	return ""
}

// nullReturnPath reports whether the message was sent with the null return path
// "<>", which is for what must never be answered (RFC 5321, section 4.5.5; RFC
// 3834, section 3.3). Some servers write MAILER-DAEMON in its place. The header
// field is written at final delivery; without one nothing is known.
func nullReturnPath(m *message.Message) bool {
	if !m.Root.Header.Has("Return-Path") {
		return false
	}
	path := strings.Trim(m.Root.Header.Get("Return-Path"), "<> \t")
	return path == "" || isDaemon(path)
}

// localWord is the local part of an address without its separators, in lower
// case: "No-Reply@…" and "no.reply@…" are "noreply".
func localWord(address string) string {
	local := address
	if at := strings.LastIndexByte(address, '@'); at >= 0 {
		local = address[:at]
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("-_. ", r) {
			return -1
		}
		return r
	}, fold(clip(local, 320)))
}

// isDaemon tells the addresses of mail systems.
func isDaemon(address string) bool {
	switch localWord(address) {
	case "mailerdaemon", "maildaemon", "postmaster", "maildeliverysystem", "maildeliverysubsystem", "doublebounce":
		return true
	}
	return false
}

// Mute reports whether an address says of itself that nobody reads it, as
// "noreply@example.org": words that come from it are some program's, or somebody
// else's passed on.
func Mute(address string) bool {
	w := localWord(address)
	for _, mute := range []string{
		"noreply", "donotreply", "dontreply", "noresponse", "noanswer",
		"nepasrepondre", "nepasrepondreacemail", "pasdereponse", "nereponds", "sansreponse",
		"noresponder", "naoresponda", "nichtantworten", "nonrispondere",
	} {
		if strings.Contains(w, mute) {
			return true
		}
	}
	return false
}

// fromSystem reports whether a message comes from a mail system, as notices of
// failure do. The null return path alone is enough for that: what is then said
// decides.
func fromSystem(m *message.Message) bool {
	if nullReturnPath(m) {
		return true
	}
	from := author(m)
	if from == "" || isDaemon(from) {
		// "From: MAILER-DAEMON <>" and "From: <>"; a From that cannot be read is
		// spam's, and fails the wordings that come next.
		return true
	}
	name := ""
	if len(m.From) > 0 {
		name = fold(clip(m.From[0].Name, 200))
	}
	return containsAny(name, []string{
		"mailer-daemon", "mailer daemon", "mail delivery", "mail deliver system", "postmaster",
		"system administrator", "administrateur systeme", "mail system", "microsoft outlook", "microsoft exchange",
	})
}
