-- The signature of whoever did an act, upon the document that the act made (Law 128 art. 8 part 2 item 1). Of a case about a person it is
-- sealed with the document.
ALTER TABLE case_document ADD COLUMN signature bytea CHECK (signature IS NULL OR sealed IS NULL);

-- The certificates with which officers of the authority sign its decisions: one officer enters the own one, another approves exactly it.
-- Operator: rows are only added.
CREATE TABLE officer_certificate (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL,
  der bytea NOT NULL,
  fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
  at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);
CREATE INDEX officer_certificate_of ON officer_certificate (account_id);
CREATE TABLE officer_certificate_approval (
  certificate_id uuid PRIMARY KEY REFERENCES officer_certificate,
  officer uuid NOT NULL,
  at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);
CREATE TABLE officer_certificate_ending (
  certificate_id uuid PRIMARY KEY REFERENCES officer_certificate,
  officer uuid NOT NULL,
  at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['officer_certificate', 'officer_certificate_approval', 'officer_certificate_ending'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_the_authority ON %I USING (scope_is_system()) WITH CHECK (scope_is_system())', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO makulduk_app', t);
  END LOOP;
END $$;
