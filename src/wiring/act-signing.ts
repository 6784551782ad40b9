import type { ActSigning, CaseHistory } from '../cases/index.ts';
import { type Certificates, isSuspectedKey, refuseIdentity } from '../identity/index.ts';
import type { Clock } from '../platform/clock.ts';
import { systemScope } from '../platform/db/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import { certificateByFingerprint } from '../trust/issue/index.ts';
import { refuseOfficer, signsAsOfficer } from '../trust/officers/index.ts';
import { parseCertificate } from '../trust/path/index.ts';

// Where acts of cases that are signed meet certificates: the same judgement of a signature as everywhere, and whose it must be.

const documentKind = 'case-document';
/** How far the claimed time may be from the act, in milliseconds. */
const mostApart = 900_000;

/** ES-14.9b: whether the case is about the revocation of this very certificate: there alone it signs although it is revoked. */
function isAbout({ head, acts }: CaseHistory, given: { readonly certificate: Uint8Array }): boolean {
  const number = acts[0]?.data['certificateNumber'];
  if (head.procedure !== 'court-revocation' || typeof number !== 'string') return false;
  try {
    return parseCertificate(given.certificate).serial.toLowerCase() === number.toLowerCase();
  } catch {
    return false;
  }
}

/** ES-8.2.1, ES-11: an officer signs with a certificate that another officer has approved as that officer's, and that is in force now. */
export const actSigning = (certificates: Certificates, clock: Pick<Clock, 'now'>): ActSigning => ({
  prepare: (given) => certificates.prepare({ ...given, documentKind }),
  async complete(history, given) {
    if (Math.abs(clock.now().getTime() - given.claimedAt.getTime()) > mostApart) return refuseIdentity('SIGNING_OVER');
    const completed = await certificates.complete({ ...given, documentKind, despiteEnd: isAbout(history, given) });
    if (isRefusal(completed)) return completed;
    const { cades, certificate } = completed;
    return { content: given.content, message: cades, certificate: certificate.sha256, key: certificate.keySha256 };
  },
  async signsFor(tx, { head }, by, { certificate, key }) {
    if (by.office === 'subject') {
      const found = await tx.as(systemScope('whose certificate signs in a case'), (wide) =>
        certificateByFingerprint(wide, Buffer.from(certificate, 'hex')),
      );
      const isOwn = found?.holderId === head.holderId && found.subjectId !== null && found.subjectId === head.subjectId;
      return isOwn ? null : refuseIdentity('CERTIFICATE_NOT_YOURS');
    }
    if (by.office !== 'authority' || !(await signsAsOfficer(tx, by.id, certificate)))
      return refuseOfficer('OFFICER_CERTIFICATE_OTHER');
    // ES-10.3: from the owner's report on, at once, whatever the certificate's state is.
    return (await isSuspectedKey(tx, by.id, Buffer.from(key, 'hex'))) ? refuseIdentity('SIGN_KEY_SUSPECT') : null;
  },
});
