-- Transfers to third parties (Decree 759, chapter 3): what was transferred, and the notice that each subject is owed within a week.
-- A transfer's facts about one subject are its disclosure; the notice has the same id and can be neither deleted nor put off.

-- CP-12c: the subject sees nothing of what is exempt.
ALTER TABLE disclosure ADD COLUMN withheld boolean NOT NULL DEFAULT false;
ALTER POLICY own_rows ON disclosure USING (
  scope_allows(holder_id, subject_id) AND NOT (withheld AND (SELECT current_setting('mk.kind', true)) = 'person'));

CREATE TABLE transfer (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES holder,
  purpose_id uuid NOT NULL REFERENCES purpose,
  purpose_version_id uuid NOT NULL,
  recipient_type text NOT NULL,
  recipient_code text,
  -- A natural person's name stands sealed, in the disclosures only.
  recipient_name text,
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  cross_border boolean NOT NULL,
  -- CP-11: a consent (each subject's own, named in the disclosure), or an article with its document.
  ground_kind text NOT NULL CHECK (ground_kind IN ('consent', 'article')),
  ground text NOT NULL,
  ground_document text,
  -- CP-15c, CP-15e: the items transferred and where each was obtained; source null = not yet stated.
  items jsonb NOT NULL CHECK (jsonb_array_length(items) > 0),
  -- CP-15d: null = as the purpose describes its methods.
  methods jsonb,
  channel text NOT NULL,
  subjects int NOT NULL CHECK (subjects > 0),
  executed_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL CHECK (due_at > executed_at),
  by_kind text NOT NULL,
  by_id text NOT NULL,
  profile text NOT NULL,
  journal_entry_id uuid NOT NULL,
  CHECK ((recipient_type = 'natural_person') = (recipient_name IS NULL))
);
CREATE INDEX transfer_of_holder ON transfer (holder_id, id);

-- CP-12, CP-1b: one a subject. OVERDUE is no state but a fact: due_at has passed and it is open.
CREATE TABLE transfer_notice (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL,
  transfer_id uuid NOT NULL REFERENCES transfer,
  due_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('DUE', 'CONTACT_SEARCH', 'SENT', 'EXEMPT', 'IMPOSSIBLE')),
  -- CP-12d, CP-14a: how it is or was sent, and why so.
  channel text CHECK (channel IN ('phone', 'sms', 'letter', 'email')),
  channel_reason text,
  -- The attempt under way, or the one that succeeded.
  attempt_id uuid,
  proof_id uuid,
  sent_at timestamptz,
  late boolean GENERATED ALWAYS AS (coalesce(sent_at > due_at, false)) STORED,
  -- CP-12c: which case, why (sealed), and the officer who says so.
  exemption text CHECK (exemption IN ('ART15_1_2_A', 'ART15_1_2_B')),
  exemption_sealed bytea,
  exempted_by text,
  -- CP-16a: closed as impossible only with the report to the authority.
  report_id uuid,
  PRIMARY KEY (subject_id, id),
  FOREIGN KEY (subject_id, id) REFERENCES disclosure (subject_id, id),
  CHECK ((state = 'SENT') = (sent_at IS NOT NULL)),
  CHECK (state <> 'SENT' OR (proof_id IS NOT NULL AND channel IS NOT NULL)),
  CHECK ((state = 'EXEMPT') = (exemption IS NOT NULL)),
  CHECK ((exemption IS NULL) = (exemption_sealed IS NULL) AND (exemption IS NULL) = (exempted_by IS NULL)),
  CHECK (state <> 'IMPOSSIBLE' OR report_id IS NOT NULL)
);
CREATE INDEX transfer_notice_of_transfer ON transfer_notice (transfer_id, id);
CREATE INDEX transfer_notice_open ON transfer_notice (holder_id, due_at, id) WHERE state IN ('DUE', 'CONTACT_SEARCH');
CREATE INDEX transfer_notice_late ON transfer_notice (holder_id, id) WHERE late;
CREATE INDEX transfer_notice_sending ON transfer_notice (attempt_id) WHERE attempt_id IS NOT NULL AND state IN ('DUE', 'CONTACT_SEARCH');

