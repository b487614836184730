-- A few keyed hashes of word sequences of each ticket's opening words: what the
-- ticket of a message that quotes or repeats them is found by.

CREATE TABLE text_marks (
    mark      BIGINT NOT NULL,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    PRIMARY KEY (mark, ticket_id)
);
CREATE INDEX text_marks_ticket ON text_marks (ticket_id);
