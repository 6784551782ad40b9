import { type Db, isUnavailable, type Scope, type Tx } from '../../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import type { RegisterDeps } from './deps.ts';
import { Faulted, type IssuerKey, issueTogether, type Outcome } from './issue.ts';
import type { IssuedCertificate, IssueOrder } from './order.ts';
import { takeIssuer } from './store.ts';

/**
 * What is to be issued, said with the register taken: what it reads in the transaction holds until the entry is made. Asked side by
 * side with others: it reads under the transaction's own scope and writes nothing.
 */
export type Asking = (tx: Tx) => Promise<Omit<IssueOrder, 'issuerId'> | Refusal>;

type Waiting = {
  readonly asking: Asking;
  resolve(outcome: IssuedCertificate | Refusal): void;
  reject(error: unknown): void;
};

/** Most certificates of one transaction: whoever comes next waits for all of them. */
const MOST = 64;
/** One that holds the register, and one that waits for it and takes whatever has come when it is its turn. */
const TRANSACTIONS = 2;

/**
 * Issues by transactions of its own, one for all orders that meet (renewals of a centre, an organisation's staff): one wait for the disk
 * for all of them. Each is answered after the commit and not before, and each for itself: where the database refuses what was written
 * together, every order is tried alone, so that one at fault harms no other.
 */
export function gatheredIssuing(
  db: Db,
  scope: Scope,
  deps: RegisterDeps,
): (by: IssuerKey, asking: Asking) => Promise<IssuedCertificate | Refusal> {
  const desks = new Map<string, { readonly queue: Waiting[]; running: number }>();

  const attempt = async (by: IssuerKey, take: () => readonly Waiting[]): Promise<void> => {
    let group: readonly Waiting[] = [];
    let outcomes: readonly Outcome[];
    try {
      outcomes = await db.tx(scope, async (tx) => {
        // Whoever has come while another held the register is served with the rest.
        await takeIssuer(tx, by.issuerId);
        group = take();
        return group.length === 0 ? [] : carryOut(tx, deps, by, group);
      });
    } catch (error) {
      if (group.length === 0) group = take();
      // A database that is away may have committed: nobody tries again for whoever asked.
      if (group.length < 2 || isUnavailable(error)) for (const one of group) one.reject(error);
      else for (const one of group) await attempt(by, () => [one]);
      return;
    }
    for (const [at, one] of group.entries()) {
      const outcome = outcomes[at]!;
      if (outcome instanceof Faulted) one.reject(outcome.cause);
      else one.resolve(outcome);
    }
  };

  return (by, asking) =>
    new Promise((resolve, reject) => {
      let desk = desks.get(by.issuerId);
      if (desk === undefined) desks.set(by.issuerId, (desk = { queue: [], running: 0 }));
      const { queue } = desk;
      queue.push({ asking, resolve, reject });
      const serve = async (at: typeof desk): Promise<void> => {
        at.running++;
        while (queue.length > 0) await attempt(by, () => queue.splice(0, MOST));
        if (--at.running === 0) desks.delete(by.issuerId);
      };
      if (desk.running < TRANSACTIONS) void serve(desk);
    });
}

/** What each asks for, issued together. */
async function carryOut(
  tx: Tx,
  deps: RegisterDeps,
  by: IssuerKey,
  group: readonly Waiting[],
): Promise<readonly Outcome[]> {
  const asked = await Promise.all(
    group.map(({ asking }) => asking(tx).catch((error: unknown): Faulted => new Faulted(error))),
  );
  // What has failed in the database has failed for all: whoever is alone hears why, the others are tried alone.
  const [first] = asked;
  if (asked.length === 1 && first instanceof Faulted) throw first.cause;
  const orders = asked.flatMap((one) => (one instanceof Faulted || isRefusal(one) ? [] : [one]));
  const issued = (await issueTogether(tx, deps, by, orders)).values();
  return asked.map((one) => (one instanceof Faulted || isRefusal(one) ? one : issued.next().value!));
}
