-- The first schema. Instants are microseconds UTC, days are ISO 8601 TEXT in
-- Europe/Paris, booleans are 0 or 1. events is the truth; tickets and proposals
-- are its fold, written in the same transaction.

CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL CHECK (value >= 0)
) STRICT;

CREATE TABLE accounts (
    id         INTEGER PRIMARY KEY,
    email      TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    role       TEXT NOT NULL CHECK (role IN ('agent', 'manager', 'admin')),
    password   TEXT NOT NULL,
    disabled   INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    token  TEXT PRIMARY KEY,
    data   BLOB NOT NULL,
    expiry INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_expiry ON sessions (expiry);

CREATE TABLE attempts (
    key TEXT NOT NULL,
    at  INTEGER NOT NULL
) STRICT;
CREATE INDEX attempts_key ON attempts (key, at);

CREATE TABLE policies (
    effective_from TEXT PRIMARY KEY,
    body           TEXT NOT NULL,
    created_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE tickets (
    id              INTEGER PRIMARY KEY,
    reference       TEXT NOT NULL UNIQUE,
    type            TEXT NOT NULL,
    channel         TEXT NOT NULL,
    origin          TEXT NOT NULL,
    state           TEXT NOT NULL,
    closed          TEXT NOT NULL,
    public          INTEGER NOT NULL CHECK (public IN (0, 1)),
    history         INTEGER NOT NULL CHECK (history IN (0, 1)),
    assignee        INTEGER REFERENCES accounts (id),
    received_at     INTEGER NOT NULL,
    received_on     TEXT NOT NULL,
    reply_runs      INTEGER NOT NULL CHECK (reply_runs IN (0, 1)),
    reply_due       TEXT NOT NULL,
    reply_late_from INTEGER NOT NULL,
    replied_at      INTEGER,
    next_due        TEXT,
    undecided       INTEGER NOT NULL,
    version         INTEGER NOT NULL,
    events          INTEGER NOT NULL,
    head            TEXT NOT NULL,
    updated_at      INTEGER NOT NULL,
    words           TEXT NOT NULL
) STRICT;
CREATE INDEX tickets_due ON tickets (state, next_due, received_at);
CREATE INDEX tickets_public ON tickets (public, received_at);
CREATE INDEX tickets_reply ON tickets (reply_due, reply_late_from, replied_at) WHERE reply_runs = 1;

CREATE TABLE proposals (
    ticket_id       INTEGER NOT NULL REFERENCES tickets (id),
    n               INTEGER NOT NULL CHECK (n > 0),
    kind            TEXT NOT NULL,
    code            TEXT NOT NULL,
    change          TEXT NOT NULL,
    change_key      TEXT NOT NULL,
    state           TEXT NOT NULL,
    due             TEXT,
    target          TEXT,
    late_from       INTEGER,
    stopped_on      TEXT,
    decided_at      INTEGER,
    checked_release TEXT,
    verdict         TEXT NOT NULL,
    PRIMARY KEY (ticket_id, n)
) STRICT;
CREATE INDEX proposals_key ON proposals (change_key);
CREATE INDEX proposals_code ON proposals (code);
CREATE INDEX proposals_state ON proposals (state, due);

CREATE TABLE events (
    seq       INTEGER PRIMARY KEY,
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    n         INTEGER NOT NULL CHECK (n > 0),
    at        INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    body      TEXT NOT NULL,
    prev      TEXT NOT NULL,
    hash      TEXT NOT NULL,
    UNIQUE (ticket_id, n)
) STRICT;

CREATE TABLE personal (
    seq       INTEGER PRIMARY KEY REFERENCES events (seq),
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    salt      TEXT NOT NULL,
    body      TEXT NOT NULL
) STRICT;
CREATE INDEX personal_ticket ON personal (ticket_id);

CREATE TABLE roots (
    day       TEXT PRIMARY KEY,
    at        INTEGER NOT NULL,
    body      TEXT NOT NULL,
    signature TEXT NOT NULL
) STRICT;

CREATE TABLE outbox (
    seq       INTEGER PRIMARY KEY REFERENCES events (seq),
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    letter    INTEGER NOT NULL,
    state     TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'cancelled')),
    attempts  INTEGER NOT NULL DEFAULT 0,
    next_at   INTEGER NOT NULL,
    first_at  INTEGER,
    status    TEXT NOT NULL DEFAULT '',
    UNIQUE (ticket_id, letter)
) STRICT;
CREATE INDEX outbox_waiting ON outbox (next_at) WHERE state = 'waiting';

CREATE TABLE releases (
    sha256       TEXT PRIMARY KEY,
    number       TEXT NOT NULL,
    title        TEXT NOT NULL,
    published_on TEXT NOT NULL,
    validated_on TEXT NOT NULL,
    observed_at  INTEGER NOT NULL,
    republished  INTEGER NOT NULL CHECK (republished IN (0, 1)),
    counts       TEXT NOT NULL,
    size         INTEGER NOT NULL,
    checked_at   INTEGER
) STRICT;
CREATE INDEX releases_current ON releases (published_on, observed_at);

CREATE TABLE release_chunks (
    sha256 TEXT NOT NULL REFERENCES releases (sha256) ON DELETE CASCADE,
    n      INTEGER NOT NULL,
    data   BLOB NOT NULL,
    PRIMARY KEY (sha256, n)
) STRICT;

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE drafts (
    token      TEXT PRIMARY KEY,
    body       TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX drafts_updated ON drafts (updated_at);
