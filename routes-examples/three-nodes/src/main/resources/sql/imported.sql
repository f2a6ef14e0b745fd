INSERT INTO imported (crm_id, node) VALUES (:#${body.lead.data[CrmId]}, :#${properties:node}) ON CONFLICT DO NOTHING
