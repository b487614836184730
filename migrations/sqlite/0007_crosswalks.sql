-- Correspondence tables, as they were imported; of each name the newest is the
-- one in use. layout says how the file is read, unknown_codes what the release of
-- the number in against did not have.

CREATE TABLE crosswalks (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL,
    title         TEXT NOT NULL,
    file          TEXT NOT NULL,
    sha256        TEXT NOT NULL,
    layout        TEXT NOT NULL,
    imported_at   INTEGER NOT NULL,
    counts        TEXT NOT NULL,
    unknown_codes TEXT NOT NULL,
    against       TEXT NOT NULL,
    size          INTEGER NOT NULL,
    checked_at    INTEGER,
    UNIQUE (name, sha256, layout)
) STRICT;

CREATE TABLE crosswalk_chunks (
    crosswalk_id INTEGER NOT NULL REFERENCES crosswalks (id) ON DELETE CASCADE,
    n            INTEGER NOT NULL CHECK (n >= 0),
    data         BLOB NOT NULL,
    PRIMARY KEY (crosswalk_id, n)
) STRICT;
