// A root, a centre and its trusted person in a real database, for tests of the register.

import { fixedClock } from '../../../platform/clock.ts';
import { systemScope, type Tx } from '../../../platform/db/index.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/db.ts';
import { testKeys } from '../../../../test/support/people.ts';
import { type CaKey } from '../ca-key.ts';
import type { Draft } from '../draft.ts';
import { parseCertificate } from '../../path/index.ts';
import { contentHash, type KeyOperation } from '../keys/key-operation.ts';
import type { Kind } from '../kinds.ts';
import { type Chain, draftUnder, factsUnder, newChain } from '../lint/test-facts.ts';
import { later, newKey, t0 } from '../test-people.ts';
import type { RegisterDeps } from './deps.ts';
import { issueCertificate } from './issue.ts';
import { approvalContent, type IssuedCertificate, type IssueOrder } from './order.ts';
import { addIssuer, openRegister } from './open-register.ts';

export const actor = { kind: 'account', id: 'officer', role: 'centre' } as const;

export type Stand = {
  readonly chain: Chain;
  readonly database: TestDatabase;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly deps: RegisterDeps;
  /** Where the keys lie that certificates are sealed under. */
  readonly keysFolder: string;
  readonly centreId: string;
  readonly registers: { readonly root: string; readonly centre: string };
  readonly issuers: { readonly ROOT: string; readonly ACA: string; readonly TP: string };
  readonly keys: Readonly<Record<'ROOT' | 'ACA' | 'TP', CaKey>>;
  /** The number of the centre's own certificate in the root's register. */
  readonly centreNumber: string;
  tx<T>(act: (tx: Tx) => Promise<T>): Promise<T>;
  order(kind: Kind, by?: 'ACA' | 'TP', change?: Partial<IssueOrder>, draft?: Partial<Draft>): IssueOrder;
  issue(order: IssueOrder): Promise<IssuedCertificate | Refusal>;
  issued(kind?: Kind, by?: 'ACA' | 'TP'): Promise<IssuedCertificate>;
  stop(): Promise<void>;
};

/** `durable`: with a cluster of its own that waits for the disk. */
export async function registerStand(
  given: Partial<Chain['keys']> = {},
  { durable = false }: { readonly durable?: boolean } = {},
): Promise<Stand> {
  const database = await testDatabase(durable ? { ownCluster: 'durable' } : {});
  const testing = testKeys(t0);
  const clock = fixedClock(t0);
  const deps: RegisterDeps = { clock, keys: testing.keys, profile: 'kr-test', poke: () => undefined };
  const tx = <T>(act: (tx: Tx) => Promise<T>): Promise<T> => database.db.tx(systemScope('test of the register'), act);
  const centreId = uuidv7(t0);
  const made = await newChain(undefined, given);

  // The root's own certificate is given to it by its ceremony; everything below it goes through the register.
  const { root, rootIssuer } = await tx(async (t) => {
    const id = await openRegister(t, deps, null);
    const certificate = made.certificates.ROOT.raw;
    return {
      root: id,
      rootIssuer: await addIssuer(t, deps, { registerId: id, holderId: null, certificate, keyName: 'root' }),
    };
  });
  const strip = ({ serial: _s, issuer: _i, notBefore: _b, notAfter: _a, ...rest }: Draft): IssueOrder['draft'] => rest;
  const issuers: Record<string, string> = { ROOT: rootIssuer };
  const keys: Record<'ROOT' | 'ACA' | 'TP', CaKey> = made.keys;
  let chain = made;

  const order: Stand['order'] = (kind, by = 'ACA', change = {}, draft = {}) => {
    const facts = factsUnder(chain, kind, by);
    return {
      issuerId: issuers[by]!,
      draft: { ...strip(draftUnder(chain, kind, by)), ...strip(draft as Draft) },
      until: later(365),
      subjectId: kind === 'QA' ? null : uuidv7(t0),
      agreement: { id: 'agreement-1', concludedAt: t0 },
      facts,
      actor,
      ...change,
    };
  };
  const issue = (what: IssueOrder): Promise<IssuedCertificate | Refusal> => {
    const by = Object.entries(issuers).find(([, id]) => id === what.issuerId)![0] as 'ROOT' | 'ACA' | 'TP';
    return tx((t) => issueCertificate(t, deps, what, keys[by]));
  };

  const registers = { root, centre: await tx((t) => openRegister(t, deps, centreId)) };
  let centreNumber = '';
  for (const [kind, by] of [
    ['ACA', 'ROOT'],
    ['TP', 'ACA'],
  ] as const) {
    const base: IssueOrder = {
      ...order(kind, 'ACA'),
      issuerId: issuers[by]!,
      draft: { ...strip(draftUnder(chain, kind, by)), spki: keys[kind].spki },
      until: later(365 * 4),
      subjectId: null,
      facts: factsUnder(chain, kind, by),
    };
    const operation = approved(approvalContent(base, chain.certificates[by], keys[by]), clock.now());
    const outcome = await issue({ ...base, operation });
    if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
    if (kind === 'ACA') centreNumber = outcome.number;
    chain = { keys, certificates: { ...chain.certificates, [kind]: parseCertificate(outcome.certificate) } };
    issuers[kind] = await tx((t) =>
      addIssuer(t, deps, {
        registerId: registers.centre,
        holderId: centreId,
        certificate: outcome.certificate,
        keyName: kind,
      }),
    );
  }
  return {
    chain,
    database,
    clock,
    deps,
    keysFolder: testing.folder,
    centreId,
    registers,
    issuers: issuers as Stand['issuers'],
    keys,
    centreNumber,
    tx,
    order,
    issue,
    async issued(kind = 'QN', by = 'ACA') {
      const outcome = await issue(order(kind, by));
      if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
      return outcome;
    },
    async stop() {
      await database.drop();
      testing.drop();
    },
  };
}

/** An operation that two officers have approved. */
export const approved = (
  content: Buffer,
  at: Date,
  officers: readonly string[] = ['first', 'second'],
): KeyOperation => ({
  id: uuidv7(at),
  kind: 'sign-certificate',
  keyName: 'root',
  contentHash: contentHash(content),
  askedBy: 'first',
  askedAt: at,
  approvals: officers.map((officer) => ({ officer, at })),
});

export { newKey };
