-- Subjects known to be of age: `may` on a ground other than consent need not ask the vault again (PD-18.1). The row says
-- nothing else of the person, and no birth date can be read from it.

CREATE TABLE adult_subject (
  subject_id uuid PRIMARY KEY,
  holder_id uuid NOT NULL
);
ALTER TABLE adult_subject ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON adult_subject USING (scope_allows(holder_id, subject_id));
GRANT SELECT, INSERT, DELETE ON adult_subject TO makulduk_app;
