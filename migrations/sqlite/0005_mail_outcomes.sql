-- The list of every message, by what became of it.

CREATE INDEX mails_outcome ON mails (outcome, id);
