-- What is left of the law of 17 July 2004 No. 92 (Law 128 art. 19): its authorities, taken over by the authorised body, and their closed
-- registers; and decisions of courts that establish otherwise (art. 11, 19(2)). Operator: rows are only added.

CREATE TABLE legacy_authority (
  id uuid PRIMARY KEY,
  fingerprint bytea NOT NULL UNIQUE CHECK (octet_length(fingerprint) = 32),
  der bytea NOT NULL,
  use text NOT NULL CHECK (use IN ('certificates', 'time-stamps')),
  -- The document on which it is taken over: title, number, on.
  basis jsonb NOT NULL,
  taken_over_at timestamptz NOT NULL,
  -- The moment the register taken over is true of; null: only the certificate was taken over.
  register_as_of timestamptz,
  journal_entry_id uuid NOT NULL
);
CREATE TABLE legacy_certificate (
  authority_id uuid NOT NULL REFERENCES legacy_authority,
  fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
  ended_at timestamptz,
  PRIMARY KEY (authority_id, fingerprint)
);
CREATE INDEX legacy_certificate_of ON legacy_certificate (fingerprint);
CREATE TABLE court_decision (
  id uuid PRIMARY KEY,
  number text NOT NULL,
  since timestamptz NOT NULL,
  of text NOT NULL CHECK (of IN ('document', 'signature', 'certificate')),
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  entered_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['legacy_authority', 'legacy_certificate', 'court_decision'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY read_by_all ON %I FOR SELECT USING (true)', t);
    EXECUTE format('CREATE POLICY written_by_authority ON %I FOR INSERT WITH CHECK (scope_is_system())', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO makulduk_app', t);
  END LOOP;
END $$;
