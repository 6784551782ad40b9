import { holderScope, type Tx } from '../../../platform/db/index.ts';
import { isUuid, uuidv7 } from '../../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import { approve, contentHash, type KeyOperation } from '../../issue/index.ts';
import { lockCentre } from '../centre-store.ts';
import { isTrusted, type TrustedPerson } from '../centre.ts';
import { type CentreDeps, journal } from '../deps.ts';
import type { CentreKeys, TrustedOrder } from '../ports.ts';
import { refuse } from '../refusals.ts';
import {
  approvalsOf,
  insertApproval,
  insertOrder,
  lockOrder,
  markIssued,
  ordersOf,
  type TrustedOrderRow,
} from '../trusted-issuing-store.ts';
import { trustedPersons } from '../trusted-store.ts';

// ES-13.4a, ES-13.4b: a trusted person signs certificates with a key that the centre has certified for it. As with every issuer, two
// officers of the centre approve exactly the bytes that are signed.

type Deps = CentreDeps & { readonly centreKeys: CentreKeys | null };
type By = { readonly accountId: string; readonly centreId: string };

/** What is to be signed, as the officers read it. */
export type ShownOrder = {
  readonly orderId: string;
  readonly contentHash: string;
  readonly content: Buffer;
  readonly says: Readonly<Record<string, string>>;
  readonly approvals: readonly { readonly officer: string; readonly at: Date }[];
};

const activePerson = async (tx: Tx, deps: Deps, centreId: string, id: string): Promise<TrustedPerson | Refusal> => {
  const now = deps.clock.now();
  const found = (await trustedPersons(tx, centreId, now)).find((one) => one.id === id);
  return found !== undefined && isTrusted(found, now) ? found : refuse('TRUSTED_PERSON_UNKNOWN');
};

/** Prepares the certificate of a trusted person. `request`: its own PKCS#10; null: a key that the sandbox keeps for it. */
export async function orderTrusted(
  deps: Deps,
  by: By,
  what: { readonly trustedPersonId: string; readonly place: string; readonly request: string | null },
): Promise<{ orderId: string; contentHash: string } | Refusal> {
  const { centreKeys } = deps;
  if (centreKeys === null) return refuse('CENTRE_KEYS_ELSEWHERE');
  const { accountId, centreId } = by;
  return deps.db.tx(holderScope(centreId), async (tx) => {
    await lockCentre(tx, centreId);
    const person = await activePerson(tx, deps, centreId, what.trustedPersonId);
    if (isRefusal(person)) return person;
    const now = deps.clock.now();
    const request = what.request ?? (await centreKeys.trusted.request(tx, person));
    // Law has no term for it: as long as the powers, and never longer than the centre's own certificate (x509-profile 2).
    const untilAt = person.untilAt ?? new Date(now.getTime() + 10 * 365 * 86_400_000);
    const order = { centreId, person, request, place: what.place, until: untilAt };
    const prepared = await centreKeys.trusted.content(tx, order);
    if (isRefusal(prepared)) return prepared;
    const id = uuidv7(deps.clock.real());
    const hash = contentHash(prepared.content);
    await insertOrder(tx, {
      id,
      centreId,
      trustedPersonId: person.id,
      request,
      place: what.place,
      untilAt,
      contentHash: hash,
      askedBy: accountId,
      askedAt: now,
    });
    await journal(deps, tx, {
      type: 'centre.trusted-ordered',
      actor: { kind: 'account', id: accountId },
      centreId,
      object: { kind: 'trusted-person', id: person.id },
      data: { order: id, contentHash: hash },
    });
    return { orderId: id, contentHash: hash };
  });
}

/** One officer's approval of exactly these bytes; with the second one the certificate is issued. */
export async function approveTrusted(
  deps: Deps,
  by: By,
  what: { readonly orderId: string; readonly contentHash: string },
): Promise<{ approvals: number; certificateNumber: string | null } | Refusal> {
  const { centreKeys } = deps;
  if (centreKeys === null) return refuse('CENTRE_KEYS_ELSEWHERE');
  if (!isUuid(what.orderId)) return refuse('TRUSTED_ORDER_UNKNOWN');
  const { accountId, centreId } = by;
  return deps.db.tx(
    holderScope(centreId),
    async (tx): Promise<{ approvals: number; certificateNumber: string | null } | Refusal> => {
      // Before anything is read: powers that are withdrawn meanwhile are found withdrawn (`withdrawTrust` takes the same).
      await lockCentre(tx, centreId);
      const row = await lockOrder(tx, centreId, what.orderId);
      if (row === undefined || row.issuerId !== null) return refuse('TRUSTED_ORDER_UNKNOWN');
      const asked = await orderOf(tx, deps, row);
      if (isRefusal(asked)) return asked;
      const prepared = await centreKeys.trusted.content(tx, asked);
      if (isRefusal(prepared)) return prepared;
      // What the officer has seen is the hash that is sent; what would be signed is the order of now.
      if (what.contentHash !== contentHash(prepared.content))
        return refuse('TRUSTED_ORDER_CHANGED', { field: 'contentHash' });
      const now = deps.clock.now();
      const operation = approve(operationOf(row, await approvalsOf(tx, row.id)), accountId, prepared.content, now);
      if (isRefusal(operation)) return operation;
      await insertApproval(tx, { orderId: row.id, centreId, officer: accountId, at: now });
      const actor = { kind: 'account', id: accountId } as const;
      const object = { kind: 'trusted-person', id: row.trustedPersonId };
      await journal(deps, tx, { type: 'centre.trusted-approved', actor, centreId, object, data: { order: row.id } });
      if (operation.approvals.length < 2) return { approvals: operation.approvals.length, certificateNumber: null };
      const issued = await centreKeys.trusted.issue(tx, { ...asked, operation, actor });
      if (isRefusal(issued)) return issued;
      await markIssued(tx, row.id, { ...issued, at: now });
      return { approvals: operation.approvals.length, certificateNumber: issued.number };
    },
  );
}

/** The newest order of a trusted person that waits for approvals; null: there is none. */
export async function waitingOrder(tx: Tx, deps: Deps, centreId: string, personId: string): Promise<ShownOrder | null> {
  const [row] = await ordersOf(tx, centreId, personId);
  if (deps.centreKeys === null || row === undefined || row.issuerId !== null) return null;
  const asked = await orderOf(tx, deps, row);
  if (isRefusal(asked)) return null;
  const prepared = await deps.centreKeys.trusted.content(tx, asked);
  if (isRefusal(prepared)) return null;
  const hash = contentHash(prepared.content);
  const approvals = hash === row.contentHash ? await approvalsOf(tx, row.id) : [];
  return { orderId: row.id, contentHash: hash, ...prepared, approvals };
}

async function orderOf(tx: Tx, deps: Deps, row: TrustedOrderRow): Promise<TrustedOrder | Refusal> {
  const { centreId, request, place, untilAt: until } = row;
  const person = await activePerson(tx, deps, centreId, row.trustedPersonId);
  return isRefusal(person) ? person : { centreId, person, request, place, until };
}

const operationOf = (row: TrustedOrderRow, approvals: KeyOperation['approvals']): KeyOperation => ({
  id: row.id,
  kind: 'sign-certificate',
  keyName: 'centre',
  contentHash: row.contentHash,
  askedBy: row.askedBy,
  askedAt: row.askedAt,
  approvals,
});
