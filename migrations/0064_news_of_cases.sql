-- News of a case stands in the case: that the office was told is on record, and its list of work is not where it waits.
UPDATE holder_task SET done_at = at WHERE kind = 'case.told' AND done_at IS NULL;
