-- Law 128, articles 1 to 3: information systems in which signed documents are exchanged, their operators, participants and orders of use.
CREATE TABLE exchange_system (
  id uuid PRIMARY KEY,
  owner_id uuid NOT NULL,                  -- the holder that owns it
  scope text NOT NULL CHECK (scope IN ('corporate', 'public')),
  name jsonb NOT NULL,
  operator jsonb,                          -- kind, name, representative
  simple_rules text,                       -- ES-9.1.2a: the operator's rules for the key of a simple signature; null: not enabled
  automatic boolean NOT NULL,              -- ES-12.5
  document_kinds jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL,
  CHECK (simple_rules IS NULL OR operator IS NOT NULL)
);
CREATE TABLE exchange_participant (
  id uuid PRIMARY KEY,
  system_id uuid NOT NULL REFERENCES exchange_system,
  kind text NOT NULL CHECK (kind IN ('state_body', 'local_body', 'organisation', 'organisation_unit', 'association', 'citizen')),
  name text,                               -- of a body or organisation; a citizen has none here
  holder_id uuid,
  subject_id uuid,                         -- the citizen as the owner of the system knows them
  since timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL,
  CHECK ((kind = 'citizen') = (subject_id IS NOT NULL) AND (kind = 'citizen') = (holder_id IS NULL) AND (kind = 'citizen') = (name IS NULL)),
  UNIQUE (system_id, subject_id),
  UNIQUE (system_id, holder_id, kind, name)
);
CREATE TABLE exchange_policy (
  id uuid PRIMARY KEY,
  system_id uuid NOT NULL REFERENCES exchange_system,
  version int NOT NULL,
  body jsonb NOT NULL,
  conflicts jsonb NOT NULL,
  loaded_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL,
  UNIQUE (system_id, version)
);
CREATE TABLE exchange_document (
  id uuid PRIMARY KEY,
  system_id uuid NOT NULL REFERENCES exchange_system,
  category text NOT NULL,
  document_kind text NOT NULL,
  document_hash bytea NOT NULL CHECK (octet_length(document_hash) = 32),
  signature_type text NOT NULL CHECK (signature_type IN ('simple', 'unqualified', 'qualified')),
  certificate_number text,
  key_sha256 bytea CHECK (key_sha256 IS NULL OR octet_length(key_sha256) = 32),
  sender_id uuid NOT NULL REFERENCES exchange_participant,
  account_id uuid,                         -- who sent it, where it was a person; a machine has none
  at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);
CREATE INDEX exchange_document_key ON exchange_document (account_id, key_sha256);
CREATE TABLE exchange_delivery (
  document_id uuid NOT NULL REFERENCES exchange_document,
  participant_id uuid NOT NULL REFERENCES exchange_participant,
  answer text CHECK (answer IN ('accepted', 'refused')),
  reason text CHECK ((answer = 'refused') = (reason IS NOT NULL)),
  answered_at timestamptz,
  PRIMARY KEY (document_id, participant_id)
);
-- ES-3.3a: what the Government has set for executive bodies and local self-government.
CREATE TABLE public_body_signature_type (
  id uuid PRIMARY KEY,
  bodies text NOT NULL CHECK (bodies IN ('executive', 'local')),
  types text[] NOT NULL CHECK (cardinality(types) > 0 AND types <@ ARRAY['simple', 'unqualified', 'qualified']),
  act jsonb NOT NULL,                      -- title, number, on
  since timestamptz NOT NULL,
  entered_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['exchange_system', 'exchange_participant', 'exchange_policy', 'exchange_document', 'exchange_delivery', 'public_body_signature_type'] LOOP
    EXECUTE format('GRANT SELECT, INSERT ON %I TO makulduk_app', t);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I USING (scope_is_system()) WITH CHECK (scope_is_system())', t || '_platform', t);
  END LOOP;
END $$;
CREATE POLICY read_by_all ON public_body_signature_type FOR SELECT USING (true);
GRANT UPDATE (operator, simple_rules, automatic) ON exchange_system TO makulduk_app;
GRANT UPDATE (answer, reason, answered_at) ON exchange_delivery TO makulduk_app;
