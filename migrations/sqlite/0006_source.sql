-- Where releases are published: each look at it and what it brought, and what
-- was found there that was not stored yet. The archive of what waits for
-- somebody's word lies in blobs.

CREATE TABLE source_looks (
    id             INTEGER PRIMARY KEY,
    why            TEXT NOT NULL CHECK (why IN ('daily', 'asked', 'command')),
    asked_by       INTEGER REFERENCES accounts (id),
    wanted_at      INTEGER NOT NULL,
    began_at       INTEGER,
    lease_until    INTEGER,
    ended_at       INTEGER,
    outcome        TEXT NOT NULL DEFAULT '',
    url            TEXT NOT NULL DEFAULT '',
    status         INTEGER NOT NULL DEFAULT 0,
    size           INTEGER NOT NULL DEFAULT 0,
    first_byte     INTEGER NOT NULL DEFAULT 0,
    took           INTEGER NOT NULL DEFAULT 0,
    archive_sha256 TEXT NOT NULL DEFAULT '',
    content_sha256 TEXT NOT NULL DEFAULT '',
    hold_until     INTEGER,
    again_at       INTEGER,
    catalogue      TEXT NOT NULL DEFAULT '',
    catalogue_url  TEXT NOT NULL DEFAULT '',
    catalogue_at   INTEGER
) STRICT;
CREATE INDEX source_looks_open ON source_looks (id) WHERE ended_at IS NULL;
CREATE INDEX source_looks_began ON source_looks (began_at);
CREATE INDEX source_looks_archive ON source_looks (archive_sha256) WHERE archive_sha256 <> '';

CREATE TABLE source_finds (
    id             INTEGER PRIMARY KEY,
    archive_sha256 TEXT NOT NULL,
    content_sha256 TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'imported', 'declined', 'unreadable')),
    size           INTEGER NOT NULL,
    number         TEXT NOT NULL DEFAULT '',
    title          TEXT NOT NULL DEFAULT '',
    published_on   TEXT NOT NULL DEFAULT '',
    validated_on   TEXT NOT NULL DEFAULT '',
    counts         TEXT NOT NULL DEFAULT '{}',
    against        TEXT NOT NULL DEFAULT '',
    summary        TEXT NOT NULL DEFAULT '{}',
    rule           TEXT NOT NULL DEFAULT '',
    file           TEXT NOT NULL DEFAULT '',
    line           INTEGER NOT NULL DEFAULT 0,
    field          TEXT NOT NULL DEFAULT '',
    detail         TEXT NOT NULL DEFAULT '',
    found_at       INTEGER NOT NULL,
    seen_at        INTEGER NOT NULL,
    decided_at     INTEGER,
    decided_by     INTEGER REFERENCES accounts (id)
) STRICT;
CREATE UNIQUE INDEX source_finds_content ON source_finds (content_sha256) WHERE content_sha256 <> '';
CREATE UNIQUE INDEX source_finds_unreadable ON source_finds (archive_sha256) WHERE content_sha256 = '';
CREATE INDEX source_finds_archive ON source_finds (archive_sha256);
