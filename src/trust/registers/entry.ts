import { stateAt } from '../issue/index.ts';
import { formatName, parseCertificate } from '../path/index.ts';
import type { EntryRow } from './register-store.ts';

// What the public reads of an entry (ES-13.1.5, ES-8.3.2). Nothing of an owner: births and numbers of persons stand in certificates.

export type PublishedEntry = {
  readonly record: number;
  readonly number: string;
  readonly kind: EntryRow['kind'];
  /** SHA-256 of the certificate. */
  readonly fingerprint: string;
  readonly enteredAt: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly state: 'not-yet-effective' | 'active' | 'terminated' | 'revoked';
  readonly end: {
    readonly record: number | null;
    readonly since: string;
    readonly ground: string;
    readonly reason: string | null;
  } | null;
};

/** The entry as it stood at a moment, which is not before it was made. Pure. */
export function publishedEntry(row: EntryRow, at: Date): PublishedEntry {
  const end =
    row.endRecord === null
      ? null
      : {
          record: row.endRecord,
          status: row.status,
          ground: row.ground,
          at: row.endedAt,
          knownAt: row.endedAt,
          late: false,
        };
  const state = stateAt(
    {
      ...row,
      registerId: '',
      holderId: row.centreId,
      serial: row.number,
      end,
    },
    at,
  );
  const over = state.state === 'TERMINATED' || state.state === 'REVOKED';
  return {
    record: row.record,
    number: row.number,
    kind: row.kind,
    fingerprint: row.fingerprint,
    enteredAt: row.enteredAt.toISOString(),
    validFrom: row.notBefore.toISOString(),
    validUntil: row.notAfter.toISOString(),
    state: over
      ? state.state === 'REVOKED'
        ? 'revoked'
        : 'terminated'
      : state.state === 'ACTIVE'
        ? 'active'
        : 'not-yet-effective',
    end: over
      ? {
          record: row.endRecord,
          since: state.since.toISOString(),
          ground: state.ground,
          reason: row.endRecord === null ? null : row.reason,
        }
      : null,
  };
}

export type PublishedCentreCertificate = PublishedEntry & {
  /** Whom it was issued to. */
  readonly subject: string;
  readonly accreditation: string | null;
  /** The certificate, DER in base64. */
  readonly certificate: string;
};

/** ES-8.3.2: an entry of the root's register, whose certificates name centres and services only. */
export const publishedCentreCertificate = (row: EntryRow, at: Date): PublishedCentreCertificate => ({
  ...publishedEntry(row, at),
  subject: formatName(parseCertificate(row.der!).subject),
  accreditation: row.accreditation,
  certificate: row.der!.toString('base64'),
});
