-- Statements are separated by blank lines. Times are microseconds since 1970, UTC.

-- The nodes that share this database. Times are this server's, so that no node's clock matters.
CREATE TABLE nodes (
    node       VARCHAR(249) COLLATE "C" NOT NULL PRIMARY KEY,
    session    VARCHAR(36)  COLLATE "C" NOT NULL CHECK (length(session) = 36),
    program    TEXT         NOT NULL,
    address    TEXT         NOT NULL,
    summary    TEXT         NOT NULL,
    started_at BIGINT       NOT NULL,
    beat_at    BIGINT       NOT NULL
)

-- Instances that a node has made and that no event names: of a rehearsal, or about to be named.
CREATE TABLE node_instances (
    instance VARCHAR(36) COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(instance) = 36),
    session  VARCHAR(36) COLLATE "C" NOT NULL CHECK (length(session) = 36)
)

-- What the trail has told already, where several nodes see the same thing happen.
CREATE TABLE told (
    what VARCHAR(200) COLLATE "C" NOT NULL PRIMARY KEY
)

-- Grows in every transaction that writes to the tables beside it, so that a node sees whether to read again.
CREATE TABLE directory_revision (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    revision BIGINT  NOT NULL CHECK (revision >= 0)
)

INSERT INTO directory_revision (only_row, revision) VALUES (1, 0)
