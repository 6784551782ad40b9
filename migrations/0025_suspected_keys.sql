-- ES-10.3: keys of certificates whose owner has grounds to suppose that their secrecy is broken. Nothing is signed with them from
-- then on, whatever the certificate's state is. Only a hash of the verification key lies here.
CREATE TABLE suspected_key (
  account_id uuid NOT NULL REFERENCES account,
  key_sha256 bytea NOT NULL CHECK (octet_length(key_sha256) = 32),
  at timestamptz NOT NULL,
  entry_id uuid NOT NULL,
  PRIMARY KEY (account_id, key_sha256)
);
GRANT SELECT, INSERT ON suspected_key TO makulduk_app;
ALTER TABLE suspected_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY suspected_key_platform ON suspected_key USING (scope_is_system());
