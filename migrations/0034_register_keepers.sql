-- Who keeps a register when its centre has ceased (Law 128 art. 13(6), 14(6)(3)), and registers that are no more.
-- Operator: entries are removed in one way only, by destroy_register, for a centre that was never accredited and has ceased.

CREATE TABLE register_keeper (
  register_id uuid NOT NULL REFERENCES certificate_register,
  keeper_id uuid NOT NULL REFERENCES centre,
  since timestamptz NOT NULL,
  case_id uuid NOT NULL,                -- the cessation that led to it
  journal_entry_id uuid NOT NULL,
  PRIMARY KEY (register_id, since)
);
CREATE INDEX register_keeper_of ON register_keeper (keeper_id);

-- ES-13.6d: the act of destruction. How many entries there were is all that is left of them.
CREATE TABLE register_destruction (
  register_id uuid PRIMARY KEY REFERENCES certificate_register,
  case_id uuid NOT NULL,
  act text NOT NULL,
  at timestamptz NOT NULL,
  entries bigint NOT NULL CHECK (entries >= 0),
  journal_entry_id uuid NOT NULL
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['register_keeper', 'register_destruction'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY read_by_all ON %I FOR SELECT USING (true)', t);
    EXECUTE format('CREATE POLICY written_by_system ON %I FOR INSERT WITH CHECK (scope_is_system())', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO makulduk_app', t);
  END LOOP;
END $$;

CREATE FUNCTION destroy_register(target uuid) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone bigint;
BEGIN
  IF NOT scope_is_system() OR NOT EXISTS (SELECT FROM register_destruction WHERE register_id = target) THEN
    RAISE EXCEPTION 'a register is destroyed by the act of its centre only' USING ERRCODE = '42501';
  END IF;
  -- Article 15(4): what an accredited centre has kept belongs to the authority, and is never destroyed here.
  IF EXISTS (SELECT FROM accreditation a JOIN certificate_register r ON r.holder_id = a.centre_id WHERE r.id = target) THEN
    RAISE EXCEPTION 'the register of a centre that was accredited is not destroyed' USING ERRCODE = '42501';
  END IF;
  DELETE FROM ocsp_answer o USING certificate_issuer i WHERE i.id = o.issuer_id AND i.register_id = target;
  DELETE FROM certificate_end WHERE register_id = target;
  DELETE FROM certificate WHERE register_id = target;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
REVOKE ALL ON FUNCTION destroy_register FROM PUBLIC;
GRANT EXECUTE ON FUNCTION destroy_register TO makulduk_app;
