-- ES-2.9: what a signature means does: at least one of creating signatures, verifying them, making keys. ES-2.10: a centre's means is
-- another thing. What was listed before functions were kept is taken to have been confirmed for all three.
ALTER TABLE confirmed_means ADD COLUMN functions text[] NOT NULL DEFAULT '{}';
UPDATE confirmed_means SET functions = '{create,verify,keygen}' WHERE kind = 'signature';
ALTER TABLE confirmed_means ALTER COLUMN functions DROP DEFAULT,
  ADD CHECK (functions <@ ARRAY['create', 'verify', 'keygen']),
  ADD CHECK ((kind = 'signature') = (cardinality(functions) > 0));

-- ES-12.1: which means made a signature, a check of one, a pair of keys. `object` is a hash of what was made or checked.
CREATE TABLE means_use (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  operation text NOT NULL CHECK (operation IN ('create', 'verify', 'keygen')),
  name text NOT NULL,
  version text NOT NULL,
  means_id uuid REFERENCES confirmed_means,   -- null: not on the list of confirmed means at that moment
  object bytea NOT NULL CHECK (octet_length(object) = 32)
);
GRANT SELECT, INSERT, DELETE ON means_use TO makulduk_app;
ALTER TABLE means_use ENABLE ROW LEVEL SECURITY;
CREATE POLICY means_use_platform ON means_use USING (scope_is_system());
