// Centres as journeys use them: accredited with a key of this installation, with certificates of citizens, and with signatures made of
// them. The law's day begins on the real one, because the time-stamp authority tells the real time.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  accredited,
  act,
  type CaseView,
  type CentreStand,
  list,
  rowOf,
  type TestCentre,
} from '../../src/procedures/centres/test-centre.ts';
import {
  cadesMessage,
  digestsOf,
  finishSigner,
  parseSignedData,
  parseTimeStampResponse,
  prepareCades,
  timeStampRequest,
  toTimeStamp,
  withSignatureTimeStamp,
} from '../../src/trust/formats/index.ts';
import { type CaKey, issuersOf, makeRequest, pemOf, registerOf } from '../../src/trust/issue/index.ts';
import { newKey } from '../../src/trust/issue/test-people.ts';
import { type Certificate, parseCertificate } from '../../src/trust/path/index.ts';
import { type Applicants, applicantsOf } from '../../src/wiring/test-applicants.ts';
import { loadPapers } from '../../src/sandbox-papers.ts';
import type { Answer, Visitor } from './platform.ts';

const document = Buffer.from('Мен жеке маалыматтарымды иштетүүгө макулмун.\n');
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const creationMeans = {
  use: ['createSignatureKey'] as const,
  kind: 'signatureMeans' as const,
  name: 'Makulduk колтамга каражаты (сыноо)',
  version: '1.0',
};

export type Signer = { readonly certificate: Certificate; readonly key: CaKey; readonly view: CaseView };
export type Accredited = { readonly centre: TestCentre; readonly at: Applicants; readonly case_: CaseView };
type Finding = { readonly code: string; readonly status: string };
type Report = {
  readonly verdict: string;
  readonly signatures: readonly { readonly conditions: readonly { readonly findings: readonly Finding[] }[] }[];
};
/** An entry of a register of certificates as anybody reads it. */
export type Entry = {
  readonly state: string;
  readonly end: { readonly ground: string; readonly since: string; readonly reason: string | null } | null;
};

export type CentreLife = Awaited<ReturnType<typeof centreLife>>;

/** `s`: a stand whose law time is the real time of its start. */
export async function centreLife(s: CentreStand) {
  const begun = s.clock.now().getTime();
  const applicant = await s.signedIn('aibek@example.kg');
  const later = (days: number, hours = 0): Date => new Date(begun + days * 86_400_000 + hours * 3_600_000);
  let callers = 0;
  const anybody = () => s.visitor(`10.7.${callers >> 8}.${++callers & 255}`);
  const since = (asOf: Date | undefined): string => (asOf === undefined ? '' : `?asOf=${asOf.toISOString()}`);

  /** The centre's newest certificate of the root. */
  const newest = (at: Applicants): Promise<Certificate> =>
    at.tx(async (db) => {
      const { id } = (await registerOf(db, at.centre.id))!;
      return parseCertificate((await issuersOf(db, id)).findLast(({ kind }) => kind === 'ACA')!.der);
    });

  return {
    later,
    newest,
    applicant,
    /** A calendar day in Bishkek, so many days after the beginning. */
    dayAfter: (days: number): string => later(days, 6).toISOString().slice(0, 10),
    /** Days gone by since the beginning. */
    day: (): number => Math.round((s.clock.now().getTime() - begun) / 86_400_000),

    newAccredited: async (): Promise<Accredited> => {
      const centre = await s.newCentre();
      const made = await centre.head.post(`/v1/centres/${centre.id}/key-requests`);
      assert.equal(made.status, 201, made.body);
      await loadPapers(s.platform, centre.id);
      const case_ = await accredited(s, centre, made.json<{ request: string }>());
      return { centre, at: applicantsOf(s, centre, applicant, await s.registrarOf(centre)), case_ };
    },
    certified: async (at: Applicants): Promise<Signer> => {
      const key = newKey();
      const request = pemOf('CERTIFICATE REQUEST', await makeRequest({ countryName: 'KG', commonName: 'x' }, key));
      return { ...(await at.issued({ request })), key };
    },
    signed: async ({ certificate, key }: Signer, at: Applicants): Promise<Buffer> => {
      const content = digestsOf(document);
      const prepared = prepareCades({ certificate, content, signingTime: s.clock.now(), creationMeans });
      const value = await key.sign(prepared.message);
      return cadesMessage([finishSigner(prepared, value)], [certificate, await newest(at)]);
    },
    /** The same signature with a time-stamp of the installation's own authority. */
    stamped: async (signature: Buffer): Promise<Buffer> => {
      const message = parseSignedData(signature);
      const hash = createHash('sha256').update(toTimeStamp(message)).digest();
      const answer = await s.platform.app.inject({
        method: 'POST',
        url: '/tsp',
        headers: { 'content-type': 'application/timestamp-query' },
        payload: timeStampRequest({ digest: 'sha256', hash, wantsCertificate: true }),
      });
      return withSignatureTimeStamp(message, parseTimeStampResponse(answer.rawPayload).token!);
    },
    verify: async (signature: Buffer, asOf?: Date): Promise<{ verdict: string; objections: string[] }> => {
      const moment = asOf === undefined ? {} : { asOf: asOf.toISOString() };
      const json = { signature: base64(signature), document: base64(document), ...moment };
      const answer = await anybody().post('/v1/signatures/verification', { json });
      assert.equal(answer.status, 200, answer.body);
      const report = answer.json<Report>();
      const found = report.signatures[0]!.conditions.flatMap(({ findings }) => findings);
      const objections = found.filter(({ status }) => status !== 'met').map(({ code }) => code);
      return { verdict: report.verdict, objections };
    },
    entry: async (number: string, asOf?: Date): Promise<Entry> => {
      const answer = await anybody().get(`/v1/registers/certificates/${number}${since(asOf)}`);
      assert.equal(answer.status, 200, answer.body);
      return answer.json<{ items: Entry[] }>().items[0]!;
    },
    numberOfRoot: async (centre: Pick<TestCentre, 'id'>): Promise<string> =>
      rowOf(await list(s, 'accredited'), centre)!.accreditation['rootCertificate']!,
    /** Acts in the case of an accreditation. */
    in:
      (centre: TestCentre, caseId: string) =>
      (who: Visitor, name: string, data: object): Promise<Answer> =>
        act(who, centre, 'accreditation', caseId, name, data),
    /** The root's list of ended certificates, after the worker has looked at what was entered. */
    rootList: async (): Promise<Buffer> => {
      await s.platform.status.round();
      return (await s.platform.app.inject({ url: '/crl/root.crl' })).rawPayload;
    },
  };
}
