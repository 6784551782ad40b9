import { inventedCitizens } from '../identity/index.ts';
import { type PurposeBody, purposeById, versionById } from '../consent/index.ts';
import { createPerson } from '../keys/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import { systemScope } from '../platform/db/index.ts';
import { consentByPassword, subjectOf } from '../../test/support/consenting.ts';
import { type SmtpStandIn, startSmtp } from '../../test/stand-ins/smtp.ts';
import { testPerson } from '../../test/support/people.ts';
import { type Answer, startPlatform, type TestPlatform, type Visitor } from '../../test/support/platform.ts';
import { until } from '../../test/support/until.ts';

// For tests of transfers: the whole product with one purpose that transfers on a contract and one that transfers on consent.

export const day = 86_400_000;
export const text = (ky: string, ru = ky, en = ky) => ({ ky, ru, en });
export const byContract = { kind: 'article', code: 'PD-5.1-2a', document: 'Келишим № К-17/2026' };
export const bank = { type: 'legal_person', code: 'sandbox-bank', name: '«Ала-Тоо Банк» ААК', country: 'KG' };
export const lab = { type: 'legal_person', code: 'lab-kz', name: 'ТОО «Лаборатория»', country: 'KZ' };
export const fromSubject = { kind: 'subject', name: null };
export const items = [
  { category: 'full_name', source: fromSubject },
  { category: 'email', source: { kind: 'state_body', name: '«Тундук» ведомстволор аралык системасы' } },
];

export type Transfers = {
  readonly t: TestPlatform;
  readonly officer: Visitor;
  readonly clerk: Visitor;
  readonly holder: string;
  /** The sandbox's citizen and two more persons, by their ids at this holder. */
  readonly subjects: readonly string[];
  /** Records that the holder has a contract with this subject, as the ground of a transfer. */
  contractWith(subjectId: string): Promise<void>;
  purpose(code: string): string;
  post(path: string, json?: unknown, as?: Visitor): Promise<Answer>;
  get(path: string, as?: Visitor): Promise<Answer>;
  /** A transfer on the contract of the first subjects; what differs is given. */
  transfer(more?: object, as?: Visitor, key?: string): Promise<Answer>;
  /** The same, done: its id and the ids of its notices. */
  done(more?: object): Promise<{ transferId: string; dueAt: string; notices: string[] }>;
  notices(transferId: string): Promise<NoticeSeen[]>;
  consents(visitor: Visitor): Promise<string>;
  rows<R extends Record<string, unknown>>(sql: string, values?: unknown[]): Promise<R[]>;
  journal(type: string): Promise<{ data: Record<string, unknown>; subject?: string; object: { id: string } }[]>;
};
export type NoticeSeen = {
  id: string;
  subjectId: string;
  state: string;
  punctuality: string;
  dueAt: string;
  sentAt: string | null;
  channel: string | null;
  channelReason: string | null;
  sending: boolean;
  proofId: string | null;
  exemption: string | null;
  exemptedBy: string | null;
};

/** The same with a mail server that takes what is sent; `sent` waits until the one notice of a transfer is. */
export async function startTelling(): Promise<
  Transfers & { readonly smtp: SmtpStandIn; sent(transferId: string): Promise<NoticeSeen>; stop(): Promise<void> }
> {
  const smtp = await startSmtp();
  process.env['MAKULDUK_SMTP_URL'] = smtp.url;
  process.env['MAKULDUK_MAIL_FROM'] = 'Makulduk <no-reply@makulduk.example.kg>';
  try {
    const s = await startTransfers();
    const read = async (transferId: string): Promise<NoticeSeen> => (await s.notices(transferId))[0]!;
    return {
      ...s,
      smtp,
      async sent(transferId) {
        await until('the notice is sent', async () => (await read(transferId)).state === 'SENT');
        return read(transferId);
      },
      async stop() {
        await s.t.stop();
        await smtp.stop();
      },
    };
  } catch (error) {
    await smtp.stop();
    throw error;
  }
}

/** The purpose that transfers on a contract, and the one that transfers on consent. */
export const contracts = 'civil_contracts';
export const consented = 'inform_by_email';

export async function startTransfers(options: Parameters<typeof startPlatform>[0] = {}): Promise<Transfers> {
  const t = await startPlatform(options);
  try {
    return await standOn(t);
  } catch (error) {
    await t.stop();
    throw error;
  }
}

