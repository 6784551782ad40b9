-- ES-13.1.9: what somebody has had checked is asked by who asked, and counted before more is kept.
CREATE INDEX centre_check_asker ON centre_check (subject_id, at DESC);
