-- Decree 759, par. 12 and 13: by what a holder can reach a subject to tell of a transfer, where each contact is from, and whether it may be used.

-- CP-13a: the fields with which a holder collects data from subjects.
CREATE TABLE collection_form (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES holder,
  name jsonb NOT NULL,
  fields text[] NOT NULL CHECK (fields @> ARRAY['address', 'phone', 'email']),
  published_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);
CREATE INDEX collection_form_of ON collection_form (holder_id, id);
-- That the subject was asked, whatever was answered.
CREATE TABLE contact_request (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL REFERENCES holder,
  form_id uuid NOT NULL REFERENCES collection_form,
  contacts_requested boolean NOT NULL DEFAULT true CHECK (contacts_requested),
  left_empty text[] NOT NULL,
  asked_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (subject_id, id)
);
CREATE TABLE subject_contact (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL REFERENCES holder,
  kind text NOT NULL CHECK (kind IN ('address', 'phone', 'email')),
  source text NOT NULL CHECK (source IN ('subject', 'state_body', 'public_source', 'other_holder', 'authority')),
  purpose text NOT NULL DEFAULT 'transfer_notification' CHECK (purpose = 'transfer_notification'),
  -- Value, where exactly it is from, the reference of the donor's consent: under the subject's proof key.
  sealed bytea NOT NULL,
  -- CP-13h, CP-13i
  donor text CHECK (donor IN ('consent', 'not_required_by_law')),
  donor_provision text,
  -- CP-13f
  ownership_method text CHECK (ownership_method IN ('state_is_identification', 'prior_contact', 'other')),
  ownership_passed boolean,
  ownership_at timestamptz,
  ownership_by text,
  -- CP-13g
  purpose_conclusion text CHECK (purpose_conclusion IN ('compatible', 'contradicts')),
  purpose_at timestamptz,
  purpose_by text,
  obtained_at timestamptz NOT NULL,
  replaced_at timestamptz,
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (subject_id, id),
  CHECK ((source = 'other_holder') = (donor IS NOT NULL)),
  CHECK ((donor = 'not_required_by_law') = (donor_provision IS NOT NULL)),
  CHECK ((ownership_method IS NULL) = (ownership_passed IS NULL) AND (ownership_method IS NULL) = (ownership_by IS NULL)),
  CHECK ((purpose_conclusion IS NULL) = (purpose_by IS NULL))
);
CREATE INDEX subject_contact_live ON subject_contact (subject_id, holder_id) WHERE replaced_at IS NULL;
-- CP-12e: the last agreement counts.
CREATE TABLE channel_agreement (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL REFERENCES holder,
  channels text[] NOT NULL CHECK (cardinality(channels) > 0 AND channels <@ ARRAY['phone', 'sms', 'letter', 'email']),
  how text NOT NULL CHECK (how IN ('by_subject', 'at_collection')),
  agreed_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (subject_id, id)
);
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['contact_request', 'subject_contact', 'channel_agreement'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_rows ON %I USING (scope_allows(holder_id, subject_id))', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO makulduk_app', t);
  END LOOP;
END $$;
ALTER TABLE collection_form ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON collection_form USING (scope_is_system() OR holder_id = scope_holder());
GRANT SELECT, INSERT ON collection_form TO makulduk_app;
GRANT UPDATE (ownership_method, ownership_passed, ownership_at, ownership_by, purpose_conclusion, purpose_at, purpose_by, replaced_at)
  ON subject_contact TO makulduk_app;
