-- Decree 759, par. 18: persons who have registered with the authority of their own will, so that it can tell them of transfers.
-- The person is known here by the authority's own pairwise id; contacts lie sealed under a key that dies when the person leaves.
CREATE TABLE voluntary_registration (
  id uuid PRIMARY KEY,
  subject_id uuid NOT NULL,
  sealed bytea,                            -- the contacts given; null: the person has left
  registered_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  left_at timestamptz,
  journal_entry_id uuid NOT NULL,
  CHECK ((sealed IS NULL) = (left_at IS NOT NULL))
);
CREATE UNIQUE INDEX voluntary_registration_live ON voluntary_registration (subject_id) WHERE left_at IS NULL;
-- By what a report is compared: keyed hashes of this register alone, which open nothing in the vault or at a holder.
CREATE TABLE voluntary_registration_mac (
  registration_id uuid NOT NULL REFERENCES voluntary_registration,
  kind text NOT NULL CHECK (kind IN ('pin', 'document', 'name')),
  mac bytea NOT NULL CHECK (length(mac) = 32),
  PRIMARY KEY (registration_id, mac)
);
CREATE INDEX voluntary_registration_by_mac ON voluntary_registration_mac (mac);
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['voluntary_registration', 'voluntary_registration_mac'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I USING (scope_is_system()) WITH CHECK (scope_is_system())', t || '_authority', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO makulduk_app', t);
  END LOOP;
END $$;
GRANT UPDATE (sealed, updated_at, left_at) ON voluntary_registration TO makulduk_app;
GRANT DELETE ON voluntary_registration_mac TO makulduk_app;
