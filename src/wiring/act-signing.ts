import type { ActSigning } from '../cases/index.ts';
import { type Certificates, isSuspectedKey, refuseIdentity } from '../identity/index.ts';
import type { Clock } from '../platform/clock.ts';
import { isRefusal } from '../platform/refusal.ts';
import { refuseOfficer, signsAsOfficer } from '../trust/officers/index.ts';

// Where acts of cases that are signed meet certificates: the same judgement of a signature as everywhere, and whose it must be.

const documentKind = 'case-document';
/** How far the claimed time may be from the act, in milliseconds. */
const mostApart = 900_000;

/** ES-8.2.1, ES-11: an officer signs with a certificate that another officer has approved as that officer's, and that is in force now. */
export const actSigning = (certificates: Certificates, clock: Pick<Clock, 'now'>): ActSigning => ({
  prepare: (given) => certificates.prepare({ ...given, documentKind }),
  async complete(_history, given) {
    if (Math.abs(clock.now().getTime() - given.claimedAt.getTime()) > mostApart) return refuseIdentity('SIGNING_OVER');
    const completed = await certificates.complete({ ...given, documentKind });
    if (isRefusal(completed)) return completed;
    const { cades, certificate } = completed;
    return { content: given.content, message: cades, certificate: certificate.sha256, key: certificate.keySha256 };
  },
  async signsFor(tx, _history, by, { certificate, key }) {
    if (by.office !== 'authority' || !(await signsAsOfficer(tx, by.id, certificate)))
      return refuseOfficer('OFFICER_CERTIFICATE_OTHER');
    // ES-10.3: from the owner's report on, at once, whatever the certificate's state is.
    return (await isSuspectedKey(tx, by.id, Buffer.from(key, 'hex'))) ? refuseIdentity('SIGN_KEY_SUSPECT') : null;
  },
});
