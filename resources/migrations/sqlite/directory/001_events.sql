-- Statements are separated by blank lines. Times are microseconds since 1970, UTC.

CREATE TABLE events (
    position      INTEGER PRIMARY KEY AUTOINCREMENT,
    coupon_id     TEXT    NOT NULL UNIQUE,
    name          TEXT    NOT NULL,
    total         INTEGER NOT NULL CHECK (total BETWEEN 1 AND 100000000),
    opens_at      INTEGER,
    closes_at     INTEGER,
    audience      TEXT    NOT NULL CHECK (audience IN ('everyone', 'listed')),
    version       INTEGER NOT NULL CHECK (version >= 1),
    instance      TEXT    CHECK (length(instance) = 36),
    planned_total INTEGER NOT NULL
)

CREATE TABLE timeline (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    at        INTEGER NOT NULL,
    coupon_id TEXT    NOT NULL,
    instance  TEXT,
    code      TEXT    NOT NULL,
    severity  TEXT    NOT NULL,
    actor     TEXT    NOT NULL,
    outcome   TEXT    NOT NULL,
    arguments TEXT    NOT NULL
)

CREATE INDEX timeline_by_event ON timeline (coupon_id, id)

-- The audit trail only ever grows.
CREATE TRIGGER timeline_refuses_update BEFORE UPDATE ON timeline
BEGIN
    SELECT RAISE(ABORT, 'the timeline is append-only');
END

CREATE TRIGGER timeline_refuses_delete BEFORE DELETE ON timeline
BEGIN
    SELECT RAISE(ABORT, 'the timeline is append-only');
END

CREATE TABLE people (
    public_id TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID

-- Counted as people are added: counting five million rows takes too long for a screen.
CREATE TABLE people_count (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    people   INTEGER NOT NULL CHECK (people >= 0)
)

INSERT INTO people_count (only_row, people) VALUES (1, 0)
