-- ES-10.1a: how often in a row the owner's code for a key that a service keeps was wrong; at the limit the key is locked here.
CREATE TABLE key_lock (
  account_id uuid PRIMARY KEY REFERENCES account,
  wrong int NOT NULL CHECK (wrong >= 0),
  locked_at timestamptz
);
GRANT SELECT, INSERT, UPDATE, DELETE ON key_lock TO makulduk_app;
ALTER TABLE key_lock ENABLE ROW LEVEL SECURITY;
CREATE POLICY key_lock_platform ON key_lock USING (scope_is_system());
