package triage

import (
	"regexp"
	"strings"
)

// A wording is what servers say, folded, for one reason.
type wording struct {
	reason  string
	phrases []string
}

// wordings tell why a letter bounced, from what servers say, folded. The words
// for the reasons are those of the Sisimai library, which many operators know.
// The first that fits decides; the order is from what servers say of few cases
// to what they say of many: a full mailbox is "unavailable" as well, and spam
// is refused "for policy reasons".
var wordings = []wording{
	{"virusdetected", []string{"virus", "malware", "trojan", "infected", "banned attachment", "executable attachment"}},
	{"spamdetected", []string{
		"as spam", "is spam", "spam detected", "spam message", "spam content", "spam classification", "- spam",
		"spam score", "spam filter", "like spam", "considered spam", "probable spam", "spam-like", "spam mail",
		"identified as junk", "junk mail", "unsolicited", "bulk mail", "blacklisted url", "blacklisted link", "content rejected",
		"message content", "detecte comme spam", "courrier indesirable", "ofr_506", "ofr506", "mail rejete",
	}},
	{"badreputation", []string{"reputation", "user complaints"}},
	{"requireptr", []string{
		"ptr record", "no ptr", "dns ptr", "bad dns ptr", "missing ptr", "reverse dns", "reverse lookup", "rdns",
		"ip name lookup failed", "unverifiable sending ip", "unverifyable sending ip", "cannot find your hostname", "cannot find your reverse",
		"resolve your ip", "no reverse", "reverse hostname", "fcrdns", "helo does not resolve",
	}},
	{"authfailure", []string{
		"dmarc", "spf record", "spf check", "bad spf", "spf fail", "spf: fail", "spf validation", "spf: not", "failed spf", "sender policy framework",
		"dkim", "sender is unauthenticated", "unauthenticated email", "unauthenticated mail",
		"authentication checks", "required authentication level", "authentication information is required from", "does not pass authentication",
	}},
	{"notcompliantrfc", []string{
		"not rfc", "rfc 5322", "rfc5322", "rfc 5321", "rfc 2822", "rfc2822", "rfc 822 ", "multiple addresses in from",
		"bare lf", "bare <lf>", "bare newline", "missing from header", "duplicate header",
	}},
	{"failedstarttls", []string{"starttls", "support tls", "tls required", "tls is required", "tls encryption", "tls handshake", "must use tls"}},
	{"mailboxfull", []string{
		"mailbox full", "mailbox is full", "mailbox size limit", "over quota", "overquota", "over the quota", "mailbox exceeds", "exceeds allowed size", "quota exceed", "quota full",
		"exceeded quota", "exceeds quota", "exceed the quota", "exceeded its quota", "exceeded his quota", "exceeded their quota",
		"exceeded storage", "exceeded the storage", "quotaexceeded", "account is full", "inbox is full", "inbox full", "folder is full", "user is over", "maildir over",
		"storage quota", "storage limit", "storage allocation", "allotted space", "not enough storage space", "not enough space", "out of storage", "quota violation", "disk quota",
		"boite pleine", "boite aux lettres pleine", "boite de reception pleine", "boite aux lettres est pleine", "boite de reception est pleine",
		"messagerie pleine", "quota depasse", "depasse le quota", "depasse son quota", "saturee", "postfach voll", "postfach ist voll", "casella piena", "buzon lleno",
	}},
	{"exceedlimit", []string{"length exceeds limit set by", "length exceeds administrative"}},
	{"mesgtoobig", []string{
		"message too big", "message too large", "message is too large", "message size exceed", "message exceeds", "mail size limit", "size limit", "sizelimit", "too large",
		"maximum message size", "maximum size", "file too big", "length exceeds", "exceeds the size", "exceeds size", "message trop volumineux", "taille maximale", "nachricht zu gro",
	}},
	{"hasmoved", []string{
		"has moved", "recipient moved", "mailbox moved", "has been replaced by", "no longer uses this", "changed address", "address has changed",
		"change d'adresse", "nouvelle adresse",
	}},
	{"norelaying", []string{
		"relaying denied", "relay denied", "relay access denied", "no relaying", "not permitted to relay", "relay not permitted", "relaying not",
		"unable to relay", "mail relay", "relay operation rejected", "relaying is", "relaying mail", "cannot relay", "relaying prohibited", "is not verified", "not a gateway",
	}},
	{"speeding", []string{
		"at a rate", "rate limit", "rate limited", "too many messages", "too many mails", "too much mail", "too fast", "throttl", "message rate", "sending rate",
		"exceeded the maximum number of messages", "trop de messages",
	}},
	{"toomanyconn", []string{
		"too many connection", "too many recipient", "too many session", "too many concurrent", "maximum number of connections", "concurrent connection",
		"connection limit", "trop de connexions", "too many smtp sessions",
	}},
	{"rejected", []string{
		"sender address", "sender rejected", "sender denied", "domain of sender", "sender domain", "unroutable sender", "unrouteable sender", "sender verify",
		"sender not", "from address", "mailfrom domain", "return address", "responsible address", "not a member", "non-member", "not allowed to post", "permission to post",
		"not authorized to send", "not permitted to send", "not allowed to send", "google groups", "restricted sender", "address that has been blacklisted", "adresse expediteur", "adresse de l'expediteur",
	}},
	{"suspend", []string{
		"disabled", "is inactive", "inactive user", "inactive account", "account inactive", "inactive mailbox", "mailbox inactive", "suspended", "deactivated", "temporary locked", "temporarily locked",
		"account is locked", "account locked", "account has expired", "account expired", "no longer active", "not active", "due to inactivity", "boite inactive", "has been blocked by", "desactive", "suspendu", "compte inactif",
	}},
	{"filtered", []string{
		"recipient preferences", "refused by recipient", "refused by the recipient", "blocked by recipient", "rejected by recipient", "user reject", "recipient refuse", "is not accepting mail from", "not accepting messages from",
	}},
	{"notaccept", []string{
		"not accepting network messages", "null mx", "nullmx", "does not accept mail", "doesn't accept mail", "doesn't receive email", "does not receive email", "no mx found", "no mx record", "no valid mx",
		"find a mail exchanger", "does not accept email", "no smtp service",
	}},
	{"networkerror", []string{
		"dns error", "host not found, try again", "no route to host", "network error", "network is unreachable", "lost connection", "connection reset", "connection dropped", "connection lost",
		"connection was dropped", "hop count", "too many hops", "mail loop", "loops back", "looping", "loop detected", "name server: ", "host name lookup failure", "message loop", "resolution failed", "host lookup did not complete",
	}},
	{"hostunknown", []string{
		"host unknown", "unknown host", "host not found", "domain does not exist", "domain not found", "domain name not found", "no such domain", "invalid domain", "unknown domain", "no such host",
		"domain is not reachable", "mail domain", "bad destination host", "illegal host", "nonexistent domain", "non-existent domain", "domain must exist", "unknown mail host", "all relevant mx", "dns domain",
		"couldn't find any host", "could not find any host", "name or service not known", "host or domain name not found", "domain isn't", "domaine inconnu", "domaine inexistant", "domaine n'existe pas", "hote inconnu", "serveur inconnu",
	}},
	{"systemfull", []string{"insufficient disk", "insufficient system", "no space left", "disk full", "insufficient storage", "espace disque insuffisant"}},
	{"userunknown", []string{
		"user unknown", "unknown user", "no such user", "user not found", "user not known", "user is unknown", "user doesn't exist", "user does not exist", "user doesn't have", "user invalid", "invalid user", "unknown username",
		"unknown recipient", "recipient unknown", "recipient not found", "recipnotfound", "recipientnotfound", "no such recipient", "invalid recipient", "recipient is not", "recipient not", "recipient does not", "unknown address", "recipient address unknown", "address unknown", "bad address", "addressee unknown",
		"no mailbox", "mailbox not found", "mailbox unavailable", "mailbox does not", "mailbox doesn't", "mailbox not", "invalid mailbox", "no such mailbox", "mailbox unknown", "unknown mailbox", "mailbox name not allowed", "mailbox invalid", "nosuchuser", "bad destination mailbox",
		"no such address", "no such account", "no account", "not have an account", "address does not exist", "address doesn't exist", "invalid address", "address invalid", "address not found", "address wasn't found", "email address you entered couldn't be found", "unrouteable address", "unroutable address",
		"account that you tried to reach does not exist", "account does not exist", "account doesn't exist", "unknown account", "unknown or illegal alias", "recipient address rejected: access denied", "no longer accept", "unknown local", "local part", "name is not recognized", "not a registered", "no valid recipient",
		"not listed in", "not known here", "not our customer", "no longer valid", "no longer available", "no longer employed", "no longer works", "no longer with", "no longer exists", "no person", "nobody here", "unknown here", "non repertorie", "pas repertorie", "does not exist here", "could not be found", "couldn't be found", "wasn't found", "not found by smtp",
		"utilisateur inconnu", "destinataire inconnu", "adresse inconnue", "destinataire invalide", "adresse invalide", "adresse inexistante", "n'existe pas", "n'existe plus", "compte inexistant", "compte inconnu", "boite inconnue", "boite inexistante", "introuvable", "n'est pas reconnu", "n'a pas ete trouve", "est incorrecte",
		"benutzer unbekannt", "unbekannter", "unbekannt", "existiert nicht", "empfanger nicht gefunden", "usuario desconocido", "no existe", "utente sconosciuto", "inesistente", "nao existe", "usuario inexistente", "does not exist", "doesn't exist", "non esiste",
	}},
	{"policyviolation", []string{"policy", "protocol violation", "header error", "not allowed -", "message refused", "message not allowed"}},
	{"blocked", []string{
		"block", "blacklist", "black list", "denylist", "deny list", "listed in", "listed at", "listed by", "listed on", "dnsbl", "rbl", "spamhaus", "spamcop", "barracuda", "banned", "client host", "invalid ip",
		"not accepting connection", "no access from", "your ip", "ip address", "ip=", "service refuse", "service non disponible", "smtp server of your isp", "open relay", "connection refused by your", "connect from", "relay quota", "greylist", "graylist", "grey list",
	}},
	{"securityerror", []string{"access denied", "authentication required", "authrequired", "not authorized", "not authorised", "unauthorized", "permission denied", "security", "non autorise", "acces refuse"}},
	{"expired", []string{
		"timed out", "time out", "timeout", "retry time", "too long", "message expired", "has expired", "queue.expired", "failing for a long time", "delivery time", "could not be delivered for", "connect to our", "our requests to connect", "establish an smtp connection", "delayed", "giving up", "will be retried", "not reachable",
		"delai depasse", "delai expire", "a expire", "try again",
	}},
	{"mailererror", []string{"procmail", "command output", "command died", "exit status", "mailer error", "command failed", "temporary failure", "pipe to"}},
	{"syntaxerror", []string{"syntax", "command parameter", "sequence of commands", "command sequence", "bad sequence", "not implemented", "unrecognized command", "command unrecognized", "command not recognized"}},
	{"systemerror", []string{"system error", "config error", "configuration error", "service unavailable", "service currently unavailable", "transaction failed", "internal error", "local error", "system problem", "server error", "resources temporarily", "service not available", "temporarily unavailable", "duplicated message-id"}},
	{"networkerror", []string{"connection refused", "unreachable", "name service error", "connection closed", "connection died"}},
}

