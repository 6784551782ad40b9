import type { KeyObject } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import type { DataKeyRow } from '../../../keys/index.ts';
import { gathered, type Tx } from '../../../platform/db/index.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import { type Certificate, keyOf, parseCertificate } from '../../path/index.ts';
import { ifVerifies } from '../algorithms.ts';
import type { CaKey } from '../ca-key.ts';
import { keyDigest } from '../check-key.ts';
import type { Draft } from '../draft.ts';
import { lint, lintRefusal } from '../lint/lint.ts';
import { newSerial } from '../serial.ts';
import { signedStructure, tbsFor } from '../sign-certificate.ts';
import { refuse } from '../refusals.ts';
import { sealingKeyOf } from './contents.ts';
import type { RegisterDeps } from './deps.ts';
import { type Entering, registerNotTaken, write } from './enter.ts';
import { checkBefore, hasEnded, isOpen, type IssuedCertificate, type IssueOrder, termOf } from './order.ts';
import { nextRecords, type Taken, taken, takeIssuer, type TakenIssuer } from './store.ts';

/**
 * ES-13.1.1, ES-14.5c: lints, signs and enters a certificate in the caller's transaction, entry first. The certificate may be
 * handed out when that transaction has committed, and not before: where the entry fails, there is no certificate. What several acts
 * of one shared transaction (`together`) ask for is written together.
 */
export async function issueCertificate(
  tx: Tx,
  deps: RegisterDeps,
  order: IssueOrder,
  key: CaKey,
): Promise<IssuedCertificate | Refusal> {
  const outcome = await meeting(tx, { deps, order, key });
  if (outcome instanceof Faulted) throw outcome.cause;
  return outcome;
}

type Meeting = { readonly deps: RegisterDeps; readonly order: IssueOrder; readonly key: CaKey };

// One at a time in a transaction: the numbers of a register's entries go on where the last have ended.
const meeting = gathered<Tx, Meeting, Outcome>(
  async (tx, asked) => {
    const outcomes = new Map<Meeting, Outcome>();
    for (const group of Map.groupBy(asked, ({ key }) => key).values())
      for (const [issuerId, same] of Map.groupBy(group, ({ order }) => order.issuerId)) {
        const [{ deps, key }] = same as [Meeting];
        const orders = same.map(({ order }) => order);
        for (const [at, outcome] of (await issueTogether(tx, deps, { issuerId, key }, orders)).entries())
          outcomes.set(same[at]!, outcome);
      }
    return asked.map((one) => outcomes.get(one)!);
  },
  { lanes: 1, patience: Infinity },
);

/** Who signs, and the key. */
type IssuerKey = { readonly issuerId: string; readonly key: CaKey };

/** An order that could not be carried out, through no rule: a key that does not sign, a draft that has no encoding. */
class Faulted extends Error {
  constructor(cause: unknown) {
    super('a certificate could not be made', { cause });
  }
}

type Outcome = IssuedCertificate | Refusal | Faulted;

/**
 * The same for several orders of one issuer, in their order: a statement a table for many of them. Each is judged by itself: what one
 * is refused for, or fails with before it is written, harms no other. What the database refuses harms all: nothing of the transaction stands.
 */
async function issueTogether(
  tx: Tx,
  deps: RegisterDeps,
  by: IssuerKey,
  orders: readonly Omit<IssueOrder, 'issuerId'>[],
): Promise<readonly Outcome[]> {
  const asked = orders.map((order) => ({
    order: { ...order, issuerId: by.issuerId },
    id: uuidv7(deps.clock.real()),
    serial: newSerial(),
    spkiDigest: keyDigest(order.draft.spki),
  }));
  // From here on nobody else enters anything into this register: issuer, moment and uniqueness are seen to once and hold.
  const [row, inRegister, sealing] = await Promise.all([
    takeIssuer(tx, by.issuerId),
    taken(tx, by.issuerId, asked),
    Promise.all(
      asked.map(async ({ id, order }) =>
        isOpen(order.draft.kind) ? undefined : sealingKeyOf(tx, { id, subjectId: order.subjectId }),
      ),
    ),
  ]);
  const now = deps.clock.now();
  if (row === undefined || hasEnded(row, now)) return orders.map(() => refuse('ISS_ISSUER_ENDED'));
  const issuer = parseCertificate(row.der);
  const begin = onceForAKey((one: (typeof asked)[number], at: number, keyTaken: boolean) => {
    const there = { ...inRegister[at]!, key: inRegister[at]!.key || keyTaken };
    return orFaulted(() => make({ ...one, row, issuer, key: by.key, there, sealing: sealing[at], now }));
  });
  const outcomes: Outcome[] = [];
  const writing = writer(tx, deps, row);
  const finish = async (making: readonly Promise<Made>[]): Promise<void> => {
    const made = await Promise.all(making);
    for (const one of made) outcomes.push(isEntering(one) ? issuedOf(one) : one);
    writing.send(made.filter(isEntering));
  };
  // Some are signed on other threads and written by the database while the next are drafted and linted here.
  const begun: (readonly Promise<Made>[])[] = [];
  for (let from = 0; from < asked.length; from += AT_ONCE) {
    begun.push(asked.slice(from, from + AT_ONCE).map((one, at) => begin(one, from + at)));
    if (begun.length > AHEAD) await finish(begun.shift()!);
    await breath();
  }
  for (const making of begun) await finish(making);
  await writing.end();
  return outcomes;
}

