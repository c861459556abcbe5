-- Slots that were taken and for which nobody can be named, after the store lost them: they are given to nobody
-- else. A row goes where the slot's person turns up after all. instances.voided counts them.
CREATE TABLE voided_slots (
    instance_key BIGINT      NOT NULL,
    slot         INTEGER     NOT NULL,
    reason       VARCHAR(40) NOT NULL,
    voided_at    BIGINT      NOT NULL,
    PRIMARY KEY (instance_key, slot)
)
