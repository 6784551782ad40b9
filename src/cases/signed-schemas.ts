import { type Static, type TObject, Type } from 'typebox';
import type { PreparedAct, SentSignature } from './signed-act.ts';

// The shapes in which an act is prepared for a key, and its answer comes back.

const moment = Type.String({ format: 'date-time' });
const base64 = Type.String({
  minLength: 4,
  maxLength: 20_000,
  pattern: '^[A-Za-z0-9+/]+={0,2}$',
  description: 'Base64 of DER',
});

export const signatureSchema = Type.Object(
  {
    certificate: base64,
    chain: Type.Optional(Type.Array(base64, { maxItems: 8 })),
    claimedAt: moment,
    signature: base64,
    limitsKept: Type.Optional(
      Type.Boolean({ description: 'The limits of the certificate that are words only were shown, and are kept' }),
    ),
  },
  { additionalProperties: false },
);
export type Sent = Static<typeof signatureSchema>;

export const sentSignature = ({
  certificate,
  chain = [],
  claimedAt,
  signature,
  limitsKept = false,
}: Sent): SentSignature => ({
  certificate: Buffer.from(certificate, 'base64'),
  chain: chain.map((one) => Buffer.from(one, 'base64')),
  claimedAt: new Date(claimedAt),
  signature: Buffer.from(signature, 'base64'),
  limitsKept,
});

/** What is sent for an act that is signed: what it asks, and the signature beside it. */
export const signedBody = (ask: TObject): TObject =>
  Type.Object({ ...ask.properties, signature: Type.Optional(signatureSchema) }, { additionalProperties: false });

export const toPrepare = (ask: TObject): TObject =>
  Type.Object({ data: ask, certificate: base64 }, { additionalProperties: false });

export const preparedSchema = Type.Object({
  content: Type.String({ description: 'The document in base64: canonical JSON. It is what the signature is upon' }),
  toSign: Type.String({ description: 'Base64: the bytes that the key signs, made of the digest of the document' }),
  digest: Type.String(),
  claimedAt: moment,
  certificate: Type.Object({
    owner: Type.String(),
    number: Type.String(),
    issuer: Type.String(),
    from: moment,
    until: moment,
    limits: Type.Array(Type.Object({ lang: Type.String(), text: Type.String() })),
  }),
});

export function preparedView(
  content: Uint8Array,
  claimedAt: Date,
  { toSign, digest, certificate }: PreparedAct,
): Static<typeof preparedSchema> {
  const { owner, number, issuer, from, until, limits } = certificate;
  return {
    content: Buffer.from(content).toString('base64'),
    toSign: Buffer.from(toSign).toString('base64'),
    digest,
    claimedAt: claimedAt.toISOString(),
    certificate: { owner, number, issuer, from, until, limits: [...limits] },
  };
}
