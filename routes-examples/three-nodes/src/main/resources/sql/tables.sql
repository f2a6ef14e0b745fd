CREATE TABLE imported (
    crm_id varchar(40) PRIMARY KEY,
    node   varchar(40) NOT NULL
);
CREATE TABLE lead (
    lead_id varchar(40) PRIMARY KEY,
    crm_id  varchar(40),
    status  varchar(40),
    node    varchar(40) NOT NULL,
    read_at timestamptz NOT NULL
);
