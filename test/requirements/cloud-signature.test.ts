import assert from 'node:assert/strict';
import { createHash, createPublicKey } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { inventedCitizens } from '../../src/identity/index.ts';
import { readZip } from '../../src/record/index.ts';
import { type CloudPerson, cloudPerson, type CloudStandIn, startCloudStandIn } from '../../src/trust/cloud/index.ts';
import { signedOver } from '../../src/trust/cloud/stand-in/person.ts';
import type { VerificationReport } from '../../src/trust/verify/index.ts';
import { type TestCentre, testCentre } from '../support/centre.ts';
import { prepare, recorded } from '../support/consenting.ts';
import { notesConnections, type Wire, wireTo } from '../support/wire.ts';
import { type RunningTimeStamps, startTimeStamps } from '../support/time-stamp-service.ts';
import { formatName } from '../../src/trust/path/index.ts';
import { parseTimeStampRequest, timeStampRequest } from '../../src/trust/formats/index.ts';
import { type Answer, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';

/** As it stands in JSON that is written in ASCII. */
const escaped = (word: string): string =>
  word.replaceAll(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

type Begun = { readonly signingId: string; readonly draftId: string; readonly manifestHash: string };

// A key that the State's signing service keeps: the service is the stand-in, everything else is the product.

describe('a consent signed with a key in the cloud', () => {
  let t: TestPlatform;
  let cloud: CloudStandIn;
  let stamps: RunningTimeStamps;
  /** What passes between the platform and the two services: the only connections that a signature opens. */
  let toCloud: Wire;
  let toStamps: Wire;
  let centre: TestCentre;
  let citizen: Visitor;
  let [hers, his]: CloudPerson[] = [];
  let visits = 0;

  before(async () => {
    let now = (): Date => new Date('2026-11-23T04:00:00Z');
    const people = inventedCitizens
      .slice(0, 2)
      .map(({ claims }) => cloudPerson(String(claims['pin']), String(claims['name'])));
    [hers, his] = people;
    cloud = await startCloudStandIn({ people, now: () => now() });
    toCloud = await wireTo(cloud.settings.address);
    t = await startPlatform({
      cloud: { page: cloud.page, settings: { ...cloud.settings, address: toCloud.url, timeoutMs: 3_000 } },
      async timeStamps(own, law) {
        stamps = await startTimeStamps(own, law(), law);
        toStamps = await wireTo(stamps.url);
        return { ...stamps, url: toStamps.url };
      },
    });
    now = () => t.clock.now();
    centre = await testCentre(t);
    for (const [at, person] of people.entries()) {
      const spki = createPublicKey(person.key).export({ format: 'der', type: 'spki' });
      person.certificate = (await centre.issue(at, {}, { spki })).certificate;
    }
  });
  after(async () => {
    await t?.stop();
    await toCloud?.stop();
    await toStamps?.stop();
    await stamps?.stop();
    await cloud?.stop();
  });
  beforeEach(async () => {
    citizen = await t.signedIn('aibek@example.kg', `10.3.0.${++visits}`);
    cloud.faults = [];
  });

  async function begin(): Promise<Begun> {
    const { draft, protocolId } = await prepare(t, citizen, 'inform_by_email');
    assert.equal(draft.status, 201, draft.body);
    const { draftId, manifestHash } = draft.json<Begun>();
    const begun = await citizen.post('/v1/me/signings', {
      json: { protocolId, manifestHash, holderId: t.sandbox.holderId },
    });
    assert.equal(begun.status, 201, begun.body);
    return { ...begun.json<Begun>(), draftId, manifestHash };
  }
  const send = ({ draftId, signingId }: Begun, code: string): Promise<Answer> =>
    citizen.post('/v1/me/consents', { json: { draftId, signingId, byCloud: { code } } });
  async function code(): Promise<string> {
    const asked = await citizen.post('/v1/me/cloud-key/code', { json: { method: 'sms' } });
    assert.equal(asked.status, 202, asked.body);
    return cloud.codeOf(hers!.pin)!;
  }
  const count = async (): Promise<number> =>
    (await citizen.get('/v1/me/consents')).json<{ items: unknown[] }>().items.length;
  async function refused(given: Answer, refusal: string, law: string): Promise<void> {
    const problem = given.json<{ code: string; citations: { id: string }[]; texts: Record<string, string> }>();
    assert.equal(problem.code, refusal, given.body);
    assert.ok(
      problem.citations.some(({ id }) => id === law),
      given.body,
    );
    assert.deepEqual(Object.keys(problem.texts).sort(), ['en', 'ky', 'ru']);
  }

  test('ES-12.4b: with a remote key and a remote time-stamp, neither network nor log has anything of the document; PIN stays out of addresses', async () => {
    cloud.heard.length = 0;
    assert.deepEqual((await citizen.get('/v1/me/cloud-key')).json(), { methods: ['sms', 'email'] });
    const begun = await begin();
    const shown = (
      await citizen.post(`/v1/me/signings/${begun.signingId}/certificate`, {
        json: { draftId: begun.draftId, certificate: hers!.certificate!.raw.toString('base64') },
      })
    ).json<{ manifest: string; document: string }>();
    const [manifest, document] = [shown.manifest, shown.document].map((one) => Buffer.from(one, 'base64').toString());
    toStamps.clear();
    const connections = notesConnections();
    const given = await send(begun, await code());
    await (await fetch(cloud.page)).text();
    const connected = await connections.stop();
    assert.equal(given.status, 201, given.body);

    // The capture is whole: nothing was connected to but the two services, through the wires and behind them.
    const ports = [toCloud.url, toStamps.url, cloud.settings.address, stamps.url].map((url) => new URL(url).port);
    const others = connected.filter((port) => !ports.includes(port));
    assert.deepEqual([others, connected.includes(new URL(cloud.page).port)], [[], true]);
    const [sent, received] = (['sent', 'received'] as const).map((way) =>
      Buffer.concat([toCloud[way](), toStamps[way]()]).toString(),
    ) as [string, string];

    // The remote key's service got the hash of what was signed.
    const hash = createHash('sha256').update(manifest!).digest();
    assert.equal(hash.toString('hex'), begun.manifestHash);
    assert.ok(toCloud.sent().toString().includes(hash.toString('base64')), 'the hash went');
    // The time-stamp service got one request: the hash of the signature's value and a number by chance, not an octet more.
    const request = toStamps.sent();
    assert.match(request.toString(), /^POST \/tsp HTTP/);
    const body = request.subarray(request.indexOf('\r\n\r\n') + 4);
    const { imprint, nonce } = parseTimeStampRequest(body);
    assert.deepEqual([imprint.digest, imprint.hash.length, nonce?.length], ['sha256', 32, 12]);
    assert.deepEqual(body, timeStampRequest({ digest: 'sha256', hash: imprint.hash, nonce: nonce! }));

    const log = t.log.join('\n');
    // What the document says in words: names, addresses, purposes. (Codes and field names are the service's own as well.)
    const words = [...new Set(document!.match(/[Ѐ-ӿ]{5,}|[\w.]+@[\w.]+/g) ?? [])];
    assert.ok(words.length > 30, 'a document with words in it');
    // Both services say by themselves whose key and certificate it is: these names did not travel there.
    const names = [hers!.certificate!, stamps.certificate].flatMap(({ issuer, subject }) => [issuer, subject]);
    const told = [hers!.name, ...names.map(formatName)].join(' ');
    for (const word of words)
      for (const form of [word, encodeURIComponent(word), escaped(word)]) {
        assert.ok(!sent.includes(form) && !log.includes(form), word);
        assert.ok(told.includes(word) || !received.includes(form), `${word} came back`);
      }
    for (const [name, whole] of Object.entries({ manifest: manifest!, document: document! }))
      for (const form of ['base64', 'hex', 'base64url'] as const) {
        const part = Buffer.from(whole).toString(form).slice(0, 40);
        assert.ok(![sent, received, log].some((one) => one.includes(part)), `${name} in ${form}`);
      }
    assert.ok(!log.includes(hers!.pin), 'no PIN in a log');
    assert.ok(
      cloud.heard.every((one) => !one.split(' ')[1]!.includes(hers!.pin)),
      'no PIN in an address',
    );
    assert.ok(!log.includes(cloud.settings.key), 'no key of the installation in a log');
  });

  test('the evidence is that of a key in the browser: ASiC-E with the qualified signature, four conditions met', async () => {
    const given = await send(await begin(), await code());
    assert.equal(given.status, 201, given.body);
    const { consentId } = given.json<{ consentId: string }>();
    await recorded(t);
    const file = await citizen.get(`/v1/me/consents/${consentId}/evidence.asice`);
    assert.equal(file.status, 200, file.body);
    const members = readZip(file.raw);
    const [manifest, message] = ['consent-manifest.json', 'consent-manifest.json.p7s'].map(
      (wanted) => members.find(({ name }) => name === wanted)!,
    ) as [(typeof members)[0], (typeof members)[0]];
    const report = (
      await t.visitor().post('/v1/signatures/verification', {
        json: {
          signature: Buffer.from(message.bytes).toString('base64'),
          document: Buffer.from(manifest.bytes).toString('base64'),
          use: { documentKind: 'consent' },
        },
      })
    ).json<VerificationReport>();
    const [one] = report.signatures;
    assert.deepEqual(
      [report.verdict, one?.class, one?.conditions.map(({ status }) => status)],
      ['valid', 'qualified', ['met', 'met', 'met', 'met']],
    );
    assert.equal(one?.time.basis, 'reliable-time');
    // The time is the independent service's word: its certificate is in the token.
    assert.ok(Buffer.from(message.bytes).includes(stamps.certificate.raw), 'stamped by the service');
    const uses = (await citizen.get('/me/certificates/uses')).body.replaceAll(' ', '');
    assert.ok(uses.toLowerCase().includes(hers!.certificate!.serial.toLowerCase()), 'the owner sees the use');
  });

  test('ES-5.3.4: without the owner’s code, with a wrong one, or with one that was used, the key that is kept signs nothing', async () => {
    const before = await count();
    const begun = await begin();
    const used = (): number => cloud.heard.filter((one) => one.includes('get-sign/for-hash')).length;
    const earlier = used();
    const { draftId, signingId } = begun;
    for (const byCloud of [{}, { code: '' }])
      assert.equal((await citizen.post('/v1/me/consents', { json: { draftId, signingId, byCloud } })).status, 400);
    await refused(
      await citizen.post('/v1/me/consents', { json: { draftId, signingId } }),
      'SIGNATURE_INVALID',
      'CP-F-34',
    );
    const right = await code();
    const wrong = right === '000000' ? '000001' : '000000';
    await refused(await send(begun, wrong), 'CLOUD_CODE_WRONG', 'ES-5.3.4');
    assert.equal(used(), earlier, 'the key was not used');
    assert.equal((await send(begun, right)).status, 201);
    assert.equal(await count(), before + 1);
    await refused(await send(await begin(), right), 'CLOUD_CODE_WRONG', 'ES-12.2.2');
    assert.equal(used(), earlier + 1);
    await code();
    const other = await begin();
    for (let attempt = 0; attempt < 3; attempt++)
      await refused(await send(other, wrong), 'CLOUD_CODE_WRONG', 'ES-5.3.4');
    await refused(await send(other, wrong), 'CLOUD_TOO_OFTEN', 'ES-10.1a');
    assert.equal(await count(), before + 1);
  });

  /** A service that authorises anything and answers with this as the signature. */
  const signs = (message: Buffer, owner = hers!): void => {
    const info = {
      personIdnp: owner.pin,
      validNotBefore: '2026-01-01T00:00:00Z',
      validNotAfter: '2027-01-01T00:00:00Z',
    };
    const says = (at: string, body: object) => ({ at, answer: { status: 200, body } });
    cloud.faults = [
      says('account/auth', { token: 'any', isActive: true }),
      says('get-cert-info', info),
      says('get-sign/for-hash', { isSuccesfull: true, sign: message.toString('base64'), timestamp: 'x' }),
    ];
  };

  test('another hash, another person’s key, an old signature, an altered one: each is refused on its norm, and there is no consent', async () => {
    const before = await count();
    const hashOf = ({ manifestHash }: Begun): Buffer => Buffer.from(manifestHash, 'hex');
    const begun = await begin();

    signs(signedOver(hers!, createHash('sha256').update('another').digest(), t.clock.now()));
    await refused(await send(begun, '123456'), 'REMOTE_OTHER_DOCUMENT', 'ES-12.2.1');

    signs(signedOver(his!, hashOf(begun), t.clock.now()));
    await refused(await send(begun, '123456'), 'CERTIFICATE_NOT_YOURS', 'ES-11.3a');

    // Replayed: over the same hash, but not made for this confirmation.
    signs(signedOver(hers!, hashOf(begun), new Date(t.clock.now().getTime() - 3_600_000)));
    await refused(await send(begun, '123456'), 'REMOTE_NOT_NOW', 'ES-12.2.2');

    const altered = signedOver(hers!, hashOf(begun), t.clock.now());
    altered[altered.length - 5]! ^= 1;
    signs(altered);
    const bad = await send(begun, '123456');
    assert.ok(['SIGNATURE_NOT_OF_KEY', 'REMOTE_MESSAGE_WRONG'].includes(bad.json<{ code: string }>().code), bad.body);

    signs(Buffer.from('no signature'));
    await refused(await send(begun, '123456'), 'REMOTE_MESSAGE_WRONG', 'ES-5.3.2');

    signs(signedOver(his!, hashOf(begun), t.clock.now()), his!);
    await refused(await send(begun, '123456'), 'CLOUD_OTHER_PERSON', 'ES-11.3a');
    assert.ok(!cloud.heard.at(-1)!.includes('get-sign'), 'the key was not used');
    assert.equal(await count(), before);

    // None of it spent the ceremony: the honest answer is taken.
    cloud.faults = [];
    assert.equal((await send(begun, await code())).status, 201);
    const again = await send(begun, '123456');
    assert.ok(again.status >= 400, 'one confirmation, one signature');
    assert.equal(await count(), before + 1);
  });

  test('where the service is silent, or has no key of the person, that is said', async () => {
    cloud.faults = [{ at: 'account/auth', answer: 'silence' }];
    await refused(await send(await begin(), '123456'), 'CLOUD_UNAVAILABLE', 'ES-12.2.3');
    cloud.faults = [{ at: 'get-auth-method', answer: { status: 200, body: [] } }];
    await refused(await citizen.get('/v1/me/cloud-key'), 'CLOUD_NO_KEY', 'ES-5.4.1');
  });

  test('where the time-stamp service does not answer, nothing is signed, and that is said', async () => {
    const before = await count();
    await toStamps.stop();
    await refused(await send(await begin(), await code()), 'TIME_STAMP_MISSING', 'ES-11.2a');
    assert.equal(await count(), before);
  });

  test('ES-10.3: a key that its owner reported is not used in the cloud either', async () => {
    const heard = cloud.heard.length;
    const key = createHash('sha256').update(hers!.certificate!.publicKey.raw).digest('hex');
    assert.equal((await citizen.post('/v1/auth/suspected-keys', { json: { key } })).status, 200);
    await refused(await send(await begin(), await code()), 'SIGN_KEY_SUSPECT', 'ES-10.3');
    assert.ok(
      cloud.heard.slice(heard).every((one) => !one.includes('get-sign/for-hash')),
      'no value was made',
    );
  });
});
