CREATE TABLE IF NOT EXISTS lead (
    lead_id    varchar(40) PRIMARY KEY,
    campaign   varchar(100),
    status     varchar(40),
    closure    varchar(40),
    phone      varchar(40),
    first_name varchar(200),
    changed    timestamptz NOT NULL
);
