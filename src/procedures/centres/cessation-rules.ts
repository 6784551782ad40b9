import { startOfDay } from '../../law/index.ts';
import type { Guard, View } from '../../cases/index.ts';
import { refuseCessation as refuse } from './cessation-refusals.ts';

// ES-13.6, ES-15.4, DECISIONS 40: how a centre ends. Pure.

export type CessationFacts = {
  /** The centre has been accredited: its register goes to the authority first. */
  readonly accredited: boolean;
  /** Another cessation of the centre is under way, or done. */
  readonly pending: boolean;
};
type Of<T> = Guard<T, CessationFacts>;
type Package = {
  readonly entries: number;
  readonly digest: string;
  readonly files: number;
  readonly filesDigest: string;
};
export type Announcement = {
  readonly on: string;
  readonly transfer: 'yes' | 'no';
  readonly successor?: { readonly name: string; readonly registrationNumber: string };
  readonly ownersNotifiedOn: string;
};

const announced = (view: View<never>): Announcement => view.last('announce')!.data as unknown as Announcement;
/** The first instant of the day on which the centre ceases. */
export const ceasesAt = (view: View<never>): Date => startOfDay(announced(view).on);

export const notYetCeasing: Of<Announcement> = ({ facts }) => (facts.pending ? refuse('CES_PENDING') : null);

/** ES-15.4.1: the authority is told at least a month before. */
export const authorityToldInTime: Of<Announcement> = (view, { on }) =>
  startOfDay(on) >= view.law.earliestAfter('ES-15.4.1', view.now)
    ? null
    : refuse('CES_TOO_SOON', { field: 'on', law: ['ES-15.4.1'] });

/** ES-13.6c, ES-13.6e: the owners of unexpired certificates too, whether the functions pass to somebody or not. */
export const ownersToldInTime: Of<Announcement> = (view, { on, transfer, ownersNotifiedOn }) => {
  const law = transfer === 'yes' ? 'ES-13.6e' : 'ES-13.6c';
  const told = startOfDay(ownersNotifiedOn);
  if (told > view.now) return refuse('CES_OWNERS_NOT_TOLD', { field: 'ownersNotifiedOn', law: [law] });
  return startOfDay(on) >= view.law.earliestAfter(law, told)
    ? null
    : refuse('CES_OWNERS_TOO_LATE', { field: 'on', law: [law] });
};

export const successorNamed: Of<Announcement> = (_view, { transfer, successor }) =>
  transfer === 'yes' && successor === undefined ? refuse('CES_SUCCESSOR_MISSING', { field: 'successor/name' }) : null;

const samePackage = (a: Package, b: Package): string | null =>
  (['entries', 'digest', 'files', 'filesDigest'] as const).find((name) => a[name] !== b[name]) ?? null;

/** ES-8.4.1: what is received is what was handed over, in number and digest. */
export const receivedAsHandedOver: Of<Package> = (view, asked) => {
  const field = samePackage(view.last('handOverRegister')!.data as unknown as Package, asked);
  return field === null ? null : refuse('CES_PACKAGE_DIFFERS', { field });
};

export const hasSuccessor: Of<object> = (view) =>
  announced(view as View<never>).transfer === 'yes' ? null : refuse('CES_NO_SUCCESSOR');

/** DECISIONS 40: nothing is destroyed while a hand-over is unconfirmed. */
export const handOversConfirmed: Of<object> = (view) => {
  const missing = (name: string): boolean => view.last(name) === undefined;
  if (view.facts.accredited && missing('acceptRegister'))
    return refuse('REG_DESTROY_FORBIDDEN', { law: ['ES-15.4.2', 'ES-13.6d'] });
  return announced(view as View<never>).transfer === 'yes' && missing('confirmSuccessor')
    ? refuse('REG_DESTROY_FORBIDDEN', { law: ['ES-13.6f', 'ES-13.6d'] })
    : null;
};
