import { type Db, systemScope } from '../../platform/db/index.ts';
import {
  type Accreditation,
  accreditations,
  allCentres,
  intervalsOf,
  meansList,
  type TrustedPerson,
  trustedPersons,
} from '../centres/index.ts';
import { courtDecisions, legacyAuthorities, legacyEntries } from '../legacy/index.ts';
import { parseCertificate } from '../path/index.ts';
import { registrationNumber } from './registers.ts';
import { type IssuerFacts, issuers } from './registers-store.ts';
import type { TrustList } from './trust-list.ts';

const day = 86_400_000;
type Spans = TrustList['centres'][number]['accreditation'];

/** ES-8.3, ES-8.5.3: an extract of the authority's lists for checks without a network, as of `now` and good for a day. */
export async function trustListOf(db: Db, now: Date): Promise<TrustList> {
  return db.tx(systemScope('an extract of the lists'), async (tx) => {
    const [centres, granted, chain, means] = [
      await allCentres(tx, now),
      await accreditations(tx, now),
      await issuers(tx),
      await meansList(tx, now),
    ];
    const [former, entries, decisions] = [
      await legacyAuthorities(tx, now),
      await legacyEntries(tx, null),
      await courtDecisions(tx, now),
    ];
    const ever = centres.filter(({ id }) => granted.some(({ centreId }) => centreId === id));
    return {
      v: 1,
      kind: 'trust-list',
      asOf: now.toISOString(),
      nextUpdate: new Date(now.getTime() + day).toISOString(),
      centres: await Promise.all(
        ever.map(async ({ id, name }) => ({
          name: name.ky.slice(0, 300),
          certificates: chain.flatMap((one) => (one.centreId === id && one.kind === 'ACA' ? [one.fingerprint] : [])),
          accreditation: spansOf(granted.filter(({ centreId }) => centreId === id)),
          trustedPersons: entrusted(
            chain.filter((one) => one.centreId === id && one.kind === 'TP'),
            await trustedPersons(tx, id, now),
          ),
        })),
      ),
      legacy: former.map(({ id, fingerprint, use, registerAsOf }) => ({
        authority: fingerprint,
        use,
        register:
          registerAsOf === null
            ? null
            : {
                asOf: registerAsOf.toISOString(),
                certificates: entries
                  .filter(({ authorityId }) => authorityId === id)
                  .map(({ sha256, endedAt }) => ({ sha256, endedAt: endedAt?.toISOString() ?? null })),
              },
      })),
      courtDecisions: decisions.map(({ number, since, of, sha256 }) => ({
        number,
        since: since.toISOString(),
        of,
        sha256,
      })),
      means: means
        .filter(({ kind }) => kind === 'signature')
        .map(({ name, version, since, untilAt, endedAt }) => ({
          name,
          version,
          since: since.toISOString(),
          until: earliest(untilAt, endedAt),
        })),
    };
  });
}

// The latest accreditation speaks for the centre from its decision on: what came of earlier ones is over with it.
function spansOf(granted: readonly Accreditation[]): Spans {
  return granted.flatMap((one, at) => {
    const next = granted[at + 1]?.decidedAt;
    return intervalsOf(one)
      .filter(({ since }) => next === undefined || since < next)
      .map(({ state, since, until }) => ({
        state,
        since: since.toISOString(),
        until: earliest(until, next ?? null),
        number: one.certificateNumber ?? one.decisionNumber,
      }));
  });
}

// The register knows a trusted person by its registration number, a certificate by its fingerprint.
const entrusted = (chain: readonly IssuerFacts[], persons: readonly TrustedPerson[]) =>
  chain.flatMap(({ der, fingerprint }) => {
    const number = registrationNumber(parseCertificate(der));
    return persons
      .filter((one) => one.registrationNumber === number)
      .map(({ since, untilAt, withdrawnAt }) => ({
        certificate: fingerprint,
        since: since.toISOString(),
        until: earliest(untilAt, withdrawnAt),
      }));
  });

const earliest = (...moments: readonly (Date | null)[]): string | null =>
  moments
    .filter((moment) => moment !== null)
    .sort((a, b) => a.getTime() - b.getTime())[0]
    ?.toISOString() ?? null;