// weakWords are those that servers add to anything: they decide where the status
// says nothing either.
var weakWords = []wording{
	{"networkerror", []string{"connection", "dns", "route to", "gateway", "connexion", "name server"}},
	{"contenterror", []string{"media error", "content error", "mime", "8bit", "8-bit", "charset"}},
	{"rejected", []string{"rejected", "refused", "denied", "not accepted", "refuse"}},
}

// A domain that does not exist, said without an address: "example.fr does not
// exist" is of the host, "user@example.fr does not exist" of the user.
var missingDomain = regexp.MustCompile(`(?:^|\s)[a-z0-9-]+(?:\.[a-z0-9-]+)+ does(?: not|n't) exist`)

// reason finds the reason in a diagnostic, "" where the words are of no known
// kind.
//
// The words after a code are the server's own; those before it may be a caption
// of the one that reports ("5.1.0 - Unknown address error 550-'5.2.2 … Full'").
func reason(text string) string {
	if at := codedPattern.FindStringIndex(text); at != nil {
		if r := reasonIn(text[at[1]:]); r != "" {
			return r
		}
	}
	return reasonIn(text)
}

// repeated are the codes that every line of a long answer begins with: "550-5.7.1
// Messages with multiple 550 5.7.1 addresses in From".
var repeated = regexp.MustCompile(` [245]\d\d[ -][245]\.\d{1,3}\.\d{1,3} `)

