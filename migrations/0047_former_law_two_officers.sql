-- An authority of the former law counts from the moment a second officer has approved exactly what the first one entered (Law 128
-- art. 19), and until it is ended. Operator: rows are only added. What one officer alone took over before counts no more: end it and
-- take it over anew.

ALTER TABLE legacy_authority DROP CONSTRAINT legacy_authority_fingerprint_key;
-- Who entered it, and SHA-256 of all that was entered, register included; null: before this migration.
ALTER TABLE legacy_authority ADD COLUMN entered_by uuid, ADD COLUMN content_hash bytea CHECK (octet_length(content_hash) = 32);
CREATE INDEX legacy_authority_of ON legacy_authority (fingerprint);
CREATE TABLE legacy_approval (
  authority_id uuid PRIMARY KEY REFERENCES legacy_authority,
  officer uuid NOT NULL,
  at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);
CREATE TABLE legacy_ending (
  authority_id uuid PRIMARY KEY REFERENCES legacy_authority,
  officer uuid NOT NULL,
  at timestamptz NOT NULL,
  ground text NOT NULL,
  journal_entry_id uuid NOT NULL
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['legacy_approval', 'legacy_ending'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY read_by_all ON %I FOR SELECT USING (true)', t);
    EXECUTE format('CREATE POLICY written_by_authority ON %I FOR INSERT WITH CHECK (scope_is_system())', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO makulduk_app', t);
  END LOOP;
END $$;
