-- Statements are separated by blank lines. Times are microseconds since 1970, UTC.
-- The server commits at every definition, so each of them passes over what a migration that was cut short left.
-- Ids are compared byte by byte (ascii_bin): with the usual collation kim would be a duplicate of Kim.

-- One row for each arming of an event, with counts kept in the same transaction as the rows they count.
CREATE TABLE IF NOT EXISTS instances (
    instance_key BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    instance     CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
    coupon_id    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    shadow       TINYINT     NOT NULL CHECK (shadow IN (0, 1)),
    tombstoned   TINYINT     NOT NULL DEFAULT 0 CHECK (tombstoned IN (0, 1)),
    purged       TINYINT     NOT NULL DEFAULT 0 CHECK (purged IN (0, 1)),
    row_count    BIGINT      NOT NULL DEFAULT 0 CHECK (row_count >= 0),
    dead_letters BIGINT      NOT NULL DEFAULT 0 CHECK (dead_letters >= 0),
    voided       BIGINT      NOT NULL DEFAULT 0 CHECK (voided >= 0),
    discarded    BIGINT      NOT NULL DEFAULT 0 CHECK (discarded >= 0),
    INDEX instances_unpurged (tombstoned, purged)
) ENGINE = InnoDB

CREATE TABLE IF NOT EXISTS issues (
    instance_key BIGINT      NOT NULL,
    slot         INTEGER     NOT NULL,
    public_id    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    total        INTEGER     NOT NULL,
    accepted_at  BIGINT      NOT NULL,
    PRIMARY KEY (instance_key, slot),
    UNIQUE (instance_key, public_id),
    CONSTRAINT issues_within_total CHECK (slot BETWEEN 1 AND total)
) ENGINE = InnoDB

-- Rehearsals write here, so that no real table ever holds a row of theirs.
CREATE TABLE IF NOT EXISTS shadow_issues (
    instance_key BIGINT      NOT NULL,
    slot         INTEGER     NOT NULL,
    public_id    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    total        INTEGER     NOT NULL,
    accepted_at  BIGINT      NOT NULL,
    PRIMARY KEY (instance_key, slot),
    UNIQUE (instance_key, public_id),
    CONSTRAINT shadow_issues_within_total CHECK (slot BETWEEN 1 AND total)
) ENGINE = InnoDB

-- identity is the triple of the issue, or topic, partition and offset of a record that has none: a record
-- that comes again does not count again.
CREATE TABLE IF NOT EXISTS dead_letters (
    id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    identity      VARCHAR(320) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
    instance_key  BIGINT       NOT NULL,
    topic         VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    log_partition INTEGER      NOT NULL,
    log_offset    BIGINT       NOT NULL,
    coupon_id     VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    slot          BIGINT       NOT NULL,
    public_id     VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    total         BIGINT       NOT NULL,
    accepted_at   BIGINT       NOT NULL,
    conflict      VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    unreadable    TEXT         CHARACTER SET utf8mb4 NOT NULL,
    put_at        BIGINT       NOT NULL,
    replayed      TINYINT      NOT NULL DEFAULT 0 CHECK (replayed IN (0, 1)),
    INDEX dead_letters_by_instance (instance_key, replayed, id)
) ENGINE = InnoDB

-- Where the consumer goes on, stored in the transaction that wrote the rows before it.
CREATE TABLE IF NOT EXISTS positions (
    topic         VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    log_partition INTEGER      NOT NULL,
    next_offset   BIGINT       NOT NULL,
    record_count  BIGINT       NOT NULL,
    PRIMARY KEY (topic, log_partition)
) ENGINE = InnoDB

-- For people who look with a SQL client.
CREATE OR REPLACE VIEW issued_coupons AS
    SELECT i.instance, i.coupon_id, s.slot, s.public_id, s.total,
           concat(date_format(timestampadd(MICROSECOND, s.accepted_at, TIMESTAMP '1970-01-01 00:00:00'),
                              '%Y-%m-%dT%H:%i:%s.%f'), 'Z') AS accepted_at
    FROM issues s JOIN instances i ON i.instance_key = s.instance_key