async function standOn(t: TestPlatform): Promise<Transfers> {
  const [officer, clerk] = await Promise.all([
    t.signedIn('dpo@salyk.example.kg'),
    t.signedIn('clerk@salyk.example.kg'),
  ]);
  const holder = `/v1/holders/${t.sandbox.holderId}`;
  const subjects = [await subjectOf(t, officer, inventedCitizens[0]!.claims['pin'] as string)];
  for (const n of [1, 2]) {
    const { keys } = t.platform.consent;
    const made = await t.database.db.tx(systemScope('a test person'), (tx) =>
      createPerson(keys, tx, testPerson(n, { birthDate: '1980-01-01' }), t.clock.now()),
    );
    if (isRefusal(made)) throw new Error(made.code);
    subjects.push(keys.subjectIdOf(made.personId, t.sandbox.holderId));
  }
  const purpose = (code: string): string => t.sandbox.purposes[code]!;
  // What a system of the holder does in numbers: a person's requests are counted more strictly.
  const system = await systemOf(t, holder);
  const at = (path: string): string => (path.startsWith('/v1') ? path : `${holder}${path}`);
  // The search for contacts and the report that nobody was found are an officer's.
  const isTransfer = (path: string): boolean =>
    path.startsWith('/transfer') && !/\/(search-steps|impossible)\b/.test(path);
  const post: Transfers['post'] = (path, json = {}, as) =>
    as === undefined && isTransfer(path)
      ? t.visitor().post(at(path), { json, headers: system })
      : (as ?? officer).post(at(path), { json });
  const get: Transfers['get'] = (path, as) =>
    as === undefined && isTransfer(path)
      ? t.visitor().get(at(path), { headers: system })
      : (as ?? officer).get(at(path));
  const widen = async (code: string): Promise<void> => {
    const { body } = (await versionById(
      t.database.db,
      (await purposeById(t.database.db, purpose(code)))!.currentVersionId!,
    ))!;
    const wider: Partial<PurposeBody> = {
      actions: [...body.actions, 'transfer', 'cross_border_transfer'],
      recipients: [
        { code: bank.code, name: text(bank.name), country: 'KG' },
        { code: lab.code, name: text(lab.name), country: 'KZ' },
      ],
      crossBorder: [{ country: 'KZ', name: text(lab.name) }],
    };
    const answer = await post('/purposes', { body: { ...body, ...wider } });
    if (answer.status !== 201) throw new Error(`purpose: ${answer.status} ${answer.body}`);
  };
  await widen(contracts);
  await widen(consented);
  const contractWith = async (subjectId: string): Promise<void> => {
    const ground = await post('/grounds', {
      purposeId: purpose(contracts),
      subjectId,
      code: byContract.code,
      evidence: { contract: 'К-17/2026', subjectIsParty: true, from: '2026-11-01' },
      endsAt: null,
    });
    if (ground.status !== 201) throw new Error(`ground: ${ground.status} ${ground.body}`);
  };
  for (const subjectId of subjects) await contractWith(subjectId);
  const transfer: Transfers['transfer'] = (more = {}, as, key) => {
    // An exemption is an officer's.
    const machine = as === undefined && !('exemption' in more);
    return (machine ? t.visitor() : (as ?? officer)).post(`${holder}/transfers`, {
      json: {
        purposeId: purpose(contracts),
        recipient: bank,
        ground: byContract,
        items,
        channel: 'api',
        subjects: [{ subjectId: subjects[0] }],
        ...more,
      },
      headers: { ...(machine ? system : {}), ...(key === undefined ? {} : { 'idempotency-key': key }) },
    });
  };
  const notices = async (transferId: string): Promise<NoticeSeen[]> => {
    const answer = await get(`/transfers/${transferId}/notices?limit=100`);
    if (answer.status !== 200) throw new Error(`notices: ${answer.status} ${answer.body}`);
    return answer.json<{ items: NoticeSeen[] }>().items;
  };
  const owner = systemScope('a test looks behind the curtain');
  return {
    t,
    officer,
    clerk,
    holder,
    contractWith,
    subjects,
    purpose,
    post,
    get,
    transfer,
    notices,
    async done(more = {}) {
      const answer = await transfer(more);
      if (answer.status !== 201) throw new Error(`transfer: ${answer.status} ${answer.body}`);
      const made = answer.json<{ transferId: string; dueAt: string }>();
      return { ...made, notices: (await notices(made.transferId)).map((one) => one.id) };
    },
    async consents(visitor) {
      const given = await consentByPassword(t, visitor, consented, { choices: { transfer: true } });
      if (given.answer.status !== 201) throw new Error(`consent: ${given.answer.status} ${given.answer.body}`);
      return given.consentId;
    },
    rows: (sql, values = []) => t.database.owner.query(owner, sql, values),
    async journal(type) {
      const rows = await t.database.owner.query<{ body: Buffer }>(
        owner,
        'SELECT body FROM journal WHERE type = $1 ORDER BY entry_id',
        [type],
      );
      return rows.map((row) => JSON.parse(row.body.toString()) as never);
    },
  };
}

async function systemOf(t: TestPlatform, holder: string): Promise<Record<string, string>> {
  const admin = await t.signedIn('admin@salyk.example.kg');
  const client = await admin.post(`${holder}/clients`, { json: { name: 'Биллинг', scopes: ['transfers:write'] } });
  const { clientId, secret } = client.json<{ clientId: string; secret: string }>();
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret };
  const token = await t.visitor().post('/oauth/token', { form });
  return { authorization: `Bearer ${token.json<{ access_token: string }>().access_token}` };
}

export const codeOf = (answer: Answer): string => answer.json<{ code?: string }>().code ?? answer.body;
