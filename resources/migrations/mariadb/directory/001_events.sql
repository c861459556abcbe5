-- Statements are separated by blank lines. Times are microseconds since 1970, UTC.
-- The server commits at every definition, so each of them passes over what a migration that was cut short left.

CREATE TABLE IF NOT EXISTS events (
    position      BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    coupon_id     VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
    name          VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    total         INTEGER      NOT NULL CHECK (total BETWEEN 1 AND 100000000),
    opens_at      BIGINT,
    closes_at     BIGINT,
    audience      VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL CHECK (audience IN ('everyone', 'listed')),
    version       BIGINT       NOT NULL CHECK (version >= 1),
    instance      CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin,
    planned_total INTEGER      NOT NULL
) ENGINE = InnoDB

CREATE TABLE IF NOT EXISTS timeline (
    id        BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    at        BIGINT       NOT NULL,
    coupon_id VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    instance  CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin,
    code      VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    severity  VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor     VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    outcome   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    arguments MEDIUMTEXT   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    INDEX timeline_by_event (coupon_id, id)
) ENGINE = InnoDB

-- The audit trail only ever grows.
CREATE TRIGGER IF NOT EXISTS timeline_refuses_update BEFORE UPDATE ON timeline FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the timeline is append-only'

CREATE TRIGGER IF NOT EXISTS timeline_refuses_delete BEFORE DELETE ON timeline FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the timeline is append-only'

CREATE TABLE IF NOT EXISTS people (
    public_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY
) ENGINE = InnoDB

-- Counted as people are added: counting five million rows takes too long for a screen.
CREATE TABLE IF NOT EXISTS people_count (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    people   BIGINT  NOT NULL CHECK (people >= 0)
) ENGINE = InnoDB

INSERT IGNORE INTO people_count (only_row, people) VALUES (1, 0)
