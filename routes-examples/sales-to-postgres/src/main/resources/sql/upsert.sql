INSERT INTO sale (lead_id, campaign, first_name, phone, changed)
VALUES (:#${body.uniqueId}, :#${body.campaignCode}, :#${body.data[FirstName]}, :#${body.data[Phone]}, :#${body.lastModifiedTime})
ON CONFLICT (lead_id) DO UPDATE
SET campaign = excluded.campaign, first_name = excluded.first_name, phone = excluded.phone, changed = excluded.changed
