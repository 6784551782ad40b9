-- Answers about certificates, signed beforehand (RFC 5019) and kept until the next: nothing in them but what the public list says.
CREATE TABLE ocsp_answer (
  issuer_id uuid NOT NULL REFERENCES certificate_issuer,
  serial bytea NOT NULL,
  this_update timestamptz NOT NULL,
  next_update timestamptz NOT NULL CHECK (next_update > this_update),
  record bigint,               -- the record of the end that it tells of; null: none
  der bytea NOT NULL,
  PRIMARY KEY (issuer_id, serial)
);
CREATE INDEX ocsp_answer_due ON ocsp_answer (next_update);
ALTER TABLE ocsp_answer ENABLE ROW LEVEL SECURITY;
CREATE POLICY written_by_issuer ON ocsp_answer USING (EXISTS (SELECT FROM certificate_issuer i WHERE i.id = issuer_id AND scope_allows(i.holder_id, NULL)));
GRANT SELECT, INSERT, UPDATE, DELETE ON ocsp_answer TO makulduk_app;
