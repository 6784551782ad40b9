-- Arrays of personal data with their regime, systems and lists; what is done to single records; who got what; processors.
-- Rows of a holder follow the holder's scope, rows about a person follow scope_allows. Nothing here holds a personal value in clear.

CREATE TABLE data_array (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES holder,
  name jsonb NOT NULL,
  -- PD-3.6: whatever the medium.
  medium text NOT NULL CHECK (medium IN ('paper_archive', 'card_file', 'digital', 'mixed')),
  -- PD-3.6: null = an indefinite number, which is never zero.
  subjects int CHECK (subjects >= 0),
  -- PD-3.7: null = not public.
  public_type text CHECK (public_type IN ('directory', 'phone_book', 'address_book', 'open_register', 'private_ads')),
  informing_purpose jsonb,
  -- PD-3.8: access, transfer, provision, storage: the rule and the norm that sets it.
  confidentiality jsonb NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'submitted')),
  submitted_at timestamptz,
  -- PD-19.2a: what the count says; manual = a person has to answer.
  count_check text CHECK (count_check IN ('within', 'over', 'manual')),
  count_answer jsonb,
  declared_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);
CREATE INDEX data_array_of ON data_array (holder_id, id);
CREATE INDEX data_array_question ON data_array (submitted_at) WHERE count_check = 'manual' AND count_answer IS NULL;

-- PD-3.5: the categories of data about one subject, for one purpose; versions are immutable.
CREATE TABLE data_list (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES holder,
  array_id uuid NOT NULL REFERENCES data_array,
  purpose_id uuid NOT NULL REFERENCES purpose,
  number int NOT NULL,
  categories text[] NOT NULL CHECK (cardinality(categories) > 0),
  -- PD-4.3: after how many months a record of it is reviewed; null = not set.
  review_months int CHECK (review_months BETWEEN 1 AND 1200),
  current boolean NOT NULL DEFAULT true,
  made_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL,
  UNIQUE (array_id, purpose_id, number)
);
CREATE UNIQUE INDEX data_list_current ON data_list (array_id, purpose_id) WHERE current;

-- PD-3.25: databases with the technologies and hardware that process them.
CREATE TABLE information_system (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES holder,
  name jsonb NOT NULL,
  technologies text[] NOT NULL,
  hardware text[] NOT NULL,
  protection_level text NOT NULL,
  protection_norm text NOT NULL,
  registered_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);
CREATE TABLE information_system_array (
  system_id uuid NOT NULL REFERENCES information_system,
  array_id uuid NOT NULL REFERENCES data_array,
  holder_id uuid NOT NULL,
  PRIMARY KEY (system_id, array_id)
);

-- PD-6.3, PD-6.6, PD-7.6: an array is confidential; a row here is a listed case for named categories, of one subject or of all.
CREATE TABLE regime_change (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES holder,
  array_id uuid NOT NULL REFERENCES data_array,
  regime text NOT NULL CHECK (regime IN ('lifted', 'public')),
  case_code text NOT NULL CHECK (case_code IN ('PD-6.3-1', 'PD-6.3-2', 'PD-6.6a', 'PD-6.6b', 'PD-7.6')),
  subject_id uuid,
  consent_id uuid,
  set_id uuid,
  categories text[] NOT NULL CHECK (cardinality(categories) > 0),
  basis text,
  norm text,
  evidence text NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamptz NOT NULL,
  ended_at timestamptz,
  journal_entry_id uuid NOT NULL,
  CHECK (case_code NOT IN ('PD-6.3-2', 'PD-6.6a') OR consent_id IS NOT NULL),
  CHECK ((consent_id IS NULL) = (subject_id IS NULL)),
  CHECK ((case_code = 'PD-6.3-1') = (set_id IS NOT NULL))
);
CREATE INDEX regime_change_of ON regime_change (array_id) WHERE ended_at IS NULL;

