-- What a centre publishes in writing (Law 128 art. 13(1)(6), 13(2)(1), 18(4)): by editions, none of which is ever changed.

CREATE TABLE centre_paper (
  centre_id uuid NOT NULL REFERENCES centre,
  kind text NOT NULL CHECK (kind IN ('information', 'guide', 'register-order', 'rules')),
  edition int NOT NULL CHECK (edition > 0),
  -- The parts by name, each in three languages.
  parts jsonb NOT NULL,
  published_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (centre_id, kind, edition)
);

ALTER TABLE centre_paper ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_by_all ON centre_paper FOR SELECT USING (true);
CREATE POLICY written_by_centre ON centre_paper FOR INSERT WITH CHECK (centre_id = scope_holder() OR scope_is_system());
GRANT SELECT, INSERT ON centre_paper TO makulduk_app;
