import { hash } from 'node:crypto';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { fill, type Text3 } from '../../platform/text.ts';
import { DerError } from '../der/index.ts';
import {
  cadesMessage,
  finishSigner,
  parseSignedData,
  parseTimeStampResponse,
  timeStampRequest,
  toTimeStamp,
  withSignatureTimeStamp,
  withValidationData,
} from '../formats/index.ts';
import { type Certificate, namesAsIssuer } from '../path/index.ts';
import {
  type Condition,
  registersContext,
  type RegisterTrust,
  type SignatureReport,
  type Use,
  verifySignature,
} from '../verify/index.ts';
import { prepareSignature, readCertificate, type ToSign } from './prepare.ts';
import { refuse } from './refusals.ts';

/** What completes a signature that a key elsewhere made. */
export type Completion = {
  readonly trust: RegisterTrust;
  /** TimeStampReq in, TimeStampResp out (RFC 3161); undefined where nobody answers. */
  readonly stamp: (request: Buffer) => Promise<Uint8Array | undefined>;
  /** What the issuers say now about the status of these certificates: lists and answers, made after the time-stamp. */
  readonly statusOf?: (certificates: readonly Certificate[]) => Promise<StatusData>;
};
export type StatusData = {
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
  /** Whether every certificate that was asked about is said to be good: without that the signature is no B-LT. */
  readonly whole: boolean;
};

export type Completed = {
  readonly message: Buffer;
  readonly certificate: Certificate;
  readonly report: SignatureReport;
};

/**
 * ES-11, DECISIONS 34: the key's answer becomes a CAdES message with certificates of its centre, a time-stamp and the status of its
 * moment (B-T, B-LT), and is judged by the whole verifier. Only what that calls valid comes back, and only with its status where somebody
 * is asked for it (DECISIONS 34); else the condition that is not met.
 * `at`: the moment of checking.
 */
export async function completeSignature(
  completion: Completion,
  given: ToSign & {
    readonly chain: readonly Uint8Array[];
    readonly signature: Uint8Array;
    readonly use: Use;
    readonly despiteEnd?: boolean;
  },
  now: () => Date,
): Promise<Completed | Refusal> {
  const certificate = readCertificate(given.certificate);
  if (isRefusal(certificate)) return certificate;
  const prepared = prepareSignature(given);
  if (isRefusal(prepared)) return prepared;
  let signer: ReturnType<typeof finishSigner>;
  try {
    signer = finishSigner(prepared, given.signature);
  } catch (error) {
    if (error instanceof RangeError) return refuse('SIGNATURE_NOT_OF_KEY');
    throw error;
  }
  const brought = given.chain.map(readCertificate).flatMap((one) => (isRefusal(one) ? [] : [one]));
  const message = (chain: readonly Certificate[]): Buffer => cadesMessage([signer], [certificate, ...chain]);
  const { content, use, despiteEnd = false } = given;
  return judged(completion, { certificate, brought, message, content, use, despiteEnd }, now);
}

/** What `completeSignature` does once there is a message; `message`: with the certificates of the centre in it. */
export async function judged(
  { trust, stamp, statusOf }: Completion,
  given: {
    readonly certificate: Certificate;
    readonly brought: readonly Certificate[];
    readonly message: (chain: readonly Certificate[]) => Buffer;
    readonly content: Uint8Array;
    readonly use: Use;
    /** ES-14.9b: in the case about its own revocation a certificate counts although it has ended. */
    readonly despiteEnd?: boolean;
  },
  now: () => Date,
): Promise<Completed | Refusal> {
  const { certificate, brought, despiteEnd = false } = given;
  const known = await registersContext(trust, [certificate, ...brought], now());
  const chain = issuersAbove(certificate, [...known.certificates, ...brought]);
  const stamped = await stampedMessage(given.message(chain), stamp);
  if (stamped === undefined) return refuse('TIME_STAMP_MISSING');
  const status = await statusOf?.([certificate, ...chain]);
  const { crls = [], ocspResponses = [], whole = true } = status ?? {};
  const message =
    status === undefined
      ? stamped
      : withValidationData(parseSignedData(stamped), { certificates: [], crls, ocspResponses });
  const found = verifySignature({
    signature: message,
    document: given.content,
    context: known,
    at: now(),
    use: given.use,
  });
  if (isRefusal(found)) return found;
  const [report] = found.signatures;
  const ended = despiteEnd && report !== undefined && onlyEnded(report);
  if (!ended && (found.verdict !== 'valid' || report === undefined || report.class === null))
    return notAuthentic(report!);
  return whole || ended ? { message, certificate, report } : refuse('STATUS_MISSING');
}

