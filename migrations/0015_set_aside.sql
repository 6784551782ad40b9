-- Rows a worker could not act on. Each rests, longer each time, and holds up no other; what stays here needs a person's look.
-- A clock that jumped back must not let a row rest for ever: no pause is longer than an hour (platform/db/set-aside.ts).
CREATE TABLE set_aside (
  worker text NOT NULL,
  row_id uuid NOT NULL,
  failures int NOT NULL,
  fault text NOT NULL,
  since timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (worker, row_id)
);
ALTER TABLE set_aside ENABLE ROW LEVEL SECURITY;
CREATE POLICY platform_only ON set_aside USING (scope_is_system());
GRANT SELECT, INSERT, UPDATE, DELETE ON set_aside TO makulduk_app;

CREATE FUNCTION rests(of_worker text, of_row uuid, at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT FROM set_aside s WHERE s.worker = of_worker AND s.row_id = of_row AND s.until > at AND s.until <= at + interval '2 hours') $$;
