INSERT INTO lead (lead_id, crm_id, status, node, read_at)
VALUES (:#${body.uniqueId}, :#${body.data[CrmId]}, :#${body.status}, :#${properties:node}, clock_timestamp())
ON CONFLICT (lead_id) DO UPDATE
SET crm_id = excluded.crm_id, status = excluded.status, node = excluded.node, read_at = excluded.read_at
