import { hash } from 'node:crypto';
import { hashOf } from '../../../record/index.ts';
import type { NewCertificate, NewEnd } from './store.ts';

// ES-13.2.2b: what stands in a register is bound to its entry in the journal, and with it into the hash chain of the log.

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const digestOf = (bytes: Uint8Array | null): string | null => (bytes === null ? null : hash('sha256', bytes, 'hex'));

/** SHA-256 of everything a record of issue says. The sealed contents are bound by the fingerprint. */
export const certificateDigest = (one: Omit<NewCertificate, 'sealed' | 'journalEntryId'>): string =>
  hashOf({
    id: one.id,
    registerId: one.registerId,
    holderId: one.holderId,
    subjectId: one.subjectId,
    issuerId: one.issuerId,
    record: one.record,
    kind: one.kind,
    serial: hexOf(one.serial),
    spki: hexOf(one.spkiDigest),
    fingerprint: hexOf(one.fingerprint),
    enteredAt: one.enteredAt.toISOString(),
    notBefore: one.notBefore.toISOString(),
    notAfter: one.notAfter.toISOString(),
    der: digestOf(one.der),
    agreementId: one.agreementId,
  });

/** SHA-256 of everything a record of an end says. */
export const endDigest = ({ certificate, ...one }: Omit<NewEnd, 'journalEntryId'>): string =>
  hashOf({
    certificateId: certificate.id,
    registerId: certificate.registerId,
    holderId: certificate.holderId,
    subjectId: certificate.subjectId,
    issuerId: certificate.issuerId,
    serial: certificate.serial,
    record: one.record,
    status: one.status,
    ground: one.ground,
    falseData: one.falseData,
    reason: one.reason,
    at: one.at.toISOString(),
    knownAt: one.knownAt.toISOString(),
    eventAt: one.eventAt?.toISOString() ?? null,
    late: one.late,
    basis: one.basis,
    noticeAt: one.noticeAt?.toISOString() ?? null,
  });
