-- The mailbox. A message is stored whole before anybody looks at it; mails says
-- what became of it, mail_places where it lies on the servers.

CREATE TABLE blobs (
    sha256 TEXT NOT NULL,
    n      INTEGER NOT NULL CHECK (n >= 0),
    data   BLOB NOT NULL,
    PRIMARY KEY (sha256, n)
) STRICT;

CREATE TABLE mail_folders (
    id            INTEGER PRIMARY KEY,
    mailbox       TEXT NOT NULL,
    folder        TEXT NOT NULL,
    role          TEXT NOT NULL CHECK (role IN ('inbox', 'sent', 'other', 'import')),
    uidvalidity   INTEGER NOT NULL DEFAULT 0,
    cursor        INTEGER NOT NULL DEFAULT 0,
    read_at       INTEGER,
    reconciled_at INTEGER,
    on_server     INTEGER NOT NULL DEFAULT 0,
    stored        INTEGER NOT NULL DEFAULT 0,
    missing       INTEGER NOT NULL DEFAULT 0,
    waiting       INTEGER NOT NULL DEFAULT 0,
    fault         TEXT NOT NULL DEFAULT '',
    fault_at      INTEGER,
    UNIQUE (mailbox, folder)
) STRICT;

CREATE TABLE mails (
    id          INTEGER PRIMARY KEY,
    identity    TEXT NOT NULL UNIQUE,
    sha256      TEXT NOT NULL,
    size        INTEGER NOT NULL,
    kept        INTEGER NOT NULL,
    role        TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    basis       TEXT NOT NULL,
    stored_at   INTEGER NOT NULL,
    tries       INTEGER NOT NULL DEFAULT 1,
    outcome     TEXT NOT NULL DEFAULT '',
    reason      TEXT NOT NULL DEFAULT '',
    message_id  TEXT NOT NULL DEFAULT '',
    body_key    TEXT NOT NULL DEFAULT '',
    author_key  TEXT NOT NULL DEFAULT '',
    reading     TEXT NOT NULL DEFAULT '',
    ticket_id   INTEGER REFERENCES tickets (id),
    event       INTEGER NOT NULL DEFAULT 0,
    guess       INTEGER REFERENCES tickets (id),
    guess_why   TEXT NOT NULL DEFAULT '',
    settled_at  INTEGER,
    settled_by  INTEGER REFERENCES accounts (id)
) STRICT;
CREATE INDEX mails_unread ON mails (id) WHERE outcome = '';
CREATE INDEX mails_quarantine ON mails (received_at) WHERE outcome = 'quarantined';
CREATE INDEX mails_message_id ON mails (message_id) WHERE message_id <> '';
CREATE INDEX mails_ticket ON mails (ticket_id) WHERE ticket_id IS NOT NULL;
CREATE INDEX mails_sha256 ON mails (sha256);
CREATE INDEX mails_author ON mails (author_key, received_at) WHERE author_key <> '';

CREATE TABLE mail_places (
    folder_id   INTEGER NOT NULL REFERENCES mail_folders (id),
    uidvalidity INTEGER NOT NULL,
    uid         INTEGER NOT NULL,
    mail_id     INTEGER REFERENCES mails (id),
    tries       INTEGER NOT NULL DEFAULT 0,
    reason      TEXT NOT NULL DEFAULT '',
    marked      INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1)),
    PRIMARY KEY (folder_id, uidvalidity, uid)
) STRICT;
CREATE INDEX mail_places_mail ON mail_places (mail_id);

CREATE TABLE mail_files (
    mail_id    INTEGER NOT NULL REFERENCES mails (id),
    n          INTEGER NOT NULL CHECK (n > 0),
    sha256     TEXT NOT NULL,
    name       TEXT NOT NULL,
    type       TEXT NOT NULL,
    size       INTEGER NOT NULL,
    inline     INTEGER NOT NULL CHECK (inline IN (0, 1)),
    content_id TEXT NOT NULL,
    scan       TEXT NOT NULL,
    PRIMARY KEY (mail_id, n)
) STRICT;
CREATE INDEX mail_files_sha256 ON mail_files (sha256);

CREATE TABLE participants (
    address_key TEXT NOT NULL,
    ticket_id   INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    PRIMARY KEY (address_key, ticket_id)
) STRICT;
CREATE INDEX participants_ticket ON participants (ticket_id);

-- What the service sent and nobody's request explains yet, by the Message-IDs it
-- answers: one of them may still open a request.
CREATE TABLE sent_threads (
    message_id TEXT NOT NULL,
    mail_id    INTEGER NOT NULL REFERENCES mails (id),
    PRIMARY KEY (message_id, mail_id)
) STRICT;
CREATE INDEX sent_threads_mail ON sent_threads (mail_id);
