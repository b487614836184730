package tickets

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Keys are what the service derives from its one secret, by HKDF (RFC 5869)
// with a label each: private links, the MAC in Message-IDs, and the Ed25519 key
// that signs the journal's roots. The secret is kept outside the database, so
// that who can write the one cannot forge the other.
type Keys struct {
	link, confirm, message, address, text []byte
	root                                  ed25519.PrivateKey
}

// SecretSize is the length of a secret in bytes.
const SecretSize = 32

// NewSecret draws a secret.
func NewSecret() []byte {
	secret := make([]byte, SecretSize)
	_, _ = rand.Read(secret) // never fails: crypto/rand, Go 1.24
	return secret
}

// NewKeys derives the keys from a secret of at least SecretSize bytes.
func NewKeys(secret []byte) (Keys, error) {
	if len(secret) < SecretSize {
		return Keys{}, fmt.Errorf("the secret has %d bytes, at least %d are needed", len(secret), SecretSize)
	}
	var k Keys
	var seed []byte
	for label, to := range map[string]*[]byte{
		"vigie/1 link": &k.link, "vigie/1 confirm": &k.confirm, "vigie/1 message-id": &k.message,
		"vigie/1 address": &k.address, "vigie/1 text": &k.text, "vigie/1 root": &seed,
	} {
		key, err := hkdf.Key(sha256.New, secret, nil, label, 32)
		if err != nil {
			return Keys{}, fmt.Errorf("deriving the key %q: %w", label, err)
		}
		*to = key
	}
	k.root = ed25519.NewKeyFromSeed(seed)
	return k, nil
}

// Public is the key that verifies signed roots.
func (k Keys) Public() ed25519.PublicKey { return k.root.Public().(ed25519.PublicKey) }

var tokenEncoding = base32.StdEncoding.WithPadding(base32.NoPadding)

// mac is the first 16 bytes of an HMAC over the parts, in lower-case base32.
func mac(key []byte, parts ...string) string {
	h := hmac.New(sha256.New, key)
	for _, p := range parts {
		_, _ = fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return strings.ToLower(tokenEncoding.EncodeToString(h.Sum(nil)[:16]))
}

// LinkToken is the token of a ticket's private page: its id and an HMAC of id
// and nonce. It is stored nowhere; a new nonce revokes it.
func (k Keys) LinkToken(ticket int64, nonce string) string {
	id := strconv.FormatInt(ticket, 36)
	return id + "-" + mac(k.link, id, nonce)
}

// ConfirmToken is what only the acknowledgement carries, so that following it
// proves that the address is read.
func (k Keys) ConfirmToken(ticket int64, nonce string) string {
	id := strconv.FormatInt(ticket, 36)
	return id + "-" + mac(k.confirm, id, nonce)
}

// tokenTicket is the ticket that a token claims to be of.
func tokenTicket(token string) (int64, error) {
	id, _, ok := strings.Cut(token, "-")
	if !ok || len(id) > 13 {
		return 0, errors.New("no token")
	}
	return strconv.ParseInt(id, 36, 64)
}

// same compares tokens in constant time.
func same(a, b string) bool { return hmac.Equal([]byte(a), []byte(b)) }

// MessageID is the Message-ID of a ticket's letter (RFC 5322, section 3.6.4),
// without angle brackets. It carries the reference and a MAC, so that a reply
// finds its ticket and nobody can invent one.
func (k Keys) MessageID(reference string, letter int, domain string) string {
	left := strings.ToLower(reference) + "." + strconv.Itoa(letter)
	return left + "." + mac(k.message, left) + "@" + domain
}

// ReadMessageID gives back the reference and letter of one of our Message-IDs;
// ok is false for anybody else's.
func (k Keys) ReadMessageID(id string) (reference string, letter int, ok bool) {
	local, _, whole := strings.Cut(strings.Trim(id, "<> "), "@")
	at := strings.LastIndexByte(local, '.')
	if !whole || at < 0 || !same(local[at+1:], mac(k.message, local[:at])) {
		return "", 0, false
	}
	reference, number, _ := strings.Cut(local[:at], ".")
	letter, err := strconv.Atoi(number)
	return strings.ToUpper(reference), letter, err == nil
}

// AddressKey is the digest under which a mail address is found again, "" for
// none: the address itself is in the personal parts alone.
func (k Keys) AddressKey(address string) string {
	if address = foldEmail(address); address == "" {
		return ""
	}
	return mac(k.address, address)
}

// PlusTag signs a ticket's reference for the part of an address after "+" (RFC
// 5233): what a letter asks to be answered to, where the mailbox takes it.
func (k Keys) PlusTag(reference string) string {
	left := strings.ToLower(reference)
	return left + "." + mac(k.message, "plus", left)
}

// ReadPlusTag gives back the reference of one of our tags; ok is false for
// anything else. Some servers fold the case of what stands before the @.
func (k Keys) ReadPlusTag(tag string) (reference string, ok bool) {
	left, sum, whole := strings.Cut(strings.ToLower(tag), ".")
	if !whole || !same(sum, mac(k.message, "plus", left)) {
		return "", false
	}
	return strings.ToUpper(left), true
}

// nonce draws what a private link is derived from.
func nonce() string {
	var b [12]byte
	_, _ = rand.Read(b[:])
	return hex.EncodeToString(b[:])
}
