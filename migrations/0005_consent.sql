-- Holders, their policies and purposes, notices, consents with their evidence, grounds without consent.
-- Published rows (holder, policy_version, purpose_version, notice) are for everybody; rows about a person follow scope_allows.

CREATE TABLE holder (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  -- CP-D-2, PD-3.10: what kind of holder decides which rules bind it and which grounds it may use.
  type text NOT NULL CHECK (type IN ('executive_state_body', 'non_executive_state_body', 'local_self_government', 'legal_entity', 'natural_person')),
  body jsonb NOT NULL,
  -- DECISIONS 25: consents work from registration (or a local register) on; null = not registered.
  registered_at timestamptz,
  holds_state_secrets boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON holder TO makulduk_app;

CREATE TABLE policy_version (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES holder,
  number int NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'approved', 'announced', 'in_force', 'superseded')),
  body jsonb NOT NULL,
  hash bytea NOT NULL,
  last_updated_on date,
  approved jsonb,
  announced_at timestamptz,
  in_force_from timestamptz,
  superseded_at timestamptz,
  created_at timestamptz NOT NULL,
  UNIQUE (holder_id, number)
);
CREATE UNIQUE INDEX policy_version_in_force ON policy_version (holder_id) WHERE state = 'in_force';
GRANT SELECT, INSERT, UPDATE, DELETE ON policy_version TO makulduk_app;

-- SP-23a: a version that was published is never edited; only its standing changes.
CREATE FUNCTION policy_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'draft' AND (TG_OP = 'DELETE' OR NEW.body IS DISTINCT FROM OLD.body OR NEW.hash IS DISTINCT FROM OLD.hash OR NEW.number <> OLD.number) THEN
    RAISE EXCEPTION 'policy version % is immutable', OLD.id;
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER policy_version_guard BEFORE UPDATE OR DELETE ON policy_version FOR EACH ROW EXECUTE FUNCTION policy_version_guard();

CREATE TABLE purpose (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES holder,
  code text NOT NULL,
  -- active; ended: SP-17a purpose achieved; stopped: SP-17c, SP-20c.
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'active', 'ended', 'stopped')),
  ended_reason text,
  ended_at timestamptz,
  -- CP-F-29b: the service's end starts the storage term of its records.
  service_ended_at timestamptz,
  current_version_id uuid,
  defined_at timestamptz NOT NULL,
  UNIQUE (holder_id, code)
);
GRANT SELECT, INSERT, UPDATE ON purpose TO makulduk_app;

CREATE TABLE purpose_version (
  id uuid PRIMARY KEY,
  purpose_id uuid NOT NULL REFERENCES purpose,
  holder_id uuid NOT NULL REFERENCES holder,
  number int NOT NULL,
  policy_version_id uuid NOT NULL REFERENCES policy_version,
  body jsonb NOT NULL,
  hash bytea NOT NULL,
  -- Consents given under an earlier version stop where the new one widens.
  widens boolean NOT NULL,
  published_at timestamptz NOT NULL,
  official_url text,
  UNIQUE (purpose_id, number)
);
GRANT SELECT, INSERT ON purpose_version TO makulduk_app;

-- The exact text shown, per language and audience; its hash stands in every consent given on it (CP-5, PD-9.3).
CREATE TABLE notice (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES holder,
  purpose_version_id uuid NOT NULL REFERENCES purpose_version,
  lang text NOT NULL CHECK (lang IN ('ky', 'ru', 'en')),
  audience text NOT NULL CHECK (audience IN ('adult', 'child')),
  bytes bytea NOT NULL,
  hash bytea NOT NULL,
  UNIQUE (purpose_version_id, lang, audience)
);
GRANT SELECT, INSERT ON notice TO makulduk_app;