func reasonIn(text string) string {
	s := repeated.ReplaceAllString(fold(text), " ")
	if s == "" {
		return ""
	}
	if missingDomain.MatchString(s) && !strings.Contains(s, "sender") {
		return "hostunknown"
	}
	return match(s, wordings)
}

// weakReason is reason by words that say little.
func weakReason(text string) string { return match(fold(text), weakWords) }

func match(folded string, among []wording) string {
	for _, w := range among {
		if containsAny(folded, w.phrases) {
			return w.reason
		}
	}
	return ""
}

// unknownAt tells three things apart that servers word alike, by what was being
// said when the server refused. Only the answer to RCPT speaks of the address:
// one to MAIL is about the author, and one after DATA comes from the filters of a
// recipient whom the server knows.
func unknownAt(text string) string {
	s := fold(text)
	switch {
	case containsAny(s, []string{"reply to rcpt", "after rcpt", "rcpt to", "rcpt_to"}):
		return "userunknown"
	case containsAny(s, []string{"reply to mail", "after mail from"}):
		return "rejected"
	case containsAny(s, []string{"reply to end of data", "reply to data", "after end of data", "smtp command data", "final data", ">>> data", "smtp transmission failure"}):
		return "filtered"
	}
	return "userunknown"
}

// statusReasons are what an enhanced status says where words say nothing (RFC
// 3463 section 3, RFC 7372 section 3, and Microsoft's and Google's own).
var statusReasons = map[string]string{
	"1.0": "userunknown", "1.1": "userunknown", "1.2": "hostunknown", "1.3": "userunknown", "1.4": "userunknown", "1.6": "hasmoved",
	"1.7": "rejected", "1.8": "rejected", "1.9": "expired", "1.10": "notaccept",
	"2.1": "suspend", "2.2": "mailboxfull", "2.3": "exceedlimit", "2.4": "filtered",
	"3.0": "systemerror", "3.1": "systemfull", "3.2": "notaccept", "3.4": "mesgtoobig", "3.5": "systemerror",
	"4.1": "networkerror", "4.2": "networkerror", "4.3": "systemerror", "4.4": "hostunknown", "4.5": "toomanyconn", "4.6": "networkerror", "4.7": "expired",
	"5.1": "syntaxerror", "5.2": "syntaxerror", "5.3": "toomanyconn", "5.4": "syntaxerror",
	"6.0": "contenterror", "6.1": "contenterror", "6.3": "contenterror", "6.9": "contenterror",
	"7.0": "policyviolation", "7.1": "securityerror", "7.2": "rejected", "7.9": "policyviolation", "7.13": "suspend",
	"7.20": "authfailure", "7.21": "authfailure", "7.22": "authfailure", "7.23": "authfailure", "7.24": "authfailure", "7.25": "requireptr", "7.26": "authfailure", "7.27": "notaccept", "7.30": "authfailure", "7.509": "authfailure", "7.515": "authfailure",
	"4.300": "expired", "4.310": "hostunknown", "4.312": "networkerror", "4.316": "expired", "7.606": "blocked", "7.511": "blocked",
}

// reasonOf is what a status says by itself.
func reasonOf(status string) string {
	if len(status) < 3 {
		return ""
	}
	return statusReasons[status[2:]]
}
