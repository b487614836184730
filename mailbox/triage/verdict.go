package triage

import "vigie/mailbox/message"

// A Kind is what a message is. It decides where the message is placed and
// whether it is acknowledged; it never drops one.
type Kind string

// The kinds. A reply is a request here: whose ticket it belongs to is found by
// its references, not by what it looks like.
const (
	KindRequest   Kind = "request"    // of a person, as far as can be told
	KindAutoReply Kind = "auto_reply" // absence notices, receipts, acknowledgements, reports of success
	KindBounce    Kind = "bounce"     // a letter was not delivered, or is late
	KindList      Kind = "list"       // newsletters and discussion lists
	KindSpam      Kind = "spam"       // the border server says so
)

// A Verdict is what Judge found.
type Verdict struct {
	Kind Kind
	// Why is the rule that decided, a word for machines: the name of a header
	// field in lower case ("auto-submitted", "list-id"), or "report", "notice"
	// (bounces in and out of RFC 3464), "receipt", "feedback", "calendar",
	// "subject", "sender", "return-path". It is "" for a request.
	Why string

	Auth Auth
	// AuthWhy is what Auth rests on: "dmarc", "dkim", "spf", "results" (there
	// are some, but none that counts), "from" (no single author), "absent" (the
	// border wrote nothing), "border" (none is configured).
	AuthWhy string

	// Bounces is what became of the letter for each recipient, in the order of
	// the report; 64 at most. A report of success has them too, though its Kind
	// is KindAutoReply: see Bounce.Failed.
	Bounces []Bounce

	// Answerable reports whether a machine may answer the message (RFC 3834,
	// section 2). It says nothing of Auth and of how many answers were sent
	// before: both are the caller's.
	Answerable bool
}

// A Border is the operator's own mail entry server, the only one whose words
// about a message are believed, and what must be known of the house behind it.
type Border struct {
	// AuthServID is the identifier that the server writes into
	// Authentication-Results (RFC 8601, section 2.5), compared without case; ""
	// believes no field. "protection.outlook.com" stands for Microsoft 365,
	// which writes results without any identifier.
	AuthServID string

	// Spam are the fields by which the server marks spam. Where it is nil and
	// AuthServID is set, those of rspamd, SpamAssassin, amavis and a few hosters
	// count, or Microsoft's where it is the border. An empty one that is not nil
	// believes no mark.
	Spam []Mark

	// Own are the addresses of this service: mail from one is never answered,
	// and a list that distributes one of them is no list but the way to us.
	Own []string
}

// A Mark is a header field that says spam when its value begins with Value,
// without regard to case. Of several fields of one name only the first counts:
// servers add theirs at the top and remove, or leave below, those of others.
type Mark struct {
	Field, Value string
}

// Judge tells what a message is. It reads the header, the reports and the first
// 64 KB of text, in time proportional to them.
//
// The first rule that fits decides: bounce, receipt or report, spam, automatic
// reply, list, and else request. Bounces come before spam, as a filter that
// takes one for spam must not hide that a letter of ours got lost; a false one
// does no harm, since it must name a letter of ours to have an effect.
func Judge(m *message.Message, b Border) Verdict {
	v := Verdict{Kind: KindRequest}
	v.Auth, v.AuthWhy = authenticate(m, b.AuthServID)
	v.Kind, v.Why, v.Bounces = kind(m, b)
	v.Answerable = v.Kind == KindRequest && answerable(m, b.Own)
	return v
}

func kind(m *message.Message, b Border) (Kind, string, []Bounce) {
	if bounces, why := bounces(m); len(bounces) > 0 {
		for _, bounce := range bounces {
			if bounce.Failed() || bounce.Action == "delayed" {
				return KindBounce, why, bounces
			}
		}
		return KindAutoReply, why, bounces
	}
	if why := reported(m); why != "" {
		return KindAutoReply, why, nil
	}
	if why := spam(m, b); why != "" {
		return KindSpam, why, nil
	}
	list := listed(m, b.Own)
	if why := automatic(m, list != ""); why != "" {
		return KindAutoReply, why, nil
	}
	if list != "" {
		return KindList, list, nil
	}
	return KindRequest, "", nil
}
