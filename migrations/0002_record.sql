-- The record: the journal of acts (sealed) and the Merkle log over it (public: salted hashes only).
-- Operator: the application may add to the journal and read it; it can never change or remove an entry.

CREATE TABLE journal (
  entry_id uuid PRIMARY KEY,            -- UUIDv7
  holder_id uuid,
  subject_id uuid,                      -- pairwise: means nothing outside the holder
  type text NOT NULL,
  at timestamptz NOT NULL,              -- law time of the act
  body bytea NOT NULL,                  -- the canonical entry, byte for byte
  salt bytea NOT NULL CHECK (octet_length(salt) = 32)
);
CREATE INDEX journal_of_subject ON journal (subject_id, entry_id) WHERE subject_id IS NOT NULL;
CREATE INDEX journal_of_holder ON journal (holder_id, entry_id) WHERE holder_id IS NOT NULL;

ALTER TABLE journal ENABLE ROW LEVEL SECURITY;
CREATE POLICY journal_read ON journal FOR SELECT USING (scope_allows(holder_id, subject_id));
-- An entry about nobody (a refused sign-in, a published form) may be written from any scope.
CREATE POLICY journal_write ON journal FOR INSERT
  WITH CHECK (scope_allows(holder_id, subject_id) OR (holder_id IS NULL AND subject_id IS NULL));
GRANT SELECT, INSERT ON journal TO makulduk_app;

-- Entries that wait for their place. The sequencer works off this table and never asks "id > last":
-- a transaction that commits late would be lost to that question.
CREATE TABLE log_pending (
  entry_id uuid PRIMARY KEY,
  data bytea NOT NULL CHECK (octet_length(data) = 32),
  at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
ALTER TABLE log_pending ENABLE ROW LEVEL SECURITY;
CREATE POLICY log_pending_add ON log_pending FOR INSERT WITH CHECK (true);
CREATE POLICY log_pending_take ON log_pending USING (scope_is_system());
GRANT SELECT, INSERT, DELETE ON log_pending TO makulduk_app;

CREATE TABLE log_leaf (
  index bigint PRIMARY KEY CHECK (index >= 0),
  entry_id uuid NOT NULL UNIQUE,
  data bytea NOT NULL CHECK (octet_length(data) = 32)   -- SHA-256(salt || canonical entry)
);
GRANT SELECT, INSERT ON log_leaf TO makulduk_app;

-- The tree's size and frontier (hashes of its complete subtrees, largest first). Advances by compare-and-set.
CREATE TABLE log_head (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  size bigint NOT NULL,
  frontier bytea NOT NULL
);
INSERT INTO log_head (size, frontier) VALUES (0, '');
GRANT SELECT, UPDATE ON log_head TO makulduk_app;

-- Level 0: full tiles only (a partial one is read from log_leaf). Above: also the growing one.
CREATE TABLE log_tile (
  level int NOT NULL,
  n bigint NOT NULL,
  hashes bytea NOT NULL,
  PRIMARY KEY (level, n)
);
GRANT SELECT, INSERT, UPDATE ON log_tile TO makulduk_app;

CREATE TABLE log_checkpoint (
  size bigint PRIMARY KEY,
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  note text NOT NULL,
  at timestamptz NOT NULL               -- real time
);
GRANT SELECT, INSERT, DELETE ON log_checkpoint TO makulduk_app;

CREATE TABLE log_cosignature (
  size bigint NOT NULL REFERENCES log_checkpoint (size),
  witness text NOT NULL,
  line text NOT NULL,
  stated_at timestamptz NOT NULL,       -- the witness's own time
  PRIMARY KEY (size, witness)
);
GRANT SELECT, INSERT ON log_cosignature TO makulduk_app;

-- The log itself is public to read; only the platform's own workers write it, whatever scope a bug runs in.
DO $$ DECLARE name text; BEGIN
  FOREACH name IN ARRAY ARRAY['log_leaf', 'log_head', 'log_tile', 'log_checkpoint', 'log_cosignature'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT USING (true)', name || '_read', name);
    EXECUTE format('CREATE POLICY %I ON %I USING (scope_is_system()) WITH CHECK (scope_is_system())', name || '_write', name);
  END LOOP;
END $$;

-- PD-4.9: an integrity check that found something opens an incident; it stays until a person closes it.
CREATE TABLE record_incident (
  id uuid PRIMARY KEY,
  opened_at timestamptz NOT NULL,
  findings jsonb NOT NULL,              -- [{kind, entryId?, index?}], no personal data
  total int NOT NULL,
  closed_at timestamptz
);
ALTER TABLE record_incident ENABLE ROW LEVEL SECURITY;
CREATE POLICY record_incident_all ON record_incident USING (scope_is_system());
GRANT SELECT, INSERT, UPDATE ON record_incident TO makulduk_app;
