-- Certification centres: who they are, how each stands with the authority at any moment, which means are confirmed, whom a centre
-- has given its powers. Everything here is published by the law itself (ES-8.3, ES-8.5.3b), so everybody may read it.
-- Operator: standings are intervals that follow each other; a row is closed, never changed.

ALTER TABLE staff_role DROP CONSTRAINT staff_role_check;
ALTER TABLE staff_role ADD CHECK ((office IN ('holder', 'centre')) = (holder_id IS NOT NULL));

CREATE TABLE centre (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('legal_person', 'state_body', 'local_body', 'state_institution', 'municipal_institution', 'individual_entrepreneur')),
  registration_number text NOT NULL,
  sandbox boolean NOT NULL DEFAULT false,
  entered_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);

-- ES-8.3.1: name and address, with the days on which they were true.
CREATE TABLE centre_particulars (
  centre_id uuid NOT NULL REFERENCES centre,
  number int NOT NULL,
  name jsonb NOT NULL,
  address jsonb NOT NULL CHECK (address ->> 'ky' <> ''),
  email text,
  phone text,
  website text,
  since timestamptz NOT NULL,
  until timestamptz CHECK (until > since),
  PRIMARY KEY (centre_id, number)
);
CREATE UNIQUE INDEX centre_particulars_now ON centre_particulars (centre_id) WHERE until IS NULL;

CREATE TABLE accreditation (
  id uuid PRIMARY KEY,                   -- the case that led to it
  centre_id uuid NOT NULL REFERENCES centre,
  decision_number text NOT NULL,
  decided_at timestamptz NOT NULL,
  -- ES-16.2b: the last instant of the term.
  until_at timestamptz NOT NULL CHECK (until_at > decided_at),
  certificate_number text UNIQUE,
  handed_over_at timestamptz,
  -- ES-16.5d: the number of the root's certificate for the centre; null while it is outstanding.
  root_certificate text,
  CHECK ((certificate_number IS NULL) = (handed_over_at IS NULL)),
  CHECK (root_certificate IS NULL OR handed_over_at IS NOT NULL)
);
CREATE INDEX accreditation_of ON accreditation (centre_id, decided_at);

-- DECISIONS 33: each standing from one moment up to another.
CREATE TABLE accreditation_standing (
  accreditation_id uuid NOT NULL REFERENCES accreditation,
  number int NOT NULL,
  centre_id uuid NOT NULL REFERENCES centre,
  state text NOT NULL CHECK (state IN ('active', 'suspended', 'revoked', 'expired', 'ceased')),
  since timestamptz NOT NULL,
  until timestamptz CHECK (until >= since),
  -- The requirement it rests on, and the document: decision, warning, notice of cessation.
  law text NOT NULL,
  document jsonb NOT NULL,
  -- ES-16.7f: the term of the warning.
  fix_until timestamptz CHECK ((fix_until IS NOT NULL) = (state = 'suspended')),
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (accreditation_id, number)
);
CREATE UNIQUE INDEX accreditation_standing_now ON accreditation_standing (accreditation_id) WHERE until IS NULL;
CREATE INDEX accreditation_standing_of ON accreditation_standing (centre_id, since);

-- ES-8.5.3: signature means and centre means confirmed by the security body.
CREATE TABLE confirmed_means (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('signature', 'centre')),
  name text NOT NULL,
  version text NOT NULL,
  document jsonb NOT NULL,               -- title, issuedOn, issuedBy
  document_number text NOT NULL UNIQUE,
  since timestamptz NOT NULL,
  until_at timestamptz CHECK (until_at > since),
  ended_at timestamptz CHECK (ended_at >= since),
  end_ground text CHECK ((end_ground IS NULL) = (ended_at IS NULL)),
  journal_entry_id uuid NOT NULL
);

-- ES-13.4a: whom a centre has given the power to create and issue in its name.
CREATE TABLE trusted_person (
  id uuid PRIMARY KEY,
  centre_id uuid NOT NULL REFERENCES centre,
  name text NOT NULL,
  registration_number text NOT NULL,
  contract_number text NOT NULL,
  contract_on date NOT NULL,
  scope text NOT NULL,
  since timestamptz NOT NULL,
  until_at timestamptz CHECK (until_at > since),
  withdrawn_at timestamptz CHECK (withdrawn_at >= since),
  withdrawal_ground text CHECK ((withdrawal_ground IS NULL) = (withdrawn_at IS NULL)),
  journal_entry_id uuid NOT NULL
);
CREATE INDEX trusted_person_of ON trusted_person (centre_id, since);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['centre', 'centre_particulars', 'accreditation', 'accreditation_standing', 'confirmed_means', 'trusted_person'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY read_by_all ON %I FOR SELECT USING (true)', t);
    EXECUTE format('CREATE POLICY written_by_authority ON %I USING (scope_is_system()) WITH CHECK (scope_is_system())', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO makulduk_app', t);
  END LOOP;
END $$;
-- A centre writes whom it trusts. Of its own accreditation it can bring about nothing but the end (ES-15.1): time may pass in its own act.
CREATE POLICY written_by_centre ON trusted_person USING (centre_id = scope_holder()) WITH CHECK (centre_id = scope_holder());
CREATE POLICY ended_by_centre ON accreditation_standing FOR INSERT WITH CHECK (centre_id = scope_holder() AND state IN ('expired', 'ceased'));
CREATE POLICY closed_by_centre ON accreditation_standing FOR UPDATE USING (centre_id = scope_holder()) WITH CHECK (centre_id = scope_holder());
GRANT UPDATE (until) ON centre_particulars, accreditation_standing TO makulduk_app;
GRANT UPDATE (certificate_number, handed_over_at, root_certificate) ON accreditation TO makulduk_app;
GRANT UPDATE (ended_at, end_ground) ON confirmed_means TO makulduk_app;
GRANT UPDATE (withdrawn_at, withdrawal_ground) ON trusted_person TO makulduk_app;
