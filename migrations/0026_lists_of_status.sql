-- A list says up to which record of the register it speaks, so that whoever keeps lists current sees at a glance what came since.
ALTER TABLE certificate_list ADD COLUMN last_record bigint;
COMMENT ON COLUMN certificate_list.last_record IS 'the newest record of the register when the list was printed; null: printed before this column was there';
