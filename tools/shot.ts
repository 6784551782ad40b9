// node tools/run.mjs tools/shot.ts <address | file.html | design | panel | landing> OUT.png [width=1280] [lang=ky] [scheme=light] [height of the cut]
// A picture of a page. `design`, `panel` and `landing` are the style guide's own pages, served from memory with the product's strict policy.
import { createServer } from 'node:http';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serveAsset } from '../src/platform/assets/assets.ts';
import { sampleLanding, samplePanel, styleGuidePage } from '../src/platform/html/style-guide.ts';
import { isLang } from '../src/platform/text.ts';
import { launchBrowser } from '../test/support/browser.ts';

const [what = 'design', out = 'shot.png', width = '1280', language = 'ky', scheme = 'light', cut] =
  process.argv.slice(2);
const lang = isLang(language) ? language : 'ky';

const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'";

const server = createServer((request, response) => {
  const path = request.url ?? '/';
  const asset = serveAsset(path, request.headers['accept-encoding']);
  if (asset !== undefined) return void response.writeHead(200, asset.headers).end(asset.body);
  const html = path.startsWith('/panel')
    ? styleGuidePage(lang, { body: samplePanel(lang), breadcrumbs: undefined })
    : path.startsWith('/landing')
      ? styleGuidePage(lang, {
          body: sampleLanding(lang),
          breadcrumbs: undefined,
          office: undefined,
          width: 'full',
          account: undefined,
          signIn: '/login',
        })
      : styleGuidePage(lang);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).end(html);
});

async function address(): Promise<string> {
  if (/^https?:/.test(what)) return what;
  if (existsSync(what)) return pathToFileURL(resolve(what)).href;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bound = server.address();
  return `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}/${what}`;
}

const browser = await launchBrowser();
try {
  const page = await browser.newPage({
    viewport: { width: Number(width), height: 900 },
    deviceScaleFactor: Number(width) < 600 ? 2 : 1,
    colorScheme: scheme === 'dark' ? 'dark' : 'light',
    locale: lang,
  });
  page.on('console', (message) => message.type() === 'error' && console.error(`browser: ${message.text()}`));
  await page.goto(await address(), { waitUntil: 'networkidle' });
  const wide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  if (wide === true) console.error('the page is wider than the screen');
  const [top = 0, height] = (cut ?? '').split('+').map(Number);
  await page.screenshot({
    path: out,
    fullPage: true,
    ...(height ? { clip: { x: 0, y: top, width: Number(width), height } } : {}),
  });
} finally {
  await browser.close();
  server.close();
}
