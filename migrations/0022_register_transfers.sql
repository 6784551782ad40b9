-- ES-8.3.6, ES-15.4: registers of certificates that the authority has received from centres that cease. Published; the entries
-- themselves come with the issuing of certificates.

CREATE TABLE register_transfer (
  case_id uuid PRIMARY KEY,
  centre_id uuid NOT NULL REFERENCES centre,
  accepted_at timestamptz NOT NULL,
  act text NOT NULL,
  entries int NOT NULL CHECK (entries >= 0),
  digest bytea NOT NULL CHECK (octet_length(digest) = 32),
  place text NOT NULL
);
ALTER TABLE register_transfer ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_by_all ON register_transfer FOR SELECT USING (true);
CREATE POLICY written_by_authority ON register_transfer USING (scope_is_system()) WITH CHECK (scope_is_system());
GRANT SELECT, INSERT ON register_transfer TO makulduk_app;
