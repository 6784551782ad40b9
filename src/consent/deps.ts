import type { Holder, PolicyVersion } from '../holders/index.ts';
import type { Protocol, SigningApi } from '../identity/index.ts';
import type { Keys, PersonRecord } from '../keys/index.ts';
import type { DateString } from '../law/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/db/index.ts';
import type { Text3 } from '../platform/text.ts';
import type { PurposeVersion } from './purposes/purpose.ts';
import type { ConsentRow } from './store.ts';

/** What the acts of consent stand on. Built once in src/main.ts. */
export type ConsentDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly keys: Keys;
  readonly signing: SigningApi;
  readonly registers: Registers;
  /** Hash of each document template with its wording (CP-9: only the form's own template is the standard form). */
  readonly templates: {
    readonly 'standard-form': string;
    readonly 'consent-cp8': string;
    readonly 'consent-cp8-blank': string;
  };
  /** The legal profile new records are made under. */
  readonly profile: string;
  /** CP-D-3: from when the decree's rules are in force; null = not configured, then the day of its adoption is not assumed. */
  readonly decreeInForceFrom: DateString | null;
  /** What a barred withdrawal sets in motion beyond this module (a case with terms); absent in small set-ups. */
  readonly hooks?: ConsentHooks;
  /** After a commit: wake the workers (sequencer, outbox). */
  readonly poke: () => void;
};

export type ConsentHooks = {
  withdrawalBarred(
    tx: Tx,
    what: {
      caseId: string;
      consent: ConsentRow;
      application: string | null;
      by: { kind: 'account' | 'client' | 'person'; id: string };
    },
  ): Promise<void>;
  barFallen(tx: Tx, what: { caseId: string; holderId: string; barId: string; accountId: string }): Promise<void>;
};

/** Immutable versions and published registers, cached by id where they cannot change. */
export type Registers = {
  holder(id: string): Promise<Holder | null>;
  version(id: string): Promise<PurposeVersion | null>;
  /** Read each time: it changes with each publication. */
  currentVersionId(purposeId: string): Promise<string | null>;
  policy(id: string): Promise<PolicyVersion | null>;
  /** The same through a transaction under way: an act that waited for a second connection would hold its first meanwhile. */
  within(tx: Tx): Registers;
};

/** A citizen who acts, as identified by the session. */
export type ActingPerson = { readonly accountId: string; readonly sessionId: string; readonly personId: string };

export type { DateString, PersonRecord, Protocol, Text3, Tx };
