import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, test } from 'node:test';
import { secondCitizen } from '../../test/requirements/support.ts';
import { ringClocks } from '../../test/support/ring.ts';
import { until } from '../../test/support/until.ts';

import { act, casesOf, ok, refused } from '../procedures/centres/test-centre.ts';
import { liabilityClaim } from '../procedures/index.ts';
import { readZip } from '../record/index.ts';
import { verifyAsic } from '../trust/formats/index.ts';
import { openSslFolder, pem } from '../trust/formats/test-parties.ts';
import { strictAlgorithms } from '../trust/path/index.ts';
import { applicants, newHolder } from './test-applicants.ts';

// What a centre answers for: its checks of signatures for participants, its obligations, and claims about both. Over HTTP.

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());
const { put, openssl } = openSslFolder();
const letter = Buffer.from('Отчет\n');
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const checks = `/v1/centres/${t.centre.id}/checks`;
const published = async (): Promise<void> => {
  t.clock.advance(2000);
  await t.platform.status.round();
};
const { request, keyPem } = await newHolder();
const issued = await t.issued({ request });
await published();
put('own.pem', pem('CERTIFICATE', issued.certificate.raw));
put('centre.pem', pem('CERTIFICATE', (await t.chain()).centre));
put('key.pem', keyPem);
put('letter', letter);
const signing =
  'cms -sign -cades -md sha256 -binary -signer own.pem -certfile centre.pem -inkey key.pem -in letter -outform DER';
const signature = openssl(signing).stdout;
const strangers = [
  await t.signedIn('head@centre.example.kg', '10.6.0.1'),
  await t.signedIn('clerk@salyk.example.kg', '10.6.0.5'),
];

type Check = {
  id: string;
  answerSha256: string;
  signed: string;
  report: {
    verdict: string;
    checkedAt: string;
    signatures: { conditions: { name: string; status: string }[] }[];
  };
};
const asked = async (): Promise<Check> => {
  const answer = await t.applicant.post(checks, { json: { signature: base64(signature), document: base64(letter) } });
  assert.equal(answer.status, 201, answer.body);
  return answer.json<Check>();
};

test('ES-13.1.9: the centre answers a participant’s request with a signed report of the four conditions', async () => {
  const { id, report, signed, answerSha256 } = await asked();
  assert.equal(report.verdict, 'valid');
  assert.deepEqual(
    report.signatures[0]!.conditions.map(({ name, status }) => [name, status]),
    ['ES-11.1', 'ES-11.2', 'ES-11.3', 'ES-11.4'].map((name) => [name, 'met']),
  );
  const container = Buffer.from(signed, 'base64');
  const verdict = verifyAsic(container, { algorithms: strictAlgorithms, at: t.clock.now() });
  assert.deepEqual([verdict.holds, verdict.problems], [true, []]);
  const inside = readZip(container).find(({ name }) => name === 'report.json')!;
  const document = JSON.parse(Buffer.from(inside.bytes).toString('utf8')) as Record<string, unknown>;
  assert.deepEqual(
    [document['id'], (document['centre'] as { id: string }).id, document['answerSha256'], document['signatureSha256']],
    [id, t.centre.id, answerSha256, hash('sha256', signature)],
  );
  assert.deepEqual(document['report'], report);
  // The same on the page, and as a file.
  const page = (await t.applicant.get(`/me/centres/${t.centre.id}/checks/${id}?lang=en`)).body;
  for (const n of [1, 2, 3, 4]) assert.match(page, new RegExp(`>${n}\\. `));
  assert.match(page, /The signature holds/);
  const file = await t.applicant.get(`${checks}/${id}/report.asice`);
  assert.ok(verifyAsic(file.raw, { algorithms: strictAlgorithms, at: t.clock.now() }).holds);
  const pdf = await t.applicant.get(`/me/centres/${t.centre.id}/checks/${id}/report.pdf`);
  assert.equal(pdf.raw.subarray(0, 5).toString(), '%PDF-');
  // Nobody else reads what was asked.
  for (const who of strangers) assert.equal((await who.get(`${checks}/${id}`)).status, 403);
  assert.equal((await t.visitor('10.6.0.9').get(`${checks}/${id}`)).status, 401);
  const elsewhere = `/v1/centres/${t.sandbox.centreId}/checks`;
  refused(
    await t.applicant.post(elsewhere, { json: { signature: base64(signature), document: base64(letter) } }),
    'CHECK_CENTRE_NOT_ACCREDITED',
  );
});

