-- What each change claims of the nomenclature, so that those that cannot be had
-- together find one another; what an import found that somebody must look at
-- again; and the letters that tell the staff of it.

CREATE TABLE claims (
    thing     TEXT NOT NULL,
    want      TEXT NOT NULL,
    ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    n         INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (thing, want, ticket_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_ticket ON claims (ticket_id, n);

CREATE TABLE release_news (
    release   TEXT NOT NULL REFERENCES releases (sha256) ON DELETE CASCADE,
    ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    n         INTEGER NOT NULL CHECK (n > 0),
    what      TEXT NOT NULL CHECK (what IN ('conflict', 'fulfilled', 'regressed')),
    account   INTEGER REFERENCES accounts (id),
    PRIMARY KEY (release, ticket_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX release_news_ticket ON release_news (ticket_id);

CREATE TABLE staff_letters (
    release  TEXT NOT NULL REFERENCES releases (sha256) ON DELETE CASCADE,
    account  INTEGER NOT NULL REFERENCES accounts (id),
    state    TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at  INTEGER NOT NULL,
    first_at INTEGER,
    status   TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (release, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_letters_waiting ON staff_letters (next_at) WHERE state = 'waiting';

-- The queue asks which tickets something waits in that a release changed.
CREATE INDEX proposals_verdict ON proposals (verdict, state);
