-- Acts that are no ticket's: the calendar of releases to come, and announcements
-- of major changes. They are numbered on with the events of tickets, chained by
-- register, and only ever added to.

CREATE TABLE acts (
    seq      INTEGER PRIMARY KEY,
    register TEXT NOT NULL,
    n        INTEGER NOT NULL CHECK (n > 0),
    subject  INTEGER NOT NULL CHECK (subject > 0),
    at       INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    body     TEXT NOT NULL,
    prev     TEXT NOT NULL,
    hash     TEXT NOT NULL,
    UNIQUE (register, n)
) STRICT;

-- The major changes of each release beside the one before it, found once.

CREATE TABLE release_majors (
    sha256   TEXT PRIMARY KEY REFERENCES releases (sha256) ON DELETE CASCADE,
    previous TEXT NOT NULL,
    body     TEXT NOT NULL,
    found_at INTEGER NOT NULL
) STRICT;
