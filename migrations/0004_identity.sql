-- Accounts, credentials, sessions, bindings to persons, agreements, action protocols, machine clients.
-- Operator: everything here is visible to the platform's own scope only; holders and persons reach it through src/identity.
-- Logins and addresses stand as keyed hashes and sealed values; a dump shows none of them.

CREATE TABLE account (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('citizen', 'staff')),
  login_kind text NOT NULL CHECK (login_kind IN ('phone', 'email')),
  login_mac bytea NOT NULL UNIQUE,
  profile_sealed bytea NOT NULL,          -- login and, for staff, the name
  lang text NOT NULL CHECK (lang IN ('ky', 'ru', 'en')),
  version int NOT NULL DEFAULT 1,         -- rises whenever a cached view of the account goes stale
  closed_at timestamptz,
  created_at timestamptz NOT NULL
);

-- Argon2id (RFC 9106): the parameters stand beside the hash, so that they can grow; a log-in with old ones writes it anew.
CREATE TABLE credential_password (
  account_id uuid PRIMARY KEY REFERENCES account,
  algorithm text NOT NULL,
  parameters jsonb NOT NULL,
  salt bytea NOT NULL,
  hash bytea NOT NULL,
  set_at timestamptz NOT NULL
);

CREATE TABLE credential_passkey (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  credential_id bytea NOT NULL UNIQUE,
  public_key bytea NOT NULL,              -- COSE_Key
  algorithm int NOT NULL,
  sign_count bigint NOT NULL,
  transports text[] NOT NULL,
  aaguid uuid NOT NULL,
  backup_eligible boolean NOT NULL,
  backed_up boolean NOT NULL,
  label text NOT NULL,
  entry_id uuid NOT NULL,                 -- the journal entry that bound the key to the account
  created_at timestamptz NOT NULL,
  used_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX credential_passkey_of ON credential_passkey (account_id);

CREATE TABLE recovery_code (
  account_id uuid NOT NULL REFERENCES account,
  mac bytea NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (account_id, mac)
);

-- Short-lived and used once: WebAuthn challenges, ESI states, recovery links, codes for the clerk. The hash only.
CREATE TABLE one_time (
  mac bytea PRIMARY KEY,
  kind text NOT NULL,
  account_id uuid REFERENCES account,
  data jsonb NOT NULL,
  tries int NOT NULL DEFAULT 0,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX one_time_expiry ON one_time (expires_at);
CREATE INDEX one_time_of ON one_time (account_id, kind) WHERE account_id IS NOT NULL;

-- A browser that once signed in to the account: its attempts are counted apart from strangers'.
CREATE TABLE trusted_device (
  account_id uuid NOT NULL REFERENCES account,
  mac bytea NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (account_id, mac)
);

-- Failures a (login, device) or a (login, network) pair: keyed hashes, so that the table names nobody.
CREATE TABLE sign_in_failure (
  pair bytea PRIMARY KEY,
  failures int NOT NULL,
  last_at timestamptz NOT NULL
);
CREATE INDEX sign_in_failure_age ON sign_in_failure (last_at);

CREATE TABLE session (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  account_id uuid NOT NULL REFERENCES account,
  method text NOT NULL,
  client_sealed bytea NOT NULL,           -- address and browser
  authenticated_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX session_of ON session (account_id) WHERE revoked_at IS NULL;

-- DECISIONS 1. At most one binding of an account is open; two open bindings of one person are a contest.
CREATE TABLE binding (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  person_id uuid NOT NULL,
  method text NOT NULL CHECK (method IN ('esi', 'clerk', 'certificate')),
  state text NOT NULL CHECK (state IN ('active', 'contested', 'ended')),
  evidence_sealed bytea NOT NULL,
  by_account uuid REFERENCES account,
  holder_id uuid,                         -- at whose counter
  entry_id uuid NOT NULL,
  at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE UNIQUE INDEX binding_open ON binding (account_id) WHERE state <> 'ended';
CREATE UNIQUE INDEX binding_active_person ON binding (person_id) WHERE state = 'active';
CREATE INDEX binding_of_person ON binding (person_id) WHERE state <> 'ended';

CREATE TABLE staff_role (
  account_id uuid NOT NULL REFERENCES account,
  office text NOT NULL CHECK (office IN ('holder', 'authority', 'centre', 'operator')),
  holder_id uuid,
  role text NOT NULL,
  granted_by uuid,
  granted_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK ((office = 'holder') = (holder_id IS NOT NULL))
);
CREATE UNIQUE INDEX staff_role_open ON staff_role (account_id, role) WHERE ended_at IS NULL;
CREATE INDEX staff_role_of_holder ON staff_role (holder_id) WHERE ended_at IS NULL;

-- ES-6.2, ES-9.3: agreements under which a simple or unqualified signature counts. An active one never changes.
CREATE TABLE agreement (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL,
  version int NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'active', 'replaced')),
  content jsonb NOT NULL,                 -- sections in three languages
  document_kinds text[] NOT NULL,
  signature_types text[] NOT NULL,
  hashes jsonb,                           -- {ky, ru, en}: SHA-256 of the canonical text in that language
  activated_at timestamptz,
  created_at timestamptz NOT NULL,
  UNIQUE (holder_id, version),
  CHECK ((state = 'draft') = (hashes IS NULL))
);
CREATE UNIQUE INDEX agreement_active ON agreement (holder_id) WHERE state = 'active';

CREATE TABLE agreement_acceptance (
  id uuid PRIMARY KEY,
  agreement_id uuid NOT NULL REFERENCES agreement,
  account_id uuid NOT NULL REFERENCES account,
  lang text NOT NULL CHECK (lang IN ('ky', 'ru', 'en')),
  text_hash text NOT NULL,
  session_id uuid NOT NULL REFERENCES session,
  entry_id uuid NOT NULL,
  at timestamptz NOT NULL,
  law_at timestamptz NOT NULL,
  UNIQUE (agreement_id, account_id)
);

-- CP-10d-2: one protocol a journey with one holder, so that no holder's evidence shows what was done with another.
CREATE TABLE action_protocol (
  id uuid PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES session,
  account_id uuid NOT NULL REFERENCES account,
  holder_id uuid NOT NULL,
  document_kind text NOT NULL,
  opened_at timestamptz NOT NULL
);
CREATE TABLE action_step (
  protocol_id uuid NOT NULL REFERENCES action_protocol,
  seq int NOT NULL CHECK (seq > 0),
  at timestamptz NOT NULL,
  law_at timestamptz NOT NULL,
  kind text NOT NULL,
  data jsonb NOT NULL,
  prev bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (protocol_id, seq)
);

CREATE TABLE signing (
  id uuid PRIMARY KEY,
  protocol_id uuid NOT NULL UNIQUE REFERENCES action_protocol,
  session_id uuid NOT NULL REFERENCES session,
  account_id uuid NOT NULL REFERENCES account,
  holder_id uuid NOT NULL,
  document_kind text NOT NULL,
  manifest_hash bytea NOT NULL CHECK (octet_length(manifest_hash) = 32),
  nonce bytea NOT NULL CHECK (octet_length(nonce) = 32),
  begun_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  confirmed_at timestamptz
);

CREATE TABLE machine_client (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL,
  name text NOT NULL,
  scopes text[] NOT NULL,
  secret_hash bytea,                      -- of 256 random bits
  jwks jsonb,
  version int NOT NULL DEFAULT 1,
  created_by uuid,
  created_at timestamptz NOT NULL,
  revoked_at timestamptz,
  CHECK ((secret_hash IS NULL) <> (jwks IS NULL))
);
CREATE INDEX machine_client_of ON machine_client (holder_id);

-- A signed assertion of a machine is taken once.
CREATE TABLE client_assertion (
  client_id uuid NOT NULL REFERENCES machine_client,
  jti text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (client_id, jti)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['account', 'credential_password', 'credential_passkey', 'recovery_code', 'one_time', 'trusted_device',
    'sign_in_failure', 'session', 'binding', 'staff_role', 'agreement', 'agreement_acceptance', 'action_protocol', 'action_step',
    'signing', 'machine_client', 'client_assertion']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I USING (scope_is_system())', t || '_platform', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO makulduk_app', t);
  END LOOP;
END $$;

GRANT UPDATE (profile_sealed, login_kind, login_mac, lang, version, closed_at) ON account TO makulduk_app;
GRANT UPDATE (algorithm, parameters, salt, hash, set_at) ON credential_password TO makulduk_app;
GRANT UPDATE (sign_count, backed_up, label, used_at, revoked_at) ON credential_passkey TO makulduk_app;
GRANT UPDATE (used_at), DELETE ON recovery_code TO makulduk_app;
GRANT UPDATE (used_at, tries), DELETE ON one_time TO makulduk_app;
GRANT DELETE ON trusted_device, sign_in_failure, client_assertion TO makulduk_app;
GRANT UPDATE ON sign_in_failure TO makulduk_app;
GRANT UPDATE (seen_at, revoked_at) ON session TO makulduk_app;
GRANT UPDATE (state, ended_at) ON binding TO makulduk_app;
GRANT UPDATE (ended_at) ON staff_role TO makulduk_app;
GRANT UPDATE (state, content, document_kinds, signature_types, hashes, activated_at) ON agreement TO makulduk_app;
GRANT UPDATE (confirmed_at) ON signing TO makulduk_app;
GRANT UPDATE (name, scopes, secret_hash, jwks, version, revoked_at) ON machine_client TO makulduk_app;

-- An agreement in force is evidence: it may be replaced, never altered.
CREATE FUNCTION agreement_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'draft' AND (NEW.content, NEW.hashes, NEW.document_kinds, NEW.signature_types, NEW.activated_at)
     IS DISTINCT FROM (OLD.content, OLD.hashes, OLD.document_kinds, OLD.signature_types, OLD.activated_at)
  THEN RAISE EXCEPTION 'agreement % is in force and cannot be altered', OLD.id; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER agreement_stands BEFORE UPDATE ON agreement FOR EACH ROW EXECUTE FUNCTION agreement_stands();
