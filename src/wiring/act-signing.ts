import { hash } from 'node:crypto';
import type { ActSigning, CaseHistory } from '../cases/index.ts';
import { type Certificates, isSuspectedKey, refuseIdentity } from '../identity/index.ts';
import type { Clock } from '../platform/clock.ts';
import { type Db, systemScope } from '../platform/db/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import { certificateByFingerprint, type CertificateRecord } from '../trust/issue/index.ts';
import { refuseOfficer, signsAsOfficer } from '../trust/officers/index.ts';

// Where acts of cases that are signed meet certificates: the same judgement of a signature as everywhere, and whose it must be.

const documentKind = 'case-document';
/** How far the claimed time may be from the act, in milliseconds. */
const mostApart = 900_000;

/**
 * ES-14.9b: whether the case is about the revocation of this very certificate: there alone it signs although it is revoked. A number is
 * one of its centre's numbers: the certificate is the one that the register of the case's centre has under it.
 */
async function isAbout(
  db: Pick<Db, 'tx'>,
  { head, acts }: CaseHistory,
  given: { readonly certificate: Uint8Array },
): Promise<boolean> {
  const number = acts[0]?.data['certificateNumber'];
  if (head.procedure !== 'court-revocation' || typeof number !== 'string') return false;
  const found = await db.tx(systemScope('whether a case is about the certificate that signs in it'), (tx) =>
    certificateByFingerprint(tx, hash('sha256', given.certificate, 'buffer')),
  );
  return isNumbered(found, head.holderId, number);
}

/** Whether a certificate is the one that its centre has given a number to. */
export const isNumbered = (
  found: Pick<CertificateRecord, 'holderId' | 'serial'> | undefined,
  centreId: string,
  number: string,
): boolean => found?.holderId === centreId && found.serial.toLowerCase() === number.toLowerCase();

/** ES-8.2.1, ES-11: an officer signs with a certificate that another officer has approved as that officer's, and that is in force now. */
export const actSigning = (certificates: Certificates, clock: Pick<Clock, 'now'>, db: Pick<Db, 'tx'>): ActSigning => ({
  prepare: (given) => certificates.prepare({ ...given, documentKind }),
  async complete(history, given) {
    if (Math.abs(clock.now().getTime() - given.claimedAt.getTime()) > mostApart) return refuseIdentity('SIGNING_OVER');
    const despiteEnd = await isAbout(db, history, given);
    const completed = await certificates.complete({ ...given, documentKind, despiteEnd });
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
