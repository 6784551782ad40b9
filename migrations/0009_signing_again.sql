-- A signing page may be opened again, and answers changed after it was seen: each time is asked anew, with its own nonce.
-- One protocol still ends with one signature.
ALTER TABLE signing DROP CONSTRAINT signing_protocol_id_key;
CREATE INDEX signing_of_protocol ON signing (protocol_id);
CREATE UNIQUE INDEX signing_confirmed ON signing (protocol_id) WHERE confirmed_at IS NOT NULL;
