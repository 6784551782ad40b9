import { dueAnyway, kyrgyzCalendar, termOf } from '../law/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Refusal } from '../platform/refusal.ts';
import { lockBindingsOfPerson } from './binding-store.ts';
import { counterpartiesOf } from './key-use-store.ts';
import { refuse } from './refusals.ts';
import { scope } from './sealing.ts';
import { insertSuspected } from './suspect-store.ts';
import type { IdentityDeps } from './types.ts';

type Deps = Pick<IdentityDeps, 'clock' | 'journal' | 'tellHolder' | 'sentWithKey'>;

/** What became of a report: to how many it was sent, until when it had to be sent, and whether it went later (ES-10.2c). */
export type KeyReport = {
  readonly told: number;
  readonly certificates: readonly string[];
  readonly dueAt: Date;
  readonly late: boolean;
};

/**
 * ES-10.3: the owner has grounds to suppose that the secrecy of a key is broken: from this moment on nothing is signed with it, before
 * and whatever the centre enters. ES-10.2b: with the same act everybody here whom something signed with it went to is told.
 * `key`: SHA-256 of its SubjectPublicKeyInfo, hexadecimal. `knownAt`: when the owner learned of it. Said twice, it stands as said first.
 */
export async function suspectKey(
  deps: Deps & Pick<IdentityDeps, 'db'>,
  { accountId }: { readonly accountId: string },
  key: string,
  knownAt: Date,
): Promise<KeyReport | Refusal> {
  if (!/^[0-9a-f]{64}$/.test(key)) return refuse('NOT_YOURS');
  if (knownAt > deps.clock.now()) return refuse('KNOWN_IN_THE_FUTURE', { field: 'knownAt' });
  return deps.db.tx(scope, (tx) => suspect(deps, tx, accountId, key, knownAt));
}

/** The same, said in a case about the person's certificate, in the transaction of that act: for every account bound to the person. */
export const suspectKeyOfPerson = (
  deps: Deps,
  tx: Tx,
  personId: string,
  key: string,
  knownAt: Date,
): Promise<KeyReport[]> =>
  tx.as(scope, async (own) => {
    const reports: KeyReport[] = [];
    for (const { account_id: accountId } of await lockBindingsOfPerson(own, personId))
      reports.push(await suspect(deps, own, accountId, key, knownAt));
    return reports;
  });

async function suspect(deps: Deps, tx: Tx, accountId: string, key: string, knownAt: Date): Promise<KeyReport> {
  const now = deps.clock.now();
  const term = termOf('ES-10.2c');
  const dueAt = dueAnyway(term, knownAt, kyrgyzCalendar);
  const report = { dueAt, late: now > dueAt };
  const keySha256 = Buffer.from(key, 'hex');
  const { told, certificates } = await counterparties(deps, tx, accountId, keySha256);
  const entryId = await deps.journal(tx, {
    type: 'identity.key-suspected',
    actor: { kind: 'account', id: accountId },
    object: { kind: 'account', id: accountId },
    data: { key, knownAt: knownAt.toISOString(), late: report.late, told: told.length },
  });
  const row = { accountId, key: keySha256, at: deps.clock.real(), entryId, knownAt, late: report.late };
  const first = await insertSuspected(tx, row);
  if (!first) return { ...report, told: 0, certificates };
  const data = { certificates, at: now.toISOString(), late: report.late };
  for (const to of told) await deps.tellHolder(tx, { ...to, kind: keyCompromised, ref: entryId, data });
  return { ...report, told: told.length, certificates };
}

type Counterparty = { readonly holderId: string; readonly subjectId: string | null };

/** Everybody who has something signed with the key, once: of consents the holders, of exchanges whoever it was sent to. */
async function counterparties(
  deps: Pick<Deps, 'sentWithKey'>,
  tx: Tx,
  accountId: string,
  key: Buffer,
): Promise<{ told: Counterparty[]; certificates: string[] }> {
  const { holders, certificates } = await counterpartiesOf(tx, accountId, key);
  const sent = await deps.sentWithKey(tx, accountId, key);
  const all: Counterparty[] = [...holders.map((holderId) => ({ holderId, subjectId: null })), ...sent].map(
    ({ holderId, subjectId }) => ({ holderId, subjectId }),
  );
  const once = new Map(all.map((one) => [`${one.holderId}/${one.subjectId ?? ''}`, one]));
  return {
    told: [...once.values()],
    certificates: [...new Set([...certificates, ...sent.map(({ certificate }) => certificate)])].toSorted(),
  };
}

/** The kind of the notice to those who have documents signed with the key. */
export const keyCompromised = 'key.compromised';
