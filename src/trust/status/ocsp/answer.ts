import { certIdBytes, ocspResponse, ocspResponseData, type SingleAnswer } from '../../formats/index.ts';
import { algorithmBytes, type CaKey } from '../../issue/index.ts';
import type { Certificate } from '../../path/index.ts';
import { reasons } from '../crl-entries.ts';
import type { NamedIssuer } from '../directory.ts';
import type { CertificateFacts } from './ocsp-store.ts';

/** Who answers in an issuer's name: a key of the authority's host that the issuer certified on the first day (DECISIONS 36). */
export type Responder = { readonly certificate: Certificate; readonly key: CaKey };

/** For so long an answer may be relied upon; it is made anew when half of that is over. */
export const ANSWER_HOURS = 4;
const validUntil = (at: Date): Date => new Date(at.getTime() + ANSWER_HOURS * 3_600_000);

/**
 * What the register says about one certificate (RFC 6960 2.2). `good` only for what stands there (ES-14.5c), with its fingerprint; a
 * certificate whose term is over is no revoked one, and the register answers for it still (ES-13.6a). About a revoked one nothing is told of
 * its contents: its number stands on a list, and the fingerprint would open the certificate in the register (DECISIONS 39).
 */
export function singleAnswer(
  id: Uint8Array,
  facts: CertificateFacts | undefined,
  { openedAt }: Pick<NamedIssuer, 'openedAt'>,
  at: Date,
): SingleAnswer {
  if (facts === undefined) return { id, status: { state: 'unknown' }, thisUpdate: at };
  const base = {
    id,
    thisUpdate: at,
    nextUpdate: validUntil(at),
    archiveCutoff: openedAt,
  };
  const { end } = facts;
  if (end === null) return { ...base, status: { state: 'good' }, fingerprint: facts.fingerprint };
  const { ground, status, record, eventAt } = end;
  return {
    ...base,
    status: {
      state: 'revoked',
      revocationTime: end.at,
      reason: end.reason === null ? undefined : reasons[end.reason],
    },
    ground: { ground, status, entryNumber: BigInt(record) },
    ...(eventAt === null ? {} : { invalidityDate: eventAt }),
  };
}

/** A signed response with the responder's certificate, for whoever has only the issuer's. */
export async function signAnswers(
  { certificate, key }: Responder,
  answers: readonly SingleAnswer[],
  producedAt: Date,
  nonce?: Uint8Array,
): Promise<Buffer> {
  const data = ocspResponseData({ responder: certificate, producedAt, answers, nonce });
  return ocspResponse(data, algorithmBytes(key.algorithm), await key.sign(data), [certificate]);
}

/** The answer that is kept for those who ask without a nonce: with SHA-1 in its question, as RFC 5019 2.1.1 has it. */
export async function answerToKeep(
  responder: Responder,
  issuer: NamedIssuer,
  facts: CertificateFacts,
  at: Date,
): Promise<{ serial: string; record: number | null; thisUpdate: Date; nextUpdate: Date; der: Buffer }> {
  const { subject: name, publicKey } = issuer.certificate;
  const single = singleAnswer(certIdBytes(facts.serial, { name, publicKey }), facts, issuer, at);
  const der = await signAnswers(responder, [single], at);
  const record = facts.end?.record ?? null;
  return { serial: facts.serial, record, thisUpdate: at, nextUpdate: validUntil(at), der };
}
