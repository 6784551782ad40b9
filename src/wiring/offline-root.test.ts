import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { caCommand } from '../../cli/ca/command.ts';
import { act, apply, approveOrder, centreStand, list, ok, refused, rowOf } from '../procedures/centres/test-centre.ts';
import { openSslFolder, pem } from '../trust/formats/test-parties.ts';
import { type CaKey, pemOf, readPem, signStructure } from '../trust/issue/index.ts';
import { parseCertificate } from '../trust/path/index.ts';
import { editParts } from '../trust/issue/lint/test-facts.ts';
import { der } from '../trust/der/index.ts';
import type { SigningKeys } from './signing-keys.ts';

// A centre is accredited under a root whose key is on another machine: the order goes out as a file, the certificate comes back, and
// the case goes the same way as ever.

const s = await centreStand('2027-03-01T04:00:00Z');
after(() => s.stop());
const { folder: machine, put, openssl } = openSslFolder();
const trust = join(s.dataFolder, 'trust');
const [toRoot, fromRoot] = [join(trust, 'to-root'), join(trust, 'from-root')];
mkdirSync(fromRoot);

// The root's key goes to its machine, and this installation holds it no more.
const { keys, signing } = s.platform.issuing.deps;
copyFileSync(join(trust, 'keys', 'root.key.json'), join(machine, 'root.key'));
for (const officer of ['1', '2'])
  put(`p${officer}`, keys.mac('sandbox-officer', 'root', officer).toString('base64url'));
put('root.pem', pem('CERTIFICATE', (await s.platform.app.inject({ url: '/ca/root.cer' })).rawPayload));
const held = signing!.held('root')!;
const whole = { ...signing! };
(signing as { held: SigningKeys['held'] }).held = (name) => (name === 'root' ? undefined : whole.held(name));

const officers = ['--passphrase-file', join(machine, 'p1'), '--passphrase-file', join(machine, 'p2')];
const ca = async (...args: string[]): Promise<string> => {
  const lines: string[] = [];
  const clock = { now: () => s.clock.now(), real: () => s.clock.now() };
  await caCommand(args, { clock, print: (text) => void lines.push(text) });
  return lines.join('\n');
};
const signed = async (hash: string, approved: string): Promise<string> => {
  copyFileSync(join(toRoot, `${hash}.json`), join(machine, 'order.json'));
  const out = join(machine, `${hash}.pem`);
  const order = [
    '--issuer',
    join(machine, 'root.pem'),
    '--key',
    join(machine, 'root.key'),
    '--order',
    join(machine, 'order.json'),
  ];
  assert.match(await ca('show', ...order), new RegExp(`^approve: ${hash}$`, 'm'));
  await ca('sign', ...order, '--approved', approved, ...officers, '--out', out);
  return out;
};
const handOver = (centre: Parameters<typeof act>[1], id: string, certificateNumber: string) =>
  act(s.officer, centre, 'accreditation', id, 'handOver', { certificateNumber, proof: 'receipt' });

test('the order for a centre goes to an offline root, and only the certificate that two officers approved comes in', async () => {
  const centre = await s.newCentre();
  const { id } = ok(await apply(centre));
  ok(await act(s.officer, centre, 'accreditation', id, 'accredit', { number: '7' }));
  const hash = await approveOrder(s, centre, id, 'KG-31');
  refused(await handOver(centre, id, 'KG-31'), 'ISS_ROOT_ELSEWHERE', 'ES-16.5d');
  assert.deepEqual(readdirSync(toRoot), [`${hash}.json`]);
  assert.doesNotMatch(readFileSync(join(toRoot, `${hash}.json`), 'utf8'), /PRIVATE/);
  // On the root's machine the officers see the hash that they have approved here.
  const file = await signed(hash, hash);
  const good = readPem('CERTIFICATE', readFileSync(file, 'utf8'));
  const bring = (certificate: Buffer): void =>
    writeFileSync(join(fromRoot, `${hash}.pem`), pemOf('CERTIFICATE', certificate));

  const altered = Buffer.from(good);
  altered[altered.length - 1]! ^= 1;
  bring(altered);
  refused(await handOver(centre, id, 'KG-31'), 'ISS_CERTIFICATE_FOREIGN');
  bring(Buffer.from('no certificate'));
  refused(await handOver(centre, id, 'KG-31'), 'ISS_CERTIFICATE_FOREIGN');
  // Signed by the root itself, and yet not what was approved: another term.
  bring(await otherTerm(parseCertificate(good).tbs, held));
  refused(await handOver(centre, id, 'KG-31'), 'KEY_OPERATION_CHANGED');
  assert.equal(rowOf(await list(s, 'accredited'), centre)?.accreditation['rootCertificate'] ?? null, null);

  bring(good);
  const handed = ok(await handOver(centre, id, 'KG-31'));
  assert.equal(handed.acts.at(-1)!.act, 'handOver', 'nothing is outstanding');
  const row = rowOf(await list(s, 'accredited'), centre)!;
  assert.equal(row.accreditation['rootCertificate'], parseCertificate(good).serial);
  const at = Math.floor(s.clock.now().getTime() / 1000) + 60;
  put('centre.pem', pem('CERTIFICATE', good));
  const judged = openssl(`verify -attime ${at} -CAfile root.pem centre.pem`);
  assert.ok(judged.ok, judged.stderr);
});

test('a certificate that was brought for one centre serves no other', async () => {
  const centre = await s.newCentre();
  const { id } = ok(await apply(centre));
  ok(await act(s.officer, centre, 'accreditation', id, 'accredit', { number: '8' }));
  const hash = await approveOrder(s, centre, id, 'KG-32');
  const other = readdirSync(fromRoot)[0]!;
  copyFileSync(join(fromRoot, other), join(fromRoot, `${hash}.pem`));
  refused(await handOver(centre, id, 'KG-32'), 'KEY_OPERATION_CHANGED');
});

/** The same certificate for a second longer, signed with the root's key. */
async function otherTerm(tbs: Buffer, key: CaKey): Promise<Buffer> {
  const longer = editParts(tbs, (parts) => [
    ...parts.slice(0, 4),
    der.sequence(der.time(new Date('2027-03-01T04:00:00Z')), der.time(new Date('2030-01-01T00:00:00Z'))),
    ...parts.slice(5),
  ]);
  return signStructure(longer, key);
}
