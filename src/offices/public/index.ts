// The public office: what anybody may read and check, without an account.
import { Type } from 'typebox';
import { assetUrl } from '../../platform/assets/assets.ts';
import { type App, sendFile } from '../../platform/http/index.ts';
import { aboutPage } from './about.ts';
import { everyone, type PublicDeps, show } from './deps.ts';
import { publishedArrays } from './arrays.ts';
import { developerPages } from './developers/index.ts';
import { blankOf, emptyBlank, forms } from './forms.ts';
import { glossaryPage, lawItemPage, lawPage, lawPartPage } from './law.ts';
import { landing } from './landing.ts';
import { entryPage, logPage } from './log.ts';
import { policyPage } from './policy.ts';
import { problemCodePage } from './problems.ts';
import { registers } from './registers.ts';
import { sandboxPages } from './sandbox.ts';
import { reportRoute } from './report-route.ts';
import { signaturePages } from './signatures.ts';
import { verifyPages } from './verify.ts';

export type { PublicDeps } from './deps.ts';

/** Every public page. Server-rendered; none needs JavaScript. */
export function publicPages(app: App, deps: PublicDeps): void {
  show(app, deps, '/', (request) => landing(request, deps));
  show(app, deps, '/registers', (request) => registers(request, deps));
  show(app, deps, '/holders/:holderId/forms', (request) => forms(request, deps));
  show(app, deps, '/holders/:holderId/arrays', (request) => publishedArrays(request, deps));
  show(app, deps, '/holders/:holderId/policy', (request) => policyPage(request, deps));
  blankRoutes(app, deps);
  verifyPages(app, deps);
  signaturePages(app, deps);
  reportRoute(app, deps);
  show(app, deps, '/log', (request) => logPage(request, deps));
  show(app, deps, '/log/entry', (request) => entryPage(request, deps));
  show(app, deps, '/law', lawPage);
  show(app, deps, '/law/glossary', glossaryPage);
  show(app, deps, '/law/:id', lawItemPage);
  show(app, deps, '/law/:id/:part', lawPartPage);
  show(app, deps, '/problems/:code', problemCodePage);
  developerPages(app, deps);
  for (const name of ['accessibility', 'licence', 'privacy'] as const) show(app, deps, `/${name}`, aboutPage(name));
  sandboxPages(app, deps);
  robots(app, deps);
}

function blankRoutes(app: App, deps: PublicDeps): void {
  for (const [address, blank] of [
    ['/holders/:holderId/forms/:purposeId/blank.pdf', blankOf],
    ['/forms/:form/blank.pdf', emptyBlank],
  ] as const)
    app.get(
      address,
      {
        config: { access: everyone, kind: 'page', rate: 'heavy' },
        schema: { response: { 200: Type.Any({ description: 'application/pdf' }) } },
      },
      async (request, reply) =>
        sendFile(reply, await blank(request, deps), 'application/pdf', 'makulduk-blank.pdf', 'inline'),
    );
}

const closed = ['/me', '/holder', '/sandbox', '/log/tile', '/log/entry', '/v1'];

function robots(app: App, deps: PublicDeps): void {
  // A sandbox holds invented facts about real bodies: search engines keep out of it.
  const text = deps.sandbox
    ? 'User-agent: *\nDisallow: /\n'
    : `User-agent: *\n${closed.map((path) => `Disallow: ${path}\n`).join('')}`;
  app.get('/robots.txt', { config: { access: everyone, kind: 'asset' } }, async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(text),
  );
  app.get('/favicon.ico', { config: { access: everyone, kind: 'asset' } }, async (_request, reply) =>
    reply.redirect(assetUrl('mark.svg'), 302),
  );
}
