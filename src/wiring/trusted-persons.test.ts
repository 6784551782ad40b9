import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { journalled } from '../../test/requirements/support.ts';
import { password, type Visitor } from '../../test/support/platform.ts';
import { act, casesOf, type CaseView, ok, refused } from '../procedures/centres/test-centre.ts';
import { openSslFolder, pem } from '../trust/formats/test-parties.ts';
import { issuersOf, registerOf, subjectNameOf } from '../trust/issue/index.ts';
import { type Certificate, parseCertificate } from '../trust/path/index.ts';
import { applicants, example, newHolder } from './test-applicants.ts';
import { png, sendScan } from './test-owner-files.ts';

// Trusted persons of the sandbox's accredited centre, over HTTP: powers, a certificate of the centre by two officers, issuing, withdrawal.

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());
const cases = casesOf(t.centre, 'certificate-application');
const base = `/v1/centres/${t.centre.id}/trusted-persons`;
let head: Visitor;
before(async () => {
  head = await t.signedIn('head@ishenim.example.kg');
});

type Person = { readonly id: string; readonly name: string; readonly officer: Visitor; readonly orderId: string };
let count = 0;
const created = <T>(answer: { status: number; body: string; json<R>(): R }): T => {
  assert.equal(answer.status, 201, answer.body);
  return answer.json<T>();
};

async function powers(): Promise<{ id: string; name: string }> {
  count += 1;
  const name = `«Ишенимдүү ${count}» ЖЧК`;
  const { trustedPersonId: id } = created<{ trustedPersonId: string }>(
    await head.post(base, {
      json: {
        name,
        registrationNumber: `000009-330${count}-ЖЧК`,
        contractNumber: `И-${count}`,
        contractOn: '2026-11-02',
        scope: 'Жеке жактардын сертификаттары',
        until: '2027-11-01',
      },
    }),
  );
  return { id, name };
}
const order = async (id: string) =>
  created<{ orderId: string; contentHash: string }>(
    await head.post(`${base}/${id}/certificate-orders`, { json: { place: 'Ош ш., Сыноо көч., 3' } }),
  );
const approve = (who: Visitor, orderId: string, contentHash: string) =>
  who.post(`${base}/certificate-orders/${orderId}/approvals`, { json: { contentHash } });

/** A person with the powers, the centre's certificate for them, and an officer. */
async function trusted(): Promise<Person> {
  const { id, name } = await powers();
  const { orderId, contentHash } = await order(id);
  for (const who of [head, t.registrar]) {
    const approved = await approve(who, orderId, contentHash);
    assert.equal(approved.status, 200, approved.body);
  }
  const login = `officer-${count}@trusted.example.kg`;
  created(await head.post(`${base}/${id}/officers`, { json: { login, name: 'Кызматкер', password } }));
  return { id, name, orderId, officer: await t.signedIn(login, `10.8.0.${count}`) };
}
const by = (who: Visitor, view: Pick<CaseView, 'id'>, name: string, data: object = {}) =>
  act(who, t.centre, 'certificate-application', view.id, name, data);

/** An application through a trusted person with everything done but the issue, by that person's officer. */
async function ready(person: Person, change: object = {}): Promise<CaseView> {
  const view = await t.apply({ through: person.id, ...change });
  for (const name of ['inform', 'establish', 'keepDocument']) ok(await by(person.officer, view, name, example(name)));
  return ok(await by(t.applicant, view, 'agree'));
}
async function issued(person: Person): Promise<{ certificate: Certificate; keyPem: string; view: CaseView }> {
  const holder = await newHolder();
  const view = await ready(person, { request: holder.request });
  ok(await by(person.officer, view, 'issue', example('issue')));
  return { certificate: await t.certificateOf(view), keyPem: holder.keyPem, view };
}
const issuers = () => t.tx(async (tx) => issuersOf(tx, (await registerOf(tx, t.centre.id))!.id));
const ofPerson = async (name: string): Promise<Certificate> =>
  (await issuers())
    .map(({ der }) => parseCertificate(der))
    .find(({ subject }) => subjectNameOf(subject).organizationalUnitName?.endsWith(name))!;

