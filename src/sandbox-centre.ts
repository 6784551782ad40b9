import { type SandboxLogin, type SandboxStaff, seedStaff } from './identity/index.ts';
import { isRefusal } from './platform/refusal.ts';
import {
  centreByCode,
  confirmMeans,
  enterCentre,
  meansList,
  type NewCentre,
  type NewMeans,
} from './trust/centres/index.ts';
import { centreMeans } from './trust/issue/index.ts';
import { keyMakingMeans, signingMeans } from './trust/sign/index.ts';
import { verifyingMeans } from './trust/verify/index.ts';
import type { Platform } from './app.ts';

// A certification centre of the sandbox that is not accredited yet, so that its accreditation can be played through from the
// application on. Everything about it is invented.

const code = 'synak-borboru';
const body = 'коопсуздукту камсыз кылуу жаатындагы аткаруу бийлик органы (сыноо)';
const means: readonly NewMeans[] = [
  {
    ...keyMakingMeans,
    kind: 'signature',
    functions: ['keygen'],
    document: { title: 'Ылайык келүүнү тастыктоо', issuedOn: '2026-01-12', issuedBy: body },
    documentNumber: 'СБ-1',
    until: null,
  },
  {
    ...centreMeans,
    kind: 'centre',
    functions: [],
    document: { title: 'Ылайык келүүнү тастыктоо', issuedOn: '2026-01-12', issuedBy: body },
    documentNumber: 'СБ-2',
    until: null,
  },
  // ES-11.3c: the verifier of this installation, under the name it looks itself up by.
  {
    ...verifyingMeans,
    kind: 'signature',
    functions: ['verify'],
    document: { title: 'Ылайык келүүнү тастыктоо', issuedOn: '2026-01-12', issuedBy: body },
    documentNumber: 'СБ-3',
    until: null,
  },
  // ES-5.4.2, ES-12.1: what signatures are made with here, under the name that stands in them.
  {
    ...signingMeans,
    kind: 'signature',
    functions: ['create'],
    document: { title: 'Ылайык келүүнү тастыктоо', issuedOn: '2026-01-12', issuedBy: body },
    documentNumber: 'СБ-4',
    until: null,
  },
];

const applicant: NewCentre = {
  code,
  kind: 'legal_person',
  registrationNumber: '000000-3301-ЖЧК',
  sandbox: true,
  name: {
    ky: '«Сыноо күбөлөндүрүүчү борбору» ЖЧКсы',
    ru: 'ОсОО «Сыноо удостоверяющий центр»',
    en: 'Synoo Certification Centre LLC',
  },
  address: {
    ky: 'Бишкек ш., Ойлоп табылган көчөсү, 7-үй',
    ru: 'г. Бишкек, ул. Вымышленная, 7',
    en: '7 Invented Street, Bishkek',
  },
  email: 'info@centre.example.kg',
  phone: null,
  website: null,
};

/** The centre, its staff, the security body and the confirmed means. Repeating it changes nothing. */
export async function loadCentre({
  consent,
  identityDeps,
}: Pick<Platform, 'consent' | 'identityDeps'>): Promise<{ centreId: string; logins: SandboxLogin[] }> {
  const centreId = await entered(consent, applicant);
  const listed = new Set((await meansList(consent.db, consent.clock.now())).map((one) => one.documentNumber));
  for (const one of means.filter(({ documentNumber }) => !listed.has(documentNumber))) {
    const done = await confirmMeans(consent, 'sandbox', one);
    if (isRefusal(done)) throw new Error(`sandbox means: ${done.code}`);
  }
  return { centreId, logins: await seedStaff(identityDeps, staffOf(centreId)) };
}

/** The id of the sandbox's centre with that code, entered where it is not there yet. */
export async function entered(consent: Platform['consent'], centre: NewCentre): Promise<string> {
  const known = await centreByCode(consent.db, centre.code, consent.clock.now());
  if (known !== null) return known.id;
  const made = await enterCentre(consent, 'sandbox', centre);
  if (isRefusal(made)) throw new Error(`sandbox centre: ${made.code}`);
  return made.centreId;
}

const staffOf = (holderId: string): SandboxStaff[] => [
  {
    who: 'head of a certification centre',
    login: 'head@centre.example.kg',
    name: 'Бакиров Нурлан',
    office: 'centre',
    holderId,
    roles: ['administrator'],
  },
  {
    who: 'registrar of that centre',
    login: 'registrar@centre.example.kg',
    name: 'Осмонова Жылдыз',
    office: 'centre',
    holderId,
    roles: ['registrar'],
  },
  {
    who: 'security body',
    login: 'security@authority.example.kg',
    name: 'Касымов Талант',
    office: 'authority',
    holderId: null,
    roles: ['security-body'],
  },
];
