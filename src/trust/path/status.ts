import { DerError } from '../der/index.ts';
import type { TrustAnchor } from './anchor.ts';
import type { Certificate } from './certificate.ts';
import { isConformingList } from './conforming.ts';
import { removeFromCrl, type RevokedEntry } from './crl-entries.ts';
import type { Crl } from './crl.ts';
import { allReasons, coveredReasons, isDeltaOf, isInScope, issuersOf, ownPoint, scopeCost } from './crl-scope.ts';
import { crlSigner } from './crl-signer.ts';
import type { DistributionPoint } from './extension-values.ts';
import type { PublicKeyInfo } from './public-key.ts';
import { checkSignature } from './signed.ts';
import { terminationGround } from './termination-ground.ts';
import type { Gap, Issuer, Session, Status } from './trust.ts';

type Subject = { readonly certificate: Certificate; readonly issuer: Issuer; readonly anchor: TrustAnchor };

/**
 * What the other source and the CRLs say about a certificate. `issuer` signed it and stands under `anchor`. An end that either
 * of them states is one: an answer made before the entry may still be current, and whoever shows it chooses which he shows.
 * @throws BudgetSpent
 */
export function checkStatus(certificate: Certificate, issuer: Issuer, anchor: TrustAnchor, session: Session): Status {
  const known = session.trust.knownStatus?.(certificate, issuer);
  if (known !== undefined && known.state !== 'good') return known;
  const listed = statusByLists({ certificate, issuer, anchor }, session);
  return known === undefined || listed.state === 'revoked' ? listed : known;
}

/**
 * RFC 5280 6.3: what the CRLs at hand say. An entry is a fact with its moment; whether it matters at the reference time is
 * not decided here.
 *
 * Stricter than the RFC, which stops when all reasons are covered: every line of lists is heard, so that an entry of the
 * authority counts beside a clean list of the centre (DECISIONS 36). Of several entries the earliest is given.
 * @throws BudgetSpent
 */
function statusByLists(subject: Subject, session: Session): Status {
  const { certificate } = subject;
  const gaps: Gap[] = [];
  const used: Crl[] = [];
  const entries: RevokedEntry[] = [];
  const heard: { readonly line: string; readonly interim: number }[] = [];
  let covered = 0;
  for (const point of [...(certificate.crlPoints ?? []), ownPoint(certificate)]) {
    for (const crl of completeCrls(subject, point, session)) {
      const interim = coveredReasons(crl, point);
      const line = lineOf(crl);
      if (interim === 0 || heard.some((one) => one.line === line && one.interim === interim)) continue;
      const found = examine(crl, subject, point, session);
      if (typeof found === 'string') {
        if (!gaps.includes(found)) gaps.push(found);
        // The issuer said more than can be read here. What he said before is no longer his word.
        if (silences.has(found)) heard.push({ line, interim });
        continue;
      }
      heard.push({ line, interim });
      used.push(...found.used);
      if (found.entry !== undefined) entries.push(found.entry);
      covered |= interim;
    }
  }
  if (entries.length > 0) return revoked(earliest(entries), used);
  if (covered === allReasons) return { state: 'good', ...evidence(used) };
  if (covered > 0) gaps.push('reasons-not-covered');
  return { state: 'unknown', gaps: gaps.length > 0 ? gaps : ['no-crl'] };
}

// Lists of one issuer and one scope follow one another: the newest that holds takes the place of those before it.
function lineOf(crl: Crl): string {
  let line = lines.get(crl);
  if (line === undefined) {
    const { issuer, issuingPoint } = crl;
    lines.set(crl, (line = `${issuer.key}\u0004${issuingPoint?.raw.toString('base64') ?? ''}`));
  }
  return line;
}
const lines = new WeakMap<Crl, string>();

const earliest = (entries: readonly RevokedEntry[]): RevokedEntry =>
  entries.reduce((first, entry) => (entry.revocationDate < first.revocationDate ? entry : first));

function completeCrls({ certificate }: Subject, point: DistributionPoint, { trust }: Session): readonly Crl[] {
  const issuers = issuersOf(certificate, point);
  return issuers.length === 1
    ? trust.crls.completeBy(issuers[0]!.key)
    : issuers.flatMap(({ key }) => trust.crls.completeBy(key));
}

