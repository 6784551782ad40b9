import { holderScope } from '../../platform/db/index.ts';
import type { ConsentDeps } from '../deps.ts';
import { blockFacts, consentFacts, groundFacts, type MayRow, readMay, readMayBatch, rememberAdult } from '../store.ts';
import { adulthood } from '../age.ts';
import { knownAge } from './known-age.ts';
import { decideMay, type MayAnswer, type MayFacts, type MayQuestion } from './decide.ts';

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
  const row = await readMay(
    deps.db,
    holderScope(holderId),
    holderId,
    asked.purposeId,
    asked.subjectId,
    asked.at ?? null,
  );
  return answer(deps, holderId, row, asked);
}

/** Many questions in one read. Answers stand in the order of the questions. */
export async function mayBatch(deps: ConsentDeps, holderId: string, asked: readonly MayAsked[]): Promise<MayAnswer[]> {
  const rows = new Map(
    (await readMayBatch(deps.db, holderScope(holderId), holderId, asked)).map((row) => [row.ord, row]),
  );
  // PD-9.4g: a question about the past is judged by what stood then, one at a time.
  return Promise.all(
    asked.map((one, index) =>
      one.at !== undefined ? may(deps, holderId, one) : answer(deps, holderId, rows.get(index + 1) ?? null, one),
    ),
  );
}

const unknown: MayAnswer = {
  allowed: false,
  reason: 'PURPOSE_UNKNOWN',
  ground: null,
  consentId: null,
  evidenceId: null,
};

const tooEarly: MayAnswer = {
  allowed: false,
  reason: 'FORM_NOT_PUBLISHED',
  ground: null,
  consentId: null,
  evidenceId: null,
};

async function answer(deps: ConsentDeps, holderId: string, row: MayRow | null, asked: MayAsked): Promise<MayAnswer> {
  if (row === null) return unknown;
  const consent = consentFacts(row.consent);
  const version = row.current_version_id === null ? null : await deps.registers.version(row.current_version_id);
  const question: MayQuestion = {
    categories: asked.categories,
    action: asked.action,
    at: asked.at ?? deps.clock.now(),
    ...(asked.recipient === undefined ? {} : { recipient: asked.recipient }),
  };
  // PD-4.2a: purposes are defined and announced before data is collected, not after.
  if (question.at < row.defined_at) return tooEarly;
  // PD-9.4g: what the clock says of a moment before the end of the purpose is judged by that moment.
  const state =
    row.ended_at !== null && asked.at !== undefined && asked.at < row.ended_at ? 'active' : row.purpose_state;
  const facts: MayFacts = {
    holderRegistered: row.registered_at !== null && row.registered_at <= question.at,
    purpose: { state, body: version?.body ?? null },
    consent,
    grounds: groundFacts(row.grounds),
    elsewhere: row.elsewhere ?? [],
    blocks: blockFacts(row.blocks),
  };
  const first = decideMay(facts, question);
  // PD-18.1: without consent it matters whether the subject is a child; only then, and only until known, the vault is asked.
  if (
    first.reason !== 'LAWFUL_WITHOUT_CONSENT' ||
    row.adult ||
    !(await isChildAt(deps, holderId, asked.subjectId, question.at))
  )
    return first;
  return decideMay({ ...facts, child: true }, question);
}

async function isChildAt(deps: ConsentDeps, holderId: string, subjectId: string, at: Date): Promise<boolean> {
  const age = await knownAge(deps, holderId, subjectId, at);
  if (age === null) return false;
  if (age >= adulthood) await rememberAdult(deps.db, holderScope(holderId), subjectId, holderId);
  return age < adulthood;
}
