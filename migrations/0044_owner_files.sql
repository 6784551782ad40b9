-- What an accredited centre keeps about the owners of qualified certificates (Law 128 art. 15(2)-(4)): scans of the documents that were
-- seen, beside the particulars in the case of the application; and the files of a centre that has ceased, as the authority has them.
-- Operator: nothing here is changed but by a purge, which leaves its row.

CREATE TABLE owner_document (
  holder_id uuid NOT NULL,              -- the centre
  id uuid NOT NULL,
  subject_id uuid NOT NULL,
  case_id uuid NOT NULL,                -- the application it belongs to
  slot text NOT NULL CHECK (slot IN ('identity', 'constituent', 'registration', 'translation', 'power')),
  media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
  size int NOT NULL CHECK (size > 0),
  digest bytea NOT NULL CHECK (octet_length(digest) = 32),
  sealed bytea,                         -- null: purged
  stored_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL,
  purge_id uuid,
  PRIMARY KEY (holder_id, id),
  FOREIGN KEY (holder_id, case_id) REFERENCES case_file,
  CHECK ((sealed IS NULL) = (purge_id IS NOT NULL))
);
CREATE INDEX owner_document_of ON owner_document (holder_id, case_id);
CREATE INDEX owner_document_of_subject ON owner_document (subject_id);

CREATE TABLE owner_file_purge (
  id uuid PRIMARY KEY,
  holder_id uuid NOT NULL,
  subject_id uuid NOT NULL,
  case_id uuid NOT NULL UNIQUE,
  override_id uuid NOT NULL REFERENCES retention_override,
  at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['owner_document', 'owner_file_purge'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I USING (scope_allows(holder_id, subject_id)) WITH CHECK (scope_allows(holder_id, subject_id))', t || '_scope', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO makulduk_app', t);
  END LOOP;
END $$;

-- The particulars of the documents stand sealed in the acts of the case: with the purge they go too.
CREATE FUNCTION purge_owner_file(target uuid) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone bigint;
BEGIN
  IF NOT scope_is_system() OR NOT EXISTS (SELECT FROM owner_file_purge WHERE case_id = target) THEN
    RAISE EXCEPTION 'a file of an owner is purged on a normative act only' USING ERRCODE = '42501';
  END IF;
  UPDATE case_act SET sealed = NULL WHERE case_id = target;
  UPDATE owner_document d SET sealed = NULL, purge_id = p.id FROM owner_file_purge p
    WHERE d.case_id = target AND p.case_id = target AND d.sealed IS NOT NULL;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
REVOKE ALL ON FUNCTION purge_owner_file FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purge_owner_file TO makulduk_app;

-- ES-15.4.3: apart from the register, which is published; sealed under a key of the transfer.
CREATE TABLE transferred_file (
  case_id uuid NOT NULL REFERENCES register_transfer,
  id uuid NOT NULL,                     -- the application of the owner
  digest bytea NOT NULL CHECK (octet_length(digest) = 32),
  sealed bytea NOT NULL,
  PRIMARY KEY (case_id, id)
);
ALTER TABLE transferred_file ENABLE ROW LEVEL SECURITY;
CREATE POLICY kept_by_authority ON transferred_file USING (scope_is_system()) WITH CHECK (scope_is_system());
GRANT SELECT, INSERT ON transferred_file TO makulduk_app;