/** Nothing speaks against the signature but that the certificate had ended by then. */
const onlyEnded = ({ conditions }: SignatureReport): boolean =>
  conditions.every((one) =>
    one.findings.every(
      ({ code, status }) => status === 'met' || code === 'CERTIFICATE_ENDED' || code === 'CERTIFICATE_NOT_QUALIFIED',
    ),
  );

/** The message with a time-stamp upon its first signature (CAdES B-T); undefined where nobody stamps. */
export async function stampedMessage(message: Buffer, stamp: Completion['stamp']): Promise<Buffer | undefined> {
  const signed = parseSignedData(message);
  const token = await tokenOver(toTimeStamp(signed), stamp);
  return token && withSignatureTimeStamp(signed, token);
}

/** A time-stamp over the data; undefined where nobody stamps. */
export async function tokenOver(data: Uint8Array, stamp: Completion['stamp']): Promise<Uint8Array | undefined> {
  const answer = await stamp(timeStampRequest({ digest: 'sha256', hash: hash('sha256', data, 'buffer') }));
  if (answer === undefined) return undefined;
  try {
    return parseTimeStampResponse(answer).token;
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

const longest = 8;

/** The certificates from the signer's issuer upwards, without the root: whoever checks has that one, or believes nobody. */
export function issuersAbove(certificate: Certificate, pool: readonly Certificate[]): Certificate[] {
  const chain: Certificate[] = [];
  let top = certificate;
  while (chain.length < longest) {
    const above = pool.find((one) => one.fingerprint !== top.fingerprint && namesAsIssuer(top, one));
    if (above === undefined || above.subject.key === above.issuer.key || chain.includes(above)) return chain;
    chain.push(above);
    top = above;
  }
  return chain;
}

// What is wrong with the certificate or its use is told before what follows from it.
const order = ['ES-11.3', 'ES-11.2', 'ES-11.4', 'ES-11.1'] as const;

const conditionLaw = {
  'ES-11.1': () => 'ES-11.1a',
  'ES-11.2': (basis: SignatureReport['time']['basis']) => (basis === 'reliable-time' ? 'ES-11.2a' : 'ES-11.2b'),
  'ES-11.3': () => 'ES-11.3b',
  'ES-11.4': () => 'ES-11.4',
} as const;

export function notAuthentic({ conditions, summary, time }: SignatureReport): Refusal {
  const by = (status: Condition['status']): Condition | undefined =>
    order
      .map((name) => conditions.find((one) => one.name === name)!)
      .find((one) => one.status === status && !onlyNotQualified(one));
  const failed = by('not-met') ?? by('not-determinable');
  const finding = failed?.findings.find(({ status }) => status === failed.status);
  const refusal = refuse('SIGNATURE_NOT_AUTHENTIC', {
    law: [...new Set([conditionLaw[failed?.name ?? 'ES-11.1'](time.basis), finding?.law ?? 'ES-11a'])],
    details: {
      conditions: conditions.map(({ name, status, findings }) => ({
        name,
        status,
        findings: findings.map(({ code }) => code),
      })),
    },
  });
  const said = (lang: keyof Text3): Record<string, string> => ({
    condition: failed?.title[lang] ?? summary.text[lang],
    finding: finding?.text[lang] ?? summary.text[lang],
  });
  const text = (lang: keyof Text3): string => fill(refusal.text, said(lang))[lang];
  return { ...refusal, text: { ky: text('ky'), ru: text('ru'), en: text('en') } };
}

// An unqualified certificate claims nothing that condition 1 asks for.
const onlyNotQualified = ({ name, findings }: Condition): boolean =>
  name === 'ES-11.1' && findings.every(({ code, status }) => status === 'met' || code === 'CERTIFICATE_NOT_QUALIFIED');