test('on the page a centre’s check names what it does not judge, says what is too large, and one person’s files leave room', async () => {
  const path = `/me/centres/${t.centre.id}/checks`;
  const edge = 'edge-of-a-part';
  const send = (bytes: Uint8Array) =>
    t.applicant.post(`${path}?lang=en`, {
      headers: { 'content-type': `multipart/form-data; boundary=${edge}` },
      bytes: Buffer.concat([
        Buffer.from(
          `--${edge}\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${t.applicant.csrf}\r\n--${edge}\r\ncontent-disposition: form-data; name="signature"; filename="a\u202E<b>.p7s"\r\n\r\n`,
        ),
        bytes,
        Buffer.from(`\r\n--${edge}--\r\n`),
      ]),
    });
  await t.applicant.get(path);
  const foreign = await send(Buffer.from('PK\x03\x04 of others'));
  assert.equal(foreign.status, 422, foreign.body);
  assert.match(foreign.body, /of a kind that is not checked here/);
  assert.equal((await send(Buffer.alloc(8 * 2 ** 20 + 1))).status, 413);
  assert.equal((await send(Buffer.alloc(0))).status, 422);
  const all = await Promise.all(Array.from({ length: 8 }, () => send(Buffer.from('30', 'hex'))));
  const busy = all.filter(({ status }) => status === 503);
  assert.ok(busy.length > 0 && busy.every(({ headers }) => headers['retry-after'] === '5'), String(busy.length));
  assert.ok(all.some(({ status }) => status === 422));
});

test('ES-13.3.2: an answer that is held to be wrong comes again, octet for octet, from the kept request and the data of then, whatever the registers say now', async () => {
  const { id, answerSha256, report } = await asked();
  t.clock.advance(86_400_000);
  const number = issued.certificate.serial;
  const termination = casesOf(t.centre, 'certificate-termination');
  const { id: ending } = ok(
    await t.applicant.post(termination, { json: { data: { certificateNumber: number, compromised: 'no' } } }),
  );
  ok(await act(t.registrar, t.centre, 'certificate-termination', ending, 'enter'));
  await published();
  // By now the answer would be another one.
  assert.equal((await asked()).report.verdict, 'invalid');
  const officer = await t.signedIn('officer@authority.example.kg', '10.6.0.2');
  for (const who of [t.applicant, t.registrar, officer]) {
    const again = await who.post(`${checks}/${id}/repeat`, { json: {} });
    assert.equal(again.status, 200, again.body);
    assert.deepEqual(again.json(), { same: true, answerSha256, report });
  }
  const kept = (await officer.get(`${checks}/${id}`)).json<Record<string, unknown>>();
  assert.deepEqual(
    [kept['signatureSha256'], kept['documentSha256'], kept['report']],
    [hash('sha256', signature), hash('sha256', letter), report],
  );
  const page = await t.registrar.get(`/centre/checks/${id}`);
  const shown = await t.registrar.post(`/centre/checks/${id}/repeat?lang=en`, { form: {} });
  assert.equal(page.status, 200);
  assert.match(shown.body, /The same answer came/);
  assert.match((await t.registrar.get('/centre/checks')).body, new RegExp(id));
  // What was asked and answered stands in the journal by its digests, which nobody changes.
  const [row] = await t.tx((tx) =>
    tx.query<{ body: string }>(
      "SELECT convert_from(j.body, 'utf8') AS body FROM centre_check c JOIN journal j ON j.entry_id = c.journal_entry_id WHERE c.id = $1",
      [id],
    ),
  );
  const { data } = JSON.parse(row!.body) as { data: Record<string, string> };
  assert.deepEqual(
    [data['answer'], data['signature'], data['document']],
    [answerSha256, hash('sha256', signature), hash('sha256', letter)],
  );
  await assert.rejects(
    t.tx((tx) => tx.query(`UPDATE centre_check SET verdict = 'invalid' WHERE id = '${id}'`)),
    /permission denied/,
  );
});

const claimOf = (change: object = {}) => ({
  ...liabilityClaim.acts['file']!.example!,
  certificateNumber: issued.certificate.serial,
  on: '2026-11-24',
  ...change,
});
const claims = casesOf(t.centre, 'liability-claim');
type Evidence = {
  entries: { id: string; type: string; at: string; leaf: string }[];
  obligations: { duty: string; dueAt: string; doneAt: string | null; late: boolean }[];
  check: { answerSha256: string } | null;
  cover: { amount: string } | null;
};
const evidenceOf = async (id: string): Promise<{ hash: string; content: Evidence }> => {
  const answer = await t.applicant.get(`${claims}/${id}/documents/1`);
  assert.equal(answer.status, 200, answer.body);
  return answer.json();
};

