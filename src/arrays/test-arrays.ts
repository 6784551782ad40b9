import { inventedCitizens } from '../identity/index.ts';
import { type PurposeBody, purposeById, versionById } from '../consent/index.ts';
import { consentByPassword, subjectOf } from '../../test/support/consenting.ts';
import { type Answer, startPlatform, type TestPlatform, type Visitor } from '../../test/support/platform.ts';

// For tests of this module: the whole product, a data officer in front of it, and short ways to the acts of arrays.

export type Stand = {
  readonly t: TestPlatform;
  readonly officer: Visitor;
  readonly clerk: Visitor;
  readonly citizen: Visitor;
  readonly subjectId: string;
  readonly holder: string;
  purpose(code: string): string;
  post(path: string, json?: unknown, as?: Visitor): Promise<Answer>;
  get(path: string, as?: Visitor): Promise<Answer>;
  /** Publishes the purpose's next version with something changed. */
  widen(code: string, change: (body: PurposeBody) => Partial<PurposeBody>): Promise<void>;
  /** A consented value, collected; answers the record's id. */
  collected(code: string, category: string, value: string): Promise<string>;
  consents(code: string): Promise<string>;
  /** Types of this holder's journal entries, oldest first. */
  journal(type: string): Promise<{ data: Record<string, unknown>; subject?: string }[]>;
};

export const name = (text: string) => ({ ky: text, ru: text, en: text });
const part = { rule: name('Кызматкерлер гана'), norm: 'Жеке маалыматтар жөнүндө мыйзам долбоору, 6-берене' };
export const wholeRegime = { access: part, transfer: part, provision: part, storage: part };
export const newArray = {
  name: name('Салык төлөөчүлөрдүн базасы'),
  medium: 'digital',
  subjects: 5000 as number | 'indefinite',
  publicType: null as string | null,
  informingPurpose: null as object | null,
  confidentiality: wholeRegime as Record<string, object | null>,
};

export async function startStand(): Promise<Stand> {
  const t = await startPlatform();
  const [citizen, officer, clerk] = await Promise.all([
    t.signedIn('aibek@example.kg'),
    t.signedIn('dpo@salyk.example.kg'),
    t.signedIn('clerk@salyk.example.kg'),
  ]);
  const subjectId = await subjectOf(t, officer, inventedCitizens[0]!.claims['pin'] as string);
  const holder = `/v1/holders/${t.sandbox.holderId}`;
  const purpose = (code: string): string => t.sandbox.purposes[code]!;
  const post = (path: string, json?: unknown, as: Visitor = officer): Promise<Answer> =>
    as.post(path.startsWith('/v1') ? path : `${holder}${path}`, { json: json ?? {} });
  return {
    t,
    officer,
    clerk,
    citizen,
    subjectId,
    holder,
    purpose,
    post,
    get: (path, as = officer) => as.get(path.startsWith('/v1') ? path : `${holder}${path}`),
    async widen(code, change) {
      const known = await purposeById(t.database.db, purpose(code));
      const { body } = (await versionById(t.database.db, known!.currentVersionId!))!;
      const answer = await post('/purposes', { body: { ...body, ...change(body) } });
      if (answer.status !== 201) throw new Error(`purpose: ${answer.status} ${answer.body}`);
    },
    async collected(code, category, value) {
      const answer = await post('/data-records', {
        subjectId,
        purposeId: purpose(code),
        category,
        subjectCategory: 'salyk_app_user',
        source: { kind: 'subject' },
        channel: 'form',
        mode: 'automated',
        declaredReliable: true,
        value,
      });
      if (answer.status !== 201) throw new Error(`collect: ${answer.status} ${answer.body}`);
      return answer.json<{ recordId: string }>().recordId;
    },
    async consents(code) {
      const given = await consentByPassword(t, citizen, code);
      if (given.answer.status !== 201) throw new Error(`consent: ${given.answer.status} ${given.answer.body}`);
      return given.consentId;
    },
    async journal(type) {
      const rows = await t.database.owner.query<{ body: Buffer }>(
        { kind: 'system', holder: '', subjects: '', key: 'system||' } as never,
        'SELECT body FROM journal WHERE type = $1 ORDER BY entry_id',
        [type],
      );
      return rows.map((row) => JSON.parse(row.body.toString()) as { data: Record<string, unknown>; subject?: string });
    },
  };
}

export const codeOf = (answer: Answer): string => answer.json<{ code?: string }>().code ?? answer.body;
