-- What a consent covers, as one value: consents to one version with the same choices have the same one, so that `may` reads the lists
-- once for a hundred subjects. The database keeps it; nothing can change what is covered without changing it.

-- The names in the lists are text, which prints the same under all settings: the answer depends on nothing but the arguments.
CREATE FUNCTION consent_covers(version uuid, transfer boolean, cross_border boolean, categories text[], special text[], actions text[], public text[], invalid text[])
  RETURNS bytea LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN sha256(convert_to(concat_ws(E'\x1f', version, transfer, cross_border, categories, special, actions, public, invalid), 'UTF8'));
END $$;

ALTER TABLE consent ADD COLUMN covers bytea NOT NULL GENERATED ALWAYS AS
  (consent_covers(purpose_version_id, transfer, cross_border, categories, special_categories, actions, public_items, invalid_clauses)) STORED;
