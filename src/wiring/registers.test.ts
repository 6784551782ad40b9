import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createPlatform } from '../app.ts';
import { openDb } from '../platform/db/index.ts';
import { createLogger } from '../platform/log.ts';
import { isRefusal } from '../platform/refusal.ts';
import { uuidv7 } from '../platform/ids.ts';
import { readZip } from '../record/index.ts';
import {
  accredit,
  ceaseCentre,
  centreStanding,
  confirmMeans,
  endAccreditation,
  insertTransfer,
  stand,
  type StandingDeps,
} from '../trust/centres/index.ts';
import { certIdBytes, ocspRequest, verifyAsic, verifyOcspResponse } from '../trust/formats/index.ts';
import { endCertificate, type EndOrder, registerOf } from '../trust/issue/index.ts';
import {
  anchorOf,
  type Certificate,
  parseCertificate,
  parseCrl,
  strictAlgorithms,
  terminationGround,
  verifyCertificate,
  CertificatePool,
  CrlPool,
} from '../trust/path/index.ts';
import { applicants } from './test-applicants.ts';

// ES-8.3, ES-13.2.3: registers and signed lists over HTTP, for a caller without any credentials.

const t = await applicants('2026-11-23T04:00:00Z');
const spare = mkdtempSync(join(tmpdir(), 'mk-second-node-'));
after(async () => {
  rmSync(spare, { recursive: true, force: true });
  await t.stop();
});
await t.platform.status.round();
const six = ['accredited', 'root-certificates', 'revoked', 'suspended', 'ceased', 'transferred'] as const;
const jsonOf = (name: string): string =>
  name === 'root-certificates' ? '/v1/registers/root-certificates' : `/v1/registers/centres/${name}`;
let address = 0;
/** Anybody, from an address of their own. */
const anybody = () => t.visitor(`10.1.${Math.floor(++address / 250)}.${(address % 250) + 1}`);
const system = { kind: 'system', id: 'test' } as const;

type Entry = {
  contents: { owner: { name: string } } | null;
  number: string;
  state: string;
  certificate: string;
  end: { since: string; ground: string } | null;
};
const items = async (url: string): Promise<Entry[]> => {
  const answer = await anybody().get(url);
  assert.equal(answer.status, 200, answer.body);
  return answer.json<{ items: Entry[] }>().items;
};
const end = async (holderId: string | null, number: string, ground: EndOrder['ground']): Promise<void> => {
  const ended = await t.tx(async (tx) =>
    endCertificate(tx, t.platform.issuing.deps, {
      registerId: (await registerOf(tx, holderId))!.id,
      number,
      ground,
      knownAt: t.clock.now(),
      actor: system,
    }),
  );
  assert.ok(!isRefusal(ended), JSON.stringify(ended));
  t.clock.advance(1000);
  await t.platform.status.round();
};
/** The one document in a signed container. */
const documentIn = (container: Buffer): Record<string, unknown> => {
  const [, document] = readZip(container).filter(({ name }) => !name.startsWith('META-INF'));
  return JSON.parse(Buffer.from(document!.bytes).toString('utf8')) as Record<string, unknown>;
};
const answerAbout = async (name: string, certificate: Certificate, issuer: Certificate) => {
  const by = { name: issuer.subject, publicKey: issuer.publicKey, certificate: issuer };
  const { rawPayload } = await t.platform.app.inject({
    method: 'POST',
    url: `/ocsp/${name}`,
    headers: { 'content-type': 'application/ocsp-request' },
    payload: ocspRequest([certIdBytes(certificate.serial, by)]),
  });
  const verdict = verifyOcspResponse(rawPayload, certificate, by, {
    algorithms: strictAlgorithms,
    at: t.clock.now(),
  });
  return { ...verdict, response: rawPayload };
};
const { centre: centreDer, root: rootDer } = await t.chain();
const [centre, root] = [parseCertificate(centreDer), parseCertificate(rootDer)];