test('ES-13.3: a claim against an issued certificate, opened, lists the log entries linked to it, each as the public log has it, and nobody can edit them', async () => {
  const check = await asked();
  const filed = ok(await t.applicant.post(claims, { json: { data: claimOf({ checkId: check.id }) } }));
  const before = await evidenceOf(filed.id);
  const { entries } = before.content;
  assert.deepEqual(
    entries.map(({ type }) => type),
    ['certificate.issued', 'certificate.ended', 'signature.checked'],
  );
  assert.equal(before.content.check!.answerSha256, check.answerSha256);
  assert.equal(before.content.cover!.amount, '1500000.00');
  for (const { id, leaf } of entries) {
    const logged = await until('the entry’s place in the public log', async () =>
      t.tx(async (tx) => (await tx.query<{ data: Buffer }>('SELECT data FROM log_leaf WHERE entry_id = $1', [id]))[0]),
    );
    assert.equal(logged.data.toString('hex'), leaf);
  }
  // Opened by the claimant, the centre and the authority.
  const head = await t.signedIn('head@ishenim.example.kg', '10.6.0.3');
  const officer = await t.signedIn('officer@authority.example.kg', '10.6.0.4');
  for (const [who, path] of [
    [t.applicant, `/me/cases/${filed.id}`],
    [head, `/centre/cases/liability-claim/${filed.id}`],
    [officer, `/authority/holders/${t.centre.id}/cases/${filed.id}`],
  ] as const) {
    const page = await who.get(`${path}?lang=en`);
    assert.equal(page.status, 200, path);
    for (const { leaf } of entries) assert.ok(page.body.includes(leaf.slice(0, 16)), path);
    assert.match(page.body, /certificate issued/);
    assert.match(page.body, new RegExp(`checks/${check.id}`));
  }
  // No way leads to them: no act of any party, and not the program's own database role.
  for (const who of [t.applicant, head, officer])
    for (const name of ['file', 'edit'])
      assert.notEqual((await act(who, t.centre, 'liability-claim', filed.id, name, claimOf())).status, 200);
  for (const statement of [
    "UPDATE case_document SET hash = hash WHERE case_id = '",
    "DELETE FROM case_document WHERE case_id = '",
    "UPDATE case_act SET data = '{}' WHERE case_id = '",
  ])
    await assert.rejects(
      t.tx((tx) => tx.query(`${statement}${filed.id}'`)),
      /permission denied/,
    );
  for (const { id } of entries)
    await assert.rejects(
      t.tx((tx) => tx.query(`UPDATE journal SET body = body WHERE entry_id = '${id}'`)),
      /permission denied/,
    );
  ok(await act(head, t.centre, 'liability-claim', filed.id, 'answer', { outcome: 'rejected', reasons: 'x' }));
  ok(await act(officer, t.centre, 'liability-claim', filed.id, 'examine', { outcome: 'cover_suffices' }));
  assert.deepEqual(await evidenceOf(filed.id), before);
  refused(
    await t.applicant.post(claims, { json: { data: claimOf({ certificateNumber: '4142' }) } }),
    'CLAIM_CERTIFICATE_UNKNOWN',
    'ES-13.3',
  );
  const somebody = '01890000-0000-7000-8000-0000000000ff';
  refused(await t.applicant.post(claims, { json: { data: claimOf({ checkId: somebody }) } }), 'CLAIM_CHECK_UNKNOWN');
  refused(await t.applicant.post(claims, { json: { data: claimOf({ caseId: somebody }) } }), 'CLAIM_CASE_UNKNOWN');
});

