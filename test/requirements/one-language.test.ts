import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { certificateApplication } from '../../src/procedures/centres/certificate-application.ts';
import { accredited, centreStand, type CentreStand, ok } from '../../src/procedures/centres/test-centre.ts';
import { consentByPassword } from '../support/consenting.ts';
import { englishIn } from '../support/english.ts';
import type { Visitor } from '../support/platform.ts';

// Every page that a link leads to, from the home of everybody who has one, in Kyrgyz and in Russian: no English sentence is left.

let s: CentreStand;
const walkers = new Map<string, { readonly visitor: Visitor; readonly from: readonly string[] }>();

before(async () => {
  s = await centreStand('2027-03-01T04:00:00Z');
  const own = s.sandboxCentre;
  await accredited(s, own);
  const citizen = await s.signedIn('aibek@example.kg', '10.7.0.1');
  await consentByPassword(s, citizen, 'inform_by_email');
  ok(
    await citizen.post(`/v1/centres/${own.id}/cases/certificate-application`, {
      json: { data: certificateApplication.acts['apply']!.example! },
    }),
  );
  const staff = (login: string) => s.signedIn(login, '10.7.0.2');
  const walker = (name: string, visitor: Visitor, ...from: string[]) => walkers.set(name, { visitor, from });
  walker('anybody', s.visitor(), '/', '/registers/rules', '/registers/centres', '/registers/means', '/sign-in');
  walker('a citizen', citizen, '/me');
  walker('a clerk', await staff('clerk@salyk.example.kg'), '/holder');
  walker('a data officer', await staff('dpo@salyk.example.kg'), '/holder');
  walker('an administrator', await staff('admin@salyk.example.kg'), '/holder');
  walker('the head of a centre', own.head, '/centre');
  walker('a registrar', s.registrar, '/centre');
  walker('an officer of the authority', s.officer, '/authority');
  walker('the security body', s.security, '/authority/means');
});
after(() => s.stop());

/** Pages of one make: ids, numbers and codes apart. Two of a make show what one does not. */
const makeOf = (path: string): string =>
  path
    .replace(/[?#].*$/, '')
    .replaceAll(/\/[0-9a-f]{8}-[0-9a-f-]{27}/g, '/:id')
    .replace(/^\/law\/[A-Z]{2}-.*/, '/law/:row')
    .replace(/^\/law\/[A-Z]{2}\/.*/, '/law/:part')
    .replace(/^\/problems\/.*/, '/problems/:code')
    .replace(/\/\d+(?=\/|$)/g, '/:n');
const linksOf = (html: string): string[] =>
  [...html.matchAll(/href="(\/[^"]*)"/g)]
    .map(([, href]) => href!.replaceAll('&amp;', '&').replace(/#.*$/, ''))
    .filter((href) => !/^\/(?:v1|health|crl|ocsp)\b|sign-out|[?&]lang=|\.\w{2,5}$/.test(href));
/** The office a page belongs to; '' where everybody reads it, and one reader is enough. */
const officeOf = (path: string): string => /^\/(me|holder|centre|authority)(?=[/?]|$)/.exec(path)?.[1] ?? '';

for (const lang of ['ky', 'ru'] as const)
  test(`no page shows an English sentence to whoever reads in another language (${lang})`, async () => {
    const found: string[] = [];
    for (const [name, { visitor, from }] of walkers) {
      const seen = new Map<string, number>();
      const asked = new Set<string>();
      const waiting = [...from];
      const own = new Set(from.map(officeOf));
      let pages = 0;
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        const times = seen.get(makeOf(path)) ?? 0;
        if (asked.has(path) || times > 1) continue;
        asked.add(path);
        seen.set(makeOf(path), times + 1);
        const answer = await visitor.get(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
        if (!String(answer.headers['content-type']).startsWith('text/html')) continue;
        pages += 1;
        for (const run of englishIn(answer.body)) found.push(`${name}: ${path}: ${run}`);
        waiting.push(...linksOf(answer.body).filter((link) => own.has(officeOf(link))));
      }
      assert.ok(pages > 1, `${name} sees pages: ${pages}`);
    }
    assert.deepEqual([...new Set(found)], []);
  });

test('every group of the API is called by a name of the reader’s language', async () => {
  for (const lang of ['ky', 'ru']) {
    const { body } = await s.visitor().get(`/developers?lang=${lang}`);
    const names = [...body.matchAll(/<a href="\/developers\/[\w-]+"[^>]*>([^<]*)<\/a>/g)].map(([, name]) => name!);
    assert.ok(names.length > 20, body);
    assert.deepEqual(
      names.filter((name) => !/[а-яөүң]/i.test(name)),
      ['API'].filter((name) => names.includes(name)),
    );
  }
});

test('what is English is found, what is a name or marked as English is not', () => {
  const found = (body: string): string[] => englishIn(`<!doctype html><html lang="ky"><body>${body}</body></html>`);
  assert.deepEqual(found('<p>Негизи: The Government sets the rules.</p>'), ['The Government sets the rules']);
  assert.deepEqual(found('<p>It is <b>not here</b></p>'), ['It is not here']);
  assert.deepEqual(found('<p lang="en">The Government sets the rules.</p><p>Эреже</p>'), []);
  assert.deepEqual(found('<div lang="en">The <span lang="ky">this is one</span></div>'), ['this is one']);
  assert.deepEqual(found('<p>OAuth client credentials</p><pre>cat the file of it</pre>'), []);
});