test('ES-8.3.2a: the register of the root lists the certificate of the centre, with the root’s own beside it, and gives both as they are', async () => {
  const { roots } = (await anybody().get('/v1/registers/root-certificates')).json<{ roots: string[] }>();
  assert.deepEqual(roots, [rootDer.toString('base64')]);
  const entry = (await items('/v1/registers/root-certificates')).find(({ number }) => number === centre.serial)!;
  assert.ok(Buffer.from(entry.certificate, 'base64').equals(centreDer));
  const { subject, accreditation, fingerprint, validUntil, state } = entry as unknown as Record<string, string>;
  assert.match(subject!, /Ишеним/);
  assert.deepEqual(
    [accreditation, fingerprint, validUntil, state],
    ['KG-С-001', centre.fingerprint, centre.notAfter.toISOString(), 'active'],
  );
  assert.ok((await anybody().get('/ca/ishenim.cer')).raw.equals(centreDer));
});

test('ES-13.2.3a ES-13.2.3b: anybody reads an entry in full by its number, free; after an end the list, the answer and the entry all show it', async () => {
  const { certificate } = await t.issued();
  const url = `/v1/registers/certificates/${certificate.serial}`;
  const [entry] = await items(url);
  assert.deepEqual([entry!.state, entry!.end], ['active', null]);
  assert.ok(Buffer.from(entry!.certificate, 'base64').equals(certificate.raw));
  assert.deepEqual(await items(`/v1/registers/certificates/${certificate.fingerprint}`), [entry]);
  const before = t.clock.now().toISOString();
  t.clock.advance(60_000);
  await end(t.centre.id, certificate.serial, '14(6)(2)');
  const [ended] = await items(url);
  const list = parseCrl((await anybody().get('/crl/ishenim.crl')).raw);
  const listed = list.entries.find(certificate.serial, centre.subject.key)!;
  const { status, response } = await answerAbout('ishenim', certificate, centre);
  assert.ok(status.state === 'revoked');
  assert.deepEqual(
    [ended!.end!.ground, terminationGround(listed)?.ground, status.revocation.ground?.ground],
    ['14(6)(2)', '14(6)(2)', '14(6)(2)'],
  );
  const signed = await anybody().get(`/registers/signed/certificate-${certificate.serial}.asice`);
  assert.ok(verifyAsic(signed.raw, { algorithms: strictAlgorithms, at: t.clock.now() }).holds);
  assert.deepEqual(documentIn(signed.raw)['items'], [ended]);
  const since = new Date(ended!.end!.since).getTime();
  assert.deepEqual([listed.revocationDate.getTime(), status.revocation.revocationDate.getTime()], [since, since]);
  // DECISIONS 39: a number from a list opens no births, as of no moment; who has the certificate's fingerprint has the certificate.
  const withheld = { fingerprint: null, certificate: null, contents: null, withheld: true };
  assert.deepEqual(
    await items(`${url}?asOf=${before}`),
    [{ ...entry, ...withheld }],
    'before it the entry stood as it did',
  );
  assert.equal(ended!.certificate, null);
  const { fingerprint } = certificate;
  const byFingerprint = await items(`/v1/registers/certificates/${fingerprint}`);
  const { contents } = entry!;
  assert.ok(contents !== null && !JSON.stringify(ended).includes(contents.owner.name));
  const inFull = { fingerprint, certificate: certificate.raw.toString('base64'), contents, withheld: false };
  assert.deepEqual(byFingerprint, [{ ...ended, ...inFull }]);
  // Nor does anything else that is asked by the number lead to the fingerprint.
  const told = [
    Buffer.from(JSON.stringify([ended, ...(await items(`${url}?asOf=${before}`))])),
    ...readZip(signed.raw).map(({ bytes }) => Buffer.from(bytes)),
    (await anybody().get('/crl/ishenim.crl')).raw,
    response,
  ];
  for (const bytes of told)
    assert.ok(!bytes.toString('latin1').includes(fingerprint) && !bytes.includes(Buffer.from(fingerprint, 'hex')));
  assert.equal((await anybody().get('/v1/registers/certificates/4142434445464748')).status, 404);
  assert.equal((await anybody().get(`${url}?asOf=2030-01-01T00:00:00Z`)).status, 422);
});

