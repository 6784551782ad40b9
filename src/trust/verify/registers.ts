import { type Db, systemScope } from '../../platform/db/index.ts';
import {
  type Accreditation,
  accreditations,
  type ConfirmedMeans,
  isConfirmed,
  isTrusted,
  type LogMeans,
  meansList,
  standingAt,
  type TrustedPerson,
  trustedPersons,
} from '../centres/index.ts';
import { readSubjectLegalEntity } from '../issue/index.ts';
import { oids } from '../der/index.ts';
import {
  type Certificate,
  extensionValue,
  type FurtherAlgorithm,
  keyOf,
  namesAsIssuer,
  parseCertificate,
  signatureMethod,
  type Status,
  trustedWith,
  verifySignature,
} from '../path/index.ts';
import { reasons } from '../status/index.ts';
import {
  courtDecisions,
  type CourtDecisionRow,
  legacyAuthorities,
  type LegacyAuthorityRow,
  legacyEntries,
  type LegacyEntry,
} from '../legacy/index.ts';
import { officerFacts, type OfficerFacts } from '../officers/index.ts';
import type { LegacyAuthority } from './legacy.ts';
import { type AccreditationAnswer, noTrustContext, type TrustContext } from './context.ts';
import { entriesOf, type EntryFacts, type IssuerFacts, issuers } from './registers-store.ts';

export type RegisterTrust = {
  /** Algorithms that this installation trusts beside the usual ones. */
  readonly further?: readonly FurtherAlgorithm[];
  readonly db: Db;
  /** Roots beside those in the register: the sandbox's own. */
  readonly roots: readonly Certificate[];
  /** Services of this installation that no register holds: their status is the installation's own word. */
  readonly own: readonly Certificate[];
  /** ES-12.1: where each check is logged with the means that made it. */
  readonly log?: LogMeans;
};

/**
 * What the registers of this installation know, for the certificates that a message came with: accreditations and trusted persons as
 * intervals, entries of issue and of end, confirmed means. One reading of the registers; the context then answers without the database.
 */
export async function registersContext(
  trust: RegisterTrust,
  certificates: readonly Certificate[],
  now: Date,
): Promise<TrustContext> {
  const found = await registerFacts(
    trust.db,
    certificates.map(({ fingerprint }) => fingerprint),
    now,
  );
  return contextOf(found, trust, now);
}

/** What was read of the registers: plain data, which may go to another thread. */
export type RegisterFacts = {
  /** The fingerprints that were asked about. Of what was not, nothing is known. */
  readonly asked: readonly string[];
  readonly chain: readonly IssuerFacts[];
  readonly entries: readonly EntryFacts[];
  readonly accreditations: readonly Accreditation[];
  readonly means: readonly ConfirmedMeans[];
  readonly trusted: readonly TrustedPerson[];
  readonly former: readonly LegacyAuthorityRow[];
  readonly formerEntries: readonly (LegacyEntry & { readonly authorityId: string })[];
  readonly decisions: readonly CourtDecisionRow[];
  readonly officers: readonly OfficerFacts[];
};

/** One reading of the registers. `asked`: fingerprints, SHA-256 in hexadecimal. */
export const registerFacts = (db: Db, asked: readonly string[], now: Date): Promise<RegisterFacts> =>
  db.tx(systemScope('verification of a signature'), async (tx) => {
    const chain = await issuers(tx);
    const fingerprints = [...asked, ...chain.map((one) => one.fingerprint)];
    const centres = [
      ...new Set(chain.flatMap(({ kind, centreId }) => (kind === 'TP' && centreId !== null ? [centreId] : []))),
    ];
    return {
      asked,
      chain,
      entries: await entriesOf(tx, fingerprints),
      accreditations: await accreditations(tx, now),
      means: await meansList(tx, now),
      trusted: (await Promise.all(centres.map((id) => trustedPersons(tx, id, now)))).flat(),
      former: await legacyAuthorities(tx, now),
      formerEntries: await legacyEntries(tx, asked),
      decisions: await courtDecisions(tx, now),
      officers: await officerFacts(tx, asked),
    };
  });