/** A CMS signature over a letter with the certificate's key, and what the centre's service says of it to somebody. */
async function checked(
  who: Visitor,
  signer: { certificate: Certificate; keyPem: string },
  service = '/v1/signatures/verification',
) {
  await t.platform.status.round();
  const { put, openssl } = openSslFolder();
  put('own.pem', pem('CERTIFICATE', signer.certificate.raw));
  put('key.pem', signer.keyPem);
  put('letter', 'Отчет');
  const signed = openssl('cms -sign -cades -md sha256 -binary -signer own.pem -inkey key.pem -in letter -outform DER');
  assert.ok(signed.ok, signed.stderr);
  const answer = await who.post(service, {
    json: { signature: signed.stdout.toString('base64'), document: Buffer.from('Отчет').toString('base64') },
  });
  assert.equal(answer.status, service === atCentre ? 201 : 200, answer.body);
  const found = answer.json<Report & { report?: Report }>();
  return found.report ?? found;
}
/** The centre's own service. */
const atCentre = `/v1/centres/${t.centre.id}/checks`;
type Report = {
  readonly verdict: string;
  readonly signatures: { conditions: { condition: string; status: string; findings: { code: string }[] }[] }[];
};
const issuerFindings = ({ signatures }: Report): string[] =>
  signatures[0]!.conditions.flatMap(({ findings }) => findings.map(({ code }) => code));
const notMet = ({ signatures }: Report): unknown[] =>
  signatures[0]!.conditions.filter(({ status }) => status === 'not-met');

test('ES-13.4a: under powers that stand the trusted person’s officer issues, and the chain leads over the centre to the root; after their withdrawal issuing is refused', async () => {
  const person = await trusted();
  const { certificate } = await issued(person);
  const own = await ofPerson(person.name);
  const { centre, root } = await t.chain();
  assert.ok(certificate.issuer.raw.equals(own.subject.raw));
  assert.ok(own.issuer.raw.equals(parseCertificate(centre).subject.raw));
  const { put, openssl } = openSslFolder();
  put('root.pem', pem('CERTIFICATE', root));
  put('between.pem', pem('CERTIFICATE', centre) + pem('CERTIFICATE', own.raw));
  put('centre.pem', pem('CERTIFICATE', centre));
  put('own.pem', pem('CERTIFICATE', certificate.raw));
  const at = '-attime 1795406460 -x509_strict';
  const verified = openssl(`verify ${at} -CAfile root.pem -untrusted between.pem own.pem`);
  assert.ok(verified.ok, verified.stderr);
  assert.equal(
    openssl(`verify ${at} -CAfile root.pem -untrusted centre.pem own.pem`).ok,
    false,
    'the person stands between',
  );
  put('person.pem', pem('CERTIFICATE', own.raw));
  assert.match(openssl('x509 -in person.pem -noout -text').stdout.toString(), /CA:TRUE, pathlen:0/);

  const waiting = await ready(person);
  const withdrawn = await head.post(`${base}/${person.id}/withdraw`, { json: { ground: 'Келишим бузулду' } });
  assert.equal(withdrawn.status, 200, withdrawn.body);
  refused(await by(person.officer, waiting, 'issue', example('issue')), 'TRUSTED_POWERS_ENDED', 'ES-13.4a');
  assert.equal((await person.officer.get(`${cases}/${waiting.id}`)).status, 409, 'and its files are shut to it');
  const late = await t.applicant.post(cases, { json: { data: { ...example('apply'), through: person.id } } });
  refused(late, 'TRUSTED_PERSON_NOT_ISSUING', 'ES-13.4a');
  // The certificate that carried the powers has ended with them; the centre itself issues what was waiting.
  const [entry] = (await t.visitor('10.8.1.1').get(`/v1/registers/certificates/${own.serial}`)).json<{
    items: { state: string; kind: string }[];
  }>().items;
  assert.deepEqual([entry!.kind, entry!.state], ['TP', 'terminated']);
  ok(await by(t.registrar, waiting, 'issue', example('issue')));
  assert.ok((await t.certificateOf(waiting)).issuer.raw.equals(parseCertificate(centre).subject.raw));
});

test('with the certificate of a trusted person ends what rests on it: a signature of later passes no more, and its centre is told how many are concerned', async () => {
  const person = await trusted();
  const signer = await issued(person);
  assert.deepEqual(notMet(await checked(t.visitor('10.8.1.4'), signer)), []);
  assert.match((await head.get(`/centre/trusted/${person.id}?lang=en`)).body, /certificates it has issued \(1\)/);
  const withdrawn = await head.post(`/centre/trusted/${person.id}/withdraw`, {
    form: { _csrf: head.csrf, ground: 'Келишим бузулду' },
  });
  assert.equal(withdrawn.status, 303, withdrawn.body);
  t.clock.advance(2000);
  assert.equal(notMet(await checked(t.visitor('10.8.1.5'), signer)).length > 0, true);
});

test('a trusted person’s certificate needs two officers of the centre for exactly those bytes, and no officer of its own', async () => {
  const person = await trusted();
  const { orderId, contentHash } = await order(person.id);
  refused(await approve(head, orderId, '0'.repeat(64)), 'TRUSTED_ORDER_CHANGED');
  assert.equal((await approve(person.officer, orderId, contentHash)).status, 403);
  const first = await approve(head, orderId, contentHash);
  assert.deepEqual(first.json(), { approvals: 1, certificateNumber: null });
  refused(await approve(head, orderId, contentHash), 'KEY_SECOND_OFFICER');
  const second = (await approve(t.registrar, orderId, contentHash)).json<{ certificateNumber: string }>();
  assert.match(second.certificateNumber, /^[0-9a-f]{2,40}$/);
  refused(await approve(t.registrar, orderId, contentHash), 'TRUSTED_ORDER_UNKNOWN');
});

