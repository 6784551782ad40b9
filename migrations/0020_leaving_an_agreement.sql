-- ES-6.2, ES-9.3: what was agreed may be left. The acceptance stays as evidence of the signatures made under it; a new one is a new row.
ALTER TABLE agreement_acceptance ADD COLUMN ended_at timestamptz;
ALTER TABLE agreement_acceptance ADD COLUMN law_ended_at timestamptz;
ALTER TABLE agreement_acceptance ADD COLUMN end_entry_id uuid;
ALTER TABLE agreement_acceptance ADD CHECK ((ended_at IS NULL) = (end_entry_id IS NULL));
ALTER TABLE agreement_acceptance DROP CONSTRAINT agreement_acceptance_agreement_id_account_id_key;
CREATE UNIQUE INDEX agreement_acceptance_open ON agreement_acceptance (agreement_id, account_id) WHERE ended_at IS NULL;
GRANT UPDATE (ended_at, law_ended_at, end_entry_id) ON agreement_acceptance TO makulduk_app;
