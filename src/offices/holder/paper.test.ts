import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inventedCitizens } from '../../identity/index.ts';
import { ask, subjectOf } from '../../../test/support/consenting.ts';
import { testPin } from '../../../test/support/people.ts';
import { startPlatform, type TestPlatform, type Visitor } from '../../../test/support/platform.ts';
import { formOf, type Sent } from './test-forms.ts';
import { scanType } from '../../platform/media-type.ts';
import { scanLimit } from './upload.ts';

// Paper at the counter: a person without an account, a scan, two members of staff.

let t: TestPlatform;
let clerk: Visitor;
let officer: Visitor;
let purposeId: string;
const code = 'inform_by_email';
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');

before(async () => {
  t = await startPlatform();
  clerk = await t.signedIn('clerk@salyk.example.kg');
  officer = await t.signedIn('dpo@salyk.example.kg');
  purposeId = t.sandbox.purposes[code]!;
});
after(() => t.stop());

const post = (visitor: Visitor, address: string, form: Sent) =>
  visitor.post(address, { form: { ...form, _csrf: visitor.csrf } });

/** A form with a file, as a browser sends it. */
async function upload(
  visitor: Visitor,
  address: string,
  form: Sent,
  file: Buffer | null,
): Promise<{ status: number; body: string; location: string }> {
  const boundary = 'ab7f31';
  const parts: Uint8Array<ArrayBuffer>[] = Object.entries(form).flatMap(([name, value]) =>
    [value]
      .flat()
      .map((one) => Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${one}\r\n`)),
  );
  if (file !== null)
    parts.push(
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="scan"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n`,
      ),
      Buffer.from(file),
      Buffer.from('\r\n'),
    );
  const answer = await t.platform.app.inject({
    method: 'POST',
    url: address,
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
  });
  return { status: answer.statusCode, body: answer.body, location: String(answer.headers.location ?? '') };
}

const person = (n: number): Sent => ({
  surname: 'Асанова',
  givenName: 'Айгүл',
  patronymic: 'Бакыт кызы',
  'birthDate-day': '2',
  'birthDate-month': '1',
  'birthDate-year': '1899',
  pin: testPin(n),
  documentType: 'id-card-2017',
  documentSeries: 'ZZ',
  documentNumber: String(n).padStart(7, '0'),
  'issuedOn-day': '14',
  'issuedOn-month': '5',
  'issuedOn-year': '2018',
  issuedBy: 'МКК 218011',
  address: 'Бишкек шаары, Үлгү көчөсү, 1-үй',
  phone: '',
  email: '',
  originalSeen: 'yes',
});
async function newcomer(n: number): Promise<string> {
  const made = await post(clerk, '/holder/paper/person/new', person(n));
  assert.equal(made.status, 303, made.body.slice(0, 2000));
  return new URL(String(made.headers.location), 'http://x').searchParams.get('subject')!;
}
const paper: Sent = {
  categories: ['full_name', 'email'],
  permits: ['processing'],
  place: 'Бишкек',
  'acquaintedOn-day': '19',
  'acquaintedOn-month': '11',
  'acquaintedOn-year': '2026',
  noticeLang: 'ky',
  'signedOn-day': '20',
  'signedOn-month': '11',
  'signedOn-year': '2026',
  beside: 'ky',
  signer: 'subject',
  original: '7-папка, 12-барак',
};
async function address(subject: string): Promise<string> {
  const page = await clerk.get(`/holder/paper/new?subject=${subject}&purpose=${purposeId}`);
  assert.equal(page.status, 200);
  return /action="(\/holder\/paper\/new[^"]*)"/.exec(page.body)![1]!.replaceAll('&amp;', '&');
}
const checks = ['original', 'signature', 'person', 'data', 'dates'];

test('a new person is recorded from the document in hand; all that is wrong is said at once and nothing typed is lost', async () => {
  const refused = await post(clerk, '/holder/paper/person/new', {
    ...person(60),
    surname: '',
    patronymic: '',
    documentSeries: '12',
    originalSeen: '',
  });
  assert.equal(refused.status, 422);
  for (const field of ['surname', 'patronymic', 'documentSeries', 'originalSeen'])
    assert.match(refused.body, new RegExp(`href="#${field}"`), field);
  assert.equal(formOf(refused.body, '/holder/paper/person/new')['givenName'], 'Айгүл');
  await newcomer(60);
  const twice = await post(clerk, '/holder/paper/person/new', { ...person(60), documentNumber: '7777777' });
  assert.equal(twice.status, 422);
  assert.match(twice.body, /href="#pin"/);
});

