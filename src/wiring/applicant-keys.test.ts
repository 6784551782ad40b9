import assert from 'node:assert/strict';
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { systemScope } from '../platform/db/index.ts';
import { type CaseView, casesOf, ok, refused } from '../procedures/centres/test-centre.ts';
import { type DerNode, readDer, readOctets } from '../trust/der/index.ts';
import { openSslFolder, pem } from '../trust/formats/test-parties.ts';
import { purposeOfKey } from '../trust/applicant-keys/index.ts';
import { contentOf } from '../trust/issue/index.ts';
import { applicants, example, newRequest } from './test-applicants.ts';

// Keys that the centre makes for an applicant, over HTTP: asked for, made, certified, handed over, and nowhere afterwards.

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());
const cases = casesOf(t.centre, 'certificate-application');
const password = 'Ala-Too 2026 korgoo';
const asked = { keys: 'centre', request: undefined };
const order = { means: 'СБ-1' };
const key = (view: Pick<CaseView, 'id'>, json: object = { password }) =>
  t.applicant.post(`/v1/me/certificates/${view.id}/key`, { json });
const keyFile = (view: Pick<CaseView, 'id'>, json: object = {}) =>
  t.applicant.post(`/v1/me/certificates/${view.id}/key-file`, { json: { password, acquainted: true, ...json } });
const documentOf = async (view: CaseView, kind: string): Promise<Record<string, unknown>> => {
  const { seq } = view.documents.find((one) => one.kind === kind)!;
  const read = await t.applicant.get(`${cases}/${view.id}/documents/${seq}`);
  return read.json<{ content: Record<string, unknown> }>().content;
};
const viewOf = async ({ id }: Pick<CaseView, 'id'>): Promise<CaseView> => ok(await t.applicant.get(`${cases}/${id}`));

/** Applied for, looked at, agreed, ordered, made under the password. */
async function made(): Promise<CaseView> {
  const view = await t.ready(asked);
  ok(await t.by(t.registrar, view, 'makeKeys', order));
  assert.equal((await key(view)).status, 201);
  return view;
}
const issued = async (): Promise<CaseView> => ok(await t.by(t.registrar, await made(), 'issue', example('issue')));

function opened(file: Buffer, secret = password): { key: KeyObject; text: string } {
  const { put, openssl } = openSslFolder();
  put('own.p12', file);
  put('password', secret);
  const run = openssl('pkcs12 -in own.p12 -noenc -passin file:password');
  assert.ok(run.ok, run.stderr);
  const text = run.stdout.toString();
  return { key: createPrivateKey(text.slice(text.indexOf('-----BEGIN PRIVATE KEY'))), text };
}

test('ES-13.1.7a: on the applicant’s request, which stays on file, the centre makes the key with a means of the list, and certifies that key', async () => {
  const view = await t.ready(asked);
  refused(await key(view), 'NOT_ITS_TURN', 'ES-13.1.7a');
  refused(await t.by(t.registrar, view, 'issue', example('issue')), 'KEYS_NOT_MADE', 'ES-13.1.7a');
  refused(await t.by(t.registrar, view, 'makeKeys', { means: 'СБ-4' }), 'KEYS_MEANS_UNCONFIRMED', 'ES-13.1.7a');
  ok(await t.by(t.registrar, view, 'makeKeys', order));
  refused(await key(view, { password: 'кыска' }), 'KEYS_PASSWORD_WEAK', 'ES-13.1.7b');
  // A key of somebody's own is not one that the centre has made.
  refused(await t.by(t.applicant, view, 'protectKeys', { request: await newRequest() }), 'KEYS_NOT_MADE_HERE');
  assert.equal((await key(view)).status, 201);
  refused(await t.by(t.applicant, view, 'protectKeys', { request: await newRequest() }), 'KEYS_NOT_MADE_HERE');
  ok(await t.by(t.registrar, view, 'issue', example('issue')));
  const certificate = await t.certificateOf(view);
  const maker = contentOf(certificate).content.means!.means!.find(({ use }) => use.includes('createSignatureKey'));
  assert.deepEqual(
    [maker!.name, maker!.version, maker!.confirmation!.number],
    ['Makulduk колтамга каражаты (сыноо)', '1.0', 'СБ-1'],
  );
  const file = ok(await t.registrar.get(`${cases}/${view.id}`));
  assert.equal(file.acts.find(({ act }) => act === 'apply')!.data['keys'], 'centre');
  const { means, confirmation } = await documentOf(await viewOf(view), 'key-order');
  assert.deepEqual([means, confirmation], ['Makulduk колтамга каражаты (сыноо)', 'СБ-1']);
  const none = await t.ready();
  refused(await t.by(t.registrar, none, 'makeKeys', order), 'KEYS_NOT_ASKED', 'ES-13.1.7a');
});

