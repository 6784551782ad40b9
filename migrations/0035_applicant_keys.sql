-- Keys that a centre makes for applicants (Law 128 art. 13(1)(4), 13(1)(7)): under the applicant's own password, until they are taken.

CREATE TABLE applicant_key (
  holder_id uuid NOT NULL,
  subject_id uuid NOT NULL,
  case_id uuid NOT NULL,
  spki_digest bytea NOT NULL CHECK (length(spki_digest) = 32),
  made_at timestamptz NOT NULL,
  -- The signature key under the applicant's password, sealed once more under a key of its own; gone with the hand-over.
  sealed bytea,
  erased_at timestamptz,
  erased_because text CHECK (erased_because IN ('handed-over', 'not-taken', 'made-anew')),
  journal_entry_id uuid NOT NULL,
  erasure_entry_id uuid,
  PRIMARY KEY (subject_id, case_id, spki_digest),
  CHECK ((sealed IS NULL) = (erased_at IS NOT NULL)),
  CHECK ((erased_at IS NULL) = (erased_because IS NULL) AND (erased_at IS NULL) = (erasure_entry_id IS NULL))
);
CREATE UNIQUE INDEX applicant_key_here ON applicant_key (case_id) WHERE erased_at IS NULL;

ALTER TABLE applicant_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON applicant_key USING (scope_allows(holder_id, subject_id));
GRANT SELECT, INSERT ON applicant_key TO makulduk_app;
GRANT UPDATE (sealed, erased_at, erased_because, erasure_entry_id) ON applicant_key TO makulduk_app;
