import { RefusalError } from '../platform/http/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import { systemScope, type Tx } from '../platform/db/index.ts';
import { refuseCertificate } from '../procedures/index.ts';
import { type Issuing, trustedIssuers } from '../trust/centres/index.ts';
import {
  type CaKey,
  certificateOfAgreement,
  endCertificate,
  issuerById,
  issuersOf,
  registerOf,
} from '../trust/issue/index.ts';
import { type ApplicantDeps, certificateForApplicant } from './applicant-certificate.ts';

type KeyOf = (tx: Tx, issuerId: string) => Promise<CaKey | undefined>;

/** What a centre's register does for its applicants. `keyOf`: the key of an issuer where this installation holds it. */
export function applicantIssuing(
  deps: ApplicantDeps,
  keyOf: KeyOf,
): Pick<Issuing, 'canIssue' | 'issueToApplicant' | 'issuedIn' | 'cancel'> {
  return {
    canIssue: async (tx, centreId) => (await centreIssuer(tx, centreId, keyOf)) !== undefined,
    async issueToApplicant(tx, what) {
      const { centreId, order } = what;
      const by =
        order.through === null
          ? await centreIssuer(tx, centreId, keyOf)
          : await trustedIssuer(tx, { centreId, through: order.through, now: deps.clock.now() }, keyOf);
      return by === undefined ? refuseCertificate('ISS_ISSUING_ABSENT') : certificateForApplicant(tx, deps, what, by);
    },
    async issuedIn(tx, { centreId, caseId }) {
      const found = await tx.as(
        systemScope('the certificate of a case, for one who takes part in it'),
        async (wide) => {
          const register = await registerOf(wide, centreId);
          return register === undefined ? undefined : certificateOfAgreement(wide, register.id, caseId);
        },
      );
      return found === undefined ? null : { number: found.serial, digest: found.fingerprint };
    },
    async cancel(tx, { centreId, caseId, at }) {
      // The applicant's own act ends it, in the centre's register, which is not the applicant's to write.
      const outcome = await tx.as(systemScope('a certificate that its applicant rejects'), async (register) => {
        const { id } = (await registerOf(register, centreId))!;
        const found = await certificateOfAgreement(register, id, caseId);
        if (found === undefined) throw new Error(`case ${caseId} has no certificate`);
        return endCertificate(register, deps, {
          registerId: id,
          number: found.serial,
          ground: '14(6)(2)',
          knownAt: at,
          actor: { kind: 'system', id: 'centres' },
        });
      });
      // What ended meanwhile for another reason needs no second end.
      if (isRefusal(outcome) && outcome.code !== 'REG_ENDED_ALREADY') throw new RefusalError(outcome);
    },
  };
}

type WithKey = { readonly issuerId: string; readonly key: CaKey };

/** ES-13.4a: the issuer of a trusted person whose powers stand, if its key is at hand. */
async function trustedIssuer(
  tx: Tx,
  { centreId, through, now }: { readonly centreId: string; readonly through: string; readonly now: Date },
  keyOf: KeyOf,
): Promise<WithKey | undefined> {
  const found = (await trustedIssuers(tx, centreId, now)).find(({ id }) => id === through);
  const key = found === undefined ? undefined : await keyOf(tx, found.issuerId);
  return key === undefined ? undefined : { issuerId: found!.issuerId, key };
}

/** The centre's newest issuer in force whose key is at hand. */
export async function centreIssuer(tx: Tx, centreId: string, keyOf: KeyOf): Promise<WithKey | undefined> {
  const register = await registerOf(tx, centreId);
  if (register === undefined) return undefined;
  for (const { id, kind } of (await issuersOf(tx, register.id)).toReversed()) {
    if (kind !== 'ACA' || (await issuerById(tx, id))!.ended_at !== null) continue;
    const key = await keyOf(tx, id);
    if (key !== undefined) return { issuerId: id, key };
  }
  return undefined;
}
