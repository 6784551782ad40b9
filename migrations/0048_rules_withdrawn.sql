-- A rule whose day has not come may be withdrawn or replaced (Law 128 art. 8(1), 8(4), 8(5)). Operator: rows are only added; an edition with
-- a withdrawal never holds. That one edition of a kind begins at a moment is kept by the lock that every act about rules takes.

ALTER TABLE authority_rule DROP CONSTRAINT authority_rule_kind_since_key;
CREATE INDEX authority_rule_of ON authority_rule (kind, since);
CREATE TABLE authority_rule_withdrawal (
  rule_id uuid PRIMARY KEY REFERENCES authority_rule,
  at timestamptz NOT NULL,
  ground text NOT NULL,
  replaced_by uuid UNIQUE REFERENCES authority_rule,
  journal_entry_id uuid NOT NULL,
  CHECK (replaced_by <> rule_id)
);
ALTER TABLE authority_rule_withdrawal ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_by_all ON authority_rule_withdrawal FOR SELECT USING (true);
CREATE POLICY written_by_authority ON authority_rule_withdrawal FOR INSERT WITH CHECK (scope_is_system());
GRANT SELECT, INSERT ON authority_rule_withdrawal TO makulduk_app;
