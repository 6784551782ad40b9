import type { Text3 } from '../../platform/text.ts';

/** Who runs a centre. ES-16.1b: an individual entrepreneur may run one, but cannot be accredited. */
export const centreKinds = [
  'legal_person',
  'state_body',
  'local_body',
  'state_institution',
  'municipal_institution',
  'individual_entrepreneur',
] as const;
export type CentreKind = (typeof centreKinds)[number];

/** ES-16.8: to these the requirements about money do not apply. */
export const isPublicKind = (kind: CentreKind): boolean =>
  kind !== 'legal_person' && kind !== 'individual_entrepreneur';
export const isLegalPerson = (kind: CentreKind): boolean => kind !== 'individual_entrepreneur';

/** ES-8.3.1: what the directory says of a centre, as of a moment. */
export type Centre = {
  readonly id: string;
  readonly code: string;
  readonly kind: CentreKind;
  readonly registrationNumber: string;
  /** Invented for the sandbox. */
  readonly sandbox: boolean;
  readonly name: Text3;
  readonly address: Text3;
  readonly email: string | null;
  readonly phone: string | null;
  readonly website: string | null;
};

export type NewCentre = Omit<Centre, 'id'>;

/** ES-2.9: what a signature means does. */
export const meansFunctions = ['create', 'verify', 'keygen'] as const;
export type MeansFunction = (typeof meansFunctions)[number];

/** ES-8.5.3: a means that the security body has confirmed. */
export type ConfirmedMeans = {
  readonly id: string;
  readonly kind: 'signature' | 'centre';
  /** At least one of a signature means; none of a centre's means, which makes certificates (ES-2.10). */
  readonly functions: readonly MeansFunction[];
  readonly name: string;
  readonly version: string;
  readonly document: { readonly title: string; readonly issuedOn: string; readonly issuedBy: string };
  readonly documentNumber: string;
  readonly since: Date;
  /** The last instant of the confirmation as given; null: without an end. */
  readonly untilAt: Date | null;
  readonly endedAt: Date | null;
  readonly endGround: string | null;
};

/** Whether a means is confirmed at a moment: from the confirmation on, until its term or its end. */
export const isConfirmed = (means: Pick<ConfirmedMeans, 'since' | 'untilAt' | 'endedAt'>, at: Date): boolean =>
  means.since <= at &&
  (means.untilAt === null || at <= means.untilAt) &&
  (means.endedAt === null || at < means.endedAt);

/** ES-13.4a: somebody who creates and issues certificates in the name of a centre. */
export type TrustedPerson = {
  readonly id: string;
  readonly centreId: string;
  readonly name: string;
  readonly registrationNumber: string;
  readonly contractNumber: string;
  readonly contractOn: string;
  readonly scope: string;
  readonly since: Date;
  readonly untilAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawalGround: string | null;
};

/** Whether the powers stand at a moment. */
export const isTrusted = (one: Pick<TrustedPerson, 'since' | 'untilAt' | 'withdrawnAt'>, at: Date): boolean =>
  one.since <= at && (one.untilAt === null || at <= one.untilAt) && (one.withdrawnAt === null || at < one.withdrawnAt);
