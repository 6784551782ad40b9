import type { Refusal } from '../platform/refusal.ts';
import type { OnSigned, SessionRef } from './signing-api.ts';

// Keys that a signing service keeps for their owner (the State's cloud signature). Identity knows who the person is; src/wiring fills
// in the service.

export type CodeMethod = 'sms' | 'email';

/** The service, as identity needs it. */
export type CloudService = {
  /** Where the sandbox shows what a telephone would get; null outside of it. */
  readonly sandboxPage: string | null;
  methods(pin: string): Promise<readonly CodeMethod[] | Refusal>;
  sendCode(pin: string, method: CodeMethod): Promise<Refusal | undefined>;
  /** The signature over a SHA-256, as a CMS message. `mayUse` is asked before the key is used. */
  sign(what: {
    readonly pin: string;
    readonly code: string;
    readonly hash: Uint8Array;
    readonly now: Date;
    readonly mayUse: (keyIdentifier: string) => Promise<Refusal | undefined>;
  }): Promise<Uint8Array | Refusal>;
};

/** The same for a citizen who is signed in; the PIN is the bound person's and is asked of nobody. */
export type CloudSigning = {
  readonly sandboxPage: string | null;
  methods(session: SessionRef): Promise<readonly CodeMethod[] | Refusal>;
  sendCode(session: SessionRef, method: CodeMethod): Promise<Refusal | undefined>;
  /** `content`: the bytes whose hash the ceremony began with. They stay here: the hash goes. */
  confirm<T>(
    session: SessionRef,
    signingId: string,
    given: { readonly content: Uint8Array; readonly code: string },
    onSigned: OnSigned<T>,
  ): Promise<T | Refusal>;
};
