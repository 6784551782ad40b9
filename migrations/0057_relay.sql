-- Decree 759, par. 13 and 16-18: the search for a subject's contacts, the report that a subject cannot be told, complaints to the authority.
CREATE TABLE contact_search_step (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL REFERENCES holder,
  notice_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('STATE_BODY_REQUEST', 'PUBLIC_SOURCE')),
  sealed bytea NOT NULL,                   -- addressee or source, and the request as it was made
  document_hash bytea CHECK (length(document_hash) = 32),
  result text NOT NULL CHECK (result IN ('open', 'found', 'failed')),
  contact_id uuid,
  at timestamptz NOT NULL,
  answered_at timestamptz,
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (subject_id, id),
  FOREIGN KEY (subject_id, notice_id) REFERENCES transfer_notice (subject_id, id),
  CHECK ((kind = 'STATE_BODY_REQUEST') = (document_hash IS NOT NULL)),
  CHECK ((result = 'found') = (contact_id IS NOT NULL) AND (result = 'open') = (answered_at IS NULL))
);
CREATE INDEX contact_search_step_of ON contact_search_step (subject_id, notice_id, id);
CREATE TABLE impossibility_report (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES holder,
  subject_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  transfer_id uuid NOT NULL REFERENCES transfer,
  sealed bytea NOT NULL,                   -- what identifies the subject, what was done to tell
  reported_at timestamptz NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('MATCHED', 'NOT_MATCHED')),
  -- CP-18d: the one message to the contact given at registration; its attempts are the proof.
  registration_id uuid REFERENCES voluntary_registration,
  outbox_id uuid,
  journal_entry_id uuid NOT NULL,
  FOREIGN KEY (subject_id, notice_id) REFERENCES transfer_notice (subject_id, id),
  CHECK ((outcome = 'MATCHED') = (registration_id IS NOT NULL) AND (outcome = 'MATCHED') = (outbox_id IS NOT NULL))
);
CREATE INDEX impossibility_report_of ON impossibility_report (holder_id, id);
CREATE TABLE impossibility_report_mac (
  report_id uuid NOT NULL REFERENCES impossibility_report,
  kind text NOT NULL CHECK (kind IN ('pin', 'document', 'name')),
  mac bytea NOT NULL CHECK (length(mac) = 32),
  PRIMARY KEY (report_id, mac)
);
CREATE INDEX impossibility_report_by_mac ON impossibility_report_mac (mac);
CREATE TABLE transfer_complaint (
  id uuid PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  subject_id uuid NOT NULL,                -- as the authority knows the person
  state text NOT NULL CHECK (state = 'RECEIVED'),
  sealed bytea NOT NULL,                   -- description and contacts
  filed_at timestamptz NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('MATCHED', 'NOT_MATCHED')),
  matched_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);
CREATE INDEX transfer_complaint_of ON transfer_complaint (subject_id, id);
CREATE TABLE transfer_complaint_match (
  complaint_id uuid NOT NULL REFERENCES transfer_complaint,
  report_id uuid NOT NULL REFERENCES impossibility_report,
  outbox_id uuid NOT NULL,
  PRIMARY KEY (complaint_id, report_id)
);
ALTER TABLE contact_search_step ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON contact_search_step USING (scope_is_system() OR holder_id = scope_holder());
GRANT SELECT, INSERT ON contact_search_step TO makulduk_app;
GRANT UPDATE (result, contact_id, answered_at) ON contact_search_step TO makulduk_app;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['impossibility_report', 'impossibility_report_mac', 'transfer_complaint', 'transfer_complaint_match'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I USING (scope_is_system()) WITH CHECK (scope_is_system())', t || '_authority', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO makulduk_app', t);
  END LOOP;
END $$;
