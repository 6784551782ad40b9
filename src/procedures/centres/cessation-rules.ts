import { startOfDay } from '../../law/index.ts';
import type { Guard, View } from '../../cases/index.ts';
import type { Text3 } from '../../platform/text.ts';
import { refuseCessation as refuse } from './cessation-refusals.ts';

// ES-13.6, ES-15.4, DECISIONS 40: how a centre ends. Pure.

/** Who is to take over the functions, as the directory of centres knows it. */
export type SuccessorFacts = {
  readonly id: string;
  readonly name: Text3;
  /** Its own case in which it has agreed to take over from this centre; null: it has not. */
  readonly caseId: string | null;
  /** Why it could not keep what this centre has issued; null: it can. */
  readonly unfit: 'not-accredited' | 'ceasing' | null;
};
export type CessationFacts = {
  /** The centre has been accredited: its register goes to the authority first. */
  readonly accredited: boolean;
  /** Another cessation of the centre is under way, or done. */
  readonly pending: boolean;
  /** How many owners of unexpired certificates this system tells; null: no register of the centre is kept here. */
  readonly owners: number | null;
  /** How many entries the registers have that the centre keeps here. */
  readonly entries: number;
  readonly successor: SuccessorFacts | null;
};
type Of<T> = Guard<T, CessationFacts>;
export type Package = {
  readonly entries: number;
  readonly digest: string;
  readonly files: number;
  readonly filesDigest: string;
};
export type Announcement = {
  readonly on: string;
  readonly transfer: 'yes' | 'no';
  readonly successor?: { readonly registrationNumber: string };
  readonly ownersNotifiedOn?: string;
  readonly owners?: number;
  readonly proof?: string;
};

const announced = (view: View<never>): Announcement => view.last('announce')!.data as unknown as Announcement;
/** The first instant of the day on which the centre ceases. */
export const ceasesAt = (view: View<never>): Date => startOfDay(announced(view).on);
/** ES-14.6.3: the functions have passed to whoever has received the register; a transfer that was only announced is none. */
export const transferred = (view: View<never>): boolean =>
  announced(view).transfer === 'yes' && view.last('confirmSuccessor') !== undefined;
/** Somebody else keeps the register now: the authority, or the successor. */
export const handedOver = (view: View<CessationFacts>): boolean =>
  transferred(view as View<never>) || (view.facts.accredited && view.last('acceptRegister') !== undefined);

export const notYetCeasing: Of<Announcement> = ({ facts }) => (facts.pending ? refuse('CES_PENDING') : null);

/** ES-15.4.1: the authority is told at least a month before. */
export const authorityToldInTime: Of<Announcement> = (view, { on }) =>
  startOfDay(on) >= view.law.earliestAfter('ES-15.4.1', view.now)
    ? null
    : refuse('CES_TOO_SOON', { field: 'on', law: ['ES-15.4.1'] });

/**
 * ES-13.6c, ES-13.6e: the owners of unexpired certificates too, whether the functions pass to somebody or not. Where this system keeps
 * the register it writes to them with the announcement, so the month runs from now, whatever the centre says it did before.
 */
export const ownersToldInTime: Of<Announcement> = (view, { on, transfer, ownersNotifiedOn, owners, proof }) => {
  const law = transfer === 'yes' ? 'ES-13.6e' : 'ES-13.6c';
  let told = view.now;
  if (view.facts.owners === null) {
    const missing = Object.entries({ ownersNotifiedOn, owners, proof }).find(([, value]) => value === undefined);
    if (missing !== undefined) return refuse('CES_OWNERS_NOT_TOLD', { field: missing[0], law: [law] });
    told = startOfDay(ownersNotifiedOn!);
    if (told > view.now) return refuse('CES_OWNERS_NOT_TOLD', { field: 'ownersNotifiedOn', law: [law] });
  } else if (view.facts.owners === 0) return null;
  return startOfDay(on) >= view.law.earliestAfter(law, told)
    ? null
    : refuse('CES_OWNERS_TOO_LATE', { field: 'on', law: [law] });
};

/** ES-13.6e: the owners are told of a successor, so it has agreed before; and it can keep what it takes over. */
export const successorAgreed: Of<Announcement> = ({ facts }, { transfer, successor }) => {
  if (transfer === 'no') return null;
  const field = 'successor/registrationNumber';
  if (successor === undefined) return refuse('CES_SUCCESSOR_MISSING', { field });
  if ((facts.successor?.caseId ?? null) === null) return refuse('CES_SUCCESSOR_NOT_AGREED', { field });
  return facts.successor!.unfit === null ? null : refuse('CES_SUCCESSOR_UNFIT', { field });
};

const samePackage = (a: Package, b: Package): string | null =>
  (['entries', 'digest', 'files', 'filesDigest'] as const).find((name) => a[name] !== b[name]) ?? null;

/** ES-8.4.1: what is received is what was handed over, in number and digest. */
export const receivedAsHandedOver: Of<Package> = (view, asked) => {
  const field = samePackage(view.last('handOverRegister')!.data as unknown as Package, asked);
  return field === null ? null : refuse('CES_PACKAGE_DIFFERS', { field });
};

/** DECISIONS 40: nothing is destroyed while a hand-over is unconfirmed. */
export const handOversConfirmed: Of<object> = (view) =>
  view.facts.accredited && view.last('acceptRegister') === undefined
    ? refuse('REG_DESTROY_FORBIDDEN', { law: ['ES-15.4.2', 'ES-13.6d'] })
    : null;
