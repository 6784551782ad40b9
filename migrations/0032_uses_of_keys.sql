-- ES-12.2.2: a signing that nobody confirmed until its session or its time ended.
ALTER TABLE signing ADD COLUMN lapsed_at timestamptz;
GRANT UPDATE (lapsed_at) ON signing TO makulduk_app;
CREATE INDEX signing_open ON signing (expires_at) WHERE confirmed_at IS NULL AND lapsed_at IS NULL;

-- ES-10.1b: every use of a person's signature key, for its owner to see; ES-10.2b: with whom. No content, no secret.
CREATE TABLE key_use (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL,
  key_kind text NOT NULL CHECK (key_kind IN ('password', 'passkey', 'certificate')),
  signature_type text NOT NULL CHECK (signature_type IN ('simple', 'unqualified', 'qualified')),
  certificate_number text CHECK ((certificate_number IS NULL) = (key_kind <> 'certificate')),
  key_sha256 bytea CHECK (key_sha256 IS NULL OR (octet_length(key_sha256) = 32 AND key_kind = 'certificate')),
  document_kind text NOT NULL,
  document_hash bytea NOT NULL CHECK (octet_length(document_hash) = 32),
  holder_id uuid,                          -- the counterparty, where there is one
  tool text NOT NULL                       -- ES-12.1: the means, or 'unknown' where a ready value came from elsewhere
);
CREATE INDEX key_use_of ON key_use (account_id, id);
GRANT SELECT, INSERT ON key_use TO makulduk_app;
ALTER TABLE key_use ENABLE ROW LEVEL SECURITY;
CREATE POLICY key_use_platform ON key_use USING (scope_is_system());

-- ES-10.2c: when the owner learned of it, and whether the notices went later than one working day after that.
ALTER TABLE suspected_key ADD COLUMN known_at timestamptz, ADD COLUMN late boolean NOT NULL DEFAULT false;
