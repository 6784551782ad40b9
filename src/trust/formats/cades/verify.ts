import { DerError, oids } from '../../der/index.ts';
import {
  BudgetSpent,
  type Certificate,
  endedBy,
  type PublicKeyInfo,
  type Verdict,
  withParameters,
  Work,
} from '../../path/index.ts';
import { type CmsRules, type DetachedContent, signedContent } from '../cms/content.ts';
import { type CmsProblem, cmsProblem } from '../cms/problems.ts';
import { parseSignedData, type SignedData } from '../cms/signed-data.ts';
import type { SignerInfo } from '../cms/signer-info.ts';
import { type SignerVerdict, verifySigner } from '../cms/verify-signer.ts';
import { readStatements, type SignerStatements } from './attributes.ts';
import { collectedAt, type Evidence, evidenceIn, together } from './evidence.ts';
import { type Level, levelOf } from './level.ts';
import { type CadesProblem, cadesProblem } from './problems.ts';
import { judgeStamps, type StampVerdict, type Stamped } from './stamps.ts';
import { type CadesTrust, judgeCertificate } from './trust.ts';

export type CadesSignerVerdict = {
  /** The signature holds and its certificate convinces at the reference time. */
  readonly valid: boolean;
  readonly signature: SignerVerdict;
  /** What the format asks and the signature lacks; it takes the level, not the validity. */
  readonly problems: readonly (CadesProblem | CmsProblem)[];
  readonly statements: SignerStatements;
  readonly stamps: readonly StampVerdict[];
  /** The earliest moment at which the signature is proven to have been there (DECISIONS 34); undefined: nobody knows. */
  readonly reliableTime: Date | undefined;
  /** The moment the certificate was judged at: the reliable time, else the moment of checking (ES-11.2). */
  readonly referenceTime: Date;
  /** undefined where the certificate is not at hand. */
  readonly path: Verdict | undefined;
  readonly level: Level | undefined;
};

export type CadesVerdict = {
  /** Every signature is valid, and there is one. */
  readonly valid: boolean;
  /** What concerns no single signer. */
  readonly problems: readonly (CmsProblem | { readonly fault: 'malformed'; readonly detail?: string })[];
  readonly signers: readonly CadesSignerVerdict[];
  readonly message: SignedData | undefined;
};

/**
 * Verifies a CAdES or any other CMS signature (EN 319 122-1, EN 319 102-1 5.5 in substance): the message, its time-stamps from
 * the latest to the earliest, each signer's certificate at the time that is proven. Never throws for anything the bytes contain.
 */
export function verifyCades(bytes: Uint8Array, content: DetachedContent | undefined, trust: CadesTrust): CadesVerdict {
  let message: SignedData;
  try {
    message = parseSignedData(bytes);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return { valid: false, problems: [{ fault: 'malformed', detail: error.message }], signers: [], message: undefined };
  }
  const over = signedContent(message, content);
  if ('fault' in over) return { valid: false, problems: [over], signers: [], message };
  const inside = evidenceIn(message);
  const work = new Work({ paths: 400 });
  try {
    const signers = message.signers.map((signer) =>
      judgeSigner({ message, signer, content: over, inside, work }, trust),
    );
    const problems = signers.length === 0 ? [cmsProblem('no-signers')] : [];
    return { valid: problems.length === 0 && signers.every(({ valid }) => valid), problems, signers, message };
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    return { valid: false, problems: [cmsProblem('work-budget', error.kind)], signers: [], message };
  }
}

function judgeSigner(stamped: Stamped, trust: CadesTrust): CadesSignerVerdict {
  const { message, signer, content, inside, work } = stamped;
  const evidence = together(inside, trust.evidence);
  const { stamps, statusTimes } = judgeStamps(stamped, trust);
  const reliableTime = earliest(stamps.filter(({ kind, trusted }) => trusted && kind !== 'content'));
  const referenceTime = reliableTime ?? trust.at;
  const verify = (key?: CmsRules['key']): SignerVerdict =>
    verifySigner(signer, { ...content, contentType: message.contentType }, evidence.certificates, {
      algorithms: trust.rules.algorithms,
      at: referenceTime,
      work,
      ...(key === undefined ? {} : { key }),
    });
  const first = verify();
  const { certificate } = first;
  const path = certificate && pathOf(certificate, referenceTime, stamped, statusTimes, trust);
  // RFC 5280 6.1.4(d) to (f): such a key is known only when its path is.
  const unreadable = first.problems.some(({ fault }) => fault === 'key-unreadable');
  const signature = unreadable && path?.valid === true ? verify(() => inherited(path)) : first;
  const { statements, problems } = readStatements(signer.signed?.attributes);
  const lacking = [...problems, ...formProblems(signature, inside)];
  return {
    valid: signature.holds && path?.valid === true && !lacking.some(({ fault }) => fault === 'signer-key-usage'),
    signature,
    problems: lacking,
    statements,
    stamps,
    reliableTime,
    referenceTime,
    path,
    level:
      signature.holds && lacking.length === 0
        ? levelOf({ signature, stamps, referenceTime, inside, work }, trust)
        : undefined,
  };
}

const earliest = (stamps: readonly StampVerdict[]): Date | undefined =>
  stamps.reduce<Date | undefined>(
    (first, { time }) => (time !== undefined && (first === undefined || time < first) ? time : first),
    undefined,
  );

const inherited = ({ anchor, path }: Verdict): PublicKeyInfo =>
  path.reduce((key, { publicKey }) => withParameters(publicKey, key), anchor!.publicKey);

// An end of a certificate counts from its entry on (ES-14.7b).
const pathOf = (
  certificate: Certificate,
  at: Date,
  { inside, work }: Stamped,
  statusTimes: readonly Date[],
  trust: CadesTrust,
): Verdict =>
  judgeCertificate(
    {
      certificate,
      at,
      anchors: trust.anchors,
      evidence: together(inside, trust.evidence),
      statusTimes: [...statusTimes, ...collectedAt(inside, at, trust.at)],
      rules: trust.rules,
      judge: endedBy,
      work,
    },
    trust,
  );

// EN 319 122-1 6.3, what level B-B asks beyond CMS; RFC 5280 4.2.1.3 for the key.
function formProblems(
  { certificate, signer, claimedTime }: SignerVerdict,
  inside: Evidence,
): (CadesProblem | CmsProblem)[] {
  const problems: (CadesProblem | CmsProblem)[] = [];
  const attributes = signer.signed?.attributes;
  if (attributes === undefined) problems.push(cmsProblem('signed-attributes-missing'));
  else if (claimedTime === undefined) problems.push(cadesProblem('signing-time-missing'));
  if (attributes !== undefined && !pinned(signer)) problems.push(cmsProblem('signing-certificate-missing'));
  if (certificate === undefined) return problems;
  if (!inside.certificates.some(({ fingerprint }) => fingerprint === certificate.fingerprint))
    problems.push(cadesProblem('certificate-not-embedded'));
  const usage = certificate.keyUsage;
  if (usage !== undefined && !usage.has('contentCommitment') && !usage.has('digitalSignature'))
    problems.push(cadesProblem('signer-key-usage'));
  return problems;
}

const pinned = ({ signed }: SignerInfo): boolean =>
  [oids.signingCertificate, oids.signingCertificateV2].some((type) => signed?.attributes.has(type) === true);
