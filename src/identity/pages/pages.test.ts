import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { logInAtEsi, startEsiStandIn } from '../../../test/stand-ins/esi.ts';
import { assertSameKeys, untranslated } from '../../platform/i18n/index.ts';
import { langs } from '../../platform/text.ts';
import { seedIdentity } from '../seed.ts';
import { identityFixture, password, publicUrl, recordOf } from '../test-identity.ts';
import { safeNext } from './frame.ts';
import { identityMessages } from './identity.messages.ts';
import { browserName } from './security-page.ts';

const esi = await startEsiStandIn({ port: 0, redirectUris: [`${publicUrl}/esi/callback`] });
const fixture = await identityFixture({
  sandbox: true,
  esi: { issuer: esi.issuer, clientId: esi.clientId, clientSecret: esi.clientSecret, insecure: true },
});
after(async () => {
  await fixture.stop();
  await esi.stop();
});
const { deps, app, holderId } = fixture;
const logins = await seedIdentity(deps, { holderId, documentKinds: ['consent', 'consent-withdrawal'] });

/** A browser without JavaScript: follows redirects, fills the form of the page it is on. */
function visitor(address: string) {
  const jar = new Map<string, string>();
  let html = '';
  let url = '/';
  const go = async (method: 'GET' | 'POST', to: string, fields?: Record<string, string>): Promise<string> => {
    const response = await app.inject({
      method,
      url: to,
      remoteAddress: address,
      headers: {
        accept: 'text/html',
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(fields === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(fields === undefined ? {} : { payload: new URLSearchParams(fields).toString() }),
    });
    for (const cookie of response.cookies) {
      if (cookie.value === '') jar.delete(cookie.name);
      else jar.set(cookie.name, cookie.value);
    }
    const { location } = response.headers;
    if (response.statusCode === 303 && typeof location === 'string' && location.startsWith('/'))
      return go('GET', location);
    assert.ok(response.statusCode < 500, `${to}: ${response.statusCode} ${response.body.slice(0, 300)}`);
    [html, url] = [typeof location === 'string' ? location : response.body, to];
    return html;
  };
  return {
    jar,
    get url() {
      return url;
    },
    open: (to: string) => go('GET', to),
    submit: (action: string, fields: Record<string, string> = {}) => {
      const form = [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([^]*?)<\/form>/g)].find(
        ([, to]) => to === action,
      );
      assert.ok(form !== undefined, `no form ${action} on ${url}`);
      const hidden = Object.fromEntries(
        [...form[2]!.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [
          name!,
          value!,
        ]),
      );
      return go('POST', action, { ...hidden, ...fields });
    },
  };
}

test('sign up, prove identity at a counter, accept the agreement, all without JavaScript', async () => {
  const citizen = visitor('192.0.2.10');
  await citizen.open('/sign-up');
  const codePage = await citizen.submit('/sign-up', { login: 'page-1@example.kg' });
  const code = /<strong>(\d{8})<\/strong>/.exec(codePage)![1]!;
  const weak = await citizen.submit('/sign-up/complete', { code, password: 'short' });
  assert.match(weak, /mk-error-summary/);
  const codes = await citizen.submit('/sign-up/complete', { code, password });
  assert.equal([...codes.matchAll(/<code>[0-9A-Z-]{19}<\/code>/g)].length, 8);
  assert.match(await citizen.open('/me/profile'), /байланыштырыла элек/);
  const shown = await citizen.submit('/me/profile/code');
  const counterCode = /<strong>([0-9A-Z]{4}-[0-9A-Z]{4})<\/strong>/.exec(shown)![1]!;

  const clerk = visitor('192.0.2.11');
  await clerk.open('/sign-in');
  await clerk.submit('/sign-in', {
    login: logins.find((one) => one.who === 'clerk')!.login,
    password: logins[0]!.password,
  });
  await clerk.open('/holder/binding');
  const { pin, surname, givenName, patronymic, documents } = recordOf(2);
  const fields = {
    code: counterCode,
    pin,
    surname,
    givenName,
    patronymic: patronymic ?? '',
    type: 'id-card-2017',
    series: 'ID',
    number: documents[0]!.number,
    issuedBy: 'МКК 50-01',
    'birthDate-day': '30',
    'birthDate-month': '1',
    'birthDate-year': '1899',
    'issuedOn-day': '15',
    'issuedOn-month': '01',
    'issuedOn-year': '2020',
  };
  assert.match(await clerk.submit('/holder/binding', fields), /mk-error-summary/);
  assert.match(
    await clerk.submit('/holder/binding', { ...fields, originalChecked: 'yes', declared: 'yes' }),
    /mk-banner--success/,
  );

  assert.match(await citizen.open('/me/profile'), new RegExp(surname));
  await citizen.open(`/agreement/${holderId}?next=/me/security`);
  assert.match(await citizen.submit(`/agreement/${holderId}`), /mk-error-summary/);
  await citizen.submit(`/agreement/${holderId}`, { accepted: 'yes' });
  assert.equal(citizen.url, '/me/security');
  assert.match(await citizen.open(`/agreement/${holderId}`), new RegExp(identityMessages.ky.accepted));
});

test('prove identity through ESI by links only, then sign in through ESI', async () => {
  const citizen = visitor('192.0.2.12');
  await citizen.open('/sign-in');
  await citizen.submit('/sign-in', { login: '+996000123456', password: logins[0]!.password });
  const back = await logInAtEsi(await citizen.open('/me/esi'), 'esi-4');
  assert.match(await citizen.open(back.pathname + back.search), /Ким/);
  const again = visitor('192.0.2.13');
  const returned = await logInAtEsi(await again.open('/sign-in/esi'), 'esi-4');
  await again.open(returned.pathname + returned.search);
  assert.match(await again.open('/me/profile'), /Елена/);
});

test('ESI declined is a page that explains', async () => {
  const citizen = visitor('192.0.2.14');
  const returned = await logInAtEsi(await citizen.open('/sign-in/esi'), 'nobody');
  assert.match(await citizen.open(returned.pathname + returned.search), /ЕСИ аркылуу кирүү аягына чыккан жок/);
});

test('recover by link and by code, change the password, end sessions on pages', async () => {
  const citizen = visitor('192.0.2.15');
  await citizen.open('/recover');
  const sent = await citizen.submit('/recover', { login: 'page-1@example.kg' });
  const link = /href="[^"]*(\/recover\/[\w-]{20,})"/.exec(sent)![1]!;
  await citizen.open(link);
  const codes = await citizen.submit(link, { password: 'жаңы-сырсөзүм-81' });
  assert.match(codes, /mk-banner--warning/);
  const code = /<code>([0-9A-Z-]{19})<\/code>/.exec(codes)![1]!;
  await citizen.open('/me/security');
  const changed = await citizen.submit('/me/security/password', { old: 'жаңы-сырсөзүм-81', fresh: 'жаңы-сырсөзүм-82' });
  assert.match(changed, /mk-banner--success/);
  const other = visitor('192.0.2.16');
  await other.open('/recover/code');
  assert.match(
    await other.submit('/recover/code', { login: 'page-1@example.kg', code, password: 'жаңы-сырсөзүм-83' }),
    /<code>/,
  );
  await other.open('/me/security');
  await other.submit('/sign-out');
  assert.match(await other.open('/me/security'), /name="login"/);
});

