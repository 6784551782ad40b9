-- ES-8.4.1, ES-15.4.2: packages of registers that are kept elsewhere, as the authority has read them in; what was accepted of them stands in
-- transferred_entry. Operator: a package read in again takes the place of the one before until the register is accepted.
CREATE TABLE register_import (
  case_id uuid PRIMARY KEY,             -- the cessation of the centre
  centre_id uuid NOT NULL REFERENCES centre,
  version int NOT NULL,                 -- of the order of transfer
  entries int NOT NULL CHECK (entries >= 0),
  digest bytea NOT NULL CHECK (octet_length(digest) = 32),
  items jsonb NOT NULL,
  imported_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);
ALTER TABLE register_import ENABLE ROW LEVEL SECURITY;
CREATE POLICY kept_by_authority ON register_import USING (scope_is_system()) WITH CHECK (scope_is_system());
GRANT SELECT, INSERT, UPDATE ON register_import TO makulduk_app;
