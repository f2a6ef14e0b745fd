INSERT INTO lead (lead_id, campaign, status, closure, phone, first_name, changed)
VALUES (:#${body.uniqueId}, :#${body.campaignCode}, :#${body.status}, :#${body.closure}, :#${body.data[Phone]}, :#${body.data[FirstName]}, :#${body.lastModifiedTime})
ON CONFLICT (lead_id) DO UPDATE
SET campaign = excluded.campaign, status = excluded.status, closure = excluded.closure, phone = excluded.phone, first_name = excluded.first_name, changed = excluded.changed
WHERE lead.changed <= excluded.changed
