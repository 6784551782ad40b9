-- What goes through an information system, kept for its sender and recipients alone until they have answered it (Law 128 art. 4, 9, 11).
-- Sealed under a key of that document; with the end of the term key and octets go, the row says when.
CREATE TABLE exchange_message (
  document_id uuid PRIMARY KEY REFERENCES exchange_document,
  sealed bytea,                            -- document, signature, name, who is named, report of the check; null: erased
  keep_until timestamptz NOT NULL,         -- law time
  erased_at timestamptz,
  erasure_entry_id uuid,
  CHECK ((sealed IS NULL) = (erased_at IS NOT NULL) AND (erased_at IS NULL) = (erasure_entry_id IS NULL))
);
CREATE INDEX exchange_message_due ON exchange_message (keep_until) WHERE erased_at IS NULL;
ALTER TABLE exchange_message ENABLE ROW LEVEL SECURITY;
CREATE POLICY exchange_message_platform ON exchange_message USING (scope_is_system()) WITH CHECK (scope_is_system());
GRANT SELECT, INSERT ON exchange_message TO makulduk_app;
GRANT UPDATE (sealed, keep_until, erased_at, erasure_entry_id) ON exchange_message TO makulduk_app;
CREATE INDEX exchange_document_sender ON exchange_document (sender_id, at);

-- ES-10.1b: the key of a simple signature is what the session was opened with.
ALTER TABLE key_use DROP CONSTRAINT key_use_key_kind_check,
  ADD CONSTRAINT key_use_key_kind_check
  CHECK (key_kind IN ('password', 'passkey', 'certificate', 'esi', 'recovery-code', 'recovery-link'));
