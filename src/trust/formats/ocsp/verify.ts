import { hash } from 'node:crypto';
import { DerError, type DerNode, fields, oids, readGeneralizedTime, readOctets } from '../../der/index.ts';
import {
  type AlgorithmPolicy,
  BudgetSpent,
  type Certificate,
  digestOf,
  extensionValue,
  type Issuer,
  readAlgorithmId,
  type Revocation,
  type Status,
  terminationGround,
  Work,
} from '../../path/index.ts';
import { isAbout } from './cert-id.ts';
import { type OcspProblem, ocspProblem } from './problems.ts';
import { responderOf } from './responder.ts';
import { type BasicResponse, parseOcspResponse, type SingleResponse } from './response.ts';

export type OcspRules = {
  readonly algorithms: AlgorithmPolicy;
  /** The moment at which the answer must be current and its responder valid. */
  readonly at: Date;
  /** As sent: the answer must then have it. */
  readonly nonce?: Uint8Array;
  /** How old an answer may be that does not say when the next one comes; 0 unless given: such an answer is not relied upon. */
  readonly maxAgeMillis?: number;
};

/** What an answer says about a certificate, as a status for `verifyCertificate`, and how it came to be believed. */
export type OcspVerdict = {
  readonly problems: readonly OcspProblem[];
  /** 'good' and 'revoked' where there are no problems; 'unknown' where the responder does not know it either. */
  readonly status: Extract<Status, { state: 'good' | 'revoked' }> | { readonly state: 'unknown' };
  readonly thisUpdate: Date | undefined;
  readonly nextUpdate: Date | undefined;
  readonly producedAt: Date | undefined;
  /** The certificate stands in the responder's register (certHash), octet by octet. */
  readonly positive: boolean;
  /** The delegated responder; undefined where the issuer's own key signed. */
  readonly responder: Certificate | undefined;
};

/** Whether the bytes say something about `certificate`, issued by `issuer`, that can be relied upon. Never throws for what they contain. */
export function verifyOcspResponse(
  bytes: Uint8Array,
  certificate: Certificate,
  issuer: Issuer,
  rules: OcspRules,
  work: Work = new Work(),
): OcspVerdict {
  try {
    const response = parseOcspResponse(bytes);
    if (typeof response === 'string') return nothing([ocspProblem('not-successful', response)]);
    return judge(response, certificate, issuer, rules, work);
  } catch (error) {
    if (error instanceof BudgetSpent) return nothing([ocspProblem('work-budget', error.kind)]);
    if (error instanceof DerError) return nothing([ocspProblem('malformed', error.message)]);
    throw error;
  }
}

const nothing = (problems: readonly OcspProblem[]): OcspVerdict => ({
  problems,
  status: { state: 'unknown' },
  thisUpdate: undefined,
  nextUpdate: undefined,
  producedAt: undefined,
  positive: false,
  responder: undefined,
});

/** Two digests, in comparisons of names. */
const HASHED = 5;

/** The same for a response that was read already. @throws BudgetSpent */
export function judge(
  response: BasicResponse,
  certificate: Certificate,
  issuer: Issuer,
  rules: OcspRules,
  work: Work,
): OcspVerdict {
  // A stranger chooses how many answers bear the number; each has its issuer's name and key hashed to see whether it is the one.
  const numbered = response.singles.filter(({ id }) => id.serial === certificate.serial);
  work.spend('comparisons', numbered.length * HASHED);
  const single = latest(numbered.filter(({ id }) => isAbout(id, certificate, issuer)));
  if (single === undefined) return nothing([ocspProblem('certificate-not-answered')]);
  const responder = responderOf(response, issuer, rules.algorithms, rules.at, work);
  const problems = [
    ...('fault' in responder ? [responder] : []),
    ...nonceProblems(response, rules.nonce),
    ...timeProblems(single, response.producedAt, rules),
    ...extensionProblems(single, response, certificate),
  ];
  return {
    problems,
    status: problems.length === 0 ? statusOf(single, response) : { state: 'unknown' },
    thisUpdate: single.thisUpdate,
    nextUpdate: single.nextUpdate,
    producedAt: response.producedAt,
    positive: problems.length === 0 && single.extensions.has(oids.certHash),
    responder: 'fault' in responder ? undefined : responder.certificate,
  };
}

