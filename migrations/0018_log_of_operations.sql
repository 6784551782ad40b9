-- The log of operations is read by holder, newest first (SP-2): without this a page of it would walk the whole journal of the holder.
CREATE INDEX journal_of_operations ON journal (holder_id, entry_id) WHERE type = 'processing.logged';