test('every page renders in three languages, with one heading and no inline script or style', async () => {
  const citizen = visitor('192.0.2.17');
  const clerk = visitor('192.0.2.18');
  const anonymous = visitor('192.0.2.19');
  await citizen.open('/sign-in');
  await citizen.submit('/sign-in', { login: 'aibek@example.kg', password: logins[0]!.password });
  await clerk.open('/sign-in');
  await clerk.submit('/sign-in', { login: 'clerk@salyk.example.kg', password: logins[0]!.password });
  const pages = [
    [anonymous, ['/sign-in', '/sign-up', '/recover', '/recover/code', '/recover/abc', `/agreement/${holderId}`]],
    [citizen, ['/me/profile', '/me/security', `/agreement/${holderId}`]],
    [clerk, ['/holder/binding', '/me/security']],
  ] as const;
  for (const [who, addresses] of pages)
    for (const address of addresses)
      for (const lang of langs) {
        const html = await who.open(`${address}?lang=${lang}`);
        assert.match(html, new RegExp(`<html[^>]* lang="${lang}"`), address);
        assert.equal([...html.matchAll(/<h1[ >]/g)].length, 1, `${address} ${lang}`);
        assert.doesNotMatch(html, /<script(?![^>]*src=)|\sstyle=|\son\w+=/);
      }
});

test('after sign-in one is only ever sent to an address of this site', () => {
  for (const good of ['/', '/citizen', '/agreement/x?next=1']) assert.equal(safeNext(good), good);
  for (const bad of ['//evil.example', '/\\evil.example', 'https://evil.example', 'citizen', '/a b', undefined, 7])
    assert.equal(safeNext(bad), undefined);
});

test('seeding twice changes nothing, and it never seeds outside the sandbox', async () => {
  const again = await seedIdentity(deps, { holderId, documentKinds: ['consent'] });
  assert.deepEqual(
    again.map((one) => one.accountId),
    logins.map((one) => one.accountId),
  );
  assert.ok(again.every((one) => one.existing));
  await assert.rejects(
    seedIdentity({ ...deps, sandbox: false }, { holderId, documentKinds: ['consent'] }),
    /sandbox only/,
  );
});

test('a session is named so that its owner recognises it', () => {
  assert.equal(
    browserName(
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140 Mobile Safari/537.36',
    ),
    'Chrome, Android',
  );
  assert.equal(browserName('Mozilla/5.0 (Windows NT 10.0) Gecko Chrome/140 Safari/537.36 Edg/140'), 'Edge, Windows');
  assert.equal(browserName(''), '—');
});

test('the three catalogues are complete', () => {
  assertSameKeys(identityMessages);
  assert.deepEqual(untranslated(identityMessages), []);
});
