import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import {
  type Answer,
  password,
  startPlatform,
  type TestPlatform,
  type Visitor,
} from '../../../test/support/platform.ts';
import { ringClocks } from '../../../test/support/ring.ts';
import { addStaff } from '../../identity/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { makeRequest, pemOf } from '../../trust/issue/index.ts';
import { newKey } from '../../trust/issue/test-people.ts';
import type { CentreKind } from '../../trust/centres/index.ts';
import { officerSigner } from '../../sandbox-officers.ts';
import { accreditationExamples } from './accreditation-examples-data.ts';

// Centres and their cases over HTTP, in the whole product.

export type CaseView = {
  readonly id: string;
  readonly stage: string;
  readonly acts: readonly { act: string; at: string; party: string; data: Record<string, unknown> }[];
  readonly duties: readonly { duty: string; state: string; late: boolean; dueAt: string; of: string }[];
  readonly documents: readonly { seq: number; kind: string }[];
  readonly possible: readonly { act: string }[];
};
export type TestCentre = { readonly id: string; readonly head: Visitor };

export type CentreStand = TestPlatform & {
  readonly officer: Visitor;
  readonly officer2: Visitor;
  readonly security: Visitor;
  readonly sandboxCentre: TestCentre;
  /** Of the sandbox's centre. */
  readonly registrar: Visitor;
  newCentre(kind?: CentreKind): Promise<TestCentre>;
  registrarOf(centre: TestCentre): Promise<Visitor>;
  /** Moves law time and lets the clocks of the law fire. */
  travel(to: string): Promise<void>;
};

export async function centreStand(at: string): Promise<CentreStand> {
  const t = await startPlatform({ at });
  const officer = await t.signedIn('officer@authority.example.kg');
  let count = 0;
  const staff = async (centreId: string, name: string, role: string): Promise<Visitor> => {
    const login = `${name}@example.kg`;
    const added = await addStaff(
      t.platform.identityDeps,
      { login, password, name: 'Кызматкер', office: 'centre', holderId: centreId, roles: [role], lang: 'ky' },
      null,
    );
    assert.ok(!isRefusal(added), JSON.stringify(added));
    return t.signedIn(login, `10.0.${count}.${role.length}`);
  };
  return {
    ...t,
    officer,
    officer2: await t.signedIn('officer2@authority.example.kg'),
    security: await t.signedIn('security@authority.example.kg'),
    sandboxCentre: {
      id: t.sandbox.centreId,
      head: await t.signedIn('head@centre.example.kg'),
    },
    registrar: await t.signedIn('registrar@centre.example.kg'),
    async newCentre(kind = 'legal_person') {
      count += 1;
      const made = await officer.post('/v1/authority/centres', { json: centreBody(`centre-${count}`, kind) });
      assert.equal(made.status, 201, made.body);
      const id = made.json<{ centreId: string }>().centreId;
      return { id, head: await staff(id, `head-${count}`, 'administrator') };
    },
    registrarOf: (centre) => staff(centre.id, `registrar-${centre.id}`, 'registrar'),
    async travel(to) {
      t.clock.set(to);
      await ringClocks(t.platform.engine);
    },
  };
}

export const centreBody = (code: string, kind: CentreKind = 'legal_person') => ({
  code,
  kind,
  registrationNumber: `${code}-ЖЧК`,
  name: { ky: `${code} борбору`, ru: `Центр ${code}`, en: `Centre ${code}` },
  address: { ky: 'Бишкек ш.', ru: 'г. Бишкек', en: 'Bishkek' },
  email: null,
  phone: null,
  website: null,
});

export const application = (change: object = {}): Record<string, unknown> => ({
  ...accreditationExamples.apply,
  ...change,
});

export const casesOf = (centre: Pick<TestCentre, 'id'>, procedure: string): string =>
  `/v1/centres/${centre.id}/cases/${procedure}`;

/** A request for a key that nobody has asked a certificate for yet. */
export const newRequest = async (key = newKey()): Promise<string> =>
  pemOf('CERTIFICATE REQUEST', await makeRequest({ countryName: 'KG', commonName: 'Centre' }, key));

export const apply = async (centre: TestCentre, change: object = {}): Promise<Answer> =>
  centre.head.post(casesOf(centre, 'accreditation'), {
    json: { data: application({ request: await newRequest(), ...change }) },
  });

export const act = (
  who: Visitor,
  centre: Pick<TestCentre, 'id'>,
  procedure: string,
  caseId: string,
  name: string,
  data: object = {},
): Promise<Answer> => who.post(`${casesOf(centre, procedure)}/${caseId}/acts/${name}`, { json: data });

/** A sandbox officer of the authority does an act; one that is signed, with a signature made by any tool upon its document. */
export async function signedAct(
  s: CentreStand,
  who: Visitor,
  centre: Pick<TestCentre, 'id'>,
  caseId: string,
  name: string,
  data: object,
): Promise<Answer> {
  const path = `${casesOf(centre, 'accreditation')}/${caseId}/acts/${name}`;
  const login = who === s.officer2 ? 'officer2@authority.example.kg' : 'officer@authority.example.kg';
  const { accountId } = s.sandbox.logins.find((one) => one.login === login)!;
  const { certificate: der, key } = officerSigner(s.platform.trustFolder, accountId);
  const certificate = der.toString('base64');
  const asked = await who.post(`${path}/signing`, { json: { data, certificate } });
  if (asked.status !== 201) return who.post(path, { json: data });
  const { toSign, claimedAt } = asked.json<{ toSign: string; claimedAt: string }>();
  const value = sign('sha256', Buffer.from(toSign, 'base64'), { key, dsaEncoding: 'ieee-p1363' });
  return who.post(path, {
    json: { ...data, signature: { certificate, claimedAt, signature: value.toString('base64') } },
  });
}

