package auth

import (
	"fmt"

	"github.com/alexedwards/argon2id"
)

// params are the second recommended option of RFC 9106, section 4, for
// machines with little memory: 64 MiB, three passes; one lane, since a server
// of two cores has other work.
var params = &argon2id.Params{Memory: 64 * 1024, Iterations: 3, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// MinPassword is the least number of characters of a password, as the CNIL's
// recommendation of 2022 asks where attempts are throttled.
const MinPassword = 12

// Hash gives the encoded argon2id hash of a password.
func Hash(password string) (string, error) {
	hash, err := argon2id.CreateHash(password, params)
	if err != nil {
		return "", fmt.Errorf("hashing a password: %w", err)
	}
	return hash, nil
}

// matches compares a password with a hash, in constant time.
func matches(password, hash string) bool {
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	return err == nil && ok
}
