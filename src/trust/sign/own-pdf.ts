import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { cadesMessage, finishSigner, type FinishedSigner, prepareCades, rangeDigests } from '../formats/index.ts';
import { checkKey } from '../issue/index.ts';
import type { Certificate } from '../path/index.ts';
import { registersContext, type SignatureReport, type Use, type Verifier } from '../verify/index.ts';
import { type Completion, issuersAbove, notAuthentic, stampedMessage } from './complete.ts';
import { signingMeans } from './means.ts';
import { readCertificate } from './prepare.ts';
import { refuse } from './refusals.ts';

// A person's own PDF, signed with a key that lies elsewhere (PAdES, EN 319 142-1).

const creationMeans = { use: ['createSignatureKey'], kind: 'signatureMeans', ...signingMeans } as const;

export type PreparedPdfOf = {
  readonly certificate: Certificate;
  /** What is added to the file; the message's digits go between `start` and `end` of the whole. */
  readonly revision: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly toSign: Uint8Array;
  readonly digest: string | null;
};

/** ES-12.2.1: the file with room for a signature, and what the key is to sign: the digest of all of it but that room. */
export async function prepareOwnPdf(
  verifier: Verifier,
  given: { readonly pdf: Uint8Array; readonly certificate: Uint8Array; readonly claimedAt: Date },
): Promise<PreparedPdfOf | Refusal> {
  const certificate = readCertificate(given.certificate);
  if (isRefusal(certificate)) return certificate;
  if (checkKey(certificate.publicKey.raw) !== undefined) return refuse('KEY_NOT_FOR_SIGNING');
  const { pdf, claimedAt: at } = given;
  const prepared = await verifier.prepareDocument({ pdf, certificate: certificate.raw, creationMeans, at });
  return isRefusal(prepared) ? prepared : { ...prepared, certificate };
}

export type OwnPdf = {
  /** The whole prepared file. */
  readonly prepared: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  readonly signature: Uint8Array;
  readonly use: Use;
};

/**
 * ES-11, DECISIONS 34: the key's answer becomes a message with certificates and a time-stamp, in its place in the file, the status of
 * its moment beside it (B-LT); the file is then judged by the whole verifier. Only what that calls valid comes back.
 */
export async function completeOwnPdf(
  { trust, stamp, statusOf }: Completion,
  verifier: Verifier,
  given: OwnPdf,
  now: () => Date,
): Promise<
  { readonly pdf: Uint8Array; readonly certificate: Certificate; readonly report: SignatureReport } | Refusal
> {
  const certificate = readCertificate(given.certificate);
  if (isRefusal(certificate)) return certificate;
  const { prepared, start, end, use } = given;
  const content = rangeDigests([prepared.subarray(0, start - 1), prepared.subarray(end + 1)]);
  let signer: FinishedSigner;
  try {
    signer = finishSigner(
      prepareCades({ certificate, content, signingTime: undefined, creationMeans }),
      given.signature,
    );
  } catch (error) {
    if (error instanceof RangeError) return refuse('SIGNATURE_NOT_OF_KEY');
    throw error;
  }
  const brought = given.chain.map(readCertificate).flatMap((one) => (isRefusal(one) ? [] : [one]));
  const known = await registersContext(trust, [certificate, ...brought], now());
  const chain = issuersAbove(certificate, [...known.certificates, ...brought]);
  const message = await stampedMessage(cadesMessage([signer], [certificate, ...chain]), stamp);
  if (message === undefined) return refuse('TIME_STAMP_MISSING');
  const { crls = [], ocspResponses = [], whole = true } = (await statusOf?.([certificate, ...chain])) ?? {};
  const signed = await verifier.completeDocument({
    prepared,
    start,
    end,
    message,
    store: { certificates: [certificate, ...chain].map(({ raw }) => raw), crls, ocspResponses },
    certificate: certificate.fingerprint,
    at: now(),
    use,
  });
  if (isRefusal(signed)) return signed;
  const { pdf, report } = signed;
  if (report.verdict !== 'valid' || report.class === null) return notAuthentic(report);
  return whole ? { pdf, certificate, report } : refuse('STATUS_MISSING');
}
