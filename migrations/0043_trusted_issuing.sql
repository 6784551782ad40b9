-- ES-13.4: the certificates of trusted persons, from the order over two officers' approval to the issuer; and who works for them.

CREATE TABLE trusted_order (
  id uuid PRIMARY KEY,
  centre_id uuid NOT NULL REFERENCES centre,
  trusted_person_id uuid NOT NULL REFERENCES trusted_person,
  -- PKCS#10, PEM.
  request text NOT NULL,
  place text NOT NULL,
  until_at timestamptz NOT NULL,
  -- SHA-256 of the bytes that are to be signed, hexadecimal: what the officers approve.
  content_hash text NOT NULL,
  asked_by uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  issuer_id uuid REFERENCES certificate_issuer,
  certificate_number text,
  issued_at timestamptz,
  CHECK ((issuer_id IS NULL) = (certificate_number IS NULL) AND (issuer_id IS NULL) = (issued_at IS NULL))
);
CREATE INDEX trusted_order_of ON trusted_order (centre_id, trusted_person_id, asked_at);

CREATE TABLE trusted_approval (
  order_id uuid NOT NULL REFERENCES trusted_order,
  centre_id uuid NOT NULL REFERENCES centre,
  officer uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (order_id, officer)
);

-- An account works for one trusted person, as long as the powers stand.
CREATE TABLE trusted_officer (
  account_id uuid PRIMARY KEY,
  centre_id uuid NOT NULL REFERENCES centre,
  trusted_person_id uuid NOT NULL REFERENCES trusted_person,
  since timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);
CREATE INDEX trusted_officer_of ON trusted_officer (centre_id, trusted_person_id);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['trusted_order', 'trusted_approval', 'trusted_officer'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_rows ON %I USING (centre_id = scope_holder() OR scope_is_system()) WITH CHECK (centre_id = scope_holder() OR scope_is_system())', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO makulduk_app', t);
  END LOOP;
END $$;
GRANT UPDATE (issuer_id, certificate_number, issued_at) ON trusted_order TO makulduk_app;
-- Through whom a certificate can be applied for is for everybody to know (ES-13.4a).
CREATE POLICY issued_read_by_all ON trusted_order FOR SELECT USING (issuer_id IS NOT NULL);
