-- Keys and persons. Nothing here is readable without the key store, which stands outside the database.
-- Operator: the key-encryption keys live in the key store; this file's tables hold only keys wrapped by them.

-- One row a data key, wrapped. There may be several a (subject, class, purpose): each sealed value names its key,
-- and destruction takes all of them. class 'person' seals the identity record; its subject_id is then the person's own
-- id, it belongs to no holder, and only the system scope sees it.
CREATE TABLE data_key (
  subject_id uuid NOT NULL,
  key_id uuid NOT NULL,
  holder_id uuid,
  class text NOT NULL CHECK (class IN ('content', 'proof', 'person')),
  purpose_id uuid,
  kek_id text NOT NULL,
  wrapped bytea NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (subject_id, key_id),
  CHECK ((class = 'person') = (holder_id IS NULL)),
  CHECK ((class = 'content') = (purpose_id IS NOT NULL))
);
CREATE INDEX data_key_by_kek ON data_key (kek_id, subject_id, key_id);

-- Key-encryption keys that may wrap nothing any more. Rotation writes here under a table lock, before it destroys the
-- old one: a transaction that wrapped a key just before cannot commit it after (it would be lost with the old one).
CREATE TABLE kek_retired (
  kek_id text PRIMARY KEY,
  retired_at timestamptz NOT NULL,
  destroyed_at timestamptz
);

-- A keyed hash by which the key store knows the database it belongs to: with another one nothing may be dropped as destroyed.
CREATE TABLE key_store_mark (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  mark bytea NOT NULL
);

-- PD-34.1d: what the destruction act is made of. No personal values; the two moments: unreadable, irrecoverable.
CREATE TABLE destruction (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid,
  class text NOT NULL,
  purpose_id uuid,
  key_ids uuid[] NOT NULL,
  kek_ids text[] NOT NULL,
  unreadable_at timestamptz NOT NULL,
  irrecoverable_on date NOT NULL,
  irrecoverable_at timestamptz,
  actor text NOT NULL,
  ground text[] NOT NULL,
  replayed_at timestamptz,
  noted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (subject_id, id)
);
CREATE INDEX destruction_recoverable ON destruction (irrecoverable_on) WHERE irrecoverable_at IS NULL;
CREATE INDEX destruction_unnoted ON destruction (id) WHERE NOT noted;
COMMENT ON COLUMN destruction.noted IS 'the key store outside the database knows of it, and would repeat it on a restored backup';

-- DECISIONS 1: a person may have no PIN; PINs may be contested, merged, replaced.
CREATE TABLE person (
  person_id uuid PRIMARY KEY,
  version int NOT NULL CHECK (version > 0),
  state text NOT NULL CHECK (state IN ('active', 'frozen', 'merged', 'deceased', 'erased')),
  merged_into uuid REFERENCES person,
  sealed bytea,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  CHECK (CASE WHEN state = 'merged' THEN merged_into IS NOT NULL ELSE merged_into IS NULL OR state = 'erased' END),
  CHECK ((state = 'erased') = (sealed IS NULL))
);
CREATE INDEX person_merged_into ON person (merged_into) WHERE merged_into IS NOT NULL;

-- Look-ups by keyed hash: a PIN has about 7*10^8 values, so an unkeyed hash of one is the PIN.
CREATE TABLE person_index (
  kind text NOT NULL CHECK (kind IN ('pin', 'document', 'phone', 'email')),
  mac bytea NOT NULL,
  person_id uuid NOT NULL REFERENCES person,
  state text NOT NULL CHECK (state IN ('active', 'frozen', 'former')),
  since timestamptz NOT NULL,
  PRIMARY KEY (kind, mac, person_id)
);
-- Two persons never hold one PIN at once: a contested one is frozen for both.
CREATE UNIQUE INDEX person_index_one_pin ON person_index (mac) WHERE kind = 'pin' AND state = 'active';
CREATE INDEX person_index_of ON person_index (person_id);

ALTER TABLE data_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY data_key_scope ON data_key
  USING (scope_allows(holder_id, subject_id) AND (class <> 'person' OR scope_is_system()))
  WITH CHECK (scope_allows(holder_id, subject_id) AND (class <> 'person' OR scope_is_system()) AND NOT EXISTS (SELECT FROM kek_retired r WHERE r.kek_id = data_key.kek_id));
ALTER TABLE destruction ENABLE ROW LEVEL SECURITY;
CREATE POLICY destruction_scope ON destruction USING (scope_allows(holder_id, subject_id) AND (class <> 'person' OR scope_is_system()));
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
CREATE POLICY person_vault ON person USING (scope_is_system());
ALTER TABLE person_index ENABLE ROW LEVEL SECURITY;
CREATE POLICY person_index_vault ON person_index USING (scope_is_system());

GRANT SELECT, INSERT, DELETE ON data_key TO makulduk_app;
GRANT UPDATE (kek_id, wrapped) ON data_key TO makulduk_app;
GRANT SELECT, INSERT ON key_store_mark TO makulduk_app;
GRANT SELECT, INSERT ON kek_retired TO makulduk_app;
GRANT UPDATE (destroyed_at) ON kek_retired TO makulduk_app;
GRANT SELECT, INSERT ON destruction TO makulduk_app;
GRANT UPDATE (irrecoverable_at, noted, replayed_at) ON destruction TO makulduk_app;
GRANT SELECT, INSERT, UPDATE ON person TO makulduk_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON person_index TO makulduk_app;
