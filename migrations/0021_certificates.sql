-- Registers of certificates (Law 128 art. 13(1)(5), 14(5)-(8), 17(5)): one a centre, and the root's. Records are only ever added.
-- Operator: no role of the application may change or remove a certificate or its end. Contents with personal data are sealed.

CREATE TABLE certificate_register (
  id uuid PRIMARY KEY,
  holder_id uuid UNIQUE,                -- the centre; null: the root's
  opened_at timestamptz NOT NULL,
  last_record bigint NOT NULL DEFAULT 0 -- records are numbered without gaps
);
CREATE UNIQUE INDEX certificate_register_root ON certificate_register ((true)) WHERE holder_id IS NULL;

-- Who signs: the root, the centre's certificates, its trusted persons, the authority's issuer of status. No personal data.
CREATE TABLE certificate_issuer (
  id uuid PRIMARY KEY,
  register_id uuid NOT NULL REFERENCES certificate_register,
  holder_id uuid,
  kind text NOT NULL CHECK (kind IN ('ROOT', 'ACA', 'TP', 'STATUS')),
  der bytea NOT NULL,
  fingerprint bytea NOT NULL UNIQUE,
  key_name text NOT NULL,               -- where its key is found; never the key
  since timestamptz NOT NULL,
  last_list bigint NOT NULL DEFAULT 0   -- RFC 5280 5.2.3
);
CREATE INDEX certificate_issuer_of ON certificate_issuer (register_id);

CREATE TABLE certificate (
  id uuid PRIMARY KEY,
  register_id uuid NOT NULL REFERENCES certificate_register,
  holder_id uuid,
  subject_id uuid,                      -- the owner, pairwise at the centre; null: a legal entity, a centre, a service
  issuer_id uuid NOT NULL REFERENCES certificate_issuer,
  record bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('ACA', 'TP', 'QN', 'QL', 'QA', 'NQ', 'STATUS', 'OCSP', 'TSA')),
  serial bytea NOT NULL,
  spki_digest bytea NOT NULL CHECK (octet_length(spki_digest) = 32),
  fingerprint bytea NOT NULL UNIQUE CHECK (octet_length(fingerprint) = 32),
  entered_at timestamptz NOT NULL,
  not_before timestamptz NOT NULL,
  not_after timestamptz NOT NULL CHECK (not_after > not_before),
  -- ES-17.2.2: births and numbers of persons stand in the certificate, so the certificate is sealed; others lie open.
  der bytea,
  sealed bytea,
  journal_entry_id uuid NOT NULL,
  CHECK ((der IS NULL) <> (sealed IS NULL)),
  CHECK (sealed IS NOT NULL OR kind IN ('ACA', 'TP', 'STATUS', 'OCSP', 'TSA')),
  UNIQUE (issuer_id, serial),           -- RFC 5280 4.1.2.2
  UNIQUE (register_id, spki_digest),    -- ES-13.1.8: in any status
  UNIQUE (register_id, record),
  -- ES-14.5c: the entry is not later than the day of taking effect, in Bishkek.
  CHECK ((entered_at AT TIME ZONE 'Asia/Bishkek')::date <= (not_before AT TIME ZONE 'Asia/Bishkek')::date)
);
CREATE INDEX certificate_running ON certificate (not_after);
CREATE INDEX certificate_of_subject ON certificate (subject_id) WHERE subject_id IS NOT NULL;

-- The end of a certificate: one, and for good (the law knows no suspension, DECISIONS 32). `at` is the legal moment (ES-14.7b).
CREATE TABLE certificate_end (
  certificate_id uuid PRIMARY KEY REFERENCES certificate,
  register_id uuid NOT NULL REFERENCES certificate_register,
  holder_id uuid,
  subject_id uuid,
  issuer_id uuid NOT NULL REFERENCES certificate_issuer,
  record bigint NOT NULL,
  serial bytea NOT NULL,
  status text NOT NULL CHECK (status IN ('terminated', 'revoked')),
  ground text NOT NULL CHECK (ground IN ('14(6)(1)', '14(6)(2)', '14(6)(3)', '14(6)(4)', '14(8)', '17(5)', '16(7)')),
  false_data boolean NOT NULL DEFAULT false,
  reason text CHECK (reason IN ('keyCompromise', 'cACompromise', 'affiliationChanged', 'superseded', 'cessationOfOperation', 'privilegeWithdrawn')),
  at timestamptz NOT NULL,
  known_at timestamptz NOT NULL,
  event_at timestamptz,
  late boolean NOT NULL,                -- ES-14.7a, ES-14.8c
  basis text,                           -- article, clause of the agreement, number of the decision: no personal data
  notice_at timestamptz,                -- ES-14.9c
  journal_entry_id uuid NOT NULL,
  UNIQUE (register_id, record),
  CHECK ((status = 'revoked') = (ground IN ('14(8)', '16(7)'))),
  CHECK (ground <> '14(8)' OR (notice_at IS NOT NULL AND notice_at <= at AND basis IS NOT NULL)),
  CHECK (ground <> '14(6)(4)' OR basis IS NOT NULL)
);
CREATE INDEX certificate_end_list ON certificate_end (issuer_id, record);

-- Lists as they were signed.
CREATE TABLE certificate_list (
  issuer_id uuid NOT NULL REFERENCES certificate_issuer,
  number bigint NOT NULL,
  base bigint,                          -- of a delta: the list it builds on
  this_update timestamptz NOT NULL,
  next_update timestamptz NOT NULL CHECK (next_update > this_update),
  entries int NOT NULL,
  der bytea NOT NULL,
  PRIMARY KEY (issuer_id, number)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['certificate_register', 'certificate_issuer', 'certificate', 'certificate_end', 'certificate_list'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO makulduk_app', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['certificate_register', 'certificate_issuer'] LOOP
    EXECUTE format('CREATE POLICY read_by_all ON %I FOR SELECT USING (true)', t);
    EXECUTE format('CREATE POLICY written_by_centre ON %I USING (scope_allows(holder_id, NULL))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['certificate', 'certificate_end'] LOOP
    EXECUTE format('CREATE POLICY scope ON %I USING (scope_allows(holder_id, subject_id))', t);
  END LOOP;
END $$;
CREATE POLICY read_by_all ON certificate_list FOR SELECT USING (true);
CREATE POLICY written_by_issuer ON certificate_list USING (EXISTS (SELECT FROM certificate_issuer i WHERE i.id = issuer_id AND scope_allows(i.holder_id, NULL)));
GRANT UPDATE (last_record) ON certificate_register TO makulduk_app;
GRANT UPDATE (last_list) ON certificate_issuer TO makulduk_app;
