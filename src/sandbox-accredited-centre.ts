import { sign } from 'node:crypto';
import { type Actor, type CaseNow, type DoAct, documentsOf, withSignature } from './cases/index.ts';
import { type SandboxLogin, type SandboxStaff, seedStaff } from './identity/index.ts';
import { systemScope, type Tx } from './platform/db/index.ts';
import { isRefusal, type Refusal } from './platform/refusal.ts';
import { centreStanding, lockCentre, type NewCentre } from './trust/centres/index.ts';
import { accreditationExamples } from './procedures/index.ts';
import { entered } from './sandbox-centre.ts';
import { certifyOfficers, officerSigner } from './sandbox-officers.ts';
import type { Platform } from './app.ts';

// A certification centre of the sandbox that is accredited: its key, its certificate of the root and its register are there, so that
// certificates can be issued to citizens. Everything about it is invented.

const ishenim: NewCentre = {
  code: 'ishenim',
  kind: 'legal_person',
  registrationNumber: '000000-3302-ЖЧК',
  sandbox: true,
  name: {
    ky: '«Ишеним күбөлөндүрүүчү борбору» ЖЧКсы',
    ru: 'ОсОО «Удостоверяющий центр Ишеним»',
    en: 'Ishenim Certification Centre LLC',
  },
  address: {
    ky: 'Бишкек ш., Ойлоп табылган көчөсү, 12-үй',
    ru: 'г. Бишкек, ул. Вымышленная, 12',
    en: '12 Invented Street, Bishkek',
  },
  email: 'info@ishenim.example.kg',
  phone: null,
  website: null,
};

type Seeded = Pick<Platform, 'consent' | 'identityDeps' | 'issuing' | 'engine' | 'trustFolder'>;

/** The accredited centre, its staff and the authority's second officer. `officer`: the authority's first one. Repeating it changes nothing. */
export async function loadAccreditedCentre(
  platform: Seeded,
  officer: SandboxLogin,
): Promise<{ centreId: string; logins: SandboxLogin[] }> {
  const { consent, identityDeps } = platform;
  const centreId = await entered(consent, ishenim);
  const logins = await seedStaff(identityDeps, staffOf(centreId));
  const [second, head] = logins;
  await certifyOfficers(platform, [
    { login: officer, surname: 'Исаков', givenName: 'Данияр' },
    { login: second!, surname: 'Бекова', givenName: 'Назира' },
  ]);
  if ((await centreStanding(consent.db, centreId, consent.clock.now())) === null)
    await accredited(platform, centreId, { head: head!, officers: [officer, second!] });
  return { centreId, logins };
}

type Parties = { readonly head: SandboxLogin; readonly officers: readonly [SandboxLogin, SandboxLogin] };

/** ES-16: the whole way of an accreditation, from the application with the centre's key to the root's certificate. */
async function accredited(
  { consent, issuing, engine, trustFolder }: Seeded,
  centreId: string,
  who: Parties,
): Promise<void> {
  const { centreKeys } = issuing;
  if (centreKeys === null) return;
  const account = ({ accountId: id }: SandboxLogin, rest: Pick<Actor, 'office' | 'roles' | 'holderId'>): Actor => ({
    kind: 'account',
    id,
    ...rest,
  });
  const centre = account(who.head, { office: 'centre', holderId: centreId, roles: ['administrator'] });
  const [first, second] = who.officers.map((one) => account(one, { office: 'authority', roles: ['officer'] }));
  await consent.db.tx(systemScope('the sandbox accredits a centre of its own'), async (tx) => {
    await lockCentre(tx, centreId);
    if ((await centreStanding(tx, centreId, consent.clock.now())) !== null) return;
    const request = await centreKeys.make(tx, { ...ishenim, id: centreId });
    const data = { ...accreditationExamples.apply, request };
    const opened = { procedure: 'accreditation', holderId: centreId, subjectId: null, by: centre, data };
    const { head } = must(await engine.open(tx, opened));
    const act = async (by: Actor, name: string, asked: object = {}): Promise<CaseNow> =>
      must(await engine.act(tx, { holderId: centreId, caseId: head.id, act: name, by, data: { ...asked } }));
    const certificateNumber = 'KG-С-001';
    const decision = { holderId: centreId, caseId: head.id, act: 'accredit', by: first!, data: { number: 'С-1' } };
    must(await engine.act(tx, await signedByOfficer(engine, tx, decision, officerSigner(trustFolder, first!.id))));
    await act(first!, 'notify', { way: 'electronic', proof: 'С-1' });
    const contentHash = await preparedHash(tx, await act(first!, 'prepareOrder', { certificateNumber }));
    for (const officer of [first!, second!]) await act(officer, 'approveOrder', { contentHash });
    await act(first!, 'handOver', { certificateNumber, proof: 'С-2' });
  });
}

/** ES-8.2.1a: the decision with the officer's signature. */
async function signedByOfficer(
  engine: Platform['engine'],
  tx: Tx,
  act: DoAct,
  { certificate, key }: ReturnType<typeof officerSigner>,
): Promise<DoAct> {
  const { signing, clock } = engine.deps;
  const drafted = await engine.draft(tx, act);
  if (isRefusal(drafted) || signing === undefined) return act;
  const claimedAt = clock.now();
  const prepared = signing.prepare({ certificate, content: drafted.content, claimedAt });
  if (isRefusal(prepared)) return { ...act, signature: prepared };
  const signature = sign('sha256', prepared.toSign, { key, dsaEncoding: 'ieee-p1363' });
  const sent = { certificate, chain: [], claimedAt, signature, limitsKept: false };
  return withSignature(engine, (work) => work(tx), act, sent);
}

async function preparedHash(tx: Tx, now: CaseNow): Promise<unknown> {
  const order = (await documentsOf(tx, now)).find(({ kind }) => kind === 'root-certificate-order');
  return order?.content?.['contentHash'];
}

function must(outcome: CaseNow | Refusal): CaseNow {
  if (isRefusal(outcome)) throw new Error(`sandbox centre: ${outcome.code} ${JSON.stringify(outcome.details ?? null)}`);
  return outcome;
}

const staffOf = (holderId: string): SandboxStaff[] => [
  {
    who: 'second officer of the authority',
    login: 'officer2@authority.example.kg',
    name: 'Бекова Назира',
    office: 'authority',
    holderId: null,
    roles: ['officer'],
  },
  {
    who: 'head of an accredited centre',
    login: 'head@ishenim.example.kg',
    name: 'Сыдыков Бакыт',
    office: 'centre',
    holderId,
    roles: ['administrator'],
  },
  {
    who: 'registrar of the accredited centre',
    login: 'registrar@ishenim.example.kg',
    name: 'Абдыраева Гүлзат',
    office: 'centre',
    holderId,
    roles: ['registrar'],
  },
];