/** `roots`, `own`: as in RegisterTrust. `now`: the moment that the facts were read of. */
export function contextOf(
  found: RegisterFacts,
  { roots, own, further = [] }: Omit<RegisterTrust, 'db'>,
  now: Date,
): TrustContext {
  const chain = found.chain.map((one) => ({ ...one, certificate: parseCertificate(one.der) }));
  const entries = new Map(found.entries.map((one) => [one.fingerprint, one]));
  const issuerOf = (certificate: Certificate) =>
    chain.find(({ fingerprint }) => fingerprint === certificate.fingerprint);
  const trusted = new Set(own.map(({ fingerprint }) => fingerprint));
  const asked = new Set([...found.asked, ...found.chain.map(({ fingerprint }) => fingerprint)]);
  return {
    ...noTrustContext,
    algorithms: trustedWith(further),
    roots: [...roots, ...chain.filter(({ kind }) => kind === 'ROOT').map(({ certificate }) => certificate)],
    legacy: formerLaw(found),
    certificates: [...own, ...chain.map(({ certificate }) => certificate)],
    accreditationAt: (centre, at) => {
      const centreId =
        issuerOf(centre)?.centreId ??
        found.accreditations.find(({ rootCertificate }) => rootCertificate === centre.serial)?.centreId;
      return centreId === undefined ? { state: 'never' } : standing(found.accreditations, centreId, at);
    },
    trustedPersonAt: (person, centre, at) => {
      const centreId = issuerOf(centre)?.centreId;
      // ES-14.5c: a certificate that the centre's key signed and no register has makes nobody trusted, whatever number stands in it.
      const onRecord = issuerOf(person);
      if (onRecord?.kind !== 'TP' || onRecord.centreId !== centreId) return 'not-trusted';
      const number = registrationNumber(person);
      const stands = found.trusted.some(
        (one) => one.centreId === centreId && one.registrationNumber === number && isTrusted(one, at),
      );
      return stands ? 'trusted' : 'not-trusted';
    },
    issuedAt: (certificate) => {
      const entry = entries.get(certificate.fingerprint);
      if (entry !== undefined) return entry.purged ? 'purged' : entry.enteredAt;
      // ES-14.5c: a certificate that an issuer of ours is said to have issued, or has signed, has an entry, or is none.
      const ours = chain.some(({ kind, certificate: issuer }) => kind !== 'ROOT' && isOf(certificate, issuer));
      return ours ? 'absent' : 'unknown';
    },
    statusOf: (certificate) => {
      if (trusted.has(certificate.fingerprint)) return { state: 'good', asOf: now, sources: ['own'] };
      const entry = entries.get(certificate.fingerprint);
      if (entry !== undefined) return statusOf(entry, now);
      // ES-8.2.1: of a certificate that the root gave an officer of the authority, the authority's list of them is the register.
      const officer = found.officers.findLast(({ fingerprint }) => fingerprint === certificate.fingerprint);
      const byRoot = chain.some(({ kind, certificate: root }) => kind === 'ROOT' && namesAsIssuer(certificate, root));
      if (officer !== undefined && byRoot) return officerStatus(officer, now);
      // Whoever was not asked about may have been ended: no list that a stranger brings along says otherwise.
      return asked.has(certificate.fingerprint) ? undefined : { state: 'unknown', gaps: ['register-not-asked'] };
    },
    courtDecision: (of) => found.decisions.find((one) => of[one.of] === one.sha256),
    meansAt: (means, at) =>
      found.means.some(
        (one) =>
          one.kind === 'signature' && one.name === means.name && one.version === means.version && isConfirmed(one, at),
      )
        ? 'confirmed'
        : 'not-confirmed',
  };
}

/** Whether a certificate names this issuer by name and key, or by the name alone and is signed by the key: what it says of the key is the signer's to choose. */
function isOf(certificate: Certificate, issuer: Certificate): boolean {
  if (issuer.subject.key !== certificate.issuer.key) return false;
  const named = certificate.authorityKey?.keyId;
  if (named !== undefined && issuer.subjectKeyId?.equals(named) === true) return true;
  const [method, key] = [signatureMethod(certificate.signatureAlgorithm), keyOf(issuer.publicKey)];
  const { tbs, signature } = certificate;
  return method !== undefined && key !== undefined && verifySignature(method, key, tbs, signature);
}

/** ES-19: the authorities of the former law, with what their registers say about the certificates asked about. */
const formerLaw = ({ former, formerEntries }: RegisterFacts): LegacyAuthority[] =>
  former.map(({ id, der, use, registerAsOf }) => {
    const own = formerEntries.filter(({ authorityId }) => authorityId === id);
    const certificates = new Map(own.map(({ sha256, endedAt }) => [sha256, { endedAt }]));
    return {
      certificate: parseCertificate(der),
      use,
      register: registerAsOf === null ? null : { asOf: registerAsOf, certificates },
    };
  });

function standing(all: readonly Accreditation[], centreId: string, at: Date): AccreditationAnswer {
  const last = all.filter((one) => one.centreId === centreId && one.decidedAt <= at).at(-1);
  const found = last === undefined ? null : standingAt(last, at);
  return last === undefined || found === null
    ? { state: 'never' }
    : { state: found.state, since: found.since, number: last.certificateNumber ?? last.decisionNumber };
}

const officerStatus = ({ endedAt }: OfficerFacts, now: Date): Status =>
  endedAt === null || endedAt > now
    ? { state: 'good', asOf: now, sources: ['register'] }
    : {
        state: 'revoked',
        revocation: { revocationDate: endedAt, reason: 0, invalidityDate: undefined, ground: undefined },
        asOf: now,
        sources: ['register'],
      };

function statusOf(entry: EntryFacts, now: Date): Status {
  const { endedAt, ground, status, reason, record } = entry;
  if (endedAt === null || endedAt > now) return { state: 'good', asOf: now, sources: ['register'] };
  return {
    state: 'revoked',
    revocation: {
      revocationDate: endedAt,
      // The register would say that a key was lost: no reason is unspecified (0) here, not untold.
      reason: reason === null ? 0 : reasons[reason as keyof typeof reasons],
      invalidityDate: undefined,
      ground: { ground: ground!, status: status!, registerEntry: BigInt(record!) },
    },
    asOf: now,
    sources: ['register'],
  };
}

/** The registration number in an issuer's certificate. */
export function registrationNumber(person: Certificate): string | undefined {
  try {
    return extensionValue(person.extensions, oids.kgSubjectLegalEntity, readSubjectLegalEntity)?.registrationNumber;
  } catch {
    return undefined;
  }
}
