import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { casesOf, ok, refused } from '../procedures/centres/test-centre.ts';
import { openSslFolder, pem } from '../trust/formats/test-parties.ts';
import { contentOf, kindOfPolicies, lint, subjectNameOf, tbsFor } from '../trust/issue/index.ts';
import { draftUnder, factsUnder, newChain } from '../trust/issue/lint/test-facts.ts';
import { legal } from '../trust/issue/test-people.ts';
import type { Certificate } from '../trust/path/index.ts';
import { applicants, company, example, forCompany, newHolder, ofCompany } from './test-applicants.ts';

// Whose certificates are issued, what stands in them, and what the centre keeps, over HTTP with the sandbox's own keys.

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());
const subjectOf = (one: Certificate) => subjectNameOf(one.subject);
const kindOf = ({ policies }: Certificate) => kindOfPolicies((policies ?? []).map(({ policy }) => policy));
type Act = { act: string; data: Record<string, unknown> };
const fileOf = async (id: string): Promise<readonly Act[]> =>
  ok(await t.registrar.get(`${casesOf(t.centre, 'certificate-application')}/${id}`)).acts;
const lastOf = (acts: readonly Act[], act: string) => acts.findLast((one) => one.act === act)!.data;

test('ES-14.3a: a legal entity’s certificate names it and the person acting for it; without that person it is not signed', async () => {
  const { certificate } = await t.issued(ofCompany, forCompany);
  assert.equal(kindOf(certificate), 'QL');
  const { organizationName, surname, title, organizationIdentifier } = subjectOf(certificate);
  assert.deepEqual(
    [organizationName, surname, title, organizationIdentifier],
    [company.name, 'Сыдыков', 'Башкы директор', `NTRKG-${company.registrationNumber}`],
  );
  const chain = await newChain();
  const draft = { ...draftUnder(chain, 'QL'), subject: legal };
  const found = lint(tbsFor(draft, chain.keys.ACA), 'QL', factsUnder(chain, 'QL'));
  assert.ok(found.some(({ code, field }) => code === 'ISS_FIELD_MISSING' && field === 'subject/surname'));
});

test('ES-14.3b: nobody acts for a legal entity without the document of that right, and the certificate cites it', async () => {
  const without = await t.ready(ofCompany, { slots: forCompany.slots! });
  refused(await t.by(t.registrar, without, 'issue', example('issue')), 'ISS_AUTHORITY_NOT_CONFIRMED', 'ES-18.1.2');
  const { certificate } = await t.issued(ofCompany, forCompany);
  const { representation } = contentOf(certificate).content;
  assert.deepEqual(
    [representation!.basis, representation!.document!.number, representation!.validUntil],
    ['powerOfAttorney', '14', '2027-11-02'],
  );
});

test('ES-14.3d: a system’s certificate names the legal entity alone, which is the owner: so the register has it, and so a verifier says it', async () => {
  const holder = await newHolder();
  const { certificate, view } = await t.issued(
    { ...ofCompany, owner: 'automatic', request: holder.request },
    forCompany,
  );
  assert.equal(kindOf(certificate), 'QA');
  const { surname, givenName, organizationName } = subjectOf(certificate);
  assert.deepEqual([surname, givenName, organizationName], [undefined, undefined, company.name]);
  const [row] = await t.tx((tx) =>
    tx.query<{ subject_id: string | null }>('SELECT subject_id FROM certificate WHERE agreement_id = $1', [view.id]),
  );
  assert.equal(row!.subject_id, null);
  const { put, openssl } = openSslFolder();
  put('own.pem', pem('CERTIFICATE', certificate.raw));
  put('key.pem', holder.keyPem);
  put('letter', 'Отчет');
  const signed = openssl('cms -sign -cades -md sha256 -binary -signer own.pem -inkey key.pem -in letter -outform DER');
  assert.ok(signed.ok, signed.stderr);
  await t.platform.status.round();
  const report = await t.visitor('10.4.0.1').post('/v1/signatures/verification', {
    json: { signature: signed.stdout.toString('base64'), document: Buffer.from('Отчет').toString('base64') },
  });
  const { signer } = report.json<{ signatures: { signer: Record<string, unknown> }[] }>().signatures[0]!;
  assert.deepEqual([signer['owner'], signer['ownerKind'], signer['actingPerson']], [company.name, 'automatic', null]);
});

