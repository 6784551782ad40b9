-- ES-8.3.6, ES-15.4.2: the entries of a register as the authority has received them, each with its digest. Numbers of certificates open the
-- entries in full (DECISIONS 39), so they stay out of what is published in bulk.
CREATE TABLE transferred_entry (
  case_id uuid NOT NULL REFERENCES register_transfer,
  record bigint NOT NULL,
  entry jsonb NOT NULL,
  digest bytea NOT NULL CHECK (octet_length(digest) = 32),
  PRIMARY KEY (case_id, record)
);
ALTER TABLE transferred_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY kept_by_authority ON transferred_entry USING (scope_is_system()) WITH CHECK (scope_is_system());
GRANT SELECT, INSERT ON transferred_entry TO makulduk_app;
