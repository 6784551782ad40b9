import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fixedClock } from '../../src/platform/clock.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { acceptCertificate, addIssuer, readPem } from '../../src/trust/issue/index.ts';
import { parseCertificate } from '../../src/trust/path/index.ts';
import { judge } from '../../src/trust/issue/test-openssl.ts';
import { authority, centre, later, t0 } from '../../src/trust/issue/test-people.ts';
import { actor, registerStand } from '../../src/trust/issue/register/test-register.ts';
import { caCommand } from './command.ts';
import { orderFor } from './test-order.ts';

const openssl = judge();
after(() => openssl[Symbol.dispose]());
const at = (name: string): string => join(openssl.folder, name);
const clock = fixedClock(t0);
const lines: string[] = [];
const ca = (...args: string[]): Promise<number> =>
  caCommand(args, { clock, print: (text) => void lines.push(...text.split('\n')) });
const said = (start: string): string => lines.findLast((line) => line.startsWith(start))!.slice(start.length);

openssl.put('p1', 'биринчи кызматкердин сөзү\n');
openssl.put('p2', 'экинчи кызматкердин сөзү\n');
const officers = ['--passphrase-file', at('p1'), '--passphrase-file', at('p2')];
openssl.put('root.json', JSON.stringify(authority));
openssl.put('centre.json', JSON.stringify(centre));

test('a ceremony without a network: a request goes out, a certificate comes in, and the register takes it', async () => {
  const stand = await registerStand();
  try {
    await ca('key', '--out', at('root.key'), '--name', 'root', '--algorithm', 'ecdsa-sha384', ...officers);
    await ca(
      'root',
      '--key',
      at('root.key'),
      '--subject',
      at('root.json'),
      '--until',
      '2046-01-01',
      ...officers,
      '--out',
      at('root.pem'),
    );
    await ca('key', '--out', at('centre.key'), '--name', 'centre', '--algorithm', 'ecdsa-sha256', ...officers);
    await ca(
      'request',
      '--key',
      at('centre.key'),
      '--subject',
      at('centre.json'),
      ...officers,
      '--out',
      at('request.pem'),
    );
    assert.equal(statSync(at('root.key')).mode & 0o077, 0);
    assert.match(openssl.run('req', '-in', 'request.pem', '-noout', '-verify').text, /verify OK/);

    const order = orderFor(stand.chain, at('request.pem'));
    const { accreditation } = order;
    const write = (what: object): string => openssl.put('order.json', JSON.stringify(what));
    const sign = (...more: string[]): Promise<number> =>
      ca(
        'sign',
        '--issuer',
        at('root.pem'),
        '--key',
        at('root.key'),
        '--order',
        at('order.json'),
        ...officers,
        '--out',
        at('centre.pem'),
        ...more,
      );
    const show = (): Promise<number> =>
      ca('show', '--issuer', at('root.pem'), '--key', at('root.key'), '--order', at('order.json'));

    write({ ...order, notAfter: later(365 * 6) });
    await show();
    const other = said('approve: ');
    await assert.rejects(sign('--approved', other), /not signed:\nprofile\.not-after-accreditation/);
    write(order);
    await assert.rejects(sign('--approved', other), /not the one that was approved/);
    assert.equal(existsSync(at('centre.pem')), false);
    await show();
    await sign('--approved', said('approve: '));
    const verified = openssl.run(
      'verify',
      '-attime',
      String(later(1).getTime() / 1000),
      '-CAfile',
      'root.pem',
      'centre.pem',
    );
    assert.equal(verified.code, 0, verified.text);

    // In the register of that root.
    const certificate = readPem('CERTIFICATE', readFileSync(at('centre.pem'), 'utf8'));
    const root = readPem('CERTIFICATE', readFileSync(at('root.pem'), 'utf8'));
    const facts = {
      ...stand.order('QN').facts,
      accreditation: { ...accreditation, centreCertificateNumber: parseCertificate(certificate).serial },
    };
    const accept = async (bytes: Buffer, issuerId: string) =>
      stand.tx((tx) => acceptCertificate(tx, stand.deps, { issuerId, kind: 'ACA', certificate: bytes, facts, actor }));
    const issuerId = await stand.tx((tx) =>
      addIssuer(tx, stand.deps, {
        registerId: stand.registers.root,
        holderId: null,
        certificate: root,
        keyName: 'offline',
      }),
    );
    const foreign = await accept(certificate, stand.issuers.ROOT);
    assert.ok(isRefusal(foreign) && foreign.code === 'ISS_CERTIFICATE_FOREIGN');
    const altered = Buffer.from(certificate);
    altered[altered.length - 1]! ^= 1;
    assert.ok(isRefusal(await accept(altered, issuerId)));
    const accepted = await accept(certificate, issuerId);
    assert.ok(!isRefusal(accepted), JSON.stringify(accepted));
    assert.equal(accepted.number, said('number: '));
    const again = await accept(certificate, issuerId);
    assert.ok(isRefusal(again) && again.code === 'ISS_DUPLICATE_KEY');
  } finally {
    await stand.stop();
  }
});

test('wrong calls say the right one; one officer makes no key of a centre; nothing is written over', async () => {
  await assert.rejects(ca(), /makulduk ca key/);
  await assert.rejects(ca('toString'), /makulduk ca key/);
  await assert.rejects(
    ca('key', '--out', at('alone.key'), '--name', 'x', '--passphrase-file', at('p1')),
    /two officers/,
  );
  await assert.rejects(ca('key', '--out', at('root.key'), '--name', 'x', ...officers), /EEXIST/);
  await assert.rejects(ca('key', '--name', 'x', ...officers), /--out is missing/);
  await assert.rejects(
    ca(
      'request',
      '--key',
      at('centre.key'),
      '--subject',
      at('centre.json'),
      '--passphrase-file',
      at('p2'),
      '--passphrase-file',
      at('p1'),
      '--out',
      at('no.pem'),
    ),
    /passphrase is wrong/,
  );
  openssl.put('order.json', JSON.stringify({ kind: 'EV' }));
  await assert.rejects(
    ca('show', '--issuer', at('root.pem'), '--key', at('root.key'), '--order', at('order.json')),
    /no kind of certificate/,
  );
});
