-- Statements are separated by blank lines. Times are microseconds since 1970, UTC.
-- SQLite compares text byte by byte (BINARY), so kim and Kim are two people.

-- One row for each arming of an event, with counts kept in the same transaction as the rows they count.
CREATE TABLE instances (
    instance_key INTEGER PRIMARY KEY,
    instance     TEXT    NOT NULL UNIQUE CHECK (length(instance) = 36),
    coupon_id    TEXT    NOT NULL,
    shadow       INTEGER NOT NULL CHECK (shadow IN (0, 1)),
    tombstoned   INTEGER NOT NULL DEFAULT 0 CHECK (tombstoned IN (0, 1)),
    purged       INTEGER NOT NULL DEFAULT 0 CHECK (purged IN (0, 1)),
    row_count    INTEGER NOT NULL DEFAULT 0 CHECK (row_count >= 0),
    dead_letters INTEGER NOT NULL DEFAULT 0 CHECK (dead_letters >= 0),
    voided       INTEGER NOT NULL DEFAULT 0 CHECK (voided >= 0),
    discarded    INTEGER NOT NULL DEFAULT 0 CHECK (discarded >= 0)
)

CREATE TABLE issues (
    instance_key INTEGER NOT NULL,
    slot         INTEGER NOT NULL,
    public_id    TEXT    NOT NULL,
    total        INTEGER NOT NULL,
    accepted_at  INTEGER NOT NULL,
    PRIMARY KEY (instance_key, slot),
    UNIQUE (instance_key, public_id),
    CHECK (slot BETWEEN 1 AND total)
) WITHOUT ROWID

-- Rehearsals write here, so that no real table ever holds a row of theirs.
CREATE TABLE shadow_issues (
    instance_key INTEGER NOT NULL,
    slot         INTEGER NOT NULL,
    public_id    TEXT    NOT NULL,
    total        INTEGER NOT NULL,
    accepted_at  INTEGER NOT NULL,
    PRIMARY KEY (instance_key, slot),
    UNIQUE (instance_key, public_id),
    CHECK (slot BETWEEN 1 AND total)
) WITHOUT ROWID

-- identity is the triple of the issue, or topic, partition and offset of a record that has none: a record
-- that comes again does not count again.
CREATE TABLE dead_letters (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    identity      TEXT    NOT NULL UNIQUE,
    instance_key  INTEGER NOT NULL,
    topic         TEXT    NOT NULL,
    log_partition INTEGER NOT NULL,
    log_offset    INTEGER NOT NULL,
    coupon_id     TEXT    NOT NULL,
    slot          INTEGER NOT NULL,
    public_id     TEXT    NOT NULL,
    total         INTEGER NOT NULL,
    accepted_at   INTEGER NOT NULL,
    conflict      TEXT    NOT NULL,
    unreadable    TEXT    NOT NULL,
    put_at        INTEGER NOT NULL,
    replayed      INTEGER NOT NULL DEFAULT 0 CHECK (replayed IN (0, 1))
)

CREATE INDEX dead_letters_by_instance ON dead_letters (instance_key, replayed, id)

-- Where the consumer goes on, stored in the transaction that wrote the rows before it.
CREATE TABLE positions (
    topic         TEXT    NOT NULL,
    log_partition INTEGER NOT NULL,
    next_offset   INTEGER NOT NULL,
    record_count  INTEGER NOT NULL,
    PRIMARY KEY (topic, log_partition)
) WITHOUT ROWID

-- For people who look with a SQL client.
CREATE VIEW issued_coupons AS
    SELECT i.instance, i.coupon_id, s.slot, s.public_id, s.total,
           strftime('%Y-%m-%dT%H:%M:%fZ', s.accepted_at / 1000000.0, 'unixepoch') AS accepted_at
    FROM issues s JOIN instances i ON i.instance_key = s.instance_key
