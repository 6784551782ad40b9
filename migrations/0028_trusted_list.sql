-- The trusted list (ETSI TS 119 612) as it was signed, every one of them: numbered without gaps, kept for good.
CREATE TABLE trusted_list (
  sequence int PRIMARY KEY CHECK (sequence > 0),
  issued_at timestamptz NOT NULL,
  next_update timestamptz NOT NULL CHECK (next_update > issued_at),
  content bytea NOT NULL CHECK (octet_length(content) = 32), -- SHA-256 of what it says but for number, dates and signature
  xml bytea NOT NULL
);
CREATE INDEX trusted_list_at ON trusted_list (issued_at);
ALTER TABLE trusted_list ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_by_all ON trusted_list FOR SELECT USING (true);
CREATE POLICY written_by_authority ON trusted_list USING (scope_is_system()) WITH CHECK (scope_is_system());
GRANT SELECT, INSERT ON trusted_list TO makulduk_app;
