-- CP-15e: the source of an item that nobody had stated when it was transferred is stated later, once; nothing else of a transfer changes.

CREATE FUNCTION transfer_sources_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE i int;
BEGIN
  IF jsonb_array_length(NEW.items) <> jsonb_array_length(OLD.items) THEN
    RAISE EXCEPTION 'transfer: its items do not change' USING ERRCODE = 'check_violation';
  END IF;
  FOR i IN 0 .. jsonb_array_length(OLD.items) - 1 LOOP
    IF NEW.items -> i ->> 'category' IS DISTINCT FROM OLD.items -> i ->> 'category'
       OR (OLD.items -> i -> 'source' <> 'null'::jsonb AND NEW.items -> i -> 'source' IS DISTINCT FROM OLD.items -> i -> 'source') THEN
      RAISE EXCEPTION 'transfer: what was stated of an item does not change' USING ERRCODE = 'check_violation';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER transfer_sources_once BEFORE UPDATE ON transfer FOR EACH ROW EXECUTE FUNCTION transfer_sources_once();

GRANT UPDATE (items) ON transfer TO makulduk_app;
