-- ES-14.1: which agreement a certificate of an end user was issued on. The agreement is concluded in a case, and named by it.

ALTER TABLE certificate ADD COLUMN agreement_id text;
CREATE INDEX certificate_of_agreement ON certificate (register_id, agreement_id, record) WHERE agreement_id IS NOT NULL;