-- PD-7.4, PD-7.5: a subject asks a public array for information (a week), or is excluded from it at once; paper follows with the next edition.
CREATE TABLE public_array_request (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL,
  array_id uuid NOT NULL REFERENCES data_array,
  kind text NOT NULL CHECK (kind IN ('information', 'exclusion')),
  basis text CHECK (basis IN ('subject_instruction', 'authority_decision', 'court_decision')),
  document text NOT NULL,
  at timestamptz NOT NULL,
  due_at timestamptz,
  answered_at timestamptz,
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (subject_id, id),
  CHECK ((kind = 'exclusion') = (basis IS NOT NULL)),
  CHECK ((kind = 'information') = (due_at IS NOT NULL))
);
CREATE INDEX public_array_request_of ON public_array_request (array_id, id);

-- PD-4.3: when a record was last checked against which document, and whether its review was asked for.
ALTER TABLE data_record ADD COLUMN verified_at timestamptz;
ALTER TABLE data_record ADD COLUMN verified_document text;
ALTER TABLE data_record ADD COLUMN review_asked_at timestamptz;
CREATE INDEX data_record_review ON data_record (holder_id, purpose_id, category, (coalesce(verified_at, collected_at)))
  WHERE superseded_at IS NULL AND destroyed_at IS NULL AND review_asked_at IS NULL;

CREATE TABLE review_task (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL,
  record_id uuid NOT NULL,
  due_at timestamptz NOT NULL,
  opened_at timestamptz NOT NULL,
  done_at timestamptz,
  PRIMARY KEY (subject_id, id)
);
CREATE INDEX review_task_open ON review_task (holder_id, id) WHERE done_at IS NULL;

-- PD-3.22: what was changed in a record, from what to what, on which ground and document, by whom. Values under the content key.
CREATE TABLE data_change (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL,
  purpose_id uuid NOT NULL,
  record_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('update', 'verified', 'destroyed')),
  ground text NOT NULL,
  document text NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  at timestamptz NOT NULL,
  old_sealed bytea,
  new_sealed bytea,
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (subject_id, id)
);
CREATE INDEX data_change_of ON data_change (subject_id, record_id, id);

-- PD-3.23: a block on one record, or on categories of one purpose or (purpose null) of all. `may` reads the live ones.
CREATE TABLE data_block (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL,
  purpose_id uuid,
  record_id uuid,
  categories text[] NOT NULL CHECK (cardinality(categories) > 0),
  reason text NOT NULL,
  document text NOT NULL,
  since timestamptz NOT NULL,
  ended_at timestamptz,
  outcome text CHECK (outcome IN ('lifted', 'corrected', 'destroyed')),
  end_document text,
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (subject_id, id)
);
CREATE INDEX data_block_of ON data_block (subject_id, since);

-- PD-4.2c: further purposes that are compatible only with adequate protection.
CREATE TABLE further_purpose (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES holder,
  kind text NOT NULL CHECK (kind IN ('archive', 'statistics', 'science')),
  name jsonb NOT NULL,
  measures text[] NOT NULL DEFAULT '{}',
  started_at timestamptz,
  ended_at timestamptz,
  recorded_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL,
  CHECK (started_at IS NULL OR cardinality(measures) > 0)
);

-- PD-3.12, PD-24.1: a processor of a holder, its machine client, and the contract or legal act it works under.
CREATE TABLE processor (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES holder,
  code text NOT NULL,
  name jsonb NOT NULL,
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  client_id uuid,
  recorded_at timestamptz NOT NULL,
  UNIQUE (holder_id, code)
);
CREATE UNIQUE INDEX processor_client ON processor (holder_id, client_id) WHERE client_id IS NOT NULL;
CREATE TABLE processor_contract (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL,
  processor_id uuid NOT NULL REFERENCES processor,
  kind text NOT NULL CHECK (kind IN ('contract', 'legal_act')),
  reference text NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  ended_at timestamptz,
  journal_entry_id uuid NOT NULL
);
CREATE INDEX processor_contract_of ON processor_contract (processor_id) WHERE ended_at IS NULL;

-- PD-3.21: persons who process by direct sanction of the holder or of its processor. A staff number, never a name.
CREATE TABLE authorised_person (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES holder,
  processor_id uuid REFERENCES processor,
  code text NOT NULL,
  sanction text NOT NULL,
  since timestamptz NOT NULL,
  ended_at timestamptz,
  journal_entry_id uuid NOT NULL
);

