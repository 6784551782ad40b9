import { mkdirSync } from 'node:fs';
import { startPlatform } from '../test/support/platform.ts';
import { launchBrowser } from '../test/support/browser.ts';
import { consentByPassword, subjectOf } from '../test/support/consenting.ts';
import { inventedCitizens } from '../src/identity/index.ts';
import { registersFilled } from '../src/offices/holder/test-registers.ts';
import { newPerson, personOf, recorded } from '../src/offices/citizen/test-powers.ts';
const out = process.argv[2]!;
const only = process.argv[3];
const combos = (process.argv[4] ?? 'ky:360,ru:1280,en:360,ky:1280').split(',').map((c) => c.split(':'));
mkdirSync(out, { recursive: true });
const t = await startPlatform();
const base = await t.listen();
const clerk = await t.signedIn('clerk@salyk.example.kg');
const subject = await subjectOf(t, clerk, inventedCitizens[0]!.claims['pin'] as string);
const aibek = await t.signedIn('aibek@example.kg');
const { consentId } = await consentByPassword(t, aibek, 'inform_by_email');
const officer = await t.signedIn('dpo@salyk.example.kg');
const kept = await registersFilled(t, officer, subject);
const me = await personOf(t, 'aibek@example.kg');
const held = await recorded(t, { representative: me, principal: await newPerson(t, 41), kind: 'legal_representative' });
await recorded(t, { representative: await newPerson(t, 42), principal: me, until: '2027-05-01' });
const purpose = t.sandbox.purposes['access_to_services']!;
const mail = t.sandbox.purposes['inform_by_email']!;
const h = t.sandbox.holderId;
const consent = `/holder/consents/${subject}/${consentId}`;
const pages: Record<string, [string, string][]> = {
  '': [
    ['landing', '/'],
    ['verify', '/verify'],
    ['log', '/log'],
    ['registers', '/registers'],
    ['pubforms', `/holders/${h}/forms`],
    ['pubarrays', `/holders/${h}/arrays`],
    ['signin', '/sign-in'],
    ['pubpolicy', `/holders/${h}/policy`],
    ['holders', `/holders`],
    ['holdercard', `/holders/${h}`],
  ],
  'aibek@example.kg': [
    ['home', '/me'],
    ['mydata', '/me/data'],
    ['powers', '/me/powers'],
    ['powerend', `/me/powers/${held}/end`],
    ['profile', '/me/profile'],
    ['notice', `/me/consent/${purpose}`],
    ['consent', `/me/consents/${consentId}`],
    ['receipt', `/me/consents/${consentId}/receipt`],
    ['withdraw', `/me/consents/${consentId}/withdraw`],
    ['history', '/me/history'],
    ['inbox', '/me/inbox'],
    ['security', '/me/security'],
  ],
  'dpo@salyk.example.kg': [
    ['dash', '/holder'],
    ['purposes', '/holder/purposes'],
    ['purpose', `/holder/purposes/${mail}`],
    ['policy', '/holder/policy'],
    ['hregisters', '/holder/registers'],
    ['services', '/holder/services'],
    ['servicenew', '/holder/services/new'],
    ['operations', '/holder/operations'],
    ['opnew', `/holder/operations/new?purpose=${mail}`],
    ['reviews', '/holder/reviews'],
    ['review', `/holder/reviews/${kept.review}`],
    ['groundend', `/holder/grounds/${kept.ground}/end`],
    ['arrays', '/holder/arrays'],
    ['array', `/holder/arrays/${kept.array}`],
    ['arrayedit', `/holder/arrays/${kept.array}/edit`],
    ['arraylist', `/holder/arrays/${kept.array}/list?purpose=${mail}`],
    ['systemnew', '/holder/systems/new'],
    ['consents', '/holder/consents'],
    ['hconsent', consent],
    ['data', '/holder/data'],
    ['paper', '/holder/paper'],
  ],
};
const browser = await launchBrowser();
for (const [login, list] of Object.entries(pages)) {
  const cookies = login === '' ? new Map<string, string>() : (await t.signedIn(login)).cookies;
  for (const [lang, width] of combos) {
    const context = await browser.newContext({
      viewport: { width: Number(width), height: 900 },
      deviceScaleFactor: 1,
      locale: lang!,
    });
    await context.addCookies(
      [...[...cookies].filter(([n]) => n !== 'lang'), ['lang', lang!] as const].map(([name, value]) => ({
        name,
        value,
        url: base,
      })),
    );
    const page = await context.newPage();
    for (const [name, path] of list) {
      if (only && only !== 'all' && !only.split(',').includes(name)) continue;
      await page.goto(base + path);
      await page.screenshot({ path: `${out}/${name}-${lang}-${width}.png`, fullPage: true });
    }
    await context.close();
  }
}
await browser.close();
await t.stop();
process.exit(0);
