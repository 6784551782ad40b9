import { holderScope } from '../../platform/db/index.ts';
import { adulthood } from '../age.ts';
import type { ConsentDeps } from '../deps.ts';
import type { PurposeBody } from '../purposes/purpose.ts';
import { decideMay, type MayAnswer, type MayFacts, type MayQuestion } from './decide.ts';
import { gatherMay } from './gather.ts';
import { knownAge } from './known-age.ts';
import { type MayFactsRead, readMay, rememberAdult } from './may-store.ts';

export type MayAsked = {
  readonly purposeId: string;
  readonly subjectId: string;
  readonly categories: readonly string[];
  readonly action: string;
  readonly recipient?: { readonly code: string; readonly country: string };
  readonly at?: Date;
};

/**
 * The in-process `may`: one indexed read, one pure decision. A purpose of another holder is unknown here. Nothing about a
 * consent is cached, so "no" after a withdrawal is immediate.
 */
export async function may(deps: ConsentDeps, holderId: string, asked: MayAsked): Promise<MayAnswer> {
  const read =
    asked.at === undefined
      ? (await gatherMay(deps.db, holderId, [asked]))[0]!
      : await readMay(deps.db, holderScope(holderId), holderId, asked, asked.at);
  const body = await bodyOf(deps, read?.purpose.versionId ?? null);
  return answer(deps, holderId, read, body, asked, deps.clock.now());
}

/** Many questions by one read, judged at one moment. Answers stand in the order of the questions. */
export async function mayBatch(deps: ConsentDeps, holderId: string, asked: readonly MayAsked[]): Promise<MayAnswer[]> {
  const read = await gatherMay(deps.db, holderId, asked);
  const versions = [...new Set(read.map((one) => one?.purpose.versionId ?? null))];
  const bodies = new Map(
    await Promise.all(versions.map(async (version) => [version, await bodyOf(deps, version)] as const)),
  );
  const now = deps.clock.now();
  const answers: MayAnswer[] = [];
  for (let i = 0; i < asked.length; i++) {
    const one = asked[i]!;
    // PD-9.4g: a question about the past is judged by what stood then, one at a time.
    if (one.at !== undefined) answers.push(await may(deps, holderId, one));
    else {
      const body = bodies.get(read[i]?.purpose.versionId ?? null) ?? null;
      const given = answer(deps, holderId, read[i] ?? null, body, one, now);
      // Without waiting where there is nothing to wait for.
      answers.push(given instanceof Promise ? await given : given);
    }
  }
  return answers;
}

const bodyOf = async (deps: ConsentDeps, versionId: string | null): Promise<PurposeBody | null> =>
  versionId === null ? null : ((await deps.registers.version(versionId))?.body ?? null);

const none = (reason: 'PURPOSE_UNKNOWN' | 'FORM_NOT_PUBLISHED'): MayAnswer => ({
  allowed: false,
  reason,
  ground: null,
  consentId: null,
  evidenceId: null,
});

// Answers at once where it can: a promise for each question of a batch would cost more than the decision.
function answer(
  deps: ConsentDeps,
  holderId: string,
  read: MayFactsRead | null,
  body: PurposeBody | null,
  asked: MayAsked,
  now: Date,
): MayAnswer | Promise<MayAnswer> {
  if (read === null) return none('PURPOSE_UNKNOWN');
  const { purpose, subject } = read;
  const { categories, action, recipient, at = now } = asked;
  const question: MayQuestion =
    recipient === undefined ? { categories, action, at } : { categories, action, at, recipient };
  // PD-4.2a: purposes are defined and announced before data is collected, not after.
  if (question.at < purpose.definedAt) return none('FORM_NOT_PUBLISHED');
  // PD-9.4g: what the clock says of a moment before the end of the purpose is judged by that moment.
  const state =
    purpose.endedAt !== null && asked.at !== undefined && asked.at < purpose.endedAt ? 'active' : purpose.state;
  const facts: MayFacts = {
    consent: subject.consent,
    elsewhere: subject.elsewhere,
    grounds: subject.grounds,
    blocks: subject.blocks,
    holderRegistered: purpose.registeredAt !== null && purpose.registeredAt <= question.at,
    purpose: { state, body },
  };
  const first = decideMay(facts, question);
  // PD-18.1: without consent it matters whether the subject is a child; only then, and only until known, the vault is asked.
  if (first.reason !== 'LAWFUL_WITHOUT_CONSENT' || subject.adult) return first;
  return isChildAt(deps, holderId, asked.subjectId, question.at).then((child) =>
    child ? decideMay({ ...facts, child }, question) : first,
  );
}

async function isChildAt(deps: ConsentDeps, holderId: string, subjectId: string, at: Date): Promise<boolean> {
  const age = await knownAge(deps, holderId, subjectId, at);
  if (age === null) return false;
  if (age >= adulthood) await rememberAdult(deps.db, holderScope(holderId), subjectId, holderId);
  return age < adulthood;
}
