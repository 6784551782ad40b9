import { dayOf, kyrgyzCalendar } from './law/index.ts';
import { type SandboxLogin, type SandboxStaff, seedStaff } from './identity/index.ts';
import { systemScope } from './platform/db/index.ts';
import { uuidv7 } from './platform/ids.ts';
import { isRefusal } from './platform/refusal.ts';
import { accredit, centreStanding, handOver, lockCentre, type NewCentre } from './trust/centres/index.ts';
import { contentHash, type KeyOperation, makeRequest, pemOf } from './trust/issue/index.ts';
import { termsBy } from './cases/index.ts';
import { centreKeyPrefix } from './wiring/issuing.ts';
import { entered } from './sandbox-centre.ts';
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

/** The accredited centre, its staff and the authority's second officer. Repeating it changes nothing. */
export async function loadAccreditedCentre(
  platform: Pick<Platform, 'consent' | 'identityDeps' | 'issuing'>,
): Promise<{ centreId: string; logins: SandboxLogin[] }> {
  const { consent, identityDeps } = platform;
  const centreId = await entered(consent, ishenim);
  const logins = await seedStaff(identityDeps, staffOf(centreId));
  if ((await centreStanding(consent.db, centreId, consent.clock.now())) === null) await accredited(platform, centreId);
  return { centreId, logins };
}

async function accredited(
  { consent, issuing }: Pick<Platform, 'consent' | 'issuing'>,
  centreId: string,
): Promise<void> {
  const { clock, profile, poke, db } = consent;
  const { port, deps } = issuing;
  if (deps.signing === null) return;
  const key = deps.signing.make(`${centreKeyPrefix(centreId)}1`);
  const request = pemOf(
    'CERTIFICATE REQUEST',
    await makeRequest({ countryName: 'KG', commonName: ishenim.name.ky }, key),
  );
  await db.tx(systemScope('the sandbox accredits a centre of its own'), async (tx) => {
    await lockCentre(tx, centreId);
    const at = clock.now();
    if ((await centreStanding(tx, centreId, at)) !== null) return;
    const until = termsBy(kyrgyzCalendar).due('ES-16.2b', at);
    const of = { id: uuidv7(clock.real()), centreId, by: { kind: 'system', id: 'sandbox' } as const };
    const standing = { clock, profile, poke, issuing: port };
    await accredit(standing, tx, of, { at, untilAt: until, number: 'С-1', on: dayOf(at) });
    const order = { request, means: ['СБ-1', 'СБ-2'] };
    const certificateNumber = 'KG-С-001';
    const content = await port.contentForCentre(tx, { ...order, centreId, until, certificateNumber });
    if (isRefusal(content)) throw new Error(`sandbox centre: ${content.code} ${JSON.stringify(content.details)}`);
    const operation: KeyOperation = {
      id: of.id,
      kind: 'sign-certificate',
      keyName: 'root',
      contentHash: contentHash(content),
      askedBy: 'sandbox',
      askedAt: at,
      approvals: ['sandbox officer 1', 'sandbox officer 2'].map((officer) => ({ officer, at })),
    };
    const refused = await handOver(standing, tx, of, { number: certificateNumber, at, root: { ...order, operation } });
    if (refused !== null) throw new Error(`sandbox centre: ${refused.code} ${JSON.stringify(refused.details)}`);
  });
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