-- PD-32.4: a ground, with its evidence, for a country without adequate protection; for one subject or for all.
CREATE TABLE cross_border_ground (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES holder,
  subject_id uuid,
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  code text NOT NULL,
  evidence jsonb NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamptz NOT NULL,
  ends_at timestamptz,
  journal_entry_id uuid NOT NULL
);
CREATE INDEX cross_border_ground_of ON cross_border_ground (holder_id, country);

-- PD-3.13, PD-3.19, PD-3.20: who got what, when, on which ground. The recipient's name stands sealed: it may be a person's.
CREATE TABLE disclosure (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL,
  purpose_id uuid NOT NULL,
  data_list_id uuid,
  categories text[] NOT NULL CHECK (cardinality(categories) > 0),
  recipient_type text NOT NULL CHECK (recipient_type IN ('state_body', 'local_self_government', 'legal_person', 'natural_person', 'subject')),
  recipient_code text,
  recipient_sealed bytea NOT NULL,
  party_role text NOT NULL CHECK (party_role IN ('subject', 'holder', 'processor', 'authorised_person', 'third_party')),
  country text NOT NULL,
  cross_border boolean NOT NULL,
  cross_border_basis text,
  ground text NOT NULL,
  consent_id uuid,
  channel text NOT NULL,
  at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (subject_id, id),
  CHECK (NOT cross_border OR cross_border_basis IS NOT NULL)
);
CREATE INDEX disclosure_of_holder ON disclosure (holder_id, id);

-- PD-3.15: what a pseudonymised set was made of. Its mapping is another store: only the platform's own scope reads it, a role
-- of its own resolves through it, and what a pseudonym stands for is sealed under a key of that set alone.
CREATE TABLE pseudonym_set (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL REFERENCES holder,
  array_id uuid NOT NULL REFERENCES data_array,
  further_purpose_id uuid NOT NULL REFERENCES further_purpose,
  categories text[] NOT NULL,
  subjects int NOT NULL,
  made_at timestamptz NOT NULL,
  mapping_destroyed_at timestamptz,
  journal_entry_id uuid NOT NULL
);
CREATE TABLE pseudonym_map (
  set_id uuid NOT NULL REFERENCES pseudonym_set,
  pseudonym text NOT NULL,
  holder_id uuid NOT NULL,
  -- PD-6.3-1: the mapping is never lifted.
  regime text NOT NULL DEFAULT 'confidential' CHECK (regime = 'confidential'),
  sealed bytea NOT NULL,
  PRIMARY KEY (set_id, pseudonym)
);
-- The key of a set's mapping derives from a root of the key store and this salt; the salt goes with the mapping, and nothing derives the key again.
CREATE TABLE pseudonym_key (
  set_id uuid PRIMARY KEY REFERENCES pseudonym_set,
  salt bytea NOT NULL
);

-- PD-8.4a: biometric registration stands on the citizen's consent and one of three purposes.
CREATE TABLE biometric_registration (
  subject_id uuid NOT NULL,
  id uuid NOT NULL,
  holder_id uuid NOT NULL,
  purpose_id uuid NOT NULL,
  use_code text NOT NULL CHECK (use_code IN ('election', 'service', 'identification')),
  categories text[] NOT NULL,
  consent_id uuid NOT NULL,
  at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (subject_id, id)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['data_block', 'data_change', 'review_task', 'disclosure', 'biometric_registration', 'regime_change', 'cross_border_ground', 'public_array_request'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_rows ON %I USING (scope_allows(holder_id, subject_id))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO makulduk_app', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['data_array', 'data_list', 'information_system', 'information_system_array', 'further_purpose', 'processor', 'processor_contract', 'authorised_person', 'pseudonym_set'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_holder ON %I USING (scope_is_system() OR holder_id = scope_holder())', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO makulduk_app', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['pseudonym_map', 'pseudonym_key'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY keeper_only ON %I USING (scope_is_system())', t);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO makulduk_app', t);
  END LOOP;
END $$;
