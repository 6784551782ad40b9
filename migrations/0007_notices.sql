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
  -- Worker's own, in real time.
  state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'done', 'dead')),
  not_before timestamptz NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0,
  leased_until timestamptz,
  last_fault text,
  done_at timestamptz
);
CREATE INDEX outbox_due ON outbox (not_before) WHERE state = 'due';
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY outbox_write ON outbox FOR INSERT WITH CHECK (true);
CREATE POLICY outbox_system ON outbox USING (scope_is_system());
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO makulduk_app;
