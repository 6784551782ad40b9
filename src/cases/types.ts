import type { Static, TObject } from 'typebox';
import type { TermId } from '../law/index.ts';
import type { Refusal } from '../platform/refusal.ts';
import type { Text3 } from '../platform/text.ts';

// The words a procedure is written in. Everything here is data or a named pure function: no I/O, no clock, no randomness.

/** Who takes part. `subject`: the person the case is about; `centre`: a certification centre; `engine`: what the law makes happen by itself. */
export type Party = {
  readonly office: 'subject' | 'holder' | 'centre' | 'authority' | 'engine';
  /** Roles that may act for this party; any of them is enough. Empty for `subject` and `engine`. */
  readonly roles: readonly string[];
};

/** Somebody about to act, already authenticated. */
export type Actor = {
  readonly kind: 'person' | 'account' | 'client' | 'system';
  readonly id: string;
  readonly office: Party['office'];
  readonly holderId?: string;
  readonly subjectId?: string;
  readonly roles: readonly string[];
};

export type CaseHead = {
  readonly id: string;
  /** A case keeps the version of its procedure and the legal profile it was opened under. */
  readonly procedure: string;
  readonly version: number;
  readonly profile: string;
  /** At whom the case is: a holder, or a certification centre where the procedure has one as a party. */
  readonly holderId: string;
  readonly subjectId: string | null;
};

export type Data = Readonly<Record<string, unknown>>;
export type DoneAct = {
  readonly seq: number;
  /** An act of the procedure, or `duty.late` recorded by the engine. */
  readonly act: string;
  readonly party: string;
  readonly by: string;
  readonly at: Date;
  readonly data: Data;
};
export type CaseHistory = { readonly head: CaseHead; readonly acts: readonly DoneAct[] };

export type DutyState = {
  readonly duty: string;
  /** A duty may be opened again (an order renews it): 1, 2, ... */
  readonly n: number;
  readonly start: Date;
  readonly due: Date;
  readonly state: 'open' | 'paused' | 'done' | 'ended';
  readonly pausedAt: Date | null;
  readonly closedAt: Date | null;
  /** Past its term without being done in time. */
  readonly late: boolean;
  /** The lateness stands in the history. */
  readonly fired: boolean;
};

export type CaseState = {
  readonly stage: string;
  readonly ended: { readonly by: string; readonly at: Date } | null;
  readonly duties: readonly DutyState[];
  /** Acts whose turn it is, whoever may do them. */
  readonly possible: readonly string[];
};

/** The terms of the law, by the requirement that sets them, under the case's profile. */
export type LawOfTerms = {
  due(term: TermId, start: Date): Date;
  earliestAfter(term: TermId, announcedAt: Date): Date;
};

/** What a guard, an effect or a document sees: the case as it is at the moment of the act. */
export type View<F = unknown> = {
  readonly head: CaseHead;
  readonly state: CaseState;
  readonly now: Date;
  /** Records outside the case that the act depends on, loaded before the decision. */
  readonly facts: F;
  readonly law: LawOfTerms;
  all(act: string): readonly DoneAct[];
  last(act: string): DoneAct | undefined;
};

export type Guard<T, F = unknown> = (view: View<F>, asked: T) => Refusal | null;

/** Something to be done outside the case in the same transaction, by the handler of that name. */
export type EffectSpec = { readonly name: string; readonly data?: (view: View<never>) => Data };
export type DocumentSpec = { readonly kind: string; readonly compose: (view: View<never>) => Data };

/** What a valid answer to `ask` holds; nothing where nothing is asked. */
export type Asked<T> = T extends TObject ? Static<T> : Data;

export type ActSpec<T = TObject, P extends string = string, A extends string = string, D extends string = string> = {
  readonly by: P | readonly P[];
  /** The requirement that gives the act. */
  readonly law: string;
  /** Any of these acts, or the lateness of a duty, makes it possible. None: the act opens the case. */
  readonly after?: A | `${D}.late` | readonly (A | `${D}.late`)[];
  /** Once any of these is done it is no longer possible. */
  readonly unless?: A | readonly A[];
  /** Possible only while this duty is open. */
  readonly during?: D;
  readonly repeat?: true;
  /** Done in many cases at once: those that meet share a transaction, each answered after its commit (`together`). */
  readonly meets?: true;
  readonly ask?: T;
  /** Fields of `ask` that are sealed under the subject's key: free text, anything that could name a person. */
  readonly personal?: readonly (keyof Asked<T> & string)[];
  readonly guard?: Guard<Asked<T>, never> | readonly Guard<Asked<T>, never>[];
  /** What the law adds to the act from the facts of the moment: kept with it, whatever changes later. */
  readonly adds?: (view: View<never>) => Data;
  readonly makes?: DocumentSpec;
  /** The document it makes is signed by whoever acts; the requirements that ask for it. */
  readonly signed?: { readonly law: readonly string[] };
  readonly effects?: readonly EffectSpec[];
  /** What follows at once by force of law, done by the engine. */
  readonly then?: { readonly acts: readonly A[]; readonly choose: (view: View<never>) => A | null };
  /** The procedure of another case whose effect does this act by force of law. */
  readonly ledBy?: string;
  readonly stage?: string;
  /** The case is over. */
  readonly ends?: true;
  /** A valid answer to `ask`: for the API reference and the generated tests. */
  readonly example?: Asked<T>;
};

export type DutySpec<P extends string = string, A extends string = string> = {
  readonly of: P;
  readonly to: P;
  readonly law: string;
  readonly from: A | readonly A[];
  /** The term of the law, or a moment that the case itself names (null: no duty arises). */
  readonly within: TermId | ((view: View<never>) => Date | null);
  readonly doneBy: A | readonly A[];
  /** Ends without being done: it has lost its object. The end of the case ends every duty too. */
  readonly endedBy?: A | readonly A[];
  readonly pausedBy?: A | readonly A[];
  readonly resumedBy?: A | readonly A[];
  /** Whole days before the end at which the owner is reminded. */
  readonly remind?: readonly number[];
  readonly late?: readonly EffectSpec[];
  /** What the law makes happen by itself when the term has passed. */
  readonly performs?: A;
  /** The duty is a waiting time of the law, not somebody's task: its end is no breach. */
  readonly waits?: true;
};

export type ProcedureTexts = {
  readonly title: Text3;
  readonly parties: Readonly<Record<string, Text3>>;
  readonly acts: Readonly<Record<string, Text3>>;
  readonly duties: Readonly<Record<string, Text3>>;
  readonly stages: Readonly<Record<string, Text3>>;
  readonly fields: Readonly<Record<string, Text3>>;
};

export type Procedure = {
  readonly name: string;
  readonly version: number;
  readonly law: string;
  /** Whether a case is about one person. */
  readonly about: 'subject' | 'holder';
  readonly parties: Readonly<Record<string, Party>>;
  readonly acts: Readonly<Record<string, ActSpec>>;
  readonly duties: Readonly<Record<string, DutySpec>>;
  /** What an attempt on an ended case is answered, where the law has its own words for it. */
  readonly whenEnded?: Refusal;
  readonly texts: ProcedureTexts;
};
