import type { Guard, View } from '../../cases/index.ts';
import type { Text3 } from '../../platform/text.ts';
import { refuseCessation as refuse } from './cessation-refusals.ts';

// ES-13.6e, ES-13.6f: a centre takes over the functions of one that ceases. Pure.

export type TakeoverFacts = {
  /** The centre that ceases, as the directory knows it; null: there is none of that number, or it is this one. */
  readonly from: { readonly id: string; readonly name: Text3; readonly accredited: boolean } | null;
  /** Whether this centre is accredited and not suspended. */
  readonly accredited: boolean;
  /** This centre has announced its own end, or come to it. */
  readonly ceasing: boolean;
  /** Another agreement of this centre about the same one is open. */
  readonly pending: boolean;
  /** The owners have been told that this centre takes over. */
  readonly announced: boolean;
  /** The case of the one that ceases, and what it has handed over last; null: nothing yet. */
  readonly handedOver: {
    readonly caseId: string;
    readonly at: Date;
    readonly entries: number;
    readonly digest: string;
  } | null;
};
type Of<T> = Guard<T, TakeoverFacts>;
export type Received = { readonly number: string; readonly entries: number; readonly digest: string };

/** ES-17.5: what was issued as qualified is kept by an accredited centre only. */
export const fitToTakeOver: Of<object> = ({ facts }) => {
  const field = 'registrationNumber';
  if (facts.from === null) return refuse('CES_CENTRE_UNKNOWN', { field });
  if (facts.pending) return refuse('CES_TAKEOVER_PENDING', { field });
  return facts.ceasing || (facts.from.accredited && !facts.accredited)
    ? refuse('CES_SUCCESSOR_UNFIT', { field })
    : null;
};

/** ES-13.6e: what the owners have been told is not taken back. */
export const notAnnounced: Of<object> = ({ facts }) => (facts.announced ? refuse('CES_SUCCESSOR_ANNOUNCED') : null);

/** ES-8.4.1: what is received is what was handed over, in number and digest. */
export const receivedByTakeover: Of<Received> = ({ facts: { handedOver } }, { entries, digest }) => {
  if (handedOver === null) return refuse('CES_NOT_HANDED_OVER');
  const field = handedOver.entries !== entries ? 'entries' : handedOver.digest !== digest ? 'digest' : null;
  return field === null ? null : refuse('CES_PACKAGE_DIFFERS', { field, law: ['ES-8.4.1', 'ES-13.6f'] });
};

export const fromOf = (view: View<TakeoverFacts>): NonNullable<TakeoverFacts['from']> => view.facts.from!;
