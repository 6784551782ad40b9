-- CP-4b: a holder's catalogue of state and municipal services, each linked to the published form its applicants sign.
CREATE TABLE service (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES holder,
  code text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('state', 'municipal')),
  name jsonb NOT NULL,
  needs_personal_data boolean NOT NULL,
  purpose_id uuid REFERENCES purpose,
  -- Open for applications from this moment; null = not opened.
  opened_at timestamptz,
  UNIQUE (holder_id, code)
);
GRANT SELECT, INSERT, UPDATE ON service TO makulduk_app;

-- CP-10b: a scan goes with the evidence it belongs to, once nothing locks it.
GRANT DELETE ON paper_scan TO makulduk_app;