test('the key comes as a PKCS#12 file with its certificate and chain, against receipt and once; OpenSSL signs with it', async () => {
  const view = await issued();
  refused(await keyFile(view, { password: 'some other password' }), 'KEYS_PASSWORD_WRONG', 'ES-13.1.7b');
  for (const act of ['takeKeys', 'collect'])
    assert.ok((await t.by(t.applicant, view, act)).status >= 400, `${act} without the receipt`);
  const other = await t.signedIn('+996000123456');
  assert.ok(
    (await other.post(`/v1/me/certificates/${view.id}/key-file`, { json: { password, acquainted: true } })).status >=
      403,
  );
  const answer = await keyFile(view);
  assert.equal(answer.status, 200, answer.body);
  assert.deepEqual(
    [answer.headers['content-type'], answer.headers['cache-control']],
    ['application/x-pkcs12', 'no-store'],
  );
  const { key: own, text } = opened(answer.raw);
  const certificate = await t.certificateOf(view);
  const { centre, root } = await t.chain();
  for (const one of [certificate.raw, centre, root]) assert.ok(text.includes(pem('CERTIFICATE', one).trim()));
  const { put, openssl } = openSslFolder();
  put('key.pem', own.export({ format: 'pem', type: 'pkcs8' }));
  put('own.pem', pem('CERTIFICATE', certificate.raw));
  put('letter', 'Отчет');
  const signed = openssl('cms -sign -cades -md sha256 -binary -signer own.pem -inkey key.pem -in letter -outform DER');
  assert.ok(signed.ok, signed.stderr);
  await t.platform.status.round();
  const report = await t.visitor('10.4.1.1').post('/v1/signatures/verification', {
    json: { signature: signed.stdout.toString('base64'), document: Buffer.from('Отчет').toString('base64') },
  });
  assert.equal(report.json<{ signatures: { signer: { serial?: string } }[] }>().signatures.length, 1, report.body);
  assert.equal((await viewOf(view)).stage, 'HANDED_OVER');
  refused(await keyFile(view), 'KEYS_GONE', 'ES-13.1.7b');
});