test('an officer of a trusted person whose powers have ended asks for no checks, by API or page; while they stand it is heard', async () => {
  const person = await trusted();
  const json = { signature: Buffer.from('no signature').toString('base64') };
  const asks = () => person.officer.post(atCentre, { json });
  assert.doesNotMatch((await asks()).body, /CHECK_POWERS_ENDED/);
  const withdrawn = await head.post(`${base}/${person.id}/withdraw`, { json: { ground: 'Келишим бузулду' } });
  assert.equal(withdrawn.status, 200, withdrawn.body);
  refused(await asks(), 'CHECK_POWERS_ENDED', 'ES-13.5.2b');
  await person.officer.get('/centre/checks?lang=en');
  const part =
    '--edge\r\ncontent-disposition: form-data; name="signature"; filename="a.p7s"\r\n\r\nno signature\r\n--edge--\r\n';
  const page = await person.officer.post(`/centre/checks?lang=en&_csrf=${encodeURIComponent(person.officer.csrf)}`, {
    bytes: Buffer.from(part),
    headers: { 'content-type': 'multipart/form-data; boundary=edge' },
  });
  assert.equal(page.status, 409);
  assert.match(page.body, /The powers of the trusted person have ended/);
});

test('powers withdrawn while the second officer approves leave no certificate in force, whichever comes first', async () => {
  for (let round = 0; round < 6; round += 1) {
    const { id, name } = await powers();
    const { orderId, contentHash } = await order(id);
    assert.equal((await approve(head, orderId, contentHash)).status, 200);
    const second = () => approve(t.registrar, orderId, contentHash);
    const withdrawal = () => head.post(`${base}/${id}/withdraw`, { json: { ground: 'Келишим бузулду' } });
    const [one, other] = await Promise.all(round % 2 === 0 ? [second(), withdrawal()] : [withdrawal(), second()]);
    const [approved, withdrawn] = round % 2 === 0 ? [one, other] : [other, one];
    assert.equal(withdrawn!.status, 200, withdrawn!.body);
    if (approved!.status !== 200) {
      refused(approved!, 'TRUSTED_PERSON_UNKNOWN');
      assert.equal(await ofPerson(name), undefined);
      continue;
    }
    const { serial } = await ofPerson(name);
    const { items } = (await t.visitor(`10.8.2.${round}`).get(`/v1/registers/certificates/${serial}`)).json<{
      items: { state: string }[];
    }>();
    assert.deepEqual(
      items.map(({ state }) => state),
      ['terminated'],
    );
  }
});

test('who works for a trusted person sees what was applied for through that person, and nothing else of the centre', async () => {
  const [one, other] = [await trusted(), await trusted()];
  const [own, foreign, direct] = [
    await t.apply({ through: one.id }),
    await t.apply({ through: other.id }),
    await t.apply(),
  ];
  assert.equal((await one.officer.get(`${cases}/${own.id}`)).status, 200);
  for (const { id } of [foreign, direct]) {
    assert.equal((await one.officer.get(`${cases}/${id}`)).status, 404);
    assert.equal((await one.officer.get(`/centre/applications/${id}`)).status, 404);
    assert.equal((await by(one.officer, { id }, 'inform', example('inform'))).status, 404);
  }
  const { items } = (await one.officer.get(`${cases}?limit=100`)).json<{ items: { id: string }[] }>();
  assert.deepEqual(
    items.map(({ id }) => id),
    [own.id],
  );
  const list = (await one.officer.get('/centre/cases/certificate-application')).body;
  assert.ok(list.includes(own.id) && !list.includes(foreign.id) && !list.includes(direct.id));
  // The centre's own registrar looks after everything, but what the person issues is the person's to sign.
  const ofOne = await ready(one);
  refused(await by(t.registrar, ofOne, 'issue', example('issue')), 'TRUSTED_PERSON_ISSUES', 'ES-13.4a');
});

test('ES-13.5.1: of a signature whose key a trusted person has certified the centre’s service gives a report', async () => {
  const person = await trusted();
  const report = await checked(t.applicant, await issued(person), atCentre);
  const codes = issuerFindings(report);
  assert.ok(codes.includes('TRUSTED_PERSON') && codes.includes('ISSUER_ACCREDITED'), JSON.stringify(codes));
  assert.deepEqual(notMet(report), []);
});

