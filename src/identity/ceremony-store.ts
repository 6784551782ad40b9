import type { DataKeyRow } from '../keys/index.ts';
import { byteaArray, type Db, gathered, type Tx } from '../platform/db/index.ts';
import type { AcceptanceRow, AgreementRow } from './agreement-store.ts';
import type { BindingRow } from './binding-store.ts';
import type { ProtocolStep } from './evidence.ts';
import type { PasskeyRow } from './passkey-store.ts';
import type { SigningRow } from './protocol-store.ts';
import { scope } from './sealing.ts';
import type { SessionRow } from './session-store.ts';

// SQL of a signature by passkey: one statement reads all that it is judged by, one writes its end.

export type Ceremony = {
  readonly signing: SigningRow;
  readonly binding: Pick<BindingRow, 'id' | 'state' | 'method' | 'entry_id' | 'at'> | undefined;
  readonly agreement: Pick<AgreementRow, 'id' | 'version' | 'document_kinds' | 'signature_types'> | undefined;
  readonly accepted: Pick<AcceptanceRow, 'id' | 'lang' | 'text_hash' | 'entry_id' | 'at'> | undefined;
  readonly passkey:
    | Pick<PasskeyRow, 'id' | 'account_id' | 'public_key' | 'algorithm' | 'sign_count' | 'entry_id' | 'created_at'>
    | undefined;
  readonly session: Pick<SessionRow, 'id' | 'method' | 'client_sealed' | 'authenticated_at'> | undefined;
  readonly profileSealed: Buffer | undefined;
  readonly keys: readonly Pick<DataKeyRow, 'subject_id' | 'key_id' | 'kek_id' | 'wrapped'>[];
  readonly steps: readonly ProtocolStep[];
};

// One row by its key where LIMIT 1 says so: a planner that knows nothing yet of a young table took indexes of all open
// signings and all acceptances of an agreement. An array behind a SELECT is of any length to the planner, which so plans
// once and not for each length anew. Parts as rows of their own; a part that is not there is null as a whole. Bytes inside JSON go as hex.
const read = `SELECT asked.i, s.id, s.protocol_id, s.session_id, s.account_id, s.holder_id, s.document_kind, s.manifest_hash, s.nonce, s.begun_at, s.expires_at,
    CASE WHEN b.id IS NOT NULL THEN json_build_object('id', b.id, 'state', b.state, 'method', b.method, 'entry_id', b.entry_id, 'at', b.at) END AS binding,
    CASE WHEN g.id IS NOT NULL THEN json_build_object('id', g.id, 'version', g.version, 'document_kinds', g.document_kinds, 'signature_types', g.signature_types) END AS agreement,
    CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'lang', a.lang, 'text_hash', a.text_hash, 'entry_id', a.entry_id, 'at', a.at) END AS accepted,
    CASE WHEN k.id IS NOT NULL THEN json_build_object('id', k.id, 'account_id', k.account_id, 'algorithm', k.algorithm, 'sign_count', k.sign_count, 'entry_id', k.entry_id, 'created_at', k.created_at) END AS passkey,
    k.public_key, CASE WHEN se.id IS NOT NULL THEN json_build_object('id', se.id, 'method', se.method, 'authenticated_at', se.authenticated_at) END AS session,
    se.client_sealed, c.profile_sealed,
    (SELECT json_agg(json_build_object('subject_id', d.subject_id, 'key_id', d.key_id, 'kek_id', d.kek_id, 'wrapped', encode(d.wrapped, 'hex')))
       FROM data_key d WHERE d.subject_id = s.account_id AND d.class = 'person') AS keys,
    (SELECT json_agg(json_build_object('seq', t.seq, 'at', t.at, 'lawAt', t.law_at, 'kind', t.kind, 'data', t.data, 'prev', encode(t.prev, 'hex'), 'hash', encode(t.hash, 'hex')) ORDER BY t.seq)
       FROM action_step t WHERE t.protocol_id = s.protocol_id) AS steps
  FROM unnest((SELECT $1::uuid[]), (SELECT $2::timestamptz[]), (SELECT $3::bytea[])) WITH ORDINALITY AS asked (signing_id, now, credential_id, i)
    CROSS JOIN LATERAL (SELECT * FROM signing WHERE id = asked.signing_id LIMIT 1) s
    LEFT JOIN binding b ON b.account_id = s.account_id AND b.state <> 'ended'
    LEFT JOIN agreement g ON g.holder_id = s.holder_id AND g.state = 'active'
    LEFT JOIN LATERAL (SELECT * FROM agreement_acceptance WHERE agreement_id = g.id AND account_id = s.account_id AND ended_at IS NULL LIMIT 1) a ON true
    LEFT JOIN credential_passkey k ON k.credential_id = asked.credential_id AND k.revoked_at IS NULL
    LEFT JOIN session se ON se.id = s.session_id AND se.account_id = s.account_id AND se.revoked_at IS NULL AND se.expires_at > asked.now
    LEFT JOIN account c ON c.id = s.account_id AND c.closed_at IS NULL
  WHERE s.confirmed_at IS NULL AND s.lapsed_at IS NULL AND s.expires_at > asked.now`;

type Json = Record<string, string & number>;
type Raw = SigningRow & {
  binding: Json | null;
  agreement: Json | null;
  accepted: Json | null;
  passkey: Json | null;
  public_key: Buffer | null;
  session: Json | null;
  client_sealed: Buffer | null;
  profile_sealed: Buffer | null;
  keys: Json[] | null;
  steps: (Omit<ProtocolStep, 'at' | 'lawAt'> & { at: string; lawAt: string })[] | null;
};

