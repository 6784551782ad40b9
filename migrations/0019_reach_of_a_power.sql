-- A power acts at the holder whose clerk checked it, unless it was proven to reach further (DIVERGENCES: CP-6e). Null: everywhere.
ALTER TABLE representation ADD COLUMN acts_at uuid;
-- Who may say that it is over: the holder that recorded it; null where the authority or a centre did.
ALTER TABLE representation ADD COLUMN recorded_at_holder uuid;
UPDATE representation r SET acts_at = j.holder_id, recorded_at_holder = j.holder_id FROM journal j WHERE j.entry_id = r.journal_entry_id;