// Of what is said of one moment, an end comes before what knows of none.
const latest = (singles: readonly SingleResponse[]): SingleResponse | undefined =>
  singles.reduce<SingleResponse | undefined>((best, one) => {
    if (best === undefined || one.thisUpdate > best.thisUpdate) return one;
    const same = one.thisUpdate.getTime() === best.thisUpdate.getTime();
    return same && one.status.state === 'revoked' && best.status.state !== 'revoked' ? one : best;
  }, undefined);

function nonceProblems({ nonce }: BasicResponse, sent: Uint8Array | undefined): OcspProblem[] {
  if (sent === undefined) return [];
  if (nonce === undefined) return [ocspProblem('nonce-missing')];
  return nonce.equals(sent) ? [] : [ocspProblem('nonce-differs')];
}

// 3.2 points 5 and 6, 4.2.2.1.
function timeProblems(
  { status, thisUpdate, nextUpdate }: SingleResponse,
  producedAt: Date,
  rules: OcspRules,
): OcspProblem[] {
  const { at, maxAgeMillis = 0 } = rules;
  const until = nextUpdate ?? new Date(thisUpdate.getTime() + maxAgeMillis);
  // What had ended before the moment of checking had ended then, however much later that was said.
  if (status.state === 'revoked' && status.revocationTime <= at && until >= at) return [];
  return [
    ...(thisUpdate > at ? [ocspProblem('not-yet', thisUpdate.toISOString())] : []),
    ...(producedAt > at ? [ocspProblem('produced-later', producedAt.toISOString())] : []),
    ...(until < at ? [ocspProblem('outdated', until.toISOString())] : []),
  ];
}

function extensionProblems(single: SingleResponse, response: BasicResponse, certificate: Certificate): OcspProblem[] {
  const known: ReadonlySet<string> = new Set([
    oids.ocspNonce,
    oids.ocspArchiveCutoff,
    oids.ocspExtendedRevoke,
    oids.certHash,
    oids.kgTerminationGround,
    oids.invalidityDate,
  ]);
  const unread = [...response.extensions.values(), ...single.extensions.values()].filter(
    ({ oid, critical }) => critical && !known.has(oid),
  );
  const problems = unread.map(({ oid }) => ocspProblem('critical-extension', oid));
  try {
    const isIt = extensionValue(single.extensions, oids.certHash, (node) => hashesTo(node, certificate));
    if (isIt === false) problems.push(ocspProblem('cert-hash-differs'));
    // 4.4.4: of what has expired the responder need not know any more, unless it says since when it does.
    const cutoff = extensionValue(single.extensions, oids.ocspArchiveCutoff, (node) => readGeneralizedTime(node));
    const silent = single.status.state === 'good' && single.thisUpdate > certificate.notAfter;
    if (silent && !((cutoff ?? Infinity) <= certificate.notAfter)) problems.push(ocspProblem('expired-forgotten'));
    extensionValue(single.extensions, oids.invalidityDate, (node) => readGeneralizedTime(node));
    terminationGround(single);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    problems.push(ocspProblem('extension-malformed'));
  }
  return problems;
}

function hashesTo(node: DerNode, { raw }: Certificate): boolean {
  const f = fields(node);
  const digest = digestOf(readAlgorithmId(f.next()));
  const value = readOctets(f.next());
  f.end();
  return digest !== undefined && hash(digest, raw, 'buffer').equals(value);
}

function statusOf(single: SingleResponse, response: BasicResponse): OcspVerdict['status'] {
  const evidence = { asOf: single.thisUpdate, sources: [response.fingerprint] };
  if (single.status.state !== 'revoked') {
    return single.status.state === 'good' ? { state: 'good', ...evidence } : { state: 'unknown' };
  }
  const revocation: Revocation = {
    revocationDate: single.status.revocationTime,
    reason: single.status.reason,
    invalidityDate: extensionValue(single.extensions, oids.invalidityDate, (node) => readGeneralizedTime(node)),
    ground: terminationGround(single),
  };
  return { state: 'revoked', revocation, ...evidence };
}
