-- What an officer has to look at again: a ground that was for an emergency, an application that was dropped, a consent
-- whose proof is missing (PD-5.1-2b, PD-5.1-5, PD-18.1-4, PD-9.5a, PD-9.2b).

CREATE TABLE ground_review (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL,
  subject_id uuid,
  purpose_id uuid,
  kind text NOT NULL CHECK (kind IN ('vital-interests', 'application-dropped', 'event-over', 'consent-unproven', 'clause-invalid')),
  -- The ground or consent in question.
  object_id uuid NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  closed_by text,
  finding text CHECK (finding IN ('stands', 'ended')),
  journal_entry_id uuid NOT NULL,
  CHECK ((closed_at IS NULL) = (finding IS NULL))
);
-- One question about one thing is asked once: two workers, or an authority that asks twice, open one task.
CREATE UNIQUE INDEX ground_review_once ON ground_review (object_id, kind);
CREATE INDEX ground_review_open ON ground_review (holder_id, opened_at) WHERE closed_at IS NULL;
ALTER TABLE ground_review ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON ground_review USING (scope_allows(holder_id, subject_id));
GRANT SELECT, INSERT, UPDATE ON ground_review TO makulduk_app;

-- Grounds whose event has an end: the clock looks at them once.
CREATE INDEX processing_ground_end ON processing_ground (ends_at) WHERE ends_at IS NOT NULL;

-- PD-3.18, CP-5e: what is in force was informed; a consent without its notice can be kept, but never counts.
ALTER TABLE consent ADD CONSTRAINT consent_informed CHECK (notice_id IS NOT NULL OR state NOT IN ('active', 'pending'));
