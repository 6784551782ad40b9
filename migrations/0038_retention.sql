-- How long what a centre keeps has to be kept (Law 128 art. 13(6), 15(3)): as long as it works, unless an act provides a shorter term.
-- Operator: without a row here nothing is ever purged; each purge leaves a row that says which act allowed it.

CREATE TABLE retention_override (
  id uuid PRIMARY KEY,
  what text NOT NULL CHECK (what IN ('register', 'owner-file')),
  years int NOT NULL CHECK (years BETWEEN 1 AND 100),
  -- From what the term runs: the receipt of the information, or the end of the certificate it belongs to.
  runs_from text NOT NULL CHECK (runs_from IN ('receipt', 'end')),
  act text NOT NULL,                    -- title, number, article of the normative act
  in_force_from date NOT NULL,
  in_force_to date CHECK (in_force_to >= in_force_from),
  entered_at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);
ALTER TABLE retention_override ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_by_all ON retention_override FOR SELECT USING (true);
CREATE POLICY written_by_authority ON retention_override FOR INSERT WITH CHECK (scope_is_system());
GRANT SELECT, INSERT ON retention_override TO makulduk_app;

-- Of an entry that was purged its numbers are left, so that a gap is told from a theft.
CREATE TABLE register_purge (
  certificate_id uuid PRIMARY KEY,
  register_id uuid NOT NULL REFERENCES certificate_register,
  record bigint NOT NULL,
  issued_entry_id uuid NOT NULL,        -- the journal's entries of issue and of end
  end_record bigint,
  end_entry_id uuid,
  override_id uuid NOT NULL REFERENCES retention_override,
  at timestamptz NOT NULL,
  journal_entry_id uuid NOT NULL
);
CREATE INDEX register_purge_of ON register_purge (register_id);
ALTER TABLE register_purge ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_by_system ON register_purge USING (scope_is_system()) WITH CHECK (scope_is_system());
GRANT SELECT, INSERT ON register_purge TO makulduk_app;

CREATE FUNCTION purge_entry(target uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT scope_is_system() OR NOT EXISTS (SELECT FROM register_purge WHERE certificate_id = target) THEN
    RAISE EXCEPTION 'an entry is purged on a normative act only' USING ERRCODE = '42501';
  END IF;
  DELETE FROM certificate_end WHERE certificate_id = target;
  DELETE FROM certificate WHERE id = target;
END $$;
REVOKE ALL ON FUNCTION purge_entry FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purge_entry TO makulduk_app;

-- Incidents are opened by the checks, and never changed but to be closed.
REVOKE UPDATE ON record_incident FROM makulduk_app;
GRANT UPDATE (closed_at) ON record_incident TO makulduk_app;
