import type { Keys } from '../keys/index.ts';
import type { ActCategory } from '../law/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/db/index.ts';
import type { Lang, Text3 } from '../platform/text.ts';
import type { Certificates } from './certificates.ts';
import type { CloudService } from './cloud.ts';
import type { SignatureType } from './evidence.ts';
import type { IdentificationMethod } from './identification.ts';

// What identity needs from others, as narrow as it can be.

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
  message: {
    readonly to: { readonly kind: 'phone' | 'email'; readonly address: string };
    readonly lang: Lang;
    readonly subject: Text3;
    readonly text: Text3;
  },
) => Promise<void>;

/** A notice to the staff of a holder, or to a person whom it knows, in the caller's transaction. Ids, codes, numbers of certificates; nothing personal. */
export type TellHolder = (
  tx: Tx,
  notice: {
    readonly holderId: string;
    readonly subjectId: string | null;
    readonly kind: string;
    readonly ref: string;
    readonly data: Readonly<Record<string, unknown>>;
  },
) => Promise<unknown>;

/** ES-9.5: what forbids a simple signature on a kind of document. */
export type DocumentKind = {
  readonly code: string;
  readonly stateSecret?: boolean;
  /** ES-12.4a: its level of secrecy: 1 secret, 2 top secret, 3 of special importance; 1 where only `stateSecret` is said. */
  readonly secrecyLevel?: 1 | 2 | 3;
  readonly needsNotary?: boolean;
  readonly needsStateRegistration?: boolean;
  /** ES-6.1b: the act that forbids the electronic form of such documents. */
  readonly electronicFormForbiddenBy?: string;
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
  readonly keys: Keys;
  readonly journal: Journal;
  readonly sendMessage: SendMessage;
  readonly tellHolder: TellHolder;
  /** ES-10.2b: whom else an account has sent something signed with this key (SHA-256 of its SPKI). */
  sentWithKey(
    tx: Tx,
    accountId: string,
    key: Buffer,
  ): Promise<readonly { readonly holderId: string; readonly subjectId: string | null; readonly certificate: string }[]>;
  /** Address people use, without a slash at the end; its host is the passkeys' relying party. */
  readonly publicUrl: string;
  readonly esi?: EsiSettings;
  /** ES-1.1: every flow that ends in a signature says which kind of act it is. */
  readonly documentKinds: readonly (DocumentKind & { readonly category: ActCategory })[];
  /** ES-9.3: acts (not agreements) that make a simple signature count, by citation. */
  readonly acts?: readonly {
    readonly citation: string;
    readonly documentKinds: readonly string[];
    readonly signatureTypes: readonly SignatureType[];
  }[];
  /** ES-9.5b: the information system itself holds state secrets. */
  readonly holdsStateSecrets?: boolean;
  /** Name of a holder as pages and agreements print it. */
  holderName(holderId: string): Promise<Text3 | undefined>;
  readonly secure: boolean;
  /** Signing with keys of certificates; absent: only password and passkey are taken. */
  readonly certificates?: Certificates;
  /** Signing with keys that a signing service keeps; absent: none is connected. */
  readonly cloud?: CloudService;
  /** ES-12.4a: the level of secrecy that the signature means of this deployment are certified for; 0 where for none. */
  readonly meansCertifiedFor?: 0 | 1 | 2 | 3;
  /** Ways to be identified that this deployment offers. */
  readonly identification?: readonly IdentificationMethod[];
  /** The sandbox shows one-time codes on the page, because no message leaves it. */
  readonly sandbox?: boolean;
};

/** Where a request comes from. `device` is the trusted-device cookie's value. */
export type Client = { readonly address: string; readonly browser: string; readonly device?: string | undefined };
