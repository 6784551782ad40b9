-- What leaves the platform: receipts, notices, messages. A row is put in by the act's own transaction and taken by a worker.
-- The row names its matter by ids; the text is made when it is sent, from what may then still be read.

CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  holder_id uuid,
  subject_id uuid,
  kind text NOT NULL,
  ref uuid NOT NULL,
  data jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  -- A message whose words and address exist nowhere else (a recovery link): sealed, and emptied as soon as it is sent or given up.
  sealed bytea,
  broadcast_id uuid,
  -- 0: somebody waits for it (a code); 1: receipts and notices; 2: to everybody, never before the others.
  priority smallint NOT NULL DEFAULT 1,
  -- Worker's own, in the database's time: one clock for all workers.
  state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'done', 'dead')),
  not_before timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  attempts int NOT NULL DEFAULT 0,
  leased_by uuid,
  leased_until timestamptz,
  -- What failed, in the platform's own words: a mail server's answer may repeat the address.
  last_fault text,
  done_at timestamptz
);
CREATE INDEX outbox_due ON outbox (priority, not_before) WHERE state = 'due';
CREATE INDEX outbox_dead ON outbox (kind) WHERE state = 'dead';
CREATE INDEX outbox_done ON outbox (done_at) WHERE state = 'done';
-- A broadcast tells each subject once, however often its fan-out is taken up again.
CREATE UNIQUE INDEX outbox_broadcast ON outbox (broadcast_id, subject_id) WHERE broadcast_id IS NOT NULL;
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY outbox_write ON outbox FOR INSERT WITH CHECK (true);
CREATE POLICY outbox_system ON outbox USING (scope_is_system());
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO makulduk_app;

-- Proof that somebody was told, or that it was tried: one row an attempt and channel, never altered. The address stands as a keyed hash.
CREATE TABLE notice_attempt (
  id uuid PRIMARY KEY,
  outbox_id uuid NOT NULL,
  broadcast_id uuid,
  holder_id uuid,
  subject_id uuid,
  kind text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('inbox', 'email', 'sms', 'task')),
  at timestamptz NOT NULL,
  result text NOT NULL CHECK (result IN ('sent', 'deferred', 'refused', 'no-address', 'no-channel')),
  message_id text,
  address_mac bytea,
  fault text
);
CREATE INDEX notice_attempt_of ON notice_attempt (outbox_id);
CREATE INDEX notice_attempt_broadcast ON notice_attempt (broadcast_id, channel, result) WHERE broadcast_id IS NOT NULL;
ALTER TABLE notice_attempt ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON notice_attempt FOR SELECT USING (scope_allows(holder_id, subject_id));
CREATE POLICY written_by_worker ON notice_attempt FOR INSERT WITH CHECK (scope_is_system());
GRANT SELECT, INSERT ON notice_attempt TO makulduk_app;

-- What stands in a person's account. `data` holds published names, dates and codes; the words are made in the reader's language.
CREATE TABLE inbox_message (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL,
  kind text NOT NULL,
  ref uuid NOT NULL,
  at timestamptz NOT NULL,
  read_at timestamptz,
  data jsonb NOT NULL,
  PRIMARY KEY (subject_id, id)
);
ALTER TABLE inbox_message ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON inbox_message USING (scope_allows(holder_id, subject_id));
GRANT SELECT, INSERT, DELETE ON inbox_message TO makulduk_app;
GRANT UPDATE (read_at) ON inbox_message TO makulduk_app;

-- What a holder's staff has to do: a paper to compare, a dispute to check.
CREATE TABLE holder_task (
  holder_id uuid NOT NULL,
  id uuid NOT NULL,
  subject_id uuid,
  kind text NOT NULL,
  ref uuid NOT NULL,
  at timestamptz NOT NULL,
  done_at timestamptz,
  data jsonb NOT NULL,
  PRIMARY KEY (holder_id, id)
);
CREATE INDEX holder_task_open ON holder_task (holder_id, at) WHERE done_at IS NULL;
CREATE INDEX holder_task_ref ON holder_task (ref) WHERE done_at IS NULL;
ALTER TABLE holder_task ENABLE ROW LEVEL SECURITY;
-- The holder's own: the person concerned does not see the office's list of work.
CREATE POLICY own_rows ON holder_task USING (scope_is_system() OR holder_id = scope_holder());
GRANT SELECT, INSERT ON holder_task TO makulduk_app;
GRANT UPDATE (done_at) ON holder_task TO makulduk_app;

-- One notice to all current subjects of a holder (SP-10b): fanned out into the outbox in batches, `cursor` says how far.
CREATE TABLE broadcast (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL,
  kind text NOT NULL,
  ref uuid NOT NULL,
  data jsonb NOT NULL DEFAULT '{}',
  channels text[] NOT NULL,
  created_at timestamptz NOT NULL,
  cursor uuid,
  audience bigint NOT NULL DEFAULT 0,
  fanned_out_at timestamptz
);
CREATE INDEX broadcast_open ON broadcast (id) WHERE fanned_out_at IS NULL;
CREATE INDEX broadcast_of ON broadcast (holder_id, ref);
ALTER TABLE broadcast ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON broadcast USING (scope_is_system() OR holder_id = scope_holder());
GRANT SELECT, INSERT ON broadcast TO makulduk_app;
GRANT UPDATE (cursor, audience, fanned_out_at) ON broadcast TO makulduk_app;

-- Where messages go in the sandbox, in place of people. Sealed as everything with an address is.
CREATE TABLE sandbox_mail (
  message_id text PRIMARY KEY,
  at timestamptz NOT NULL,
  channel text NOT NULL,
  sealed bytea NOT NULL
);
CREATE INDEX sandbox_mail_at ON sandbox_mail (at);
ALTER TABLE sandbox_mail ENABLE ROW LEVEL SECURITY;
CREATE POLICY platform_only ON sandbox_mail USING (scope_is_system());
GRANT SELECT, INSERT, DELETE ON sandbox_mail TO makulduk_app;