test('no list gives end users’ entries in bulk, and none names an owner', async () => {
  const { certificate } = await t.issued();
  for (const name of [...six, 'confirmed-means', 'certificates-ishenim']) {
    const signed = await anybody().get(`/registers/signed/${name}.asice`);
    assert.equal(signed.status, 200, name);
    const text = Buffer.concat(readZip(signed.raw).map(({ bytes }) => Buffer.from(bytes))).toString('utf8');
    assert.doesNotMatch(text, new RegExp(`${certificate.serial}|${certificate.fingerprint}`), name);
  }
  const register = await anybody().get('/registers/signed/certificates-ishenim.asice');
  const { counts, items: listed } = documentIn(register.raw) as unknown as {
    counts: { kind: string; issued: number }[];
    items: { kind: string }[];
  };
  assert.ok(counts.some(({ kind, issued }) => kind === 'QN' && issued >= 2));
  assert.ok(listed.every(({ kind }) => ['TP', 'OCSP', 'TSA'].includes(kind)));
  assert.equal((await anybody().get('/registers/signed/nothing.asice')).status, 404);
});

test('ES-8.3a: each of the six data sets, and the means, is answered as of a past moment as it was answered then', async () => {
  const { consent, issuing } = t.platform;
  const standing: StandingDeps = { ...consent, issuing: issuing.port };
  const other = t.sandbox.centreId;
  const of = { id: uuidv7(t.clock.now()), centreId: other, by: system };
  const document = { number: 'Ч-1', on: '2026-11-23' };
  const own = (await t.tx((tx) => centreStanding(tx, t.centre.id, t.clock.now())))!.accreditation;
  const ishenim = { id: own.id, centreId: t.centre.id, by: system };
  const since = (): Date => t.clock.now();
  const changes: (() => Promise<unknown>)[] = [
    () =>
      t.tx((tx) =>
        accredit(standing, tx, of, {
          at: since(),
          untilAt: new Date('2031-01-01T00:00:00Z'),
          number: 'С-2',
          on: document.on,
        }),
      ),
    () =>
      t.tx((tx) =>
        stand(standing, tx, ishenim, {
          state: 'suspended',
          since: since(),
          law: 'ES-16.7f',
          document,
          fixUntil: since(),
        }),
      ),
    () =>
      t.tx((tx) =>
        insertTransfer(tx, {
          caseId: uuidv7(since()),
          centreId: other,
          acceptedAt: since(),
          act: 'К-1',
          entries: 0,
          digest: 'ab'.repeat(32),
          place: 'Бишкек',
        }),
      ),
    () => t.tx((tx) => ceaseCentre(standing, tx, other, system, { at: since(), on: document.on, successor: null })),
    () => end(null, centre.serial, '16(7)'),
    () =>
      t.tx((tx) =>
        endAccreditation(standing, tx, ishenim, { state: 'revoked', since: since(), law: 'ES-16.7k', document }),
      ),
    () =>
      confirmMeans(consent, 'test', {
        kind: 'signature',
        functions: ['create'],
        name: 'Дагы бир каражат',
        version: '1',
        document: { title: 'Тастыктоо', issuedOn: '2026-11-23', issuedBy: 'сыноо' },
        documentNumber: 'СБ-99',
        until: null,
      }),
  ];
  const names = [...six, 'confirmed-means'];
  const urlOf = (name: string): string => (name === 'confirmed-means' ? '/v1/registers/confirmed-means' : jsonOf(name));
  const look = async (asOf?: string): Promise<Record<string, unknown[]>> => {
    const all: Record<string, unknown[]> = {};
    for (const name of names) all[name] = await items(`${urlOf(name)}${asOf === undefined ? '' : `?asOf=${asOf}`}`);
    return all;
  };
  const told: { at: string; all: Record<string, unknown[]> }[] = [];
  for (const change of [async () => undefined, ...changes]) {
    await change();
    // Lists name the whole second that completes an entry.
    t.clock.advance(1000);
    told.push({ at: t.clock.now().toISOString(), all: await look() });
    t.clock.advance(60_000);
  }
  for (const { at, all } of told) assert.deepEqual(await look(at), all, at);
  const changed = (name: string): boolean => new Set(told.map(({ all }) => JSON.stringify(all[name]))).size > 1;
  assert.deepEqual(names.filter(changed), names, 'every one of them has another state to tell');
  const signed = await anybody().get(`/registers/signed/revoked.asice?asOf=${told[0]!.at}`);
  assert.deepEqual(documentIn(signed.raw)['items'], told[0]!.all['revoked']);
});