export function ok(answer: Answer): CaseView {
  assert.ok(answer.status === 200 || answer.status === 201, `${answer.status} ${answer.body.slice(0, 800)}`);
  return answer.json<CaseView>();
}

export function refused(answer: Answer, code: string, law?: string): Record<string, unknown> {
  const problem = answer.json<Record<string, unknown>>();
  assert.equal(problem['code'], code, `${answer.status} ${answer.body.slice(0, 600)}`);
  if (law !== undefined) assert.ok(answer.body.includes(`"${law}"`), `${law} is not cited: ${answer.body}`);
  return problem;
}

export const duty = (view: CaseView, name: string) => view.duties.findLast((one) => one.duty === name);

/** What the root is to sign for the centre is prepared and approved by both officers; the hash of it. */
export async function approveOrder(
  s: CentreStand,
  centre: TestCentre,
  caseId: string,
  certificateNumber = `KG-${centre.id}`,
): Promise<string> {
  const prepared = ok(await act(s.officer, centre, 'accreditation', caseId, 'prepareOrder', { certificateNumber }));
  const { contentHash } = await orderOf(s, centre, prepared);
  for (const officer of [s.officer, s.officer2])
    ok(await act(officer, centre, 'accreditation', caseId, 'approveOrder', { contentHash }));
  return contentHash!;
}

/** What was prepared last for the root, as the officers read it. */
export async function orderOf(s: CentreStand, centre: TestCentre, view: CaseView): Promise<Record<string, string>> {
  const { seq } = view.documents.findLast(({ kind }) => kind === 'root-certificate-order')!;
  const read = await s.officer2.get(`${casesOf(centre, 'accreditation')}/${view.id}/documents/${seq}`);
  return read.json<{ content: Record<string, string> }>().content;
}

/** A centre accredited now by the shortest way; its case. */
export async function accredited(s: CentreStand, centre: TestCentre, change: object = {}): Promise<CaseView> {
  const filed = ok(await apply(centre, change));
  ok(await signedAct(s, s.officer, centre, filed.id, 'accredit', { number: '7' }));
  ok(await act(s.officer, centre, 'accreditation', filed.id, 'notify', { way: 'electronic', proof: 'No. 5' }));
  await approveOrder(s, centre, filed.id);
  return ok(
    await act(s.officer, centre, 'accreditation', filed.id, 'handOver', {
      certificateNumber: `KG-${centre.id}`,
      proof: 'No. 6',
    }),
  );
}

type Particulars = { readonly registrationNumber: string; readonly name: { ky: string; en: string } };
const particularsOf = async (s: CentreStand, { id }: Pick<TestCentre, 'id'>): Promise<Particulars> =>
  (await s.visitor().get(`/v1/centres/${id}`)).json<{ centre: Particulars }>().centre;
export const registrationNumberOf = async (s: CentreStand, centre: Pick<TestCentre, 'id'>): Promise<string> =>
  (await particularsOf(s, centre)).registrationNumber;
export const nameOf = async (s: CentreStand, centre: Pick<TestCentre, 'id'>): Promise<Particulars['name']> =>
  (await particularsOf(s, centre)).name;

/** The owners' files of a centre as it hands them over. */
export async function filesOf(centre: TestCentre): Promise<{ files: number; filesDigest: string }> {
  const answer = await centre.head.get(`/v1/centres/${centre.id}/owner-files-export`);
  const { files, digest } = answer.json<{ files: number; digest: string }>();
  return { files, filesDigest: digest };
}

/** A centre agrees to take over from another; its case, and what the other says of it when it announces its end. */
export async function agreed(s: CentreStand, successor: TestCentre, former: TestCentre) {
  const data = { registrationNumber: await registrationNumberOf(s, former), number: '17' };
  const case_ = ok(await successor.head.post(casesOf(successor, 'takeover'), { json: { data } }));
  const transfer = { transfer: 'yes', successor: { registrationNumber: await registrationNumberOf(s, successor) } };
  return { case_, transfer };
}

type Row = {
  readonly centre: { id: string; name: { en: string }; address: { en: string } };
  readonly accreditation: Record<string, string | null>;
  readonly standing: { state: string; since: string; until: string | null; fixUntil: string | null; law: string };
};
/** A public list, read by somebody without any account. */
export async function list(s: CentreStand, name: string, asOf?: string): Promise<Row[]> {
  const answer = await s
    .visitor()
    .get(`/v1/registers/centres/${name}${asOf === undefined ? '' : `?asOf=${encodeURIComponent(asOf)}`}`);
  assert.equal(answer.status, 200, answer.body);
  return answer.json<{ items: Row[] }>().items;
}
export const rowOf = (rows: readonly Row[], { id }: Pick<TestCentre, 'id'>): Row | undefined =>
  rows.findLast((row) => row.centre.id === id);
