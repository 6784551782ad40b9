-- Roles, the scope that row-level security reads, law time, idempotency.
-- Operator: the application connects as (or takes on) makulduk_app, which owns nothing and may not alter anything.

DO $$ BEGIN
  CREATE ROLE makulduk_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

GRANT USAGE ON SCHEMA public TO makulduk_app;

-- The scope of a connection is three settings, set by src/platform/db before any statement:
--   mk.kind      system | holder | person | public
--   mk.holder    the holder's id, for kind holder
--   mk.subjects  comma-separated pairwise subject ids, for kind person
-- Without them nothing is visible.
CREATE FUNCTION scope_is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT current_setting('mk.kind', true) = 'system' $$;

CREATE FUNCTION scope_holder() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('mk.holder', true), '')::uuid $$;

CREATE FUNCTION scope_subjects() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(nullif(current_setting('mk.subjects', true), ''), ',')::uuid[] $$;

-- The usual policy of a row about a person: USING (scope_allows(holder_id, subject_id)).
CREATE FUNCTION scope_allows(holder uuid, subject uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT CASE current_setting('mk.kind', true)
     WHEN 'holder' THEN holder = nullif(current_setting('mk.holder', true), '')::uuid
     WHEN 'person' THEN subject = ANY (string_to_array(nullif(current_setting('mk.subjects', true), ''), ',')::uuid[])
     WHEN 'system' THEN true
     ELSE false END $$;

CREATE TABLE law_clock (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  offset_ms bigint NOT NULL DEFAULT 0,
  moved_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO law_clock DEFAULT VALUES;
GRANT SELECT, UPDATE ON law_clock TO makulduk_app;

-- An act and its idempotency row commit together: a repeated request finds the first one's result ids.
CREATE TABLE idempotency (
  client text NOT NULL,
  key text NOT NULL,
  request_mac bytea NOT NULL,
  result jsonb,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (client, key)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency TO makulduk_app;
GRANT SELECT ON schema_migration TO makulduk_app;