test('a person is found by PIN or by the document, and led to the paper or to the consents', async () => {
  const subject = await newcomer(61);
  const byPin = await post(clerk, '/holder/paper/person', { by: 'pin', pin: testPin(61), then: 'register' });
  assert.equal(byPin.headers.location, `/holder/paper/new?subject=${subject}`);
  const byDocument = await post(clerk, '/holder/paper/person', {
    by: 'document',
    documentType: 'id-card-2017',
    documentSeries: 'zz',
    documentNumber: '0000061',
    then: 'show',
  });
  assert.equal(byDocument.headers.location, `/holder/consents?subject=${subject}`);
  const nobody = await post(clerk, '/holder/paper/person', {
    by: 'document',
    documentType: 'id-card-2017',
    documentSeries: 'ZZ',
    documentNumber: '9999999',
    then: 'show',
  });
  assert.equal(nobody.status, 404);
  assert.match(nobody.body, /value="9999999"/);
});

test('without a scan or the place of the original nothing is registered, and the fields come back', async () => {
  const to = await address(await newcomer(62));
  const bare = await upload(clerk, to, { ...paper, original: '' }, null);
  assert.equal(bare.status, 422);
  assert.match(bare.body, /href="#scan"/);
  assert.match(bare.body, /href="#original"/);
  assert.match(bare.body, /CP-10e/);
  assert.match(bare.body, /value="Бишкек"/);
  assert.match((await upload(clerk, to, paper, Buffer.from('<html>not a scan</html>'))).body, /href="#scan"/);
  const early = await upload(clerk, to, { ...paper, 'acquaintedOn-day': '21' }, pdf);
  assert.equal(early.status, 409, 'acquainted after signing');
  assert.match(early.body, /href="#acquaintedOn"/);
  assert.match((await upload(clerk, to, { ...paper, permits: [] }, pdf)).body, /href="#permits"/);
  assert.equal((await upload(clerk, to.replace(/_csrf=[^&]*/, '_csrf=no'), paper, pdf)).status, 403);
});

test('a file is judged by its bytes and its size', async () => {
  assert.equal(scanType(pdf), 'application/pdf');
  assert.equal(scanType(Buffer.from('89504e470d0a1a0a00', 'hex')), 'image/png');
  assert.equal(scanType(Buffer.from('ffd8ffe0', 'hex')), 'image/jpeg');
  assert.equal(scanType(Buffer.from('PK')), null);
  const to = await address(await newcomer(63));
  const large = await upload(clerk, to, paper, Buffer.concat([pdf, Buffer.alloc(scanLimit)]));
  assert.equal(large.status, 422);
  assert.match(large.body, /10 МБ/);
});

test('a paper consent counts for nothing until another person has compared it; then it works, and is withdrawn at the counter without an account', async () => {
  const subject = await newcomer(64);
  const done = await upload(clerk, await address(subject), paper, pdf);
  assert.equal(
    done.status,
    303,
    /mk-error-summary__list">(.*?)<\/ul>/s.exec(done.body)?.[1] ?? done.body.slice(0, 500),
  );
  const consent = done.location.split('?')[0]!;
  const may = () => ask(t, officer, { code, subjectId: subject, categories: ['email'] });
  assert.equal((await may()).allowed, false);
  const check = consent.replace('/consents/', '/paper/');
  assert.match((await clerk.get('/holder/paper')).body, /сиз каттагансыз/);
  const own = await post(clerk, `${check}/check`, { checks });
  assert.equal(own.status, 409, 'nobody checks one’s own registration');
  assert.match((await officer.get('/holder/paper')).body, new RegExp(`href="${check}/check"`));
  const page = await officer.get(`${check}/check`);
  assert.match(page.body, /7-папка, 12-барак/);
  const scan = await officer.get(`${check}/scan`);
  assert.equal(scan.headers['content-type'], 'application/pdf');
  assert.deepEqual(scan.raw, pdf);
  const half = await post(officer, `${check}/check`, { checks: checks.slice(1) });
  assert.equal(half.status, 422);
  assert.match(half.body, /href="#checks"/);
  assert.equal((await may()).allowed, false);
  assert.equal((await post(officer, `${check}/check`, { checks })).headers.location, `${consent}?done=checked`);
  assert.equal((await may()).allowed, true);
  const withdrawn = await post(clerk, `${consent}/withdrawal`, { application: 'Кайта сурап алам', channel: 'counter' });
  assert.equal(withdrawn.headers.location, `${consent}?done=withdrawn`);
  assert.equal((await may()).allowed, false);
});

