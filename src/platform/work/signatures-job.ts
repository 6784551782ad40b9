import { type KeyObject, sign, verify } from 'node:crypto';

/**
 * `digest`: null for Ed25519. `signature`: what is to be checked; without one the job is to sign. `by`: the key by which the new
 * signature must verify.
 */
export type Job = {
  readonly digest: string | null;
  readonly key: KeyObject;
  readonly data: Uint8Array;
  readonly signature?: Uint8Array;
  readonly by?: KeyObject;
};

/** A check's answer, a signature, `false` for one that does not verify by the key that was named, or why there is none. */
export type Done = boolean | Uint8Array | Error;

/** Jobs that go to the other thread together, all to sign or all to check, and what it answers with. */
export type Jobs = { readonly number: number; readonly jobs: readonly Job[] };
export type Answers = { readonly number: number; readonly done: readonly Done[] };

/** Does a job of signing or checking here and now. */
export function perform({ digest, key, data, signature, by }: Job): Done {
  try {
    if (signature !== undefined) return verify(digest, data, key, signature);
    const made = sign(digest, data, key);
    return by === undefined || verify(digest, data, by, made) ? made : false;
  } catch (error) {
    return error as Error;
  }
}