test('ES-15.2.1: the centre’s file keeps the particulars of the identity document of the owner of a certificate', async () => {
  const { view } = await t.issued();
  const acts = await fileOf(view.id);
  const { title, number, issued } = lastOf(acts, 'keepDocument');
  assert.deepEqual([title, number, issued], ['ID card', 'ID0000001', '2020-01-15']);
  assert.deepEqual(lastOf(acts, 'establish')['document'], {
    title: 'ID card',
    number: 'ID0000001',
    issued: '2020-01-15',
    issuedBy: 'MKK 211011',
  });
});

test('ES-15.2.2a ES-15.2.2b ES-15.2.2c: the centre’s file keeps title, number and date of the document on which a person acts for the legal entity', async () => {
  const { view } = await t.issued(ofCompany, forCompany);
  const { title, number, issued } = lastOf(await fileOf(view.id), 'confirmAuthority');
  assert.deepEqual([title, number, issued], ['Power of attorney', '14', '2026-11-02']);
});

test('ES-15.2.3a ES-15.2.3b: powers for third parties enter a certificate only with their document kept: its title, number and date', async () => {
  const power = {
    kind: 'legal',
    principal: '«Ысык-Көл» ЖЧК',
    scope: 'Келишимдерге кол коюу',
    title: 'Ишеним кат',
    number: '9',
    issued: '2026-10-11',
    until: '2027-10-11',
  };
  const applied = { onBehalf: 'yes', powers: [power] };
  const without = await t.ready(applied);
  refused(await t.by(t.registrar, without, 'issue', example('issue')), 'ISS_DOCS_MISSING', 'ES-18.2.3');
  // A document of another title, number or day is not the document that the applicant names.
  const { title, number, issued } = power;
  const shown = { slot: 'power', title, number, issued };
  for (const other of [{ title: 'Келишим' }, { number: '10' }, { issued: '2026-10-12' }]) {
    const differs = await t.ready(applied, { slots: ['identity', { ...shown, ...other }] });
    refused(await t.by(t.registrar, differs, 'issue', example('issue')), 'ISS_DATA_MISMATCH', 'ES-18.2.3');
  }
  const second = { ...power, principal: '«Нарын» ЖЧК', number: '12' };
  const one = await t.ready({ onBehalf: 'yes', powers: [power, second] }, { slots: ['identity', shown] });
  refused(await t.by(t.registrar, one, 'issue', example('issue')), 'ISS_DATA_MISMATCH', 'ES-15.2.3a');
  // The registrar has before the eyes, at the button, what the certificate will say.
  const desk = (await t.registrar.get(`/centre/applications/${one.id}`)).body;
  for (const said of [power.principal, power.scope, second.principal]) assert.ok(desk.includes(said), said);

  const { view, certificate } = await t.issued(applied, { slots: ['identity', shown] });
  const [named] = contentOf(certificate).content.powers!;
  assert.deepEqual([named!.principal.name, named!.scope], [power.principal, power.scope]);
  const kept = (await fileOf(view.id)).filter(({ act, data }) => act === 'keepDocument' && data['slot'] === 'power');
  assert.deepEqual(
    kept.map(({ data }) => [data['title'], data['number'], data['issued']]),
    [['Ишеним кат', '9', '2026-10-11']],
  );
  assert.deepEqual(
    [named!.document!.title, named!.document!.number, named!.document!.issued],
    ['Ишеним кат', '9', '2026-10-11'],
  );
});

test('what the register has in its columns of a certificate equals the certificate itself', async () => {
  const { certificate } = await t.issued();
  const [entry] = (await t.visitor('10.4.0.2').get(`/v1/registers/certificates/${certificate.serial}`)).json<{
    items: Record<string, string>[];
  }>().items;
  const der = Buffer.from(entry!['certificate']!, 'base64');
  const { put, openssl } = openSslFolder();
  put('own.pem', pem('CERTIFICATE', der));
  const shown = openssl('x509 -in own.pem -noout -serial -fingerprint -sha256 -startdate -enddate').stdout.toString();
  const value = (name: RegExp): string => name.exec(shown)![1]!;
  assert.equal(entry!['number'], value(/serial=(\w+)/).toLowerCase());
  assert.equal(
    entry!['fingerprint'],
    value(/ingerprint=([\w:]+)/)
      .replaceAll(':', '')
      .toLowerCase(),
  );
  assert.equal(entry!['validFrom'], new Date(value(/notBefore=(.+)/)).toISOString());
  assert.equal(entry!['validUntil'], new Date(value(/notAfter=(.+)/)).toISOString());
  assert.equal(entry!['kind'], kindOf(certificate));
});