test('a representative’s paper needs the document of the power; named in full it is registered', async () => {
  const [subject] = [await newcomer(65), await newcomer(66)];
  const to = await address(subject!);
  const bare = await upload(
    clerk,
    to,
    { ...paper, signer: 'representative', 'rep-by': 'pin', 'rep-pin': testPin(66) },
    pdf,
  );
  assert.equal(bare.status, 422);
  assert.match(bare.body, /href="#authorityKind"/);
  const named: Sent = {
    ...paper,
    signer: 'representative',
    'rep-by': 'pin',
    'rep-pin': testPin(66),
    authorityKind: 'notarial_power_of_attorney',
    authorityTitle: 'Ишеним кат',
    authorityNumber: '1-22',
    'authorityDate-day': '1',
    'authorityDate-month': '3',
    'authorityDate-year': '2026',
    authorityIssuedBy: 'Нотариус',
  };
  const done = await upload(clerk, to, named, pdf);
  assert.equal(done.status, 303, /mk-error-summary__list">(.*?)<\/ul>/s.exec(done.body)?.[1] ?? '');
  assert.match((await clerk.get(`${done.location.split('?')[0]}?lang=en`)).body, /trusted person/);
});

test('a power is recorded only after its original was checked, for two different people, and while it is valid', async () => {
  await newcomer(67);
  await newcomer(68);
  const power: Sent = {
    'of-by': 'pin',
    'of-pin': testPin(67),
    'by-by': 'document',
    'by-documentType': 'id-card-2017',
    'by-documentSeries': 'ZZ',
    'by-documentNumber': '0000068',
    kind: 'power_of_attorney',
    authorityKind: 'notarial_power_of_attorney',
    authorityTitle: 'Ишеним кат',
    authorityNumber: '3-7',
    'authorityDate-day': '1',
    'authorityDate-month': '3',
    'authorityDate-year': '2026',
    authorityIssuedBy: 'Нотариус',
    originalSeen: 'yes',
  };
  const at = '/holder/representations';
  assert.match((await post(clerk, at, { ...power, originalSeen: '' })).body, /href="#originalSeen"/);
  assert.match((await post(clerk, at, { ...power, 'by-by': 'pin', 'by-pin': testPin(67) })).body, /href="#by-pin"/);
  assert.match(
    (
      await post(clerk, at, {
        ...power,
        'authorityUntil-day': '1',
        'authorityUntil-month': '4',
        'authorityUntil-year': '2026',
      })
    ).body,
    /href="#authorityUntil"/,
  );
  assert.equal((await post(clerk, at, power)).headers.location, `${at}?done=recorded`);
});

test('SP-4a-3: data from another source is registered with its name and function only; a collection without a ground is refused', async () => {
  const subject = await subjectOf(t, clerk, inventedCitizens[0]!.claims['pin'] as string);
  assert.ok(subject);
  const page = formOf((await clerk.get('/holder/data/new')).body, '/holder/data/new');
  const options = (name: string, body: string): string[] =>
    [...new RegExp(`name="${name}".*?</select>`, 's').exec(body)![0].matchAll(/<option value="([^"]+)"/g)].map(
      (found) => found[1]!,
    );
  const subjectCategory = options('subjectCategory', (await clerk.get('/holder/data/new')).body)[0]!;
  const data: Sent = {
    ...page,
    by: 'pin',
    pin: inventedCitizens[0]!.claims['pin'] as string,
    purpose: purposeId,
    category: 'email',
    subjectCategory,
    source: 'other',
    sourceName: '',
    fulfils: '',
    channel: 'paper',
    value: 'kishi@example.kg',
  };
  const unnamed = await post(clerk, '/holder/data/new', data);
  assert.equal(unnamed.status, 422);
  assert.match(unnamed.body, /href="#sourceName"/);
  const unallowed = await post(clerk, '/holder/data/new', { ...data, sourceName: 'Реестр', fulfils: 'салык каттоосу' });
  assert.equal(unallowed.status, 409);
  assert.match(unallowed.body, /kishi@example\.kg/, 'what was typed comes back');
});
