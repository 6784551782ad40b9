import { type Actor, type Data, type Engine, refuseCase, scopeOf } from '../../cases/index.ts';
import { allOrNothing, type Scope, type Tx } from '../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import {
  type ApplicantKeyDeps,
  eraseKeyOf,
  isKeyPassword,
  keepKey,
  keptKey,
  type KeyOf,
  makeKeyUnder,
} from '../../trust/applicant-keys/index.ts';
import { publicKeyUnder, writePkcs12 } from '../../trust/formats/index.ts';
import { refuseKeys } from './applicant-key-refusals.ts';

// ES-13.1.7: what the applicant does in the applicant's own session. The password is nobody's but the applicant's: it is on no record, and
// what is slow about it happens outside the transactions.

export type ApplicantKeysDeps = ApplicantKeyDeps & { readonly engine: Engine };
/** An application as its applicant enters it. */
export type OwnApplication = {
  readonly holderId: string;
  readonly caseId: string;
  readonly by: Actor;
  readonly scope?: Scope;
};
/** The certificate of the application with those above it, DER. */
export type IssuedFiles = { readonly certificate: Buffer; readonly chain: readonly Buffer[] };

const keyOf = ({ holderId, caseId, by }: OwnApplication): KeyOf => ({ holderId, caseId, subjectId: by.subjectId! });
const scopeFor = (at: OwnApplication): Scope => at.scope ?? scopeOf(at.by);
const within = <T>({ engine, poke }: ApplicantKeysDeps, at: OwnApplication, work: (tx: Tx) => Promise<T>): Promise<T> =>
  engine.deps.db.tx(scopeFor(at), (tx) => {
    tx.onCommit(poke);
    return work(tx);
  });
const recordedBy = ({ by }: OwnApplication) => ({ kind: 'person', id: by.id }) as const;

/** Whether the act's turn has come, before the slow part is done. */
const mayDo = (deps: ApplicantKeysDeps, at: OwnApplication, act: string): Promise<Refusal | null> =>
  within(deps, at, async (tx) => {
    const now = await deps.engine.read(tx, at.holderId, at.caseId, at.by);
    if (isRefusal(now)) return now;
    return now.state.possible.includes(act) ? null : refuseCase('NOT_ITS_TURN', { law: ['ES-13.1.7a'] });
  });

/** ES-13.1.7a, ES-13.1.7b: the key is made now, under the password that the applicant sets. Null, or the law's no. */
export async function protectKeys(
  deps: ApplicantKeysDeps,
  at: OwnApplication,
  password: string,
): Promise<Refusal | null> {
  if (!isKeyPassword(password)) return refuseKeys('KEYS_PASSWORD_WEAK', { field: 'password' });
  const early = await mayDo(deps, at, 'protectKeys');
  if (early !== null) return early;
  const made = await makeKeyUnder(password);
  return together(deps, at, async (tx) => {
    await keepKey(tx, deps, keyOf(at), made, recordedBy(at));
    return [{ act: 'protectKeys', data: { request: made.request } }];
  });
}

/**
 * ES-13.1.7b, ES-13.1.1b: the file with key and certificate for the applicant, once: with it the key is erased here, and what it was and
 * when is on record. `given`: acts that go with it, as the receipt (ES-18.3b).
 */
export async function takeKeys(
  deps: ApplicantKeysDeps,
  at: OwnApplication,
  what: IssuedFiles & { readonly password: string; readonly name: string; readonly given: readonly string[] },
): Promise<Buffer | Refusal> {
  const { password, certificate, chain, name, given } = what;
  const encrypted = await within(deps, at, (tx) => keptKey(tx, deps, keyOf(at)));
  if (encrypted === null) return refuseKeys('KEYS_GONE');
  if (publicKeyUnder(password, encrypted) === undefined)
    return refuseKeys('KEYS_PASSWORD_WRONG', { field: 'password' });
  const file = await writePkcs12({ password, encryptedKey: encrypted, certificate, chain, name });
  const refusal = await together(deps, at, async (tx) => {
    if (!(await eraseKeyOf(tx, deps, keyOf(at), 'handed-over', recordedBy(at)))) return refuseKeys('KEYS_GONE');
    return [...given, 'takeKeys', 'collect'].map((act) => ({ act }));
  });
  return refusal ?? file;
}

/** What `prepare` writes and the acts that it names, in one transaction: all of it or nothing. */
async function together(
  deps: ApplicantKeysDeps,
  at: OwnApplication,
  prepare: (tx: Tx) => Promise<readonly { readonly act: string; readonly data?: Data }[] | Refusal>,
): Promise<Refusal | null> {
  const { engine, poke } = deps;
  return allOrNothing(engine.deps.db, scopeFor(at), async (tx): Promise<Refusal | null> => {
    tx.onCommit(poke);
    const acts = await prepare(tx);
    if (isRefusal(acts)) return acts;
    for (const { act, data = {} } of acts) {
      const now = await engine.act(tx, { holderId: at.holderId, caseId: at.caseId, act, by: at.by, data });
      if (isRefusal(now)) return now;
    }
    return null;
  });
}