// Faults of a list whose signature holds.
const silences: ReadonlySet<Gap> = new Set(['crl-critical-extension', 'crl-entry-malformed']);

type Found = { readonly entry: RevokedEntry | undefined; readonly used: readonly Crl[] };

function examine(crl: Crl, subject: Subject, point: DistributionPoint, session: Session): Found | Gap {
  const { certificate, issuer, anchor } = subject;
  session.work.spend('comparisons', scopeCost(crl, point));
  if (!isInScope(crl, certificate, point)) return 'crl-out-of-scope';
  const later = crl.thisUpdate > momentOf(session);
  if (!later && !isCurrent(crl, session)) return 'crl-not-current';
  const key = crlSigner(crl, certificate, issuer, anchor, session);
  if (typeof key === 'string') return key;
  if (later) return crl.usable ? endedBy(crl, certificate, session) : 'crl-not-current';
  if (!crl.usable) return 'crl-critical-extension';
  if (session.trust.rules.conforming === true && !isConformingList(crl)) return 'crl-not-conforming';
  const delta = deltaFor(crl, key, session);
  const used = delta === undefined ? [crl] : [delta, crl];
  try {
    // (i) to (k): the delta speaks first, and may take an entry back.
    const changed = delta?.entries.find(certificate.serial, certificate.issuer.key);
    if (changed?.reason === removeFromCrl) return { entry: undefined, used };
    const entry = changed ?? crl.entries.find(certificate.serial, certificate.issuer.key);
    if (entry !== undefined && entry.reason !== removeFromCrl) return { entry, used };
  } catch (error) {
    if (error instanceof DerError) return 'crl-entry-malformed';
    throw error;
  }
  // 5: entries may go after one list that was issued past the end of the certificate, unless the list says that it keeps them.
  const forgets =
    crl.thisUpdate > certificate.notAfter && !((crl.keepsExpiredSince ?? Infinity) <= certificate.notAfter);
  return forgets ? 'crl-forgets-expired' : { entry: undefined, used };
}

/** Of a list that was issued after the moment of checking an entry from before that moment counts, for it was one already then; its silence says nothing. */
function endedBy(crl: Crl, { serial, issuer }: Certificate, session: Session): Found | Gap {
  try {
    const entry = crl.entries.find(serial, issuer.key);
    const counts = entry !== undefined && entry.reason !== removeFromCrl && entry.revocationDate <= momentOf(session);
    return counts ? { entry, used: [crl] } : 'crl-not-current';
  } catch (error) {
    if (error instanceof DerError) return 'crl-not-current';
    throw error;
  }
}

const momentOf = ({ trust }: Session): Date => trust.crlsAt ?? trust.at;

// 5.1.2.5: without nextUpdate nobody can tell how old a list may become.
function isCurrent(crl: Crl, session: Session): boolean {
  const at = momentOf(session);
  return crl.thisUpdate <= at && crl.nextUpdate !== undefined && crl.nextUpdate >= at;
}

// (c), (h): the newest delta for this list under the same key; a delta that fails is as if it were not there.
const deltaFor = (crl: Crl, key: PublicKeyInfo, session: Session): Crl | undefined =>
  session.trust.crls
    .deltasBy(crl.issuer.key)
    .find(
      (delta) =>
        isDeltaOf(delta, crl) &&
        delta.usable &&
        isCurrent(delta, session) &&
        checkSignature(delta, key, session.trust.rules.algorithms, delta.thisUpdate, session.work) === undefined,
    );

const evidence = (used: readonly Crl[]): { asOf: Date; sources: string[] } => ({
  asOf: used.reduce((first, { thisUpdate }) => (thisUpdate < first ? thisUpdate : first), used[0]!.thisUpdate),
  sources: used.map(({ fingerprint }) => fingerprint),
});

function revoked(entry: RevokedEntry, used: readonly Crl[]): Status {
  const { revocationDate, reason, invalidityDate } = entry;
  return {
    state: 'revoked',
    revocation: { revocationDate, reason, invalidityDate, ground: groundOf(entry) },
    ...evidence(used),
  };
}

// A malformed private extension takes nothing from the entry's force.
function groundOf(entry: RevokedEntry): ReturnType<typeof terminationGround> {
  try {
    return terminationGround(entry);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
