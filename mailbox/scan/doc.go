// Package scan asks the two scanners that may stand beside the service what
// they think of what came in: clamd of a file, rspamd of a whole message.
//
// It knows their two protocols and is bounded in time and size whatever they
// answer. It refuses to know what a verdict is for: a scanner that is down, slow
// or talks nonsense is an error, and the caller decides what that means. A file
// that was not scanned is shown as not scanned; a message that was not judged is
// taken for an honest one.
//
// It obeys clamd(8), section COMMANDS, and rspamd's protocol documentation
// (https://rspamd.com/doc/developers/protocol.html). Neither protocol is
// encrypted in its usual deployment: both servers belong on this machine or on
// a trusted network.
package scan