test('ES-13.5.2a: two trusted persons of one centre verify each other’s signatures at the centre’s service', async () => {
  const [one, other] = [await trusted(), await trusted()];
  const [ofOne, ofOther] = [await issued(one), await issued(other)];
  for (const [who, signer] of [
    [one.officer, ofOther],
    [other.officer, ofOne],
  ] as const) {
    const report = await checked(who, signer, atCentre);
    assert.deepEqual(notMet(report), [], JSON.stringify(report));
    assert.ok(issuerFindings(report).includes('TRUSTED_PERSON'));
  }
});

test('ES-13.5.2b: what a trusted person issues stands in the centre’s register before it takes effect, and asking again with the same key is answered with the same entry', async () => {
  const person = await trusted();
  const view = await ready(person);
  t.clock.advance(400);
  const path = `${cases}/${view.id}/acts/issue`;
  const send = () =>
    person.officer.post(path, { json: example('issue'), headers: { 'idempotency-key': 'trusted-issue-0001' } });
  const [first, again] = [ok(await send()), ok(await send())];
  assert.deepEqual([first.stage, again.stage], ['ISSUED', 'ISSUED']);
  const { serial, notBefore } = await t.certificateOf(view);
  const [row] = await t.tx((tx) =>
    tx.query<{ entered_at: Date; holder_id: string; n: number }>(
      'SELECT entered_at, holder_id, (SELECT count(*)::int FROM certificate WHERE agreement_id = c.agreement_id) AS n FROM certificate c WHERE agreement_id = $1',
      [view.id],
    ),
  );
  assert.equal(row!.entered_at.getMilliseconds(), 400);
  assert.ok(row!.entered_at <= notBefore, `${row!.entered_at.toISOString()} ${notBefore.toISOString()}`);
  assert.deepEqual([row!.holder_id, row!.n], [t.centre.id, 1]);
  const { items } = (await t.visitor('10.8.1.3').get(`/v1/registers/certificates/${serial}`)).json<{
    items: unknown[];
  }>();
  assert.equal(items.length, 1);
  t.clock.advance(600);
});

test('who works for a trusted person stores copies of the documents seen there, of what was applied for through that person and of nothing else', async () => {
  const [person, another] = [await trusted(), await trusted()];
  const view = await ready(person);
  const direct = await t.apply();
  const documents = (id: string): string => `/v1/centres/${t.centre.id}/applications/${id}/documents`;
  const store = (who: Visitor, id: string, text: string) =>
    who.post(documents(id), { json: { slot: 'identity', file: png(text).toString('base64') } });
  const atDesk = `/centre/applications/${view.id}`;
  // The page to which the desk leads, then the API.
  assert.ok((await person.officer.get(atDesk)).body.includes(`${atDesk}/scans`));
  assert.equal((await person.officer.get(`${atDesk}/scans`)).status, 200);
  assert.equal((await sendScan(person.officer, `${atDesk}/scans`, 'power', png('page'))).status, 303);
  const { id } = created<{ id: string }>(await store(person.officer, view.id, 'api'));
  const own = await person.officer.get(`${documents(view.id)}/${id}`);
  assert.ok(own.raw.equals(png('api')), own.body);
  const said = (await journalled(t, 'owner-file.stored')).filter(({ data }) => data['case'] === view.id);
  assert.deepEqual(
    said.map(({ actor }) => actor.role),
    ['trusted', 'trusted'],
  );
  assert.ok((await t.registrar.get(`${documents(view.id)}/${id}`)).raw.equals(png('api')), 'it is the centre’s file');

  // Nothing else: neither another person's application, nor one at the centre itself, nor a copy of that under an address of one's own.
  const theirs = created<{ id: string }>(await store(t.registrar, direct.id, 'at the centre')).id;
  for (const [who, caseId] of [
    [another.officer, view.id],
    [person.officer, direct.id],
  ] as const) {
    assert.equal((await store(who, caseId, 'x')).status, 404);
    assert.equal((await who.get(`/centre/applications/${caseId}/scans`)).status, 404);
    assert.equal((await sendScan(who, `/centre/applications/${caseId}/scans`, 'power', png('x'))).status, 404);
    assert.equal((await who.get(`${documents(caseId)}/${caseId === view.id ? id : theirs}`)).status, 404);
  }
  assert.equal((await person.officer.get(`${documents(view.id)}/${theirs}`)).status, 404);
  // With the powers it ends.
  const withdrawn = await head.post(`${base}/${person.id}/withdraw`, { json: { ground: 'Келишим бузулду' } });
  assert.equal(withdrawn.status, 200, withdrawn.body);
  refused(await store(person.officer, view.id, 'late'), 'TRUSTED_POWERS_ENDED');
  refused(await person.officer.get(`${documents(view.id)}/${id}`), 'TRUSTED_POWERS_ENDED');
});
