-- How an incident of integrity ends: an officer says what was found and done, another one closes it on exactly that. Operator: rows are only
-- added; `closed_at` of the incident is set with the closing.

CREATE TABLE record_incident_explanation (
  id uuid PRIMARY KEY,
  incident_id uuid NOT NULL REFERENCES record_incident,
  officer uuid NOT NULL,
  explanation text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX record_incident_explanation_of ON record_incident_explanation (incident_id, at);
CREATE TABLE record_incident_closing (
  incident_id uuid PRIMARY KEY REFERENCES record_incident,
  explanation_id uuid NOT NULL REFERENCES record_incident_explanation,
  officer uuid NOT NULL,
  at timestamptz NOT NULL
);
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['record_incident_explanation', 'record_incident_closing'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I USING (scope_is_system()) WITH CHECK (scope_is_system())', t || '_all', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO makulduk_app', t);
  END LOOP;
END $$;
