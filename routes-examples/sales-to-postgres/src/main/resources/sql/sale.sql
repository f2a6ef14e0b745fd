CREATE TABLE IF NOT EXISTS sale (
    lead_id    varchar(40) PRIMARY KEY,
    campaign   varchar(100),
    first_name varchar(200),
    phone      varchar(40),
    changed    timestamptz NOT NULL
)