type Made = Entering | Refusal | Faulted;
const isEntering = (made: Made): made is Entering => !(made instanceof Faulted) && !isRefusal(made);

const issuedOf = ({ id, draft, certificate, validity, now }: Entering): IssuedCertificate => ({
  id,
  number: draft.serial.toString('hex'),
  certificate,
  validity,
  enteredAt: now,
});

/** ES-13.1.8: of two orders for one key the first that nothing speaks against is served; the second waits for what becomes of it. */
function onceForAKey<T extends { readonly spkiDigest: Buffer }>(
  make: (one: T, at: number, keyTaken: boolean) => Promise<Made>,
): (one: T, at: number) => Promise<Made> {
  const begun = new Map<string, Promise<boolean>>();
  return (one, at) => {
    const name = one.spkiDigest.toString('latin1');
    const earlier = begun.get(name);
    const making = earlier === undefined ? make(one, at, false) : earlier.then((taken) => make(one, at, taken));
    begun.set(
      name,
      making.then(async (made) => isEntering(made) || ((await earlier) ?? false)),
    );
    return making;
  };
}

type Asked = {
  readonly order: IssueOrder;
  readonly id: string;
  readonly serial: Buffer;
  readonly spkiDigest: Buffer;
  readonly row: TakenIssuer;
  readonly issuer: Certificate;
  readonly key: CaKey;
  readonly there: Taken;
  readonly sealing: DataKeyRow | undefined;
  readonly now: Date;
};

/** Checked, linted, signed and the signature checked; nothing is written yet. */
async function make(what: Asked): Promise<Entering | Refusal> {
  const { order, id, serial, spkiDigest, row, issuer, key, there, sealing, now } = what;
  const early = checkBefore(order, row, issuer, key, now);
  if (early !== undefined) return early;
  const validity = termOf(order, issuer, now);
  if (validity === undefined) return refuse('ISS_NO_TIME_LEFT');
  const draft: Draft = {
    ...order.draft,
    serial,
    issuer: { name: issuer.subject.raw, keyIdentifier: issuer.subjectKeyId! },
    notBefore: validity.notBefore,
    notAfter: validity.notAfter,
  };
  const tbs = tbsFor(draft, key);
  const refused = lintRefusal(
    lint(tbs, draft.kind, {
      ...order.facts,
      issuedAt: now,
      enteredAt: now,
      issuer,
      issuerKind: row.kind,
      keyInRegister: there.key,
      serialInRegister: there.serial,
    }),
  );
  if (refused !== undefined) return refused;
  const certificate = signedStructure(tbs, key, await signedBy(issuer, key, tbs));
  return { id, order, draft, certificate, spkiDigest, sealing, validity, now };
}

// A token that signs wrongly, or with another key, must not leave a certificate behind.
async function signedBy(issuer: Certificate, key: CaKey, tbs: Buffer): Promise<Buffer> {
  const by = keyOf(issuer.publicKey);
  const signature = by === undefined ? undefined : await (key.signBeside?.(tbs, by) ?? signedAndChecked(key, tbs, by));
  if (signature === undefined) throw new Error('the signature of a new certificate does not verify');
  return signature;
}

const signedAndChecked = async (key: CaKey, tbs: Buffer, by: KeyObject): Promise<Buffer | undefined> =>
  ifVerifies(key.algorithm, by, tbs, await key.sign(tbs));

async function orFaulted<T>(act: () => Promise<T>): Promise<T | Faulted> {
  try {
    return await act();
  } catch (error) {
    return new Faulted(error);
  }
}

const AT_ONCE = 16;
const AHEAD = 3;

function writer(tx: Tx, deps: RegisterDeps, row: TakenIssuer) {
  let last = row.last_record;
  const written: Promise<void>[] = [];
  return {
    send(all: readonly Entering[]): void {
      if (all.length === 0) return;
      const sent = write(tx, deps, row, last + 1, all);
      // Heard at the end, with the rest.
      sent.catch(() => undefined);
      written.push(sent);
      last += all.length;
    },
    async end(): Promise<void> {
      if (last === row.last_record) return;
      const numbered = nextRecords(tx, row.register_id, last - row.last_record);
      numbered.catch(() => undefined);
      // What was refused first says why; the rest is refused because of it.
      await Promise.all(written);
      if ((await numbered) !== last) throw registerNotTaken();
    },
  };
}
