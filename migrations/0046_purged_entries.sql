-- ES-13.6b, RFC 5280 3.3, RFC 5280 4.1.2.2: what lists, answers about status and later checks need of an entry that was purged: its number,
-- its fingerprint and its end. Contents and owner are gone with the entry.
-- Operator: entries purged before this migration have none of it.

ALTER TABLE register_purge
  ADD COLUMN holder_id uuid,
  ADD COLUMN issuer_id uuid REFERENCES certificate_issuer,
  ADD COLUMN serial bytea,
  ADD COLUMN spki_digest bytea,
  ADD COLUMN fingerprint bytea,
  ADD COLUMN entered_at timestamptz,
  ADD COLUMN not_after timestamptz,
  -- The application it was issued on: its file may be kept for longer, and is purged on an act of its own (ES-15.3b).
  ADD COLUMN agreement_id text,
  ADD COLUMN end_status text,
  ADD COLUMN end_ground text,
  ADD COLUMN end_reason text,
  ADD COLUMN end_at timestamptz,
  ADD COLUMN end_event_at timestamptz;
CREATE INDEX register_purge_listed ON register_purge (issuer_id, end_record);
CREATE INDEX register_purge_serial ON register_purge (issuer_id, serial);
CREATE INDEX register_purge_key ON register_purge (register_id, spki_digest);
CREATE INDEX register_purge_fingerprint ON register_purge (fingerprint);
CREATE INDEX register_purge_agreement ON register_purge (holder_id, agreement_id);

CREATE POLICY read_by_register ON register_purge FOR SELECT USING (scope_allows(holder_id, NULL));
