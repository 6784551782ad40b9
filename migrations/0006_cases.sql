-- Statutory cases: what was done, what is owed and until when. The acts are the truth; stage, duties and clocks are kept beside
-- them so that they can be listed, and are derived anew from the acts at every act.
-- Operator: acts, refused attempts and documents are only ever added.

CREATE TABLE case_file (
  holder_id uuid NOT NULL,
  id uuid NOT NULL,                    -- UUIDv7
  subject_id uuid,                     -- pairwise; null where the case is about the holder itself
  procedure text NOT NULL,
  version int NOT NULL,                -- a case keeps the version and the legal profile it was opened under
  profile text NOT NULL,
  stage text NOT NULL,
  ended_by text,
  ended_at timestamptz,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (holder_id, id)
);
CREATE INDEX case_file_of_subject ON case_file (subject_id, id) WHERE subject_id IS NOT NULL;
CREATE INDEX case_file_of_procedure ON case_file (holder_id, procedure, id);

CREATE TABLE case_act (
  holder_id uuid NOT NULL,
  case_id uuid NOT NULL,
  seq int NOT NULL CHECK (seq > 0),
  subject_id uuid,
  act text NOT NULL,                   -- an act of the procedure, or duty.late
  party text NOT NULL,
  by_kind text NOT NULL,
  by_id text NOT NULL,
  at timestamptz NOT NULL,             -- law time
  real_at timestamptz NOT NULL,
  data jsonb NOT NULL,                 -- ids, codes, dates; nothing that names a person
  sealed bytea,                        -- what could, under the subject's key
  entry_id uuid NOT NULL,
  PRIMARY KEY (holder_id, case_id, seq),
  FOREIGN KEY (holder_id, case_id) REFERENCES case_file
);
-- A term runs out once: two workers, or a worker and a command, cannot both record it.
CREATE TABLE case_lateness (
  holder_id uuid NOT NULL,
  case_id uuid NOT NULL,
  duty text NOT NULL,
  n int NOT NULL,
  subject_id uuid,
  seq int NOT NULL,
  PRIMARY KEY (holder_id, case_id, duty, n)
);

CREATE TABLE case_refused (
  holder_id uuid NOT NULL,
  case_id uuid NOT NULL,
  id uuid NOT NULL,
  subject_id uuid,
  act text NOT NULL,
  by_kind text NOT NULL,
  by_id text NOT NULL,
  at timestamptz NOT NULL,
  code text NOT NULL,
  law text[] NOT NULL,
  PRIMARY KEY (holder_id, case_id, id)
);

CREATE TABLE case_duty (
  holder_id uuid NOT NULL,
  case_id uuid NOT NULL,
  duty text NOT NULL,
  n int NOT NULL,
  subject_id uuid,
  procedure text NOT NULL,
  office text NOT NULL,
  party text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'paused', 'done', 'ended')),
  started_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL CHECK (due_at >= started_at),
  closed_at timestamptz,
  late boolean NOT NULL,               -- as of the last act; open duties are compared with due_at
  waits boolean NOT NULL,
  PRIMARY KEY (holder_id, case_id, duty, n)
);
CREATE INDEX case_duty_tasks ON case_duty (office, holder_id, due_at) WHERE state IN ('open', 'paused') AND NOT waits;

CREATE TABLE case_document (
  holder_id uuid NOT NULL,
  case_id uuid NOT NULL,
  seq int NOT NULL,
  subject_id uuid,
  kind text NOT NULL,
  at timestamptz NOT NULL,
  content jsonb,                       -- of a case without a subject
  sealed bytea,                        -- of a case about a person
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  PRIMARY KEY (holder_id, case_id, seq),
  CHECK ((content IS NULL) <> (sealed IS NULL))
);

-- Clocks are domain records: due_at is law time, leases are real time.
CREATE TABLE case_clock (
  holder_id uuid NOT NULL,
  case_id uuid NOT NULL,
  duty text NOT NULL,
  n int NOT NULL,
  kind text NOT NULL,                  -- late, reminder-N (N days before)
  subject_id uuid,
  due_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('armed', 'fired', 'cancelled')),
  lease_owner text,
  lease_until timestamptz,
  attempts int NOT NULL DEFAULT 0,
  PRIMARY KEY (holder_id, case_id, duty, n, kind)
);
CREATE INDEX case_clock_due ON case_clock (due_at) WHERE state = 'armed';

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['case_file', 'case_act', 'case_lateness', 'case_refused', 'case_duty', 'case_document', 'case_clock'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I USING (scope_allows(holder_id, subject_id)) WITH CHECK (scope_allows(holder_id, subject_id))', name || '_scope', name);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO makulduk_app', name);
  END LOOP;
END $$;
GRANT UPDATE ON case_file, case_duty, case_clock TO makulduk_app;
