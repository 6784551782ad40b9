import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { verifyCommand } from '../../cli/verify/command.ts';
import { parseTrust, readZip, verifyEvidence, writeZip } from '../../src/record/index.ts';
import { type Holder, testCentre } from '../support/centre.ts';
import { consentByCertificate, recorded } from '../support/consenting.ts';
import { startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import { trustFolder } from '../support/trust-folder.ts';
import { accepted } from './support.ts';

// The evidence of a consent that was withdrawn by a signed application: the application is in it with all that proves it.

const folder = mkdtempSync(join(tmpdir(), 'mk-withdrawn-'));
const parts = [
  'withdrawal-entry.json',
  'withdrawal-entry.tlog-proof',
  'withdrawal-evidence.json',
  'withdrawal.json',
  'withdrawal.json.p7s',
];
type Prepared = { signingId: string; toSign: string; claimedAt: string; content: string };
let t: TestPlatform;
let citizen: Visitor;
let hers: Holder;
before(async () => {
  t = await startPlatform();
  hers = await (await testCentre(t)).issue(0);
  citizen = await t.signedIn('aibek@example.kg', '10.3.5.1');
});
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await t.stop();
});

async function given(): Promise<string> {
  const answer = await consentByCertificate(t, citizen, hers);
  assert.equal(answer.status, 201, answer.body);
  return answer.json<{ consentId: string }>().consentId;
}
async function withdrawn(consentId: string): Promise<void> {
  const certificate = hers.certificate.raw.toString('base64');
  const at = `/v1/me/consents/${consentId}/withdrawal`;
  const { toSign, signingId, claimedAt, content } = accepted<Prepared>(
    await citizen.post(`${at}/signing`, { json: { certificate, application: 'Мындан ары кат жөнөтпөңүздөр.' } }),
  );
  const value = sign('sha256', Buffer.from(toSign, 'base64'), { key: hers.key, dsaEncoding: 'ieee-p1363' });
  const byCertificate = { certificate, claimedAt, signature: value.toString('base64') };
  accepted(await citizen.post(`${at}/signature`, { json: { signingId, content, byCertificate } }));
  await recorded(t);
}
async function evidence(consentId: string): Promise<Buffer> {
  await recorded(t);
  const answer = await citizen.get(`/v1/me/consents/${consentId}/evidence.asice`);
  assert.equal(answer.status, 200, answer.body);
  return answer.raw;
}
const names = (file: Uint8Array): string[] => readZip(file).map(({ name }) => name);
async function verified(file: Uint8Array): Promise<{ code: number; text: string }> {
  writeFileSync(join(folder, 'evidence.asice'), file);
  const said: string[] = [];
  const at = new Date(t.clock.now().getTime() + 1000).toISOString();
  const trust = await trustFolder(t, folder);
  const code = await verifyCommand([join(folder, 'evidence.asice'), '--trust', trust, '--at', at, '--lang', 'en'], {
    env: {},
    print: (text) => void said.push(text),
    complain: (text) => void said.push(text),
  });
  return { code, text: said.join('\n') };
}

test('the evidence of a consent withdrawn by a signed application has the application, its signature and its check, the act and the act’s proof, and `makulduk verify` judges them', async () => {
  const consentId = await given();
  const earlier = await evidence(consentId);
  assert.ok(!names(earlier).some((name) => name.startsWith('withdrawal')));
  await withdrawn(consentId);
  const file = await evidence(consentId);
  assert.deepEqual(
    names(file).filter((name) => name.startsWith('withdrawal')),
    parts,
  );
  const member = (name: string): Buffer => Buffer.from(readZip(file).find((one) => one.name === name)!.bytes);
  for (const name of ['withdrawal.json', 'withdrawal.json.p7s'])
    assert.ok((await citizen.get(`/v1/me/consents/${consentId}/${name}`)).raw.equals(member(name)), name);
  const report = (
    JSON.parse(member('withdrawal-evidence.json').toString()) as {
      certificate: { report: { conditions: { status: string }[] } };
    }
  ).certificate.report;
  assert.deepEqual(
    report.conditions.map(({ status }) => status),
    ['met', 'met', 'met', 'met'],
  );

  const good = await verified(file);
  assert.equal(good.code, 0, good.text);
  assert.match(good.text, /✓ Application to withdraw the consent: The application to withdraw this consent is signed/);
  assert.match(good.text, /withdrawal=consent\.withdrawn withdrawalAt=2026-/);
  assert.equal((await verified(earlier)).code, 0, 'what was given out before stays what it was');

  // Without the certificates nothing is taken for proven.
  const trust = parseTrust(readFileSync(join(t.dataFolder, 'trust.txt'), 'utf8'));
  const checkOf = (bytes: Uint8Array) =>
    verifyEvidence(bytes, { trust }).checks.find(({ name }) => name === 'withdrawal');
  assert.deepEqual(
    [checkOf(file)?.status, checkOf(file)?.code, checkOf(file)?.decisive],
    ['not-determinable', 'CERTIFICATE_NOT_JUDGED', true],
  );

  // Each part is needed, and each is that of this consent.
  const without = (gone: string) => writeZip(readZip(file).filter(({ name }) => name !== gone));
  for (const name of parts) {
    assert.deepEqual([checkOf(without(name))?.status, checkOf(without(name))?.about], ['not-met', name]);
    assert.equal((await verified(without(name))).code, 1, name);
  }
  const second = await given();
  await withdrawn(second);
  const other = new Map(readZip(await evidence(second)).map(({ name, bytes }) => [name, bytes]));
  const mixed = (...taken: readonly string[]) =>
    writeZip(
      readZip(file).map(({ name, bytes }) => ({ name, bytes: taken.includes(name) ? other.get(name)! : bytes })),
    );
  const codes = (...taken: readonly string[]) => checkOf(mixed(...taken))?.code;
  assert.equal(codes('withdrawal.json'), 'SIGNED_OTHER');
  assert.equal(codes('withdrawal.json.p7s'), 'SIGNATURE_FILE_OTHER');
  assert.equal(codes('withdrawal-entry.json'), 'WITHDRAWAL_NOT_LOGGED');
  assert.equal(codes('withdrawal-entry.json', 'withdrawal-entry.tlog-proof'), 'WITHDRAWAL_OTHER');
  assert.equal(codes(...parts), 'WITHDRAWAL_OTHER', 'the whole of another consent’s');
  assert.equal(codes('withdrawal-evidence.json', 'withdrawal.json', 'withdrawal.json.p7s'), 'WITHDRAWAL_OTHER');
  const bad = await verified(mixed(...parts));
  assert.equal(bad.code, 1);
  assert.match(bad.text, /✗ Application to withdraw the consent: .*about another consent/);
});
