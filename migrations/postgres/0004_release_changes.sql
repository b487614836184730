-- How much a release changes of the one before it, counted once: both are
-- immutable. The summary is rome.Summary as JSON.

CREATE TABLE release_changes (
    from_sha TEXT NOT NULL REFERENCES releases (sha256) ON DELETE CASCADE,
    to_sha   TEXT NOT NULL REFERENCES releases (sha256) ON DELETE CASCADE,
    summary  TEXT NOT NULL,
    PRIMARY KEY (from_sha, to_sha)
);