CREATE TABLE consent (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL,
  purpose_id uuid NOT NULL,
  purpose_version_id uuid NOT NULL,
  notice_id uuid,
  -- active | declined | unproven (DECISIONS 6) | frozen ("this was not me") | pending (withdrawal barred) | withdrawn | expired | replaced | invalid
  state text NOT NULL CHECK (state IN ('active', 'declined', 'unproven', 'frozen', 'pending', 'withdrawn', 'expired', 'replaced', 'invalid')),
  current boolean NOT NULL,
  profile text NOT NULL,
  medium text NOT NULL CHECK (medium IN ('paper', 'electronic_document')),
  evidence_mode text CHECK (evidence_mode IN ('SIGNED_EDOC', 'LOGIN_SESSION', 'PAPER')),
  signer_role text NOT NULL CHECK (signer_role IN ('subject', 'representative')),
  given_at timestamptz NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz,
  ended_at timestamptz,
  categories text[] NOT NULL,
  special_categories text[] NOT NULL DEFAULT '{}',
  actions text[] NOT NULL,
  transfer boolean NOT NULL,
  cross_border boolean NOT NULL,
  public_items text[] NOT NULL DEFAULT '{}',
  invalid_clauses text[] NOT NULL DEFAULT '{}',
  document_hash bytea NOT NULL,
  manifest_hash bytea NOT NULL,
  evidence_id uuid,
  journal_entry_id uuid NOT NULL,
  giving_steps int NOT NULL DEFAULT 0,
  PRIMARY KEY (subject_id, id)
);
CREATE UNIQUE INDEX consent_current ON consent (subject_id, purpose_id) WHERE current;
CREATE INDEX consent_history ON consent (subject_id, purpose_id, given_at);
CREATE INDEX consent_of_holder ON consent (holder_id, id);
CREATE INDEX consent_of_purpose ON consent (holder_id, purpose_id, state);
CREATE INDEX consent_expiry ON consent (valid_until) WHERE state = 'active' AND valid_until IS NOT NULL;

-- The original: canonical JSON under the subject's proof key. The evidence: what proves that it was signed.
CREATE TABLE consent_document (
  subject_id uuid NOT NULL,
  consent_id uuid NOT NULL,
  holder_id uuid NOT NULL,
  sealed bytea NOT NULL,
  sealed_evidence bytea,
  -- CP-10b: kept while anything processed under the consent is processed or stored, plus the limitation period.
  keep_until timestamptz,
  PRIMARY KEY (subject_id, consent_id)
);

-- What happened to a consent after it was given. Free text of a person stands sealed.
CREATE TABLE consent_event (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  consent_id uuid NOT NULL,
  holder_id uuid NOT NULL,
  kind text NOT NULL,
  at timestamptz NOT NULL,
  data jsonb NOT NULL,
  sealed bytea,
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (subject_id, id)
);
CREATE INDEX consent_event_of ON consent_event (subject_id, consent_id);

-- A prepared consent document waiting to be signed: sealed, short-lived, never a consent.
CREATE TABLE consent_draft (
  id uuid PRIMARY KEY,
  subject_id uuid NOT NULL,
  holder_id uuid NOT NULL,
  sealed bytea NOT NULL,
  manifest_hash bytea NOT NULL,
  expires_at timestamptz NOT NULL
);

-- Grounds other than consent (PD-5.1-2...7, PD-8.2, PD-18.1, CP-6d), for one subject or for all of a purpose's.
CREATE TABLE processing_ground (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL,
  purpose_id uuid NOT NULL,
  subject_id uuid,
  code text NOT NULL,
  evidence jsonb NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamptz NOT NULL,
  ends_at timestamptz,
  journal_entry_id uuid NOT NULL
);
CREATE INDEX processing_ground_of ON processing_ground (holder_id, purpose_id, subject_id);

-- PD-9.4c: the subject's own named civil-law obligation to the holder that bars a withdrawal until it is fulfilled.
CREATE TABLE obligation (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL,
  subject_id uuid NOT NULL,
  purpose_id uuid NOT NULL,
  contract text NOT NULL,
  amount_tyiyn bigint,
  act text,
  due_on date,
  recorded_at timestamptz NOT NULL,
  closed_at timestamptz,
  journal_entry_id uuid NOT NULL
);
CREATE INDEX obligation_of ON obligation (subject_id, purpose_id) WHERE closed_at IS NULL;