-- SENT and EXEMPT are ends; IMPOSSIBLE opens again only when the authority has found the subject (CP-17d). What was owed, to whom
-- and by when never changes.
CREATE FUNCTION transfer_notice_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('SENT', 'EXEMPT')
     OR (OLD.state = 'IMPOSSIBLE' AND NEW.state <> 'DUE')
     OR (OLD.state = 'DUE' AND NEW.state IN ('EXEMPT', 'IMPOSSIBLE'))
     OR (OLD.state = 'CONTACT_SEARCH' AND NEW.state = 'EXEMPT') THEN
    RAISE EXCEPTION 'transfer notice: % does not become %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER transfer_notice_moves BEFORE UPDATE ON transfer_notice FOR EACH ROW EXECUTE FUNCTION transfer_notice_moves();

-- CP-14b: each attempt with the message as composed, sealed; what came of it.
CREATE TABLE transfer_attempt (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  channel text NOT NULL CHECK (channel IN ('phone', 'sms', 'letter', 'email')),
  message_sealed bytea NOT NULL,
  message_hash bytea NOT NULL CHECK (length(message_hash) = 32),
  outbox_id uuid,
  at timestamptz NOT NULL,
  failed_at timestamptz,
  fault text,
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (subject_id, id),
  FOREIGN KEY (subject_id, notice_id) REFERENCES transfer_notice (subject_id, id)
);
CREATE INDEX transfer_attempt_of ON transfer_attempt (subject_id, notice_id, id);

-- CP-14b: the proof that the subject was informed: the delivery report, telephonogram, copy of the letter.
CREATE TABLE transfer_proof (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  attempt_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('telephonogram', 'provider_report', 'letter_copy', 'delivery_report')),
  sealed bytea NOT NULL,
  file_sealed bytea,
  file_type text,
  at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (subject_id, id),
  FOREIGN KEY (subject_id, notice_id) REFERENCES transfer_notice (subject_id, id),
  CHECK ((file_sealed IS NULL) = (file_type IS NULL)),
  CHECK (kind <> 'letter_copy' OR file_sealed IS NOT NULL)
);
CREATE INDEX transfer_proof_of ON transfer_proof (subject_id, notice_id, id);

-- The days on which notices of a holder fall due: who is reminded, and when a day passed with notices open. One row a day, however many notices.
CREATE TABLE transfer_term (
  holder_id uuid NOT NULL REFERENCES holder,
  due_at timestamptz NOT NULL,
  reminded int NOT NULL DEFAULT 0,
  overdue_at timestamptz,
  PRIMARY KEY (holder_id, due_at)
);
CREATE INDEX transfer_term_open ON transfer_term (due_at) WHERE overdue_at IS NULL;

ALTER TABLE transfer ENABLE ROW LEVEL SECURITY;
-- The subject reads a transfer through the notice it is owed, and only there.
CREATE POLICY own_rows ON transfer USING (
  scope_is_system() OR holder_id = scope_holder()
  OR ((SELECT current_setting('mk.kind', true)) = 'person' AND EXISTS (SELECT 1 FROM transfer_notice n WHERE n.transfer_id = transfer.id)));
ALTER TABLE transfer_notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON transfer_notice USING (
  CASE (SELECT current_setting('mk.kind', true))
    WHEN 'holder' THEN holder_id = (SELECT scope_holder())
    WHEN 'person' THEN subject_id = ANY ((SELECT scope_subjects())::uuid[]) AND state <> 'EXEMPT'
    WHEN 'system' THEN true
    ELSE false END);
ALTER TABLE transfer_attempt ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON transfer_attempt USING (scope_allows(holder_id, subject_id));
ALTER TABLE transfer_proof ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON transfer_proof USING (scope_allows(holder_id, subject_id));
ALTER TABLE transfer_term ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_holder ON transfer_term USING (scope_is_system() OR holder_id = scope_holder());

-- Nobody deletes: not the officer, not the program (CP-1b). What may change is named column by column; the term is not among it.
GRANT SELECT, INSERT ON transfer, transfer_notice, transfer_attempt, transfer_proof, transfer_term TO makulduk_app;
GRANT UPDATE (state, channel, channel_reason, attempt_id, proof_id, sent_at, report_id) ON transfer_notice TO makulduk_app;
GRANT UPDATE (failed_at, fault) ON transfer_attempt TO makulduk_app;
GRANT UPDATE (reminded, overdue_at) ON transfer_term TO makulduk_app;
