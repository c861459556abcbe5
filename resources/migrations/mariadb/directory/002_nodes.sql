-- Statements are separated by blank lines. Times are microseconds since 1970, UTC.
-- The server commits at every definition, so each of them passes over what a migration that was cut short left.

-- The nodes that share this database. Times are this server's, so that no node's clock matters.
CREATE TABLE IF NOT EXISTS nodes (
    node       VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    session    CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    program    VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    address    VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    summary    TEXT         CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    started_at BIGINT       NOT NULL,
    beat_at    BIGINT       NOT NULL
) ENGINE = InnoDB

-- Instances that a node has made and that no event names: of a rehearsal, or about to be named.
CREATE TABLE IF NOT EXISTS node_instances (
    instance CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    session  CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) ENGINE = InnoDB

-- What the trail has told already, where several nodes see the same thing happen.
CREATE TABLE IF NOT EXISTS told (
    what VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY
) ENGINE = InnoDB

-- Grows in every transaction that writes to the tables beside it, so that a node sees whether to read again.
CREATE TABLE IF NOT EXISTS directory_revision (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    revision BIGINT  NOT NULL CHECK (revision >= 0)
) ENGINE = InnoDB

INSERT IGNORE INTO directory_revision (only_row, revision) VALUES (1, 0)