-- Register of what was collected (SP-4a, SP-5, PD-3.16): category, source, channel, ground; the value only where this
-- platform itself is the inbound channel, and then under the purpose's content key.
CREATE TABLE data_record (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL,
  purpose_id uuid NOT NULL,
  category text NOT NULL,
  source text NOT NULL,
  source_name text,
  channel text NOT NULL,
  mode text NOT NULL CHECK (mode IN ('automated', 'manual')),
  policy_version_id uuid NOT NULL,
  ground text NOT NULL,
  consent_id uuid,
  subject_category text NOT NULL,
  collected_at timestamptz NOT NULL,
  superseded_at timestamptz,
  destroyed_at timestamptz,
  sealed bytea,
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (subject_id, id)
);
CREATE INDEX data_record_of ON data_record (subject_id, purpose_id, category);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['consent', 'consent_document', 'consent_event', 'consent_draft', 'obligation', 'data_record', 'processing_ground'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_rows ON %I USING (scope_allows(holder_id, subject_id))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO makulduk_app', t);
  END LOOP;
END $$;

-- A ground recorded for all of a purpose's subjects concerns each of them: a person must see it too (PD-9.4b).
DROP POLICY own_rows ON processing_ground;
CREATE POLICY own_rows ON processing_ground USING (subject_id IS NULL OR scope_allows(holder_id, subject_id)) WITH CHECK (scope_allows(holder_id, subject_id));

-- Counts by day and state for the holder's dashboard are read from consent_of_purpose; no second truth is kept.

-- One confirmation carries one document (the evidence's id is the signing's).
CREATE UNIQUE INDEX consent_signing ON consent (subject_id, evidence_id) WHERE evidence_id IS NOT NULL;

-- Who may act for whom (CP-6e, PD-9.1f, PD-18.2a): a power checked and recorded by a clerk. Persons' ids: the vault's scope only.
CREATE TABLE representation (
  id uuid PRIMARY KEY,
  representative_person uuid NOT NULL,
  principal_person uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('power_of_attorney', 'legal_representative', 'other')),
  sealed bytea NOT NULL,
  valid_until date,
  recorded_at timestamptz NOT NULL,
  ended_at timestamptz,
  journal_entry_id uuid NOT NULL
);
CREATE INDEX representation_of ON representation (representative_person) WHERE ended_at IS NULL;
ALTER TABLE representation ENABLE ROW LEVEL SECURITY;
CREATE POLICY vault_only ON representation USING (scope_is_system());
GRANT SELECT, INSERT, UPDATE ON representation TO makulduk_app;

-- What stays after content is destroyed or while a law keeps it (PD-9.4f): the norm and the end.
CREATE TABLE retention (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL,
  purpose_id uuid NOT NULL,
  reason text NOT NULL CHECK (reason IN ('law', 'subject_interest')),
  norm text NOT NULL,
  until timestamptz,
  lapsed_at timestamptz,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (subject_id, id)
);
CREATE INDEX retention_lapse ON retention (until) WHERE lapsed_at IS NULL;
ALTER TABLE retention ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON retention USING (scope_allows(holder_id, subject_id));
GRANT SELECT, INSERT, UPDATE ON retention TO makulduk_app;

-- CP-10e: the scan of a consent signed by hand, sealed under the subject's proof key.
CREATE TABLE paper_scan (
  subject_id uuid NOT NULL,
  consent_id uuid NOT NULL,
  holder_id uuid NOT NULL,
  sealed bytea NOT NULL,
  media_type text NOT NULL,
  sha256 bytea NOT NULL,
  PRIMARY KEY (subject_id, consent_id)
);
ALTER TABLE paper_scan ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON paper_scan USING (scope_allows(holder_id, subject_id));
GRANT SELECT, INSERT ON paper_scan TO makulduk_app;
