-- Signatures verified by a centre at the request of participants (Law 128 art. 13(1)(9)): liability attaches to the answer (13(3)(2)), so
-- request, data and answer are kept as they were. Operator: rows are only added; what was asked lies sealed under the asker's proof key.

CREATE TABLE centre_check (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES centre,
  subject_id uuid NOT NULL,             -- who asked, pairwise at the centre
  at timestamptz NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('valid', 'invalid', 'undetermined')),
  -- SHA-256 of what was sent and of the canonical report that was given.
  signature_sha256 bytea NOT NULL CHECK (octet_length(signature_sha256) = 32),
  document_sha256 bytea CHECK (octet_length(document_sha256) = 32),
  answer_sha256 bytea NOT NULL CHECK (octet_length(answer_sha256) = 32),
  sealed bytea NOT NULL,
  journal_entry_id uuid NOT NULL
);
CREATE INDEX centre_check_of ON centre_check (holder_id, at DESC);
ALTER TABLE centre_check ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON centre_check USING (scope_allows(holder_id, subject_id)) WITH CHECK (scope_allows(holder_id, subject_id));
GRANT SELECT, INSERT ON centre_check TO makulduk_app;
