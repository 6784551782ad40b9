-- ES-13.1.8: whether a key or a number is taken is asked by the key or the number itself. Their indexes began with the register or the
-- issuer, as those of entries and ends do: of a young register they looked alike to the planner, and it read every entry for each key.
ALTER TABLE certificate DROP CONSTRAINT certificate_register_id_spki_digest_key;
ALTER TABLE certificate ADD CONSTRAINT certificate_key_once UNIQUE (spki_digest, register_id);
DROP INDEX register_purge_key, register_purge_serial;
CREATE INDEX register_purge_key ON register_purge (spki_digest, register_id);
CREATE INDEX register_purge_serial ON register_purge (serial, issuer_id);
