import type { Db, Tx } from '../platform/db/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Lang, Text3 } from '../platform/text.ts';
import type { SignatureType } from './evidence.ts';

// What identity needs from others, as narrow as it can be.

/** What is known of a person from a document or from ESI. */
export type PersonFacts = {
  readonly pin: string | null;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
  /** YYYY-MM-DD. */
  readonly birthDate: string | null;
  readonly document?: { readonly type: string; readonly number: string; readonly issuedOn?: string; readonly issuedBy?: string };
};

/** The persons' vault of `src/keys`, as far as identity uses it. */
export type PersonVault = {
  /** A frozen person or PIN is found too, and says so. */
  findByPin(tx: Tx, pin: string): Promise<{ readonly personId: string; readonly frozen: boolean } | null>;
  findByDocument(tx: Tx, type: string, number: string): Promise<{ readonly personId: string; readonly frozen: boolean } | null>;
  create(tx: Tx, facts: PersonFacts): Promise<string>;
  read(tx: Tx, personId: string): Promise<PersonFacts | null>;
  /** DECISIONS 1: a contested PIN is frozen until the contest is settled. */
  freeze(tx: Tx, personId: string): Promise<void>;
  unfreeze(tx: Tx, personId: string): Promise<void>;
  subjectIdOf(personId: string, holderId: string): string;
};

/** Keys at hand, by label. */
export type Secrets = {
  mac(label: string, ...parts: readonly (string | Uint8Array)[]): Buffer;
  secret(label: string): Buffer;
};

/** Seals JSON under the account's own key; destroying the key destroys what the account said of itself. */
export type AccountSeal = {
  seal(tx: Tx, accountId: string, place: string, value: unknown): Promise<Buffer>;
  /** `null` where the key is destroyed. */
  open<T>(tx: Pick<Tx, 'query'>, accountId: string, place: string, sealed: Buffer): Promise<T | null>;
};

export type JournalAct = {
  readonly type: `identity.${string}`;
  readonly actor: { readonly kind: 'account' | 'client' | 'system'; readonly id: string; readonly role?: string };
  readonly object: { readonly kind: string; readonly id: string };
  readonly holder?: string;
  readonly subject?: string;
  readonly data: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
};
/** Puts an entry into the journal in the caller's transaction and returns its id. */
export type Journal = (tx: Tx, act: JournalAct) => Promise<string>;

/** The outbox: a message leaves after the transaction has committed. */
export type SendMessage = (
  tx: Tx,
  message: { readonly to: { readonly kind: 'phone' | 'email'; readonly address: string }; readonly lang: Lang; readonly subject: Text3; readonly text: Text3 },
) => Promise<void>;

/** ES-9.5: what forbids a simple signature on a kind of document. */
export type DocumentKind = {
  readonly code: string;
  readonly stateSecret?: boolean;
  readonly needsNotary?: boolean;
  readonly needsStateRegistration?: boolean;
  /** ES-4.1, ES-4.3: a required type, the act or agreement that requires it, and what for. */
  readonly requires?: { readonly type: SignatureType; readonly source: string; readonly purpose: string };
};

export type EsiSettings = {
  /** Issuer address, e.g. https://esia.tunduk.kg. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes?: string;
  /** Plain http is for the stand-in only. */
  readonly insecure?: boolean;
};

export type IdentityDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly vault: PersonVault;
  readonly secrets: Secrets;
  readonly seal: AccountSeal;
  readonly journal: Journal;
  readonly sendMessage: SendMessage;
  /** Address people use, without a slash at the end; its host is the passkeys' relying party. */
  readonly publicUrl: string;
  readonly esi?: EsiSettings;
  readonly documentKinds: readonly DocumentKind[];
  /** ES-9.3: acts (not agreements) that make a simple signature count, by citation. */
  readonly acts?: readonly { readonly citation: string; readonly documentKinds: readonly string[]; readonly signatureTypes: readonly SignatureType[] }[];
  /** ES-9.5b: the information system itself holds state secrets. */
  readonly holdsStateSecrets?: boolean;
  /** Name of a holder as pages and agreements print it. */
  holderName(holderId: string): Promise<Text3 | undefined>;
  readonly secure: boolean;
};
