-- Registers are for everybody to read. A holder's rows are written by that holder and by the platform, whatever scope a bug runs in.

DO $$
DECLARE t text; owner text;
BEGIN
  FOREACH t IN ARRAY ARRAY['holder', 'policy_version', 'purpose', 'purpose_version', 'notice', 'service'] LOOP
    owner := CASE t WHEN 'holder' THEN 'id' ELSE 'holder_id' END;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY read_by_all ON %I FOR SELECT USING (true)', t);
    EXECUTE format('CREATE POLICY written_by_holder ON %I USING (scope_is_system() OR %I = scope_holder())', t, owner);
  END LOOP;
END $$;
