import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  act,
  apply,
  approveOrder,
  centreStand,
  list,
  ok,
  refused,
  rowOf,
  signedAct,
} from '../procedures/centres/test-centre.ts';
import { pem } from '../trust/formats/test-parties.ts';
import { type CaKey, readPem, signStructure } from '../trust/issue/index.ts';
import { parseCertificate } from '../trust/path/index.ts';
import { editParts } from '../trust/issue/lint/test-facts.ts';
import { der } from '../trust/der/index.ts';
import type { SigningKeys } from './signing-keys.ts';
import { rootMachine } from './test-root-machine.ts';

// A centre is accredited under a root whose key is on another machine: the order goes out as a file, the certificate comes back, and
// the case goes the same way as ever.

const s = await centreStand('2027-03-01T04:00:00Z');
after(() => s.stop());
const { keys, signing } = s.platform.issuing.deps;
const root = (await s.platform.app.inject({ url: '/ca/root.cer' })).rawPayload;
const at = rootMachine(join(s.dataFolder, 'trust'), root, s.clock, (name, officer) =>
  keys.mac('sandbox-officer', name, String(officer)).toString('base64url'),
);
const { toRoot, fromRoot, put, openssl } = at;

// The root's key is on its machine, and this installation holds it no more.
const held = signing!.held('root')!;
const whole = { ...signing! };
(signing as { held: SigningKeys['held'] }).held = (name) => (name === 'root' ? undefined : whole.held(name));

const handOver = (centre: Parameters<typeof act>[1], id: string, certificateNumber: string) =>
  act(s.officer, centre, 'accreditation', id, 'handOver', { certificateNumber, proof: 'receipt' });

test('the order for a centre goes to an offline root, and only the certificate that two officers approved comes in', async () => {
  const centre = await s.newCentre();
  const { id } = ok(await apply(centre));
  ok(await signedAct(s, s.officer, centre, id, 'accredit', { number: '7' }));
  const hash = await approveOrder(s, centre, id, 'KG-31');
  refused(await handOver(centre, id, 'KG-31'), 'ISS_ROOT_ELSEWHERE', 'ES-16.5d');
  assert.deepEqual(readdirSync(toRoot), [`${hash}.json`]);
  assert.doesNotMatch(readFileSync(join(toRoot, `${hash}.json`), 'utf8'), /PRIVATE/);
  // On the root's machine the officers see the hash that they have approved here.
  const file = await at.sign(hash);
  const good = readPem('CERTIFICATE', readFileSync(file, 'utf8'));
  const bring = (certificate: Buffer): void => at.bring(hash, certificate);

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
  const moment = Math.floor(s.clock.now().getTime() / 1000) + 60;
  put('centre.pem', pem('CERTIFICATE', good));
  const judged = openssl(`verify -attime ${moment} -CAfile root.pem centre.pem`);
  assert.ok(judged.ok, judged.stderr);
});

test('a certificate that was brought for one centre serves no other', async () => {
  const centre = await s.newCentre();
  const { id } = ok(await apply(centre));
  ok(await signedAct(s, s.officer, centre, id, 'accredit', { number: '8' }));
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