type AskedCeremony = { readonly signingId: string; readonly credentialId: Buffer; readonly now: Date };

/** The open signing with everything around it, or undefined where it is over. A busy server reads several together. */
export const readCeremony = gathered<Db, AskedCeremony, Ceremony | undefined>(
  async (db, asked) => {
    const rows = await db.query<Raw & { i: number }>(scope, read, [
      asked.map((one) => one.signingId),
      asked.map((one) => one.now),
      byteaArray(asked.map((one) => one.credentialId)),
    ]);
    const byPlace = new Map(rows.map(({ i, ...row }) => [i, row]));
    return asked.map((_, i) => {
      const row = byPlace.get(i + 1);
      return row === undefined ? undefined : ceremonyOf(row);
    });
  },
  { lanes: 1, most: 32, apart: true },
);

function ceremonyOf({
  binding,
  agreement,
  accepted,
  passkey,
  public_key,
  session,
  client_sealed,
  profile_sealed,
  keys,
  steps,
  ...signing
}: Raw): Ceremony {
  const dated = <T>(json: Json | null, column: string, more: object = {}): T | undefined =>
    json === null ? undefined : ({ ...json, ...more, [column]: new Date(json[column]!) } as T);
  return {
    signing,
    binding: dated(binding, 'at'),
    agreement: (agreement ?? undefined) as Ceremony['agreement'],
    accepted: dated(accepted, 'at'),
    passkey: dated(passkey, 'created_at', { public_key }),
    session: dated(session, 'authenticated_at', { client_sealed }),
    profileSealed: profile_sealed ?? undefined,
    keys: (keys ?? []).map((key) => ({
      ...(key as unknown as DataKeyRow),
      wrapped: Buffer.from(key['wrapped']!, 'hex'),
    })),
    steps: (steps ?? []).map((step) => ({
      ...step,
      at: new Date(step.at).toISOString(),
      lawAt: new Date(step.lawAt).toISOString(),
    })),
  };
}

// The passkey's counter first: where it went back, nothing else happens. The step's primary key keeps two ends apart.
// A value and not NOT EXISTS: of a table whose statistics know of no confirmed signing yet the planner made an anti-join that
// read the whole index of them for each row.
const end = `WITH asked AS (
    SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::boolean[], $4::timestamptz[], $5::uuid[], $6::int[], $7::timestamptz[], $8::timestamptz[], $9::text[], $10::jsonb[], $11::bytea[], $12::bytea[])
      AS t (passkey_id, count, backed_up, ended_at, signing_id, seq, at, law_at, kind, data, prev, hash)),
  used AS (
    UPDATE credential_passkey k SET sign_count = asked.count, backed_up = asked.backed_up, used_at = asked.ended_at FROM asked
    WHERE k.id = asked.passkey_id AND k.id = ANY ($1::uuid[]) AND k.revoked_at IS NULL AND (k.sign_count < asked.count OR (k.sign_count = 0 AND asked.count = 0)) RETURNING k.id),
  confirmed AS (
    UPDATE signing s SET confirmed_at = asked.ended_at FROM asked JOIN used ON used.id = asked.passkey_id
    WHERE s.id = asked.signing_id AND s.id = ANY ($5::uuid[]) AND s.confirmed_at IS NULL AND s.lapsed_at IS NULL
      AND (SELECT true FROM signing other WHERE other.protocol_id = s.protocol_id AND other.confirmed_at IS NOT NULL LIMIT 1) IS NULL RETURNING s.id, s.protocol_id),
  step AS (
    INSERT INTO action_step (protocol_id, seq, at, law_at, kind, data, prev, hash)
    SELECT c.protocol_id, seq, at, law_at, kind, data, prev, hash FROM confirmed c JOIN asked ON asked.signing_id = c.id)
  SELECT signing_id, EXISTS (SELECT FROM used WHERE used.id = passkey_id) AS used, EXISTS (SELECT FROM confirmed WHERE confirmed.id = signing_id) AS confirmed FROM asked`;

export type CeremonyEnd = {
  readonly passkeyId: string;
  readonly count: number;
  readonly backedUp: boolean;
  readonly signingId: string;
  readonly at: Date;
  readonly step: ProtocolStep;
};
type Ended = { readonly used: boolean; readonly confirmed: boolean };

/** Ends the ceremony. Where it is over already, the caller undoes the whole, the passkey's counter included. */
export const endCeremony = gathered<Pick<Tx, 'query'>, CeremonyEnd, Ended>(async (db, ends) => {
  const rows = await db.query<Ended & { signing_id: string }>(end, [
    ends.map((one) => one.passkeyId),
    ends.map((one) => one.count),
    ends.map((one) => one.backedUp),
    ends.map((one) => one.at),
    ends.map((one) => one.signingId),
    ends.map(({ step }) => step.seq),
    ends.map(({ step }) => step.at),
    ends.map(({ step }) => step.lawAt),
    ends.map(({ step }) => step.kind),
    ends.map(({ step }) => JSON.stringify(step.data)),
    byteaArray(ends.map(({ step }) => Buffer.from(step.prev, 'hex'))),
    byteaArray(ends.map(({ step }) => Buffer.from(step.hash, 'hex'))),
  ]);
  return ends.map(({ signingId }) => rows.find((row) => row.signing_id === signingId)!);
});
