import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openSslFolder, pem } from '../trust/formats/test-parties.ts';
import { applicants } from './test-applicants.ts';

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());

test('ES-13.7a: the address that a certificate names leads to the centre’s rules, and to the edition that was in force when it was issued', async () => {
  const head = await t.signedIn('head@ishenim.example.kg');
  const publish = async (word: string): Promise<number> => {
    const parts = { rules: { ky: `${word} ky`, ru: `${word} ru`, en: `${word} en` } };
    const done = await head.post(`/v1/centres/${t.centre.id}/papers`, { json: { kind: 'rules', parts } });
    assert.equal(done.status, 201, done.body);
    return done.json<{ edition: number }>().edition;
  };
  const inForce = await publish('Иш тартиби');
  const { certificate } = await t.issued();
  const { put, openssl } = openSslFolder();
  put('own.pem', pem('CERTIFICATE', certificate.raw));
  const shown = String(openssl('x509 -in own.pem -noout -ext certificatePolicies').stdout);
  const { pathname } = new URL(/CPS: (\S+)/.exec(shown)![1]!);
  const read = async (query = ''): Promise<string> => {
    const answer = await t.visitor().get(`${pathname}?lang=ru${query}`);
    assert.equal(answer.status, 200, answer.body);
    return answer.body;
  };
  assert.match(await read(), /Иш тартиби ru/);
  t.clock.advance(86_400_000);
  await publish('Жаңы тартип');
  const now = await read();
  assert.match(now, /Жаңы тартип ru/);
  assert.ok(now.includes(`href="?edition=${inForce}"`), 'it leads to the edition before');
  const then = await read(`&edition=${inForce}`);
  assert.match(then, /Иш тартиби ru/);
  assert.doesNotMatch(then, /Жаңы тартип/);
});