test('ES-13.3.1: of an obligation that the centre missed the log has the term and its passing, and the claim when it was due and when it was done', async () => {
  const { certificate } = await t.issued({}, {});
  const ordered = ok(
    await t.applicant.post(casesOf(t.centre, 'certificate-copy'), {
      json: { data: { certificateNumber: certificate.serial, language: 'ky' } },
    }),
  );
  const due = ordered.duties.find(({ duty }) => duty === 'copy')!.dueAt;
  t.clock.set(new Date(new Date(due).getTime() + 3 * 86_400_000).toISOString());
  await ringClocks(t.platform.engine);
  const done = t.clock.now().toISOString();
  ok(
    await act(t.registrar, t.centre, 'certificate-copy', ordered.id, 'handOver', {
      officer: 'Абдыраева',
      way: 'handed',
      proof: '№ 3',
    }),
  );
  const data = claimOf({
    ground: 'contract',
    caseId: ordered.id,
    certificateNumber: certificate.serial,
    on: done.slice(0, 10),
  });
  const filed = ok(await t.applicant.post(claims, { json: { data } }));
  const { content } = await evidenceOf(filed.id);
  assert.deepEqual(content.obligations, [{ duty: 'copy', dueAt: due, doneAt: done, late: true }]);
  const passed = content.entries.find(({ type }) => type === 'case.term-passed')!;
  assert.equal(passed.at, new Date(new Date(due).getTime() + 1).toISOString().slice(0, 24));
  const acts = content.entries.filter(({ type }) => type === 'case.act-done').map(({ at }) => at);
  assert.equal(acts.at(-1), done);
  const page = (await t.applicant.get(`/me/cases/${filed.id}?lang=en`)).body;
  assert.match(page, /Give the certified paper copy/);
  assert.match(page, />late</);
});

test('ES-15.3d: the page of what centres keep has the owner’s terminations, claims and checks of signatures as well, and nobody else’s', async () => {
  const check = await asked();
  type Kept = { cases: { id: string; procedure: string; acts: { data: object }[] }[]; checks: { id: string }[] };
  const read = async (who: typeof t.applicant) => ({
    page: (await who.get('/me/certificates/kept?lang=en')).body,
    api: (await who.get('/v1/me/kept-data')).json<Kept>(),
  });
  const own = await read(t.applicant);
  assert.deepEqual(
    new Set(own.api.cases.map(({ procedure }) => procedure)),
    new Set(['certificate-termination', 'certificate-copy', 'liability-claim']),
  );
  assert.ok(own.api.checks.some(({ id }) => id === check.id));
  for (const { id, acts } of own.api.cases) {
    assert.ok(own.page.includes(`/me/cases/${id}`), id);
    assert.ok(acts.length > 0, id);
  }
  for (const { id } of own.api.checks) assert.ok(own.page.includes(`/me/centres/${t.centre.id}/checks/${id}`), id);
  assert.ok(own.page.includes(hash('sha256', signature)));
  const other = await read((await secondCitizen(t)).visitor);
  assert.deepEqual([other.api.cases, other.api.checks], [[], []]);
  for (const { id } of [...own.api.cases, ...own.api.checks]) assert.ok(!other.page.includes(id));
});

test('a centre keeps so much of one participant in thirty days; what is kept stays, and others come in', async () => {
  let { id } = await asked();
  const json = { signature: base64(signature), document: base64(letter) };
  // As if the same had been asked and answered so many times, each with so much sent.
  const more = (times: number, octets: number) =>
    t.tx((tx) =>
      tx.query(
        `INSERT INTO centre_check SELECT gen_random_uuid(), holder_id, subject_id, at, verdict, signature_sha256, document_sha256, answer_sha256,
           (SELECT decode(repeat('00', $3), 'hex')), journal_entry_id FROM centre_check, generate_series(1, $2) WHERE id = $1`,
        [id, times, octets],
      ),
    );
  const page = `/me/centres/${t.centre.id}/checks?lang=en`;
  const isFull = async (): Promise<void> => {
    const answer = await t.applicant.post(checks, { json });
    const { code, texts } = answer.json<{ code: string; texts: Record<string, string> }>();
    assert.deepEqual([answer.status, code], [429, 'CHECKS_TOO_MANY']);
    for (const lang of ['ky', 'ru', 'en']) assert.match(texts[lang]!, /\b30\b/);
    await t.applicant.get(page);
    const onPage = await t.applicant.post(page, {
      headers: { 'content-type': 'multipart/form-data; boundary=edge' },
      bytes: Buffer.from(
        `--edge\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${t.applicant.csrf}\r\n--edge--\r\n`,
      ),
    });
    assert.deepEqual([onPage.status, /as many checks as a centre keeps/.test(onPage.body)], [429, true]);
    assert.equal((await t.applicant.get(`${checks}/${id}`)).status, 200);
    const other = await secondCitizen(t);
    assert.equal((await other.visitor.post(checks, { json })).status, 201);
  };
  await more(1_000, 1);
  await isFull();
  t.clock.advance(31 * 86_400_000);
  ({ id } = await asked());
  // Few, and large.
  await more(8, 2 ** 26);
  await isFull();
});