test('ES-13.1.7b: after the hand-over no copy of the key is in the database, the files, the journal or the log, and an erasure record is', async () => {
  const view = await issued();
  const answer = await keyFile(view);
  assert.equal(answer.status, 200, answer.body);
  const secret = Buffer.from(opened(answer.raw).key.export({ format: 'jwk' }).d!, 'base64url');
  // Under the password, as it lay at the centre and as it stands in the file.
  const encrypted = shroudedKey(answer.raw);
  const forms = [secret, encrypted.subarray(-48), Buffer.from(password)];
  const traces = forms.flatMap((one) => [
    one.toString('hex'),
    one.toString('base64'),
    one.toString('base64url'),
    one.toString('latin1'),
  ]);
  // In a column of bytes a text stands as the hexadecimal of its letters.
  traces.push(...traces.map((one) => Buffer.from(one, 'latin1').toString('hex')));
  const found = (where: string): string | undefined => traces.find((one) => where.includes(one));
  const tables = await t.database.owner.query<{ name: string }>(
    systemScope('test'),
    `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  assert.ok(tables.length > 50);
  // What is known to stand there is found, so what is not found is not there.
  const known = (await t.certificateOf(view)).fingerprint;
  let [searched, seen] = [0, 0];
  for (const { name } of tables) {
    const rows = await t.database.owner.query<{ text: string }>(
      systemScope('test'),
      `SELECT row::text AS text FROM ${name} AS row`,
    );
    searched += rows.length;
    for (const { text } of rows) {
      assert.equal(found(text), undefined, name);
      if (text.includes(known)) seen += 1;
    }
  }
  assert.ok(searched > 500 && seen > 0, `${searched} ${seen}`);
  for (const file of readdirSync(t.dataFolder, { recursive: true, withFileTypes: true }))
    if (file.isFile())
      assert.equal(found(readFileSync(join(file.parentPath, file.name)).toString('latin1')), undefined, file.name);
  assert.equal(found(t.log.join('\n')), undefined, 'log');

  const record = await documentOf(await viewOf(view), 'key-hand-over');
  assert.equal(record['means'], 'Makulduk колтамга каражаты (сыноо)');
  assert.ok(typeof record['erasedAt'] === 'string');
  const [row] = await t.tx((tx) =>
    tx.query<Record<string, unknown>>('SELECT sealed, erased_because FROM applicant_key WHERE case_id = $1', [view.id]),
  );
  assert.deepEqual(row, { sealed: null, erased_because: 'handed-over' });
  const destroyed = await t.tx((tx) =>
    tx.query<{ ground: string[] }>('SELECT ground FROM destruction WHERE purpose_id = $1', [purposeOfKey(view.id)]),
  );
  assert.deepEqual(destroyed, [{ ground: ['ES-13.1.7b'] }]);
  const journal = await t.tx((tx) =>
    tx.query<{ type: string }>(
      "SELECT type FROM journal WHERE type LIKE 'applicant-key.%' AND position($1 IN convert_from(body, 'UTF8')) > 0 ORDER BY entry_id",
      [view.id],
    ),
  );
  assert.deepEqual(
    journal.map(({ type }) => type),
    ['applicant-key.made', 'applicant-key.erased'],
  );
});

/** What stands in the file as the encrypted key: the second part of the safe, its one bag (RFC 7292 4). */
function shroudedKey(file: Buffer): Buffer {
  const [, content] = readDer(file).children;
  const inside = (info: DerNode): DerNode => readDer(readOctets(info.children[1]!.children[0]!));
  const [, keys] = inside(content!).children;
  const [bag] = inside(keys!).children;
  return Buffer.from(bag!.children[1]!.content);
}

test('a key that is made anew, refused, or given up is erased; what was issued for it ends', async () => {
  const kept = (view: Pick<CaseView, 'id'>) =>
    t.tx((tx) =>
      tx.query<{ because: string | null }>(
        'SELECT erased_because AS because FROM applicant_key WHERE case_id = $1 ORDER BY because NULLS LAST',
        [view.id],
      ),
    );
  const again = await made();
  assert.equal((await key(again, { password: 'another password 2' })).status, 201);
  assert.deepEqual(await kept(again), [{ because: 'made-anew' }, { because: null }]);
  ok(await t.by(t.applicant, again, 'withdraw'));
  assert.deepEqual(
    (await kept(again)).map(({ because }) => because),
    ['made-anew', 'not-taken'],
  );

  const wrong = await issued();
  ok(await t.by(t.applicant, wrong, 'reject'));
  assert.deepEqual(await kept(wrong), [{ because: 'not-taken' }]);

  // The password is forgotten after the receipt was given: the key goes, and with it the certificate.
  const forgotten = await issued();
  ok(await t.by(t.applicant, forgotten, 'receipt'));
  refused(await t.by(t.applicant, forgotten, 'collect'), 'KEYS_NOT_TAKEN', 'ES-13.1.7b');
  refused(await t.by(t.applicant, forgotten, 'takeKeys'), 'KEYS_NOT_TAKEN', 'ES-13.1.7b');
  assert.equal(ok(await t.by(t.applicant, forgotten, 'destroyKeys')).stage, 'KEYS_DESTROYED');
  assert.deepEqual(await kept(forgotten), [{ because: 'not-taken' }]);
  const { serial } = await t.certificateOf(forgotten);
  const [entry] = (await t.visitor('10.4.1.2').get(`/v1/registers/certificates/${serial}`)).json<{
    items: { state: string }[];
  }>().items;
  assert.notEqual(entry!.state, 'active');
});

test('the copies of documents that the centre keeps outlive the erasure of the key, and one whose own key is gone is found', async () => {
  const view = await issued();
  const scan = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('scan')]);
  const documents = `/v1/centres/${t.centre.id}/applications/${view.id}/documents`;
  const stored = await t.registrar.post(documents, { json: { slot: 'identity', file: scan.toString('base64') } });
  assert.equal(stored.status, 201, stored.body);
  assert.equal((await keyFile(view)).status, 200);
  const { id } = stored.json<{ id: string }>();
  const read = await t.registrar.get(`${documents}/${id}`);
  assert.equal(read.status, 200, read.body);
  assert.deepEqual(read.raw, scan);
  const officer = await t.signedIn('officer@authority.example.kg');
  const incidents = async (): Promise<number> =>
    (await officer.post('/v1/authority/integrity-checks')).json<{ incidents: string[] }>().incidents.length;
  assert.equal(await incidents(), 0);
  await t.tx((tx) => tx.query('DELETE FROM data_key WHERE purpose_id = $1', [view.id]));
  assert.equal(await incidents(), 1);
});
