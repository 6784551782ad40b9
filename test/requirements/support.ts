import assert from 'node:assert/strict';
import type { PurposeBody } from '../../src/consent/index.ts';
import { purposesOf, versionById } from '../../src/consent/index.ts';
import { importPolicy } from '../../src/consent/policy/import-policy.ts';
import { loadSalyk } from '../../src/consent/policy/index.ts';
import type { SpokenPolicy } from '../../src/consent/policy/policy.ts';
import { addStaff, bindAccount, inventedCitizens } from '../../src/identity/index.ts';
import { systemScope } from '../../src/platform/db/index.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { testPerson } from '../support/people.ts';
import { type Answer, password, type TestPlatform, type Visitor } from '../support/platform.ts';

export const pin = inventedCitizens[0]!.claims['pin'] as string;
export const citizen = 'aibek@example.kg';
export const officer = 'dpo@salyk.example.kg';
export const clerk = 'clerk@salyk.example.kg';
export const administrator = 'admin@salyk.example.kg';
export const text3 = (text: string) => ({ ky: text, ru: text, en: text });

type Problem = { code: string; law?: { id: string }[]; details?: { missing?: string[] } };
/** The refusal's code, with the answer itself in the message where it is not the one expected. */
export function refused(answer: Answer, code: string, law?: string): Problem {
  const problem = answer.json<Problem & { citations?: { id: string }[] }>();
  assert.equal(problem.code, code, `${answer.status} ${answer.body.slice(0, 600)}`);
  assert.ok(answer.status >= 400 && answer.status < 500, String(answer.status));
  if (law !== undefined)
    assert.ok(answer.body.includes(`"${law}"`), `${law} is not cited: ${answer.body.slice(0, 600)}`);
  return problem;
}

export function accepted<T = Record<string, never>>(answer: Answer): T {
  assert.ok(answer.status >= 200 && answer.status < 300, `${answer.status} ${answer.body.slice(0, 600)}`);
  return answer.json<T>();
}

/** What the holder's published version of a purpose says. */
export async function bodyOf(t: TestPlatform, code: string, holderId = t.sandbox.holderId): Promise<PurposeBody> {
  const purpose = (await purposesOf(t.platform.db, holderId)).find((one) => one.code === code)!;
  return (await versionById(t.platform.db, purpose.currentVersionId!))!.body;
}

export const publish = (staff: Visitor, holderId: string, body: object): Promise<Answer> =>
  staff.post(`/v1/holders/${holderId}/purposes`, { json: { body } });

/** A published version with one thing changed. */
export async function publishVariant(
  t: TestPlatform,
  staff: Visitor,
  code: string,
  change: Partial<PurposeBody> | Record<string, unknown>,
): Promise<Answer> {
  return publish(staff, t.sandbox.holderId, { ...(await bodyOf(t, code)), ...change });
}

/** A further holder under the real policy with something changed, and its data officer signed in. */
export async function otherHolder(
  t: TestPlatform,
  code: string,
  change: Partial<SpokenPolicy['holder']>,
  policyChange: Partial<SpokenPolicy> = {},
): Promise<{ holderId: string; staff: Visitor; policy: SpokenPolicy }> {
  const { policy } = loadSalyk();
  const changed: SpokenPolicy = { ...policy, ...policyChange, holder: { ...policy.holder, ...change, code } };
  const { holderId } = await importPolicy(t.platform.consent, changed, [], true);
  return {
    holderId,
    staff: await staffOf(t, holderId, code, ['data-officer', 'administrator', 'clerk']),
    policy: changed,
  };
}

export async function staffOf(
  t: TestPlatform,
  holderId: string,
  name: string,
  roles: readonly string[],
): Promise<Visitor> {
  const login = `${name.replace(/[^a-z0-9]/g, '-')}@example.kg`;
  const added = await addStaff(
    t.platform.identityDeps,
    { login, password, name: 'Кызматкер', office: 'holder', holderId, roles, lang: 'ky' },
    null,
  );
  assert.ok(!isRefusal(added), JSON.stringify(added));
  return t.signedIn(login);
}

/** The sandbox's second account, bound to a person of its own with everything a consent must state. */
export async function secondCitizen(
  t: TestPlatform,
  n = 4,
): Promise<{ visitor: Visitor; pin: string; personId: string }> {
  const login = t.sandbox.logins.find((one) => one.login === '+996000123456')!;
  const record = testPerson(n);
  const bound = await bindAccount(
    t.platform.identityDeps,
    login.accountId,
    { record, evidence: {} },
    { method: 'esi' },
  );
  assert.ok(!isRefusal(bound), JSON.stringify(bound));
  return { visitor: await t.signedIn(login.login), pin: record.pin!, personId: bound.personId };
}

/** Law time goes on to the moment; what the clock decides is written down. */
export async function travelTo(t: TestPlatform, at: string): Promise<void> {
  t.clock.set(new Date(at));
}

type Collected = {
  subjectId: string;
  purpose: string;
  category: string;
  subjectCategory?: string;
  source?: object;
  channel?: string;
  mode?: string;
};
export const collect = (t: TestPlatform, staff: Visitor, one: Collected): Promise<Answer> =>
  staff.post(`/v1/holders/${t.sandbox.holderId}/data-records`, {
    json: {
      subjectId: one.subjectId,
      purposeId: t.sandbox.purposes[one.purpose],
      category: one.category,
      subjectCategory: one.subjectCategory ?? 'salyk_app_user',
      source: one.source ?? { kind: 'subject' },
      channel: one.channel ?? 'form',
      mode: one.mode ?? 'automated',
      declaredReliable: true,
    },
  });

type Journalled = {
  type: string;
  actor: { kind: string; id: string; role?: string };
  holder?: string;
  subject?: string;
  object: { kind: string; id: string };
  data: Record<string, unknown>;
};
/** Entries of the journal of one type, oldest first. */
export async function journalled(t: TestPlatform, type: string): Promise<Journalled[]> {
  const rows = await t.database.owner.query<{ body: Buffer }>(
    systemScope('test'),
    'SELECT body FROM journal WHERE type = $1 ORDER BY entry_id',
    [type],
  );
  return rows.map(({ body }) => JSON.parse(body.toString()) as Journalled);
}

export async function count(
  t: TestPlatform,
  table: 'consent' | 'consent_draft' | 'consent_document' | 'data_record',
  where = 'true',
): Promise<number> {
  const [row] = await t.database.owner.query<{ n: number }>(
    systemScope('test'),
    `SELECT count(*)::int AS n FROM ${table} WHERE ${where}`,
  );
  return row!.n;
}

/** A consent on paper, as a clerk registers it through the API. */
export const onPaper = (
  t: TestPlatform,
  staff: Visitor,
  code: string,
  change: Record<string, unknown> = {},
): Promise<Answer> =>
  staff.post(`/v1/holders/${t.sandbox.holderId}/consents`, {
    json: {
      form: 'paper',
      purposeId: t.sandbox.purposes[code],
      subject: { pin },
      representative: null,
      beside: null,
      signedOn: '2026-11-20',
      acquaintedOn: '2026-11-20',
      noticeLang: 'ky',
      placeOfOriginal: 'Иш 01-12, 5-барак',
      choices: {
        categories: ['full_name', 'email'],
        processing: true,
        transfer: false,
        crossBorder: false,
        place: 'Бишкек',
        acknowledged: true,
      },
      scan: { mediaType: 'application/pdf', base64: Buffer.from('%PDF-1.7 scan').toString('base64') },
      ...change,
    },
  });
