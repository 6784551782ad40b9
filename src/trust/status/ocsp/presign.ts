import { type Db, systemScope } from '../../../platform/db/index.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Directory, NamedIssuer } from '../directory.ts';
import { ANSWER_HOURS, answerToKeep } from './answer.ts';
import type { RespondDeps } from './respond.ts';
import { cameSince, factsOf, forgetAnswers, keepAnswers, lastRecord, runningOut, unanswered } from './ocsp-store.ts';
import { watching } from './watch.ts';

export type PresignDeps = Pick<RespondDeps, 'answers' | 'responderOf'> & {
  readonly db: Db;
  readonly clock: Clock;
  readonly directory: Directory;
};

const scope = systemScope('answers about certificates are signed beforehand');
const BATCH = 200;
/** One round leaves room for what else the worker sees to; what is left comes in the next. */
const BATCHES = 20;
/** So long after its term a certificate is asked about often enough to have an answer at hand. */
const LONG_EXPIRED_MS = 30 * 86_400_000;

/**
 * Signs answers beforehand: about what was issued or has ended since the last round, and anew about those whose answer is half over.
 * Answers how to run one round. What ended is dropped from memory first of all, in whatever process it was entered. A process that starts
 * goes through the newest records only; what is older has its answer, or gets one when somebody asks.
 */
export function presigning(deps: PresignDeps): () => Promise<void> {
  const seen: Seen = { upTo: new Map(), without: new Set() };
  const watch = watching(deps);
  return async () => {
    const issuers = await deps.directory.all();
    const registerIds = [...new Set(issuers.map((one) => one.registerId))];
    await watch(registerIds);
    for (const issuer of issuers.filter(({ id }) => seen.without.has(id)))
      if ((await deps.db.tx(scope, (tx) => deps.responderOf(tx, issuer))) !== undefined) {
        seen.without.delete(issuer.id);
        seen.upTo.delete(issuer.registerId);
      }
    for (const registerId of registerIds) await newcomers(deps, issuers, seen, registerId);
    for (const issuer of issuers) await renewals(deps, issuer);
  };
}

type Seen = {
  /** The newest record of each register that was seen to; none where it has to be begun with. */
  readonly upTo: Map<string, number>;
  /** Issuers for whom nobody could answer: when somebody can, the newest of their register is gone through once more. */
  readonly without: Set<string>;
};

async function newcomers(
  deps: PresignDeps,
  issuers: readonly NamedIssuer[],
  { upTo, without }: Seen,
  registerId: string,
): Promise<void> {
  if (!upTo.has(registerId)) {
    const last = await deps.db.tx(scope, (tx) => lastRecord(tx, registerId));
    upTo.set(registerId, Math.max(0, last - BATCH * BATCHES));
  }
  for (let batch = 0; batch < BATCHES; batch++) {
    const came = await deps.db.tx(scope, (tx) => cameSince(tx, registerId, upTo.get(registerId)!, BATCH));
    for (const [issuerId, ones] of Map.groupBy(came, (one) => one.issuerId)) {
      const issuer = issuers.find(({ id }) => id === issuerId);
      const serials = [...new Set(ones.map(({ serial }) => serial))];
      if (issuer !== undefined && !(await sign(deps, issuer, serials))) without.add(issuerId);
    }
    if (came.length > 0) upTo.set(registerId, came.at(-1)!.record);
    if (came.length < BATCH) return;
  }
}

async function renewals(deps: PresignDeps, issuer: NamedIssuer): Promise<void> {
  for (let batch = 0; batch < BATCHES; batch++) {
    const old = await deps.db.tx(scope, (tx) => runningOut(tx, issuer.id, halfOver(deps), BATCH));
    if (old.length === 0 || !(await sign(deps, issuer, old)) || old.length < BATCH) return;
  }
}

/** An answer that runs out by this moment is in the second half of its life. */
const halfOver = ({ clock }: PresignDeps): Date => new Date(clock.now().getTime() + (ANSWER_HOURS / 2) * 3_600_000);

/** Signs and keeps an answer about each that has none; false where nobody can sign for the issuer. */
async function sign(deps: PresignDeps, issuer: NamedIssuer, serials: readonly string[]): Promise<boolean> {
  const { db, clock, answers, responderOf } = deps;
  const signed = await db.tx(scope, async (tx) => {
    // After a start everything seems new; what another process or the last run has signed stays.
    const asking = await unanswered(tx, issuer.id, serials, halfOver(deps));
    if (asking.length === 0) return true;
    const responder = await responderOf(tx, issuer);
    if (responder === undefined) return false;
    const now = clock.now();
    const facts = await factsOf(tx, issuer.id, asking);
    const asked = facts.filter(({ notAfter }) => now.getTime() - notAfter.getTime() < LONG_EXPIRED_MS);
    const rest = facts.filter((one) => !asked.includes(one)).map(({ serial }) => serial);
    if (rest.length > 0) await forgetAnswers(tx, issuer.id, rest);
    const made = [];
    for (const one of asked) made.push(await answerToKeep(responder, issuer, one, now));
    if (made.length > 0) await keepAnswers(tx, issuer.id, made);
    return true;
  });
  for (const serial of serials) answers.drop(issuer.id, serial);
  return signed;
}
