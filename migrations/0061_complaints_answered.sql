-- PD-15.1: a complaint of a transfer is a matter of the authority: open until a report is found to it (CP-17b) or an officer has answered it.

ALTER TABLE transfer_complaint DROP CONSTRAINT transfer_complaint_state_check;
ALTER TABLE transfer_complaint ADD CONSTRAINT transfer_complaint_state_check CHECK (state IN ('RECEIVED', 'ANSWERED'));
ALTER TABLE transfer_complaint
  ADD COLUMN answer_sealed bytea,
  ADD COLUMN answered_at timestamptz,
  ADD COLUMN answered_by uuid,
  -- When the alarm was sounded that the term has passed.
  ADD COLUMN overdue_at timestamptz,
  ADD CONSTRAINT transfer_complaint_answered CHECK ((state = 'ANSWERED') = (answer_sealed IS NOT NULL) AND (answer_sealed IS NULL) = (answered_at IS NULL) AND (answer_sealed IS NULL) = (answered_by IS NULL));
GRANT UPDATE (state, answer_sealed, answered_at, answered_by, overdue_at) ON transfer_complaint TO makulduk_app;
CREATE INDEX transfer_complaint_watched ON transfer_complaint (filed_at) WHERE state = 'RECEIVED' AND outcome = 'NOT_MATCHED' AND overdue_at IS NULL;
