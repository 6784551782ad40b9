import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { after, test } from 'node:test';
import { consentByCertificate } from '../../test/support/consenting.ts';
import { refused } from '../procedures/centres/test-centre.ts';
import { isRefusal } from '../platform/refusal.ts';
import { certIdBytes, ocspRequest, parseOcspResponse } from '../trust/formats/index.ts';
import { endCertificate, registerOf } from '../trust/issue/index.ts';
import { parseCertificate } from '../trust/path/index.ts';
import { applicants, newHolder } from './test-applicants.ts';

// What a signature made here needs of the services of status: it gets it in a flood of others' questions, and is not taken without.

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());
const { request, keyPem } = await newHolder();
const { certificate } = await t.issued({ request });
const holder = { certificate, key: createPrivateKey(keyPem) };
t.clock.advance(2000);
await t.platform.status.round();
const centre = parseCertificate((await t.chain()).centre);
const consents = async (): Promise<number> =>
  (await t.applicant.get('/v1/me/consents')).json<{ items: unknown[] }>().items.length;

test('while questions about status flood in from everywhere, a consent is signed with its status', async () => {
  const told = new Set<string>();
  let over = false;
  const ask = async (client: number): Promise<void> => {
    for (let n = 0; !over; n++) {
      const id = certIdBytes(certificate.serial, { name: centre.subject, publicKey: centre.publicKey });
      const { rawPayload } = await t.platform.app.inject({
        method: 'POST',
        url: '/ocsp/ishenim',
        headers: { 'content-type': 'application/ocsp-request' },
        payload: ocspRequest([id], Buffer.alloc(16, n)),
        remoteAddress: `10.6.${client}.${(n % 250) + 1}`,
      });
      const answer = parseOcspResponse(rawPayload);
      told.add(typeof answer === 'string' ? answer : 'answered');
    }
  };
  const flood = Array.from({ length: 12 }, async (_, client) => ask(client));
  try {
    const given = await consentByCertificate(t, t.applicant, holder);
    assert.equal(given.status, 201, given.body);
  } finally {
    over = true;
    await Promise.all(flood);
  }
  assert.deepEqual(told, new Set(['answered', 'tryLater']));
});

test('where nobody answers about the certificate a consent signed with it is not taken, and who signs is told to try again later', async () => {
  const before = await consents();
  await t.tx(async (tx) => {
    const register = (await registerOf(tx, t.centre.id))!;
    const found = await tx.query<{ number: string }>(
      `SELECT encode(serial, 'hex') AS number FROM certificate WHERE register_id = $1 AND kind = 'OCSP'`,
      [register.id],
    );
    for (const { number } of found) {
      const ended = await endCertificate(tx, t.platform.issuing.deps, {
        registerId: register.id,
        number,
        ground: '14(6)(2)',
        knownAt: t.clock.now(),
        actor: { kind: 'system', id: 'test' },
      });
      assert.ok(!isRefusal(ended), JSON.stringify(ended));
    }
  });
  t.clock.advance(2000);
  const given = await consentByCertificate(t, t.applicant, holder);
  assert.equal(given.status, 503);
  refused(given, 'STATUS_MISSING', 'ES-11.2a');
  assert.equal(await consents(), before);
});
