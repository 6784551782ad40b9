import assert from 'node:assert/strict';
import { type PurposeBody, recordPower } from '../../src/consent/index.ts';
import { importPolicy } from '../../src/consent/policy/import-policy.ts';
import { loadSalyk, purposeBodyOf } from '../../src/consent/policy/index.ts';
import {
  activateAgreement,
  addStaff,
  bindAccount,
  draftAgreement,
  inventedCitizens,
  standardAgreement,
} from '../../src/identity/index.ts';
import type { PersonRecord } from '../../src/keys/index.ts';
import { systemScope } from '../../src/platform/db/index.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { testPerson } from '../support/people.ts';
import { type Answer, password, type TestPlatform, type Visitor } from '../support/platform.ts';

// A holder of its own beside the sandbox's, under a policy that processes special categories, and people of any age.

export const aibekPin = inventedCitizens[0]!.claims['pin'] as string;
export const text3 = (text: string): { ky: string; ru: string; en: string } => ({ ky: text, ru: text, en: text });

type Problem = { code: string; field?: string; details?: { missing?: string[] } };
/** The refusal's code and norm; the whole answer where it is another. */
export function refused(answer: Answer, code: string, law?: string): Problem {
  const problem = answer.json<Problem & { citations?: { id: string }[] }>();
  assert.equal(problem.code, code, `${answer.status} ${answer.body.slice(0, 600)}`);
  assert.ok(answer.status >= 400 && answer.status < 500, String(answer.status));
  const cited = (problem.citations ?? []).map((one) => one.id);
  if (law !== undefined) assert.ok(cited.includes(law), `${law} is not among ${cited.join(' ')}`);
  return problem;
}

export function accepted<T = Record<string, string>>(answer: Answer): T {
  assert.ok(answer.status >= 200 && answer.status < 300, `${answer.status} ${answer.body.slice(0, 800)}`);
  return answer.json<T>();
}

const systemOnly = systemScope('a test looks behind the curtain');
const salyk = loadSalyk();
/** A complete purpose asked by consent, to be changed. */
export const purpose = (code: string, change: Partial<PurposeBody> | Record<string, unknown> = {}): PurposeBody => {
  const mail = (salyk.policy.purposes ?? []).find((one) => one.code === 'inform_by_email')!;
  return { ...purposeBodyOf(salyk.policy, mail as never), code, ...change } as PurposeBody;
};

type Category = PurposeBody['categories'][number];
export const category = (code: string, special: string | null = null, required = true): Category => ({
  code,
  text: text3(code),
  decreeCategory: 'CP-F-26z',
  special,
  required,
  necessity: text3('максат үчүн керек'),
});

export const byPowers = {
  code: 'PD-5.1-3a',
  norm: text3('Ведомство жөнүндө жобонун 5-пункту'),
  legalBasis: 'tax_code',
};
export const byContract = { code: 'PD-5.1-2a', norm: null, legalBasis: 'contracts_with_subjects' };

export type Office = {
  readonly holderId: string;
  readonly officer: Visitor;
  readonly purposes: Record<string, string>;
  /** The platform with this holder in the place of the sandbox's, for the helpers of test/support. */
  readonly t: TestPlatform;
  publish(body: object): Promise<Answer>;
  /** Publishes and keeps the id. */
  open(body: PurposeBody): Promise<string>;
};

type HolderChange = Partial<NonNullable<(typeof salyk.policy)['holder']>>;

/** Registers a holder whose policy declares the purposes and categories named. */
export async function office(
  t: TestPlatform,
  code: string,
  declared: { purposes: readonly string[]; categories?: readonly string[]; holder?: HolderChange },
): Promise<Office> {
  const { policy } = salyk;
  const model = policy.purposes![0]!;
  const { holderId } = await importPolicy(
    t.platform.consent,
    {
      ...policy,
      holder: { ...policy.holder, ...declared.holder, code },
      specialCategories: { ...policy.specialCategories!, position: 'processed_under_art8' },
      dataCategories: [
        ...policy.dataCategories!,
        ...(declared.categories ?? []).map((one) => ({ ...policy.dataCategories![0]!, code: one, text: text3(one) })),
      ],
      purposes: declared.purposes.map((one) => ({ ...model, code: one, dataCategories: null })),
    } as never,
    [],
    true,
  );
  const login = `dpo@${code}.example.kg`;
  const roles = ['data-officer', 'administrator', 'clerk'];
  const staff = { login, password, name: 'Кызматкер', office: 'holder', holderId, roles, lang: 'ky' } as const;
  const added = await addStaff(t.platform.identityDeps, staff, null);
  assert.ok(!isRefusal(added), JSON.stringify(added));
  const draft = await draftAgreement(t.platform.identityDeps, holderId, {
    content: standardAgreement,
    documentKinds: ['consent'],
    signatureTypes: ['simple', 'unqualified'],
  });
  assert.equal(
    await activateAgreement(t.platform.identityDeps, { accountId: added.accountId, holderId }, draft.id),
    undefined,
  );
  const officer = await t.signedIn(login);
  const purposes: Record<string, string> = {};
  const publish = (body: object): Promise<Answer> =>
    officer.post(`/v1/holders/${holderId}/purposes`, { json: { body } });
  return {
    holderId,
    officer,
    purposes,
    t: { ...t, sandbox: { ...t.sandbox, holderId, purposes } },
    publish,
    async open(body) {
      const { purposeId } = accepted<{ purposeId: string }>(await publish(body));
      purposes[body.code] = purposeId;
      return purposeId;
    },
  };
}

