-- CP-17b: by what a complaint is recognised when a report about the same person arrives after it. Keyed hashes only, as of reports.

CREATE TABLE transfer_complaint_mac (
  complaint_id uuid NOT NULL REFERENCES transfer_complaint,
  kind text NOT NULL CHECK (kind IN ('pin', 'document', 'name')),
  mac bytea NOT NULL CHECK (length(mac) = 32),
  PRIMARY KEY (complaint_id, mac)
);
CREATE INDEX transfer_complaint_by_mac ON transfer_complaint_mac (mac);
ALTER TABLE transfer_complaint_mac ENABLE ROW LEVEL SECURITY;
CREATE POLICY transfer_complaint_mac_authority ON transfer_complaint_mac USING (scope_is_system()) WITH CHECK (scope_is_system());
GRANT SELECT, INSERT ON transfer_complaint_mac TO makulduk_app;

-- When report and complaint met; null: at the filing of the complaint.
ALTER TABLE transfer_complaint_match ADD COLUMN matched_at timestamptz;
