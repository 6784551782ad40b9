// Applications for certificates at the sandbox's accredited centre, over HTTP, from the application to the issued certificate.

import { generateKeyPairSync } from 'node:crypto';
import { systemScope, type Tx } from '../platform/db/index.ts';
import { startPlatform, type TestPlatform, type Visitor } from '../../test/support/platform.ts';
import { certificateApplication } from '../procedures/centres/certificate-application.ts';
import { act, casesOf, type CaseView, ok } from '../procedures/centres/test-centre.ts';
import {
  certificateOfAgreement,
  issuersOf,
  keyInMemory,
  makeRequest,
  pemOf,
  readCertificate,
  registerOf,
} from '../trust/issue/index.ts';
import { type Certificate, parseCertificate } from '../trust/path/index.ts';

const procedure = 'certificate-application';

export type Applicants = TestPlatform & {
  readonly centre: { readonly id: string };
  readonly applicant: Visitor;
  readonly registrar: Visitor;
  tx<T>(read: (tx: Tx) => Promise<T>): Promise<T>;
  apply(change?: object): Promise<CaseView>;
  by(who: Visitor, view: Pick<CaseView, 'id'>, name: string, data?: object): ReturnType<typeof act>;
  /** An application with everything done but the issue. */
  ready(change?: object, more?: More): Promise<CaseView>;
  /** Issued; the certificate as its register has it. */
  issued(change?: object, more?: More): Promise<{ view: CaseView; certificate: Certificate }>;
  certificateOf(view: Pick<CaseView, 'id'>): Promise<Certificate>;
  /** The centre's certificate and the root's. */
  chain(): Promise<{ centre: Buffer; root: Buffer }>;
};
/** `slots`: documents the registrar keeps, by their slot, with the particulars of the example unless given. */
export type More = { readonly authority?: object; readonly slots?: readonly (string | object)[] };

export const example = (name: string): Record<string, unknown> => certificateApplication.acts[name]!.example!;
/** A key that a test keeps, with its request. */
export async function newHolder(): Promise<{ readonly request: string; readonly keyPem: string }> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = keyInMemory('ecdsa-sha256', privateKey);
  return {
    request: pemOf('CERTIFICATE REQUEST', await makeRequest({ countryName: 'KG', commonName: 'Ким болбосун' }, key)),
    keyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  };
}

/** An application of a legal entity, with the documents that it needs. */
export const company = { name: '«Сыноо компаниясы» ЖЧК', registrationNumber: '000001-3300-ЖЧК' };
export const ofCompany = {
  owner: 'legal',
  organisation: { ...company, foreign: 'no' },
} as const;
export const forCompany: More = {
  authority: {
    registered: { ...company, place: 'Бишкек ш., Сыноо көч., 2' },
    position: 'Башкы директор',
    until: '2027-11-02',
  },
  slots: ['identity', 'constituent', 'registration'],
};

/** A new request of some tool; its subject says what nobody has checked. */
export const newRequest = async (): Promise<string> => (await newHolder()).request;

export async function applicants(at: string): Promise<Applicants> {
  const t = await startPlatform({ at });
  const [applicant, registrar] = [
    await t.signedIn('aibek@example.kg'),
    await t.signedIn('registrar@ishenim.example.kg'),
  ];
  return applicantsOf(t, { id: t.sandbox.accreditedCentreId }, applicant, registrar);
}

/** Applications at a centre of a platform that runs. */
export function applicantsOf(
  t: TestPlatform,
  centre: { readonly id: string },
  applicant: Visitor,
  registrar: Visitor,
): Applicants {
  const tx: Applicants['tx'] = (read) => t.platform.db.tx(systemScope('test of applications'), read);
  const by: Applicants['by'] = (who, { id }, name, data = {}) => act(who, centre, procedure, id, name, data);
  const clerk = (view: CaseView, name: string, change: object = {}) =>
    by(registrar, view, name, { ...example(name), ...change });
  const apply = async (change: object = {}): Promise<CaseView> =>
    ok(
      await applicant.post(casesOf(centre, procedure), {
        json: { data: { ...example('apply'), request: await newRequest(), ...change } },
      }),
    );
  const ready: Applicants['ready'] = async (change = {}, { authority, slots = ['identity'] } = {}) => {
    const view = await apply(change);
    ok(await clerk(view, 'inform'));
    ok(await clerk(view, 'establish'));
    if (authority !== undefined) ok(await clerk(view, 'confirmAuthority', authority));
    for (const slot of slots)
      ok(
        await clerk(view, 'keepDocument', {
          ...(typeof slot === 'string' ? { slot } : slot),
          ...(slot === 'registration' ? { number: '000001-3300-ЖЧК' } : {}),
        }),
      );
    return ok(await by(applicant, view, 'agree'));
  };
  const certificateOf: Applicants['certificateOf'] = ({ id }) =>
    tx(async (db) => {
      const register = (await registerOf(db, centre.id))!;
      const record = (await certificateOfAgreement(db, register.id, id))!;
      return parseCertificate((await readCertificate(db, t.platform.identityDeps, record)) as Buffer);
    });
  return {
    ...t,
    centre,
    applicant,
    registrar,
    tx,
    apply,
    by,
    ready,
    certificateOf,
    async issued(change, more) {
      const view = ok(await clerk(await ready(change, more), 'issue'));
      return { view, certificate: await certificateOf(view) };
    },
    chain: () =>
      tx(async (db) => {
        const [ofRoot, ofCentre] = [(await registerOf(db, null))!, (await registerOf(db, centre.id))!];
        const [root, own] = [(await issuersOf(db, ofRoot.id))[0]!, (await issuersOf(db, ofCentre.id))[0]!];
        return { root: root.der, centre: own.der };
      }),
  };
}
