import type { EndState } from '../content/termination-ground.ts';
import type { Kind } from '../kinds.ts';

// What the register of certificates holds (ES-13.1.5), and what a certificate's status was at any moment (DECISIONS 33).

/** The grounds on which a certificate ends, by the law's own numbers. Closed. */
export const endGrounds = ['14(6)(1)', '14(6)(2)', '14(6)(3)', '14(6)(4)', '14(8)', '17(5)', '16(7)'] as const;
export type EndGround = (typeof endGrounds)[number];

export type EndRecord = {
  readonly record: number;
  readonly status: EndState;
  readonly ground: EndGround;
  /** The legal moment (ES-14.7b). */
  readonly at: Date;
  readonly knownAt: Date;
  readonly late: boolean;
};

export type CertificateRecord = {
  readonly id: string;
  readonly registerId: string;
  readonly holderId: string | null;
  readonly subjectId: string | null;
  readonly issuerId: string;
  readonly record: number;
  readonly kind: Exclude<Kind, 'ROOT'>;
  /** Hexadecimal: the certificate's number. */
  readonly serial: string;
  readonly fingerprint: string;
  readonly enteredAt: Date;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly end: EndRecord | null;
};

export type CertificateState =
  | { readonly state: 'UNKNOWN' }
  | { readonly state: 'ISSUED_NOT_YET_EFFECTIVE' }
  | { readonly state: 'ACTIVE' }
  | { readonly state: 'TERMINATED' | 'REVOKED'; readonly ground: EndGround; readonly since: Date };

/**
 * The moment of an entry that is made at `now`: the whole second that completes it. Lists know no parts of a second (RFC 5280
 * 4.1.2.5), and must neither differ from the register (ES-13.1.5c) nor end anything before its entry (ES-14.7b).
 */
export const momentOfEntry = (now: Date): Date => new Date(Math.ceil(now.getTime() / 1000) * 1000);

/**
 * The state at a moment. A term ends by itself whenever a worker writes it down; what came later is unknown to the past.
 */
export function stateAt(certificate: CertificateRecord, at: Date): CertificateState {
  // ES-14.5c: before its entry there is no certificate.
  if (at < certificate.enteredAt) return { state: 'UNKNOWN' };
  const { end } = certificate;
  if (end !== null && end.at <= at)
    return { state: end.status === 'revoked' ? 'REVOKED' : 'TERMINATED', ground: end.ground, since: end.at };
  if (at > certificate.notAfter) return { state: 'TERMINATED', ground: '14(6)(1)', since: certificate.notAfter };
  // ES-14.5a, ES-14.5b
  return { state: at < certificate.notBefore ? 'ISSUED_NOT_YET_EFFECTIVE' : 'ACTIVE' };
}
