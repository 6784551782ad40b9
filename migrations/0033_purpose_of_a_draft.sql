-- A draft names its purpose in clear, as the consent it becomes does: so the signing reads the draft, its key and the purpose
-- as offered now in one statement. Drafts live minutes; those that wait now are prepared again.
DELETE FROM consent_draft;
ALTER TABLE consent_draft ADD COLUMN purpose_id uuid NOT NULL;