test('ES-8.3.2b: a certificate that the root has ended shows the same number, moment and ground in its register, its list and its answer', async () => {
  const entry = (await items('/v1/registers/root-certificates')).find(({ number }) => number === centre.serial)!;
  assert.deepEqual([entry.state, entry.end!.ground], ['revoked', '16(7)']);
  const listed = parseCrl((await anybody().get('/crl/root.crl')).raw).entries.find(centre.serial, root.subject.key)!;
  const { status } = await answerAbout('root', centre, root);
  assert.ok(status.state === 'revoked');
  const since = new Date(entry.end!.since).getTime();
  assert.deepEqual([listed.revocationDate.getTime(), terminationGround(listed)?.ground], [since, '16(7)']);
  assert.deepEqual([status.revocation.revocationDate.getTime(), status.revocation.ground!.ground], [since, '16(7)']);
});

test('ES-8.3b: every hour of a day, with one of two nodes gone from the eighth on, each of the six lists comes signed and current to anybody', async () => {
  cpSync(t.dataFolder, spare, { recursive: true, filter: (name) => !name.endsWith('.lock') });
  const db = openDb(t.database.target, { role: 'makulduk_app', max: 6 });
  const second = await createPlatform({
    config: {
      port: 0,
      host: '127.0.0.1',
      dataFolder: spare,
      databaseUrl: t.database.target,
      mode: 'sandbox',
      publicUrl: 'http://localhost:8080',
      trustProxy: 0,
    },
    db,
    logger: createLogger('error') as never,
    clock: { now: () => t.clock.now(), real: () => new Date(Date.now()) },
  });
  try {
    const nodes = [t.platform, second];
    for (let hour = 0; hour < 24; hour++) {
      if (hour === 8) await nodes.shift()!.app.close();
      t.clock.advance(3_600_000);
      const node = nodes[hour % nodes.length]!;
      for (const name of six) {
        const answer = await node.app.inject({
          url: `/registers/signed/${name}.asice`,
          remoteAddress: `10.2.0.${hour + 1}`,
        });
        assert.equal(answer.statusCode, 200, `${hour}: ${name}`);
        const verdict = verifyAsic(answer.rawPayload, { algorithms: strictAlgorithms, at: t.clock.now() });
        assert.deepEqual([verdict.holds, verdict.problems], [true, []]);
        const document = documentIn(answer.rawPayload);
        assert.deepEqual([document['list'], document['asOf']], [name, t.clock.now().toISOString()]);
        const [signature] = verdict.signatures;
        const signer = signature!.verdict!.signers[0]!.certificate!;
        const trust = {
          anchors: [anchorOf(root)],
          certificates: new CertificatePool([]),
          crls: new CrlPool([]),
          at: t.clock.now(),
          rules: { algorithms: strictAlgorithms },
        };
        assert.deepEqual(verifyCertificate(signer, { ...trust, status: 'none' }).problems, []);
      }
    }
  } finally {
    await second.stop();
    await db.stop();
  }
});
