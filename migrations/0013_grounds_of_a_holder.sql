-- A ground recorded for all of a purpose's subjects is read by each of them (PD-9.4b). It is written, ended and removed by
-- its own holder alone: reading it gives nobody else a hand in it.

DROP POLICY own_rows ON processing_ground;
CREATE POLICY own_rows ON processing_ground USING (scope_allows(holder_id, subject_id));
CREATE POLICY read_for_all ON processing_ground FOR SELECT USING (subject_id IS NULL);
