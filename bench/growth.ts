import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type ConsentDeps, createRegisters, entryOf, may, withdrawConsent } from '../src/consent/index.ts';
import { consentById, insertDecision } from '../src/consent/store.ts';
import { openFileKeyStore, openKeys } from '../src/keys/index.ts';
import { defaultProfile } from '../src/law/index.ts';
import { systemClock } from '../src/platform/clock.ts';
import { type Db, openDb, personScope, systemScope } from '../src/platform/db/index.ts';
import { isRefusal } from '../src/platform/refusal.ts';
import { uuidv7 } from '../src/platform/ids.ts';
import { cloneDatabase } from './bench-store.ts';
import { blocksOf, fill, type Model, samples } from './growth-store.ts';
import { type Figure, figure } from './measure.ts';

export type GrowthResult = {
  readonly sizes: readonly number[];
  readonly acts: Readonly<Record<'give' | 'withdraw' | 'may', readonly Figure[]>>;
};

const scope = systemScope('the bench counts what an act touches');

/** Row 5: blocks each act touches, statement by statement, in databases of different size made from the product's own. */
export async function measureGrowth(
  target: (name: string) => string,
  folder: string,
  template: string,
  sizes: readonly number[],
  model: Model,
  say: (line: string) => void,
): Promise<GrowthResult> {
  const acts: Record<'give' | 'withdraw' | 'may', Figure[]> = { give: [], withdraw: [], may: [] };
  for (const size of sizes) {
    const name = `growth_${size}`;
    await cloneDatabase(target('postgres'), name, template);
    const owner = openDb(target(name), { max: 2 });
    const began = performance.now();
    await fill(owner, size, model);
    say(`growth: ${size} consents made in ${((performance.now() - began) / 1000).toFixed(0)} s`);
    const found = await count(target(name), owner, folder, model);
    for (const act of ['give', 'withdraw', 'may'] as const) acts[act].push(found[act]);
    await owner.stop();
    say(
      `growth, ${size}: blocks give ${found.give.median}, withdraw ${found.withdraw.median}, may ${found.may.median}`,
    );
  }
  return { sizes, acts };
}

async function count(
  target: string,
  owner: Db,
  folder: string,
  model: Model,
): Promise<Record<'give' | 'withdraw' | 'may', Figure>> {
  let blocks = 0;
  const plain = openDb(target, { role: 'makulduk_app', max: 2 });
  const db = counting(plain, (n) => (blocks += n));
  const clock = systemClock;
  const keys = openKeys(openFileKeyStore(join(folder, 'keys'), clock.real()));
  const deps = {
    db,
    clock,
    keys,
    profile: defaultProfile,
    poke: () => undefined,
    registers: createRegisters(plain),
  } as unknown as ConsentDeps;
  const found = await samples(owner, model.holderId, 30);
  const figures: Record<'give' | 'withdraw' | 'may', number[]> = { give: [], withdraw: [], may: [] };
  const acts = {
    may: (one: (typeof found)[number]) =>
      may(deps, model.holderId, {
        purposeId: one.purpose_id,
        subjectId: one.subject_id,
        categories: one.categories.slice(0, 1),
        action: one.actions[0]!,
      }),
    give: (one: (typeof found)[number]) => giveAgain(deps, plain, one),
    async withdraw(one: (typeof found)[number]) {
      const done = await withdrawConsent(deps, personScope([one.subject_id]), {
        subjectId: one.subject_id,
        consentId: one.id,
        application: null,
        channel: 'account',
        actor: { kind: 'person', id: one.subject_id },
      });
      if (isRefusal(done)) throw new Error(done.code);
    },
  };
  // Withdrawal and giving need consents of their own; `may` changes nothing.
  for (const [i, one] of found.entries())
    for (const name of ['may', i % 2 === 0 ? 'withdraw' : 'give'] as const) {
      blocks = 0;
      await acts[name](one);
      figures[name].push(blocks);
    }
  keys.stop();
  await plain.stop();
  // The first acts read catalogues and fill caches of the session.
  return {
    give: figure(figures.give.slice(2)),
    withdraw: figure(figures.withdraw.slice(2)),
    may: figure(figures.may.slice(2)),
  };
}

/** The writing of a consent that replaces an earlier one to the same purpose: the statements of `giveConsent`. */
async function giveAgain(deps: ConsentDeps, plain: Db, one: { subject_id: string; id: string }): Promise<void> {
  const row = (await consentById(plain, scope, one.subject_id, one.id))!;
  const id = uuidv7();
  const entry = entryOf(deps.clock, deps.profile, {
    type: 'consent.given',
    actor: { kind: 'person', id: one.subject_id },
    holder: row.holder_id,
    subject: one.subject_id,
    object: { kind: 'consent', id },
    data: {},
  });
  await deps.db.tx(scope, (tx) =>
    insertDecision(tx, {
      row: { ...row, id, evidence_id: randomUUID(), given_at: deps.clock.now(), journal_entry_id: entry.id },
      sealedDocument: randomBytes(6000),
      sealedEvidence: randomBytes(5000),
      draftId: randomUUID(),
      outbox: { id: uuidv7(), kind: 'receipt.consent-given' },
      entries: [entry],
    }),
  );
}

/** The same database, each statement first looked at under EXPLAIN. */
function counting(db: Db, note: (blocks: number) => void): Db {
  const wrapped: Db = {
    ...db,
    tx: (scopeOf, act) =>
      db.tx(scopeOf, (tx) => {
        // One after the other: a look is three statements.
        let turn: Promise<unknown> = Promise.resolve();
        const looked = <R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> => {
          const done = turn.then(async () => {
            note(await blocksOf(tx, text, values));
            return tx.query<R>(text, values);
          });
          turn = done.catch(() => undefined);
          return done;
        };
        return act({
          query: looked,
          last: looked,
          as: (inner, within) => tx.as(inner, within),
          onCommit: (f) => tx.onCommit(f),
        });
      }),
    query: (scopeOf, text, values) => wrapped.tx(scopeOf, (tx) => tx.query(text, values)),
  };
  return wrapped;
}
