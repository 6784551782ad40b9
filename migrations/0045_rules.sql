-- Rules of the Government, of the authorised body and of the security body (Law 128 art. 8(1), 8(4), 8(5), 13(7)): dated data with the act
-- each rests on. Operator: an edition is never changed; the one in force at a moment is the newest that had begun.

CREATE TABLE authority_rule (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('authorised-body', 'accreditation', 'certificate-form', 'disclosure', 'terms')),
  since timestamptz NOT NULL,
  act jsonb NOT NULL,                   -- title, number, on
  body jsonb NOT NULL,
  entered_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL,
  UNIQUE (kind, since)
);
ALTER TABLE authority_rule ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_by_all ON authority_rule FOR SELECT USING (true);
CREATE POLICY written_by_authority ON authority_rule FOR INSERT WITH CHECK (scope_is_system());
GRANT SELECT, INSERT ON authority_rule TO makulduk_app;

-- The standard offer of a centre (art. 13(8)): one price for each service for everybody, and the terms of the centre's own steps (art. 13(7)).
CREATE TABLE centre_offer (
  centre_id uuid NOT NULL REFERENCES centre,
  edition int NOT NULL CHECK (edition > 0),
  prices jsonb NOT NULL,                -- service: som, "0.00"
  terms jsonb NOT NULL,                 -- step: days
  published_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (centre_id, edition)
);
ALTER TABLE centre_offer ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_by_all ON centre_offer FOR SELECT USING (true);
CREATE POLICY written_by_centre ON centre_offer FOR INSERT WITH CHECK (centre_id = scope_holder() OR scope_is_system());
GRANT SELECT, INSERT ON centre_offer TO makulduk_app;
