-- The rows that `may` reads, a hundred subjects' at a time: whose scope a statement runs under is found once for the statement, in
-- sub-selects, instead of once for each row. What a scope sees is what scope_allows (0001) gives it, unchanged.

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['consent', 'processing_ground', 'data_block', 'adult_subject'] LOOP
    EXECUTE format($policy$ALTER POLICY own_rows ON %I USING (
      CASE (SELECT current_setting('mk.kind', true))
        WHEN 'holder' THEN holder_id = (SELECT scope_holder())
        WHEN 'person' THEN subject_id = ANY ((SELECT scope_subjects())::uuid[])
        WHEN 'system' THEN true
        ELSE false END)$policy$, t);
  END LOOP;
END $$;
