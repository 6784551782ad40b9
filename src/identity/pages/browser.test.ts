import assert from 'node:assert/strict';
import { type AddressInfo, createServer } from 'node:net';
import { after, test } from 'node:test';
import { axe, launchBrowser } from '../../../test/support/browser.ts';
import { assetRoutes } from '../../platform/assets/assets.ts';
import { hiddenInputs, html, page as drawPage } from '../../platform/html/index.ts';
import { htmlSchema, sendHtml } from '../../platform/http/index.ts';
import { langs } from '../../platform/text.ts';
import { seedIdentity } from '../seed.ts';
import { identityFixture, password, signUp } from '../test-identity.ts';

// The pages and passkey.js in a real browser, with a virtual authenticator.

const port = await new Promise<number>((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = probe.address() as AddressInfo;
    probe.close(() => resolve(free));
  });
});
const publicUrl = `http://localhost:${port}`;
const challenge = Buffer.alloc(32, 7).toString('base64url');
let posted: Record<string, string> = {};
const fixture = await identityFixture({ publicUrl }, (app) => {
  void app.register(assetRoutes);
  const access = [{ for: 'everyone' }] as const;
  app.get(
    '/sign-something',
    { config: { access, kind: 'page' }, schema: { response: htmlSchema } },
    async (request, reply) =>
      sendHtml(
        reply,
        drawPage({
          lang: 'ky',
          title: 'Кол коюу',
          path: '/sign-something',
          scripts: ['passkey.js'],
          body: html`<h1>Кол коюу</h1><form method="post" action="/sign-something" data-passkey="sign" data-challenge="${challenge}" data-rp-id="localhost" data-credentials="">${hiddenInputs({ _csrf: request.csrf, assertion: '' })}<button type="submit" data-passkey-button>Ырастоо</button><p data-passkey-status role="status"></p></form>`,
        }),
      ),
  );
  app.post(
    '/sign-something',
    { config: { access, kind: 'page' }, schema: { response: htmlSchema } },
    async (request, reply) => {
      posted = request.body as Record<string, string>;
      return sendHtml(reply, '<!doctype html><title>done</title><h1>done</h1>');
    },
  );
});
const browser = await launchBrowser();
after(async () => {
  await browser.close();
  await fixture.stop();
});

test('in a browser a passkey is added, signs in without a login, and signs a document', async () => {
  await fixture.app.listen({ port, host: '127.0.0.1' });
  await signUp(fixture, 'browser@example.kg');
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    // A refused sign-in is a 401, which the browser reports by itself.
    if (message.type() === 'error' && !message.text().includes('401')) errors.push(message.text());
  });
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });

  await page.goto(`${publicUrl}/sign-in`);
  await page.fill('#login', 'browser@example.kg');
  await page.fill('#password', password);
  await page.click('main form button[type=submit]');
  await page.goto(`${publicUrl}/me/security`);
  await page.fill('#passkey-label', 'Телефонум');
  await page.fill('#passkey-password', 'туура-эмес-сырсөз');
  await page.click('[data-passkey=register] [data-passkey-button]');
  await page.waitForSelector('[data-passkey=register] [data-passkey-status]:has-text("туура эмес")');
  await page.fill('#passkey-password', password);
  await page.click('[data-passkey=register] [data-passkey-button]');
  await page.waitForSelector('h3:has-text("Телефонум")');

  await page.context().clearCookies();
  await page.goto(`${publicUrl}/sign-in?next=/me/security`);
  await page.click('[data-passkey=sign-in] [data-passkey-button]');
  await page.waitForSelector('h1:has-text("Коопсуздук")');
  assert.match(await page.content(), /түзмөктүн ачкычы/);

  await page.goto(`${publicUrl}/sign-something`);
  await page.click('[data-passkey-button]');
  await page.waitForSelector('h1:has-text("done")');
  const answer = JSON.parse(posted['assertion']!) as { response: { clientDataJSON: string } };
  const client = JSON.parse(Buffer.from(answer.response.clientDataJSON, 'base64url').toString()) as {
    challenge: string;
    origin: string;
  };
  assert.deepEqual([client.challenge, client.origin], [challenge, publicUrl]);
  assert.deepEqual(errors, []);
});

test('the pages have no accessibility fault in any language', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  const faults: string[] = [];
  const check = async (path: string): Promise<void> => {
    for (const lang of langs) {
      await page.goto(`${publicUrl}${path}?lang=${lang}`);
      for (const { rule, nodes } of await axe(page)) faults.push(`${path} ${lang} ${rule} ${nodes[0] ?? ''}`);
    }
  };
  await seedIdentity({ ...fixture.deps, sandbox: true }, { holderId: fixture.holderId, documentKinds: ['consent'] });
  const signInAs = async (login: string): Promise<void> => {
    await page.context().clearCookies();
    await page.goto(`${publicUrl}/sign-in`);
    await page.fill('#login', login);
    await page.fill('#password', 'Sandbox-2026-ala-too');
    await page.click('main form button[type=submit]');
    await page.waitForSelector('.mk-account');
  };
  for (const path of ['/sign-in', '/sign-up', '/recover', '/recover/code']) await check(path);
  await signInAs('aibek@example.kg');
  for (const path of ['/me/profile', '/me/security', `/agreement/${fixture.holderId}`]) await check(path);
  await signInAs('+996000123456');
  await check('/me/profile');
  await signInAs('clerk@salyk.example.kg');
  await check('/holder/binding');
  assert.deepEqual(faults, []);
});
