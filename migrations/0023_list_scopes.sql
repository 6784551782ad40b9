-- An issuer signs several lists: its own, one for each centre that is gone (DECISIONS 36), each with its deltas.
ALTER TABLE certificate_list ADD COLUMN url text;
COMMENT ON COLUMN certificate_list.url IS 'the distribution point of a list that is not the issuer''s own; null: its own';
CREATE INDEX certificate_list_at ON certificate_list (issuer_id, url, number);