export type Person = { readonly visitor: Visitor; readonly personId: string; readonly accountId: string };

/** Signs up by HTTP and is bound to a person with this record. */
export async function newPerson(t: TestPlatform, n: number, change: Partial<PersonRecord> = {}): Promise<Person> {
  const login = `kishi.${n}@example.kg`;
  const visitor = t.visitor();
  const begun = accepted(await visitor.post('/v1/auth/sign-up', { json: { login, lang: 'ky' } }));
  accepted(
    await visitor.post('/v1/auth/sign-up/complete', {
      json: { token: begun['token'], code: begun['code'], login, password, lang: 'ky' },
    }),
  );
  const [account] = await t.database.owner.query<{ id: string }>(
    systemOnly,
    'SELECT id FROM account ORDER BY id DESC LIMIT 1',
  );
  const accountId = account!.id;
  const record = testPerson(n, change);
  const bound = await bindAccount(t.platform.identityDeps, accountId, { record, evidence: {} }, { method: 'esi' });
  assert.ok(!isRefusal(bound), JSON.stringify(bound));
  return { visitor: await t.signedIn(login), personId: bound.personId, accountId };
}

/** A child has no PIN here: a test PIN would give a living person's birth date. */
export const childRecord = (birthDate: string): Partial<PersonRecord> => ({
  pin: null,
  birthDate,
  documents: [{ type: 'birth-certificate', series: 'KR-X', number: '0000001', issuedOn: birthDate, issuedBy: 'ЖАТБ' }],
});

/** A clerk has checked the document of a parent. */
export const parentOf = async (
  o: Office,
  representative: string,
  principal: string,
  validUntil: string | null = null,
): Promise<string> => {
  const recorded = await recordPower(
    o.t.platform.consent,
    { accountId: '00000000-0000-4000-8000-000000000001', holderId: o.holderId },
    {
      representative,
      principal,
      kind: 'legal_representative',
      authority: {
        kind: 'other_document',
        title: { ky: 'туулгандыгы тууралуу күбөлүк' } as never,
        provision: null,
        number: 'KR-X 0000001',
        date: '2020-01-10',
        issuedBy: 'ЖАТБ',
        validUntil,
        copy: null,
      },
    },
  );
  assert.ok(!isRefusal(recorded));
  return recorded;
};

export const subjectAt = (o: Office, personId: string): string =>
  o.t.platform.consent.keys.subjectIdOf(personId, o.holderId);

type Reviews = { items: { id: string; kind: string; about: string; subjectId: string | null; law: string[] }[] };
export const reviews = async (o: Pick<Office, 'holderId' | 'officer'>): Promise<Reviews['items']> =>
  accepted<Reviews>(await o.officer.get(`/v1/holders/${o.holderId}/reviews`)).items;

export const ground = (
  o: Office,
  code: string,
  purposeCode: string,
  subjectId: string | null,
  evidence: object,
  endsAt: string | null = null,
): Promise<Answer> =>
  o.officer.post(`/v1/holders/${o.holderId}/grounds`, {
    json: { purposeId: o.purposes[purposeCode], subjectId, code, evidence, endsAt },
  });

export const collect = (
  o: Office,
  purposeCode: string,
  subjectId: string,
  code: string,
  more: object = {},
): Promise<Answer> =>
  o.officer.post(`/v1/holders/${o.holderId}/data-records`, {
    json: {
      subjectId,
      purposeId: o.purposes[purposeCode],
      category: code,
      subjectCategory: 'salyk_app_user',
      source: { kind: 'subject' },
      channel: 'form',
      mode: 'automated',
      declaredReliable: true,
      ...more,
    },
  });

/** What the holder's register holds about a subject. */
export const records = (
  o: Office,
  subjectId: string,
): Promise<{ category: string; destroyed_at: Date | null; sealed: Buffer | null }[]> =>
  o.t.database.owner.query(
    systemOnly,
    'SELECT category, destroyed_at, sealed FROM data_record WHERE subject_id = $1 ORDER BY id',
    [subjectId],
  );
